/* genkan-cli-preview.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan discover --dry-run`: what a Discover would change. Nobody is asked: the preview is kept
 * and the Discover let go, which cancels it.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-discover-preview.h"

#include <glib/gi18n.h>

/* Changes of a kind in the table; JSON has them all. */
#define TABLE_LIMIT 100

/* The first member is what genkan_cli_keep_result() fills. */
typedef struct
{
  GAsyncResult  *result;   /* (owned) (nullable) */
  GenkanPreview *changes;  /* (owned) (nullable) nothing could be read */
  gboolean       complete;
} GenkanDryRun;

static const char *const nicks[GENKAN_N_CHANGE_KINDS] = {
  [GENKAN_CHANGE_NEW] = "new",
  [GENKAN_CHANGE_RENAMED] = "renamed",
  [GENKAN_CHANGE_MOVED] = "moved",
  [GENKAN_CHANGE_MISSING] = "missing",
  [GENKAN_CHANGE_RETURNED] = "returned",
  [GENKAN_CHANGE_MAPPED] = "mapped",
};

static void
take_preview_cb (GenkanDiscoverPreview *preview,
                 gpointer               user_data)
{
  GenkanDryRun *dry_run = user_data;

  dry_run->changes = genkan_preview_ref (genkan_discover_preview_get_changes (preview));
  dry_run->complete = genkan_discover_preview_is_complete (preview);
}

/* --- for programs --- */

static void
add_json_change (JsonBuilder  *builder,
                 GenkanChange *change)
{
  GenkanChangeKind kind = genkan_change_get_kind (change);

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "vendor_id", genkan_change_get_vendor_id (change));
  genkan_cli_json_add_text (builder, "name", genkan_change_get_name (change));
  genkan_cli_json_add_text (builder, "parent", genkan_change_get_parent (change));
  if (kind == GENKAN_CHANGE_RENAMED || kind == GENKAN_CHANGE_MOVED)
    genkan_cli_json_add_text (builder, "before", genkan_change_get_detail (change));
  if (kind == GENKAN_CHANGE_MAPPED)
    {
      genkan_cli_json_add_text (builder, "product", genkan_change_get_detail (change));
      json_builder_set_member_name (builder, "product_is_new");
      json_builder_add_boolean_value (builder, genkan_change_get_is_made (change));
    }
  json_builder_end_object (builder);
}

static void
print_json (GenkanDryRun *dry_run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, dry_run->complete);
  for (guint kind = 0; kind < GENKAN_N_CHANGE_KINDS; kind++)
    {
      GListModel *changes = genkan_preview_get_changes (dry_run->changes, kind);

      json_builder_set_member_name (builder, nicks[kind]);
      json_builder_begin_array (builder);
      for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
        {
          g_autoptr (GenkanChange) change = g_list_model_get_item (changes, i);

          add_json_change (builder, change);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

/* --- for people --- */

static char *
describe_detail (GenkanChange *change)
{
  const char *detail = genkan_change_get_detail (change);

  switch (genkan_change_get_kind (change))
    {
    case GENKAN_CHANGE_RENAMED:
    case GENKAN_CHANGE_MOVED:
      return detail != NULL ? g_strdup_printf (_("before: %s"), detail) : g_strdup ("");

    case GENKAN_CHANGE_MAPPED:
      /* Translators: a Product that auto-map maps to */
      return genkan_change_get_is_made (change) ? g_strdup_printf (_("to the new %s"), detail)
                                                : g_strdup_printf (_("to %s"), detail);

    case GENKAN_CHANGE_NEW:
    case GENKAN_CHANGE_MISSING:
    case GENKAN_CHANGE_RETURNED:
    case GENKAN_N_CHANGE_KINDS:
    default:
      return g_strdup ("");
    }
}

static void
add_rows (GenkanCliTable *table,
          GListModel     *changes)
{
  for (guint i = 0; i < g_list_model_get_n_items (changes); i++)
    {
      g_autoptr (GenkanChange) change = g_list_model_get_item (changes, i);
      g_autofree char *detail = describe_detail (change);

      genkan_cli_table_add (table, genkan_change_kind_describe (genkan_change_get_kind (change)));
      genkan_cli_table_add (table, genkan_change_get_name (change));
      genkan_cli_table_add (table, genkan_change_get_parent (change));
      genkan_cli_table_add (table, detail);
    }
}

static void
print_table (GenkanDryRun *dry_run)
{
  g_autoptr (GenkanCliTable) table = genkan_cli_table_new ();

  genkan_cli_table_add_column (table, _("Change"), GENKAN_COLUMN_FIXED);
  genkan_cli_table_add_column (table, _("Name"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Parent"), GENKAN_COLUMN_SHRINK);
  genkan_cli_table_add_column (table, _("Details"), GENKAN_COLUMN_SHRINK);
  for (guint kind = 0; kind < GENKAN_N_CHANGE_KINDS; kind++)
    add_rows (table, genkan_preview_get_changes (dry_run->changes, kind));

  if (genkan_cli_table_get_n_rows (table) > 0)
    genkan_cli_table_print (table);
}

static void
print_counts (GenkanDryRun *dry_run)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;
  gboolean all_listed = TRUE;

  for (guint kind = 0; kind < GENKAN_N_CHANGE_KINDS; kind++)
    {
      guint n_changes = genkan_preview_get_n_changes (dry_run->changes, kind);

      /* Translators: "5 New", of what a Discover would change */
      g_ptr_array_add (counts, g_strdup_printf (_("%u %s"), n_changes, genkan_change_kind_describe (kind)));
      all_listed = all_listed && n_changes <= TABLE_LIMIT;
    }
  g_ptr_array_add (counts, NULL);
  line = g_strjoinv (", ", (char **) counts->pdata);

  g_print ("%s\n", line);
  if (!all_listed)
    g_printerr (_("The first %d of each kind are listed; --json lists all.\n"), TABLE_LIMIT);
  if (!dry_run->complete)
    g_printerr ("%s\n", _("Only a part was seen, so nothing would be marked as missing."));
  g_printerr ("%s\n", _("Nothing was changed."));
}

/* Runs the Discover of a Connection up to where it would change something, and tells. */
GenkanExit
genkan_cli_preview (GenkanWorkspace        *workspace,
                    GenkanConnection       *connection,
                    GenkanOperationTrigger  trigger,
                    gboolean                json)
{
  g_autoptr (GCancellable) cancellable = genkan_cli_watch_interrupt ();
  GenkanDryRun dry_run = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanPreview) changes = NULL;
  g_autoptr (GenkanOperation) operation = NULL;
  g_autoptr (GenkanReport) report = NULL;
  g_autoptr (GError) error = NULL;

  genkan_cli_follow (workspace);
  genkan_workspace_preview_discover_async (workspace, genkan_connection_get_id (connection), trigger,
                                           json ? 0 : TABLE_LIMIT, take_preview_cb, cancellable,
                                           genkan_cli_keep_result, &dry_run);
  result = genkan_cli_wait (&dry_run.result);
  changes = dry_run.changes;
  operation = genkan_workspace_discover_finish (workspace, result, &report, &error);
  if (operation == NULL)
    return genkan_cli_fail (error);

  if (changes == NULL)
    {
      genkan_cli_print_outcome (operation, report);
      return genkan_cli_get_exit (operation);
    }

  if (json)
    print_json (&dry_run);
  else
    {
      print_table (&dry_run);
      print_counts (&dry_run);
    }

  return dry_run.complete ? GENKAN_EXIT_COMPLETE : GENKAN_EXIT_PARTIAL;
}
