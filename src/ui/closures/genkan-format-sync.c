/* genkan-format-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-sync.h"
#include "genkan-format.h"

#include <glib/gi18n.h>

/* Adds what is different: "2 new", "1 closed" … */
void
genkan_format_add_changes (GPtrArray *parts,
                           guint      n_new,
                           guint      n_changed,
                           guint      n_closed,
                           guint      n_reopened)
{
  genkan_format_add_part (parts, n_new, g_strdup_printf (ngettext ("%'u new", "%'u new", n_new), n_new));
  genkan_format_add_part (parts, n_changed,
            g_strdup_printf (ngettext ("%'u changed", "%'u changed", n_changed), n_changed));
  genkan_format_add_part (parts, n_closed,
            g_strdup_printf (ngettext ("%'u closed", "%'u closed", n_closed), n_closed));
  genkan_format_add_part (parts, n_reopened,
            g_strdup_printf (ngettext ("%'u reopened", "%'u reopened", n_reopened), n_reopened));
}

/* Returns: (transfer full): what was found and what is different now: "7 findings: 2 new, 1 closed" */
static char *
format_counts (guint n_found,
               guint n_new,
               guint n_changed,
               guint n_closed,
               guint n_reopened,
               guint n_below)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *found = g_strdup_printf (ngettext ("%'u finding", "%'u findings", n_found), n_found);
  g_autofree char *changes = NULL;

  genkan_format_add_changes (parts, n_new, n_changed, n_closed, n_reopened);
  genkan_format_add_part (parts, n_below,
            g_strdup_printf (ngettext ("%'u below the minimum severity",
                                       "%'u below the minimum severity", n_below), n_below));

  if (parts->len == 0)
    return g_strdup_printf (_("%s, nothing changed"), found);

  g_ptr_array_add (parts, NULL);
  changes = g_strjoinv (", ", (char **) parts->pdata);

  return g_strdup_printf ("%s: %s", found, changes);
}

/**
 * genkan_format_sync_outcome:
 * @operation: a Sync that has ended
 *
 * Returns: (transfer full): "15 findings: 15 new"
 */
char *
genkan_format_sync_outcome (GenkanOperation *operation)
{
  return format_counts (genkan_operation_get_n_seen (operation),
                        genkan_operation_get_n_new (operation),
                        genkan_operation_get_n_changed (operation),
                        genkan_operation_get_n_missing (operation),
                        genkan_operation_get_n_returned (operation), 0);
}

/**
 * genkan_format_deliver_outcome:
 * @operation: a Deliver that has ended well
 *
 * Returns: (transfer full): "DefectDojo: 12 created, 3 closed"
 */
char *
genkan_format_deliver_outcome (GenkanOperation *operation)
{
  GenkanSyncResult all = {
    .delivery = GENKAN_DELIVERY_DONE,
    .n_created = genkan_operation_get_n_new (operation),
    .n_updated = genkan_operation_get_n_changed (operation),
    .n_mitigated = genkan_operation_get_n_missing (operation),
    .n_reactivated = genkan_operation_get_n_returned (operation),
  };

  if (genkan_operation_get_n_seen (operation) == 0)
    all.delivery = GENKAN_DELIVERY_UNCHANGED;

  return genkan_format_delivery (&all);
}

/**
 * genkan_format_sync_result:
 * @result: what a Sync found for a Record
 *
 * Returns: (transfer full): in a sentence, or why it is not complete; empty if it was not asked
 */
char *
genkan_format_sync_result (const GenkanSyncResult *result)
{
  g_autofree char *counts =
    format_counts (result->n_found, result->n_new, result->n_changed, result->n_closed,
                   result->n_reopened, result->n_below);

  switch (result->outcome)
    {
    case GENKAN_OUTCOME_COMPLETE:
      return result->message != NULL ? g_strdup_printf ("%s. %s", counts, result->message)
                                     : g_steal_pointer (&counts);

    case GENKAN_OUTCOME_PARTIAL:
      return g_strdup_printf (_("Partial: %s. %s"), counts,
                              result->message != NULL ? result->message : "");

    case GENKAN_OUTCOME_SKIPPED:
      return g_strdup_printf (_("Skipped. %s"), result->message != NULL ? result->message : "");

    case GENKAN_OUTCOME_NONE:
      return g_strdup ("");

    case GENKAN_OUTCOME_FAILED:
    default:
      return g_strdup_printf (_("Failed. %s"), result->message != NULL ? result->message : "");
    }
}

/**
 * genkan_format_delivery:
 * @result: what a Sync found for a Record
 *
 * Returns: (transfer full) (nullable): what became of it on the way to DefectDojo, in a sentence;
 *   %NULL if there was none
 */
char *
genkan_format_delivery (const GenkanSyncResult *result)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *changes = NULL;

  if (result->delivery == GENKAN_DELIVERY_NONE)
    return NULL;
  if (result->delivery == GENKAN_DELIVERY_UNCHANGED)
    return g_strdup (_("DefectDojo: nothing to deliver"));
  if (result->delivery == GENKAN_DELIVERY_STALE)
    return g_strdup_printf (_("DefectDojo: gone there. %s"),
                            result->delivery_message != NULL ? result->delivery_message : "");
  if (result->delivery == GENKAN_DELIVERY_REFUSED)
    return g_strdup_printf (_("DefectDojo: not delivered. %s"),
                            result->delivery_message != NULL ? result->delivery_message : "");

  genkan_format_add_part (parts, result->n_created,
                          g_strdup_printf (_("%'u created"), result->n_created));
  genkan_format_add_part (parts, result->n_updated,
                          g_strdup_printf (_("%'u updated"), result->n_updated));
  genkan_format_add_part (parts, result->n_mitigated,
                          g_strdup_printf (_("%'u closed"), result->n_mitigated));
  genkan_format_add_part (parts, result->n_reactivated,
                          g_strdup_printf (_("%'u reopened"), result->n_reactivated));
  if (parts->len == 0)
    return g_strdup (_("DefectDojo: delivered"));

  g_ptr_array_add (parts, NULL);
  changes = g_strjoinv (", ", (char **) parts->pdata);

  return g_strdup_printf (_("DefectDojo: %s"), changes);
}

static char *
format_reason (const char *what,
               const char *why)
{
  if (why == NULL)
    return g_strdup (what);

  /* Translators: what happened, and why: “The last Sync failed: No scan yet” */
  return g_strdup_printf (C_("what and why", "%s: %s"), what, why);
}

/**
 * genkan_format_record_problem:
 * @sync: what Syncs have made of a Record
 *
 * Returns: (transfer full) (nullable): what a person should look at; %NULL: all is well
 */
char *
genkan_format_record_problem (const GenkanRecordSync *sync)
{
  if (sync->guard_id != 0 && sync->n_held > 0)
    return g_strdup_printf (ngettext ("%'u finding that the tool shows no longer waits for you to "
                                      "say whether it is closed",
                                      "%'u findings that the tool shows no longer wait for you to "
                                      "say whether they are closed", sync->n_held), sync->n_held);

  if (sync->outcome == GENKAN_OUTCOME_FAILED)
    return format_reason (_("The last Sync failed"), sync->message);
  if (sync->outcome == GENKAN_OUTCOME_PARTIAL)
    return format_reason (_("The last Sync was cut short"), sync->message);
  if (sync->delivery == GENKAN_DELIVERY_REFUSED || sync->delivery == GENKAN_DELIVERY_STALE)
    return format_reason (_("Not delivered to DefectDojo"), sync->message);

  return NULL;
}
