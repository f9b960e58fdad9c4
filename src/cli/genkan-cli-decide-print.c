/* genkan-cli-decide-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of each Record by a decision, and how that is told.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-decide-private.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"

#include <glib/gi18n.h>

/* --- what becomes of a Record --- */

/* What is Ignored cannot be ignored again, and only what is Ignored can be restored. */
gboolean
_genkan_cli_decide_is_for (const GenkanDecision *decision,
                           GenkanRecord         *record)
{
  gboolean ignored = genkan_record_get_state (record) == GENKAN_RECORD_STATE_IGNORED;

  switch (decision->kind)
    {
    case GENKAN_DECISION_MINIMUM:
      return genkan_record_get_minimum_severity (record) != decision->minimum_severity;

    case GENKAN_DECISION_IGNORE:
      return !ignored;

    case GENKAN_DECISION_RESTORE:
      return ignored;

    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_DELETE:
    case GENKAN_DECISION_MAP_EACH:
    default:
      return TRUE;
    }
}

/* Returns: %FALSE if there will be no Record */
static gboolean
get_new_state (GenkanDecisionKind  kind,
               GenkanRecord       *record,
               GenkanRecordState  *ret_state)
{
  switch (kind)
    {
    case GENKAN_DECISION_MINIMUM:
      *ret_state = genkan_record_get_state (record);
      return TRUE;

    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_MAP_EACH:
      *ret_state = GENKAN_RECORD_STATE_GOOD;
      return TRUE;

    case GENKAN_DECISION_IGNORE:
      *ret_state = GENKAN_RECORD_STATE_IGNORED;
      return TRUE;

    case GENKAN_DECISION_RESTORE:
      *ret_state = GENKAN_RECORD_STATE_NEW;
      return TRUE;

    case GENKAN_DECISION_DELETE:
    default:
      return FALSE;
    }
}

/* Returns: (transfer full) (nullable): the Product that it will have */
static char *
dup_new_product (const GenkanDecision *decision,
                 GenkanRecord         *record)
{
  g_autofree char *name = NULL;

  if (decision->kind == GENKAN_DECISION_MAP)
    return g_strdup (decision->product_name);
  if (decision->kind == GENKAN_DECISION_MINIMUM)
    return g_strdup (genkan_record_get_product_name (record));
  if (decision->kind != GENKAN_DECISION_MAP_EACH)
    return NULL;

  name = g_strstrip (g_strdup (genkan_record_get_name (record)));

  return *name != '\0' ? g_steal_pointer (&name)
                       : g_strstrip (g_strdup (genkan_record_get_vendor_id (record)));
}

/* --- telling it --- */

/* Returns: (nullable): of a minimum severity; %NULL for the Connection's */
static const char *
get_nick (int minimum)
{
  return minimum != GENKAN_MINIMUM_OF_CONNECTION ? genkan_severity_to_nick (minimum) : NULL;
}

static const char *
describe_minimum (int minimum)
{
  return minimum != GENKAN_MINIMUM_OF_CONNECTION ? genkan_cli_describe_severity (minimum)
                                                 : C_("minimum severity", "As the connection");
}

static void
add_json_record (JsonBuilder     *builder,
                 GenkanCliDecide *decide,
                 GenkanRecord    *record)
{
  g_autofree char *product = dup_new_product (&decide->decision, record);
  GenkanRecordState state;
  gboolean stays = get_new_state (decide->decision.kind, record, &state);

  json_builder_begin_object (builder);
  genkan_cli_json_add_number (builder, "id", genkan_record_get_id (record));
  genkan_cli_json_add_text (builder, "connection", genkan_cli_get_label (decide->labels, record));
  genkan_cli_json_add_text (builder, "vendor_id", genkan_record_get_vendor_id (record));
  genkan_cli_json_add_text (builder, "name", genkan_record_get_name (record));
  genkan_cli_json_add_text (builder, "state", genkan_record_state_to_nick (genkan_record_get_state (record)));
  genkan_cli_json_add_text (builder, "product", genkan_record_get_product_name (record));
  genkan_cli_json_add_text (builder, "new_state", stays ? genkan_record_state_to_nick (state) : NULL);
  genkan_cli_json_add_text (builder, "new_product", product);
  if (decide->decision.kind == GENKAN_DECISION_MINIMUM)
    {
      genkan_cli_json_add_text (builder, "minimum_severity",
                                get_nick (genkan_record_get_minimum_severity (record)));
      genkan_cli_json_add_text (builder, "new_minimum_severity",
                                get_nick (decide->decision.minimum_severity));
    }
  json_builder_end_object (builder);
}

static void
print_json (GenkanCliDecide *decide)
{
  static const char *const words[] = {
    [GENKAN_DECISION_MAP] = "map",
    [GENKAN_DECISION_IGNORE] = "ignore",
    [GENKAN_DECISION_RESTORE] = "restore",
    [GENKAN_DECISION_DELETE] = "delete",
    [GENKAN_DECISION_MAP_EACH] = "map-each",
    [GENKAN_DECISION_MINIMUM] = "minimum-severity",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "decision", words[decide->decision.kind]);
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, decide->dry_run);
  genkan_cli_json_add_number (builder, "matched", decide->n_matched);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < decide->records->len; i++)
    add_json_record (builder, decide, g_ptr_array_index (decide->records, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

static void
print_table (GenkanCliDecide *decide)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Connection"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("State"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Product"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("New state"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("New product"), GENKAN_COLUMN_SHRINK);

  for (guint i = 0; i < decide->records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (decide->records, i);
      g_autofree char *product = dup_new_product (&decide->decision, record);
      GenkanRecordState state;
      gboolean stays = get_new_state (decide->decision.kind, record, &state);

      genkan_cli_table_add (table, genkan_cli_get_label (decide->labels, record));
      genkan_cli_table_add (table, genkan_record_get_title (record));
      genkan_cli_table_add (table, genkan_cli_describe_state (genkan_record_get_state (record)));
      genkan_cli_table_add (table, genkan_record_get_product_name (record));
      genkan_cli_table_add (table, stays ? genkan_cli_describe_state (state)
                                         : C_("state of a record", "Deleted"));
      genkan_cli_table_add (table, product);
    }

  genkan_cli_table_print (table);
}

static void
print_minimums (GenkanCliDecide *decide)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Connection"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Minimum severity"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("New minimum severity"), GENKAN_COLUMN_FIXED);

  for (guint i = 0; i < decide->records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (decide->records, i);

      genkan_cli_table_add (table, genkan_cli_get_label (decide->labels, record));
      genkan_cli_table_add (table, genkan_record_get_title (record));
      genkan_cli_table_add (table, describe_minimum (genkan_record_get_minimum_severity (record)));
      genkan_cli_table_add (table, describe_minimum (decide->decision.minimum_severity));
    }

  genkan_cli_table_print (table);
}

static void
print_done (GenkanDecisionKind kind,
            guint              n)
{
  switch (kind)
    {
    case GENKAN_DECISION_MAP:
    case GENKAN_DECISION_MAP_EACH:
      g_print (ngettext ("Mapped %u record\n", "Mapped %u records\n", n), n);
      break;

    case GENKAN_DECISION_IGNORE:
      g_print (ngettext ("Ignored %u record\n", "Ignored %u records\n", n), n);
      break;

    case GENKAN_DECISION_RESTORE:
      g_print (ngettext ("Restored %u record\n", "Restored %u records\n", n), n);
      break;

    case GENKAN_DECISION_DELETE:
      g_print (ngettext ("Deleted %u record\n", "Deleted %u records\n", n), n);
      break;

    case GENKAN_DECISION_MINIMUM:
      g_print (ngettext ("Changed %u record; the next Sync follows it\n",
                         "Changed %u records; the next Sync follows it\n", n), n);
      break;

    default:
      g_return_if_reached ();
    }
}

void
_genkan_cli_decide_print (GenkanCliDecide *decide,
                          guint            n_changed)
{
  if (decide->json)
    print_json (decide);
  else if (decide->records->len == 0)
    g_printerr ("%s\n", _("Nothing to change: the decision is made already"));
  else if (decide->dry_run)
    {
      if (decide->decision.kind == GENKAN_DECISION_MINIMUM)
        print_minimums (decide);
      else
        print_table (decide);
      g_printerr (ngettext ("%u record would change; nothing was changed\n",
                            "%u records would change; nothing was changed\n", n_changed), n_changed);
    }
  else
    print_done (decide->decision.kind, n_changed);
}
