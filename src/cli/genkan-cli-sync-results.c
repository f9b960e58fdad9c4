/* genkan-cli-sync-results.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of numbers, and below it the sentences: each once, with the Records that it is about, and
 * never cut, because they say what to do.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-sync-results.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"
#include "genkan-store-server.h"
#include "genkan-store-sync.h"

#include <glib/gi18n.h>

/* Of so many Records of a sentence the names are told. */
#define MAX_NAMES 5

/* --- numbers --- */

static gboolean
is_delivered (GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    if (((GenkanSyncResult *) g_ptr_array_index (results, i))->delivery != GENKAN_DELIVERY_NONE)
      return TRUE;

  return FALSE;
}

static GenkanCliTable *
new_table (gboolean finds,
           gboolean delivers)
{
  static const char *const found[] = {
    N_("Found"), N_("New"), N_("Changed"), N_("Closed"), N_("Reopened"), N_("Below minimum"),
    N_("Held"),
  };
  GenkanCliTable *table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Record"), GENKAN_COLUMN_SHRINK);
  if (finds)
    {
      genkan_cli_table_add_column (table, _("Outcome"), GENKAN_COLUMN_FIXED);
      for (guint i = 0; i < G_N_ELEMENTS (found); i++)
        genkan_cli_table_add_column (table, _(found[i]), GENKAN_COLUMN_NUMBER);
    }
  if (delivers)
    {
      genkan_cli_table_add_column (table, _("DefectDojo"), GENKAN_COLUMN_FIXED);
      genkan_cli_table_add_column (table, _("Test"), GENKAN_COLUMN_NUMBER);
    }

  return table;
}

static void
add_part (GString    *text,
          const char *format,
          guint       n)
{
  if (n == 0)
    return;

  g_string_append (text, text->len > 0 ? ", " : "");
  g_string_append_printf (text, "%u %s", n, format);
}

/* “Delivered: 3 created, 1 closed” */
static char *
describe_delivery (const GenkanSyncResult *result)
{
  const char *outcome = genkan_cli_describe_delivery (result->delivery);
  g_autoptr (GString) counts = g_string_new (NULL);

  add_part (counts, C_("findings in DefectDojo", "created"), result->n_created);
  add_part (counts, C_("findings in DefectDojo", "updated"), result->n_updated);
  add_part (counts, C_("findings in DefectDojo", "closed"), result->n_mitigated);
  add_part (counts, C_("findings in DefectDojo", "reopened"), result->n_reactivated);

  return counts->len > 0 ? g_strdup_printf ("%s: %s", outcome, counts->str) : g_strdup (outcome);
}

static void
add_found (GenkanCliTable         *table,
           const GenkanSyncResult *result)
{
  const guint numbers[] = {
    result->n_found, result->n_new, result->n_changed, result->n_closed, result->n_reopened,
    result->n_below, result->n_held,
  };

  genkan_cli_table_add (table, genkan_cli_describe_outcome (result->outcome));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    genkan_cli_table_add_number (table, numbers[i]);
}

static void
add_delivered (GenkanCliTable         *table,
               const GenkanSyncResult *result)
{
  g_autofree char *delivery = describe_delivery (result);
  g_autofree char *test =
    result->test_id > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, result->test_id) : NULL;

  genkan_cli_table_add (table, delivery);
  genkan_cli_table_add (table, test);
}

static void
print_numbers (GPtrArray *results,
               gboolean   finds)
{
  gboolean delivers = is_delivered (results);
  g_autoptr (GenkanCliTable) table = NULL;

  if (!finds && !delivers)
    return;

  table = new_table (finds, delivers);
  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);

      genkan_cli_table_add (table, result->record_name);
      if (finds)
        add_found (table, result);
      if (delivers)
        add_delivered (table, result);
    }
  if (results->len > 0)
    genkan_cli_table_print (table);
}

/* --- sentences --- */

static void
collect (GPtrArray  *messages,
         GHashTable *names,
         const char *message,
         const char *name)
{
  GPtrArray *of = message != NULL ? g_hash_table_lookup (names, message) : NULL;

  if (message == NULL || *message == '\0')
    return;
  if (of == NULL)
    {
      of = g_ptr_array_new ();
      g_hash_table_insert (names, (char *) message, of);
      g_ptr_array_add (messages, (char *) message);
    }
  g_ptr_array_add (of, (char *) (name != NULL ? name : _("Deleted Record")));
}

static char *
join_names (GPtrArray *names)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len && i < MAX_NAMES; i++)
    {
      g_autofree char *plain = genkan_cli_dup_plain (g_ptr_array_index (names, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", plain);
    }
  if (names->len > MAX_NAMES)
    g_string_append_printf (text, ngettext (" and %u other", " and %u others",
                                            names->len - MAX_NAMES), names->len - MAX_NAMES);

  return g_string_free (text, FALSE);
}

static void
print_sentences (GPtrArray *results)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);

      collect (messages, names, result->message, result->record_name);
      collect (messages, names, result->delivery_message, result->record_name);
    }

  for (guint i = 0; i < messages->len; i++)
    {
      const char *message = g_ptr_array_index (messages, i);
      g_autofree char *of = join_names (g_hash_table_lookup (names, message));
      g_autofree char *plain = genkan_cli_dup_plain (message);

      g_print ("%s%s: %s\n", i == 0 ? "\n" : "", of, plain);
    }
}

/* Where a Test is seen in a browser. */
static void
print_page (GenkanStore *store,
            GPtrArray   *results)
{
  g_autoptr (GenkanServer) server = genkan_store_get_server (store, NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const GenkanSyncResult *result = g_ptr_array_index (results, i);
      g_autofree char *page = server != NULL
        ? genkan_server_dup_page (server, "test", result->test_id) : NULL;

      if (page == NULL)
        continue;

      /* Translators: as in “Test 12: https://…” */
      g_print (_("Test %" G_GINT64_FORMAT ": %s, and so on\n"), result->test_id, page);
      return;
    }
}

GPtrArray *
genkan_cli_print_sync_results (GenkanStore      *store,
                               GenkanOperation  *operation,
                               gboolean          json,
                               GError          **error)
{
  g_autoptr (GPtrArray) results =
    genkan_store_list_sync_results (store, genkan_operation_get_id (operation), error);

  if (results == NULL)
    return NULL;

  if (json)
    {
      g_autoptr (GenkanServer) server = genkan_store_get_server (store, NULL);

      genkan_cli_json_print_sync (operation, results, server);
      return g_steal_pointer (&results);
    }

  print_numbers (results, genkan_operation_get_kind (operation) == GENKAN_OPERATION_TYPE_SYNC);
  print_page (store, results);
  print_sentences (results);

  return g_steal_pointer (&results);
}
