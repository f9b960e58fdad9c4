/* genkan-format-connection.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a Connection does, in words, shapes and colours. Pure functions; times are microseconds
 * since 1970 (UTC).
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format-connection.h"

#include "genkan-format.h"

#include <glib/gi18n.h>

/**
 * genkan_format_unmapped:
 * @n_unmapped: how many Records wait for a person
 *
 * Returns: (transfer full): "3 unmapped", or words for none
 */
char *
genkan_format_unmapped (guint n_unmapped)
{
  if (n_unmapped == 0)
    return g_strdup (_("nothing unmapped"));

  return g_strdup_printf (ngettext ("%'u unmapped", "%'u unmapped", n_unmapped), n_unmapped);
}

/**
 * genkan_format_heading:
 * @heading: what is listed
 * @count: how many there are
 *
 * Returns: (transfer full): the heading with its count: "Available (12)"
 */
char *
genkan_format_heading (const char *heading,
                       guint       count)
{
  g_return_val_if_fail (heading != NULL, NULL);

  /* Translators: a heading and how many there are below it: “Available (12)” */
  return g_strdup_printf (_("%s (%'u)"), heading, count);
}

/* The status as it stands in a sentence: “Discover complete, 3 minutes ago” */
static const char *
status_in_sentence (GenkanOperationStatus status)
{
  switch (status)
    {
    case GENKAN_OPERATION_STATUS_COMPLETE:
      return C_("operation in a sentence", "complete");

    case GENKAN_OPERATION_STATUS_PARTIAL:
      return C_("operation in a sentence", "partial");

    case GENKAN_OPERATION_STATUS_FAILED:
      return C_("operation in a sentence", "failed");

    case GENKAN_OPERATION_STATUS_CANCELLED:
      return C_("operation in a sentence", "cancelled");

    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return C_("operation in a sentence", "interrupted");

    case GENKAN_OPERATION_STATUS_RUNNING:
    default:
      return C_("operation in a sentence", "running");
    }
}

/**
 * genkan_format_operation_state:
 * @operation: (nullable): the Operation that was started last
 *
 * Returns: (transfer full): what and how it went: "Discover complete"
 */
char *
genkan_format_operation_state (GenkanOperation *operation)
{
  if (operation == NULL)
    return g_strdup (_("Not discovered yet"));

  /* Translators: an operation and its status: “Discover complete” */
  return g_strdup_printf (_("%s %s"),
                          genkan_format_operation_type (genkan_operation_get_kind (operation)),
                          status_in_sentence (genkan_operation_get_status (operation)));
}

/**
 * genkan_format_last_operation:
 * @operation: (nullable): the Operation that was started last
 * @now: the time it is
 *
 * Returns: (transfer full): how it went, and when: "Discover complete, 3 minutes ago"
 */
char *
genkan_format_last_operation (GenkanOperation *operation,
                              gint64           now)
{
  g_autofree char *state = genkan_format_operation_state (operation);
  g_autofree char *ago = NULL;

  if (operation == NULL || genkan_operation_get_ended (operation) == 0)
    return g_steal_pointer (&state);

  ago = genkan_format_ago (genkan_operation_get_ended (operation), now);

  /* Translators: what happened, and when: “Discover complete, 3 minutes ago” */
  return g_strdup_printf (_("%s, %s"), state, ago);
}

/**
 * genkan_format_health:
 * @health: how a Connection does
 *
 * Returns: (transfer none): the same in words, for those who do not see the dot
 */
const char *
genkan_format_health (GenkanHealth health)
{
  switch (health)
    {
    case GENKAN_HEALTH_GOOD:
      return _("The last operation saw everything");

    case GENKAN_HEALTH_PARTIAL:
      return _("The last operation was cut short");

    case GENKAN_HEALTH_BAD:
      return _("The last operation failed");

    case GENKAN_HEALTH_FRESH:
    default:
      return _("Nothing was discovered yet");
    }
}

const char *
genkan_health_get_icon_name (GenkanHealth health)
{
  switch (health)
    {
    case GENKAN_HEALTH_GOOD:
      return "genkan-health-good-symbolic";

    case GENKAN_HEALTH_PARTIAL:
      return "genkan-health-partial-symbolic";

    case GENKAN_HEALTH_BAD:
      return "genkan-health-bad-symbolic";

    case GENKAN_HEALTH_FRESH:
    default:
      return "genkan-health-fresh-symbolic";
    }
}

const char *
genkan_health_get_css_class (GenkanHealth health)
{
  switch (health)
    {
    case GENKAN_HEALTH_GOOD:
      return "success";

    case GENKAN_HEALTH_PARTIAL:
      return "warning";

    case GENKAN_HEALTH_BAD:
      return "error";

    case GENKAN_HEALTH_FRESH:
    default:
      return "dim-label";
    }
}
