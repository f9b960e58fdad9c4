/* genkan-cli-follow.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a terminal one line on standard error follows a run and is wiped when it ends; into a pipe
 * or a log goes the outcome only.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <glib/gi18n.h>
#include <unistd.h>

static char *
describe_wait (GenkanProgress *progress)
{
  gint64 until;
  g_autofree char *waiting = genkan_progress_dup_waiting (progress, &until);
  gint64 seconds = (until - g_get_monotonic_time ()) / G_USEC_PER_SEC;

  if (waiting == NULL)
    return g_strdup ("");
  if (seconds <= 0)
    return g_strdup_printf (_(" · waiting: %s"), waiting);

  return g_strdup_printf (_(" · waiting: %s, %" G_GINT64_FORMAT " s"), waiting, seconds);
}

static char *
describe_progress (GenkanActivity *activity)
{
  GenkanProgress *progress = genkan_activity_get_progress (activity);
  gboolean syncs = genkan_activity_get_kind (activity) == GENKAN_OPERATION_TYPE_SYNC;
  g_autofree char *waiting = describe_wait (progress);
  guint n_delivered = 0;
  guint n_deliveries = genkan_progress_get_deliveries (progress, &n_delivered);

  if (n_deliveries > 0)
    return g_strdup_printf (_("Delivering to DefectDojo… %u of %u records"), n_delivered,
                            n_deliveries);
  if (genkan_activity_get_kind (activity) == GENKAN_OPERATION_TYPE_DELIVER)
    return g_strdup (_("Delivering to DefectDojo…"));
  if (genkan_progress_get_requests_known (progress) == 0)
    return g_strconcat (syncs ? _("Syncing…") : _("Discovering…"), waiting, NULL);

  return g_strdup_printf (genkan_activity_brings_findings (activity)
                            ? _("Syncing… %u of %u requests, %u findings%s")
                            : syncs ? _("Syncing… %u of %u requests, %u records%s")
                                    : _("Discovering… %u of %u requests, %u records%s"),
                          genkan_progress_get_requests_done (progress),
                          genkan_progress_get_requests_known (progress),
                          genkan_progress_get_rows (progress), waiting);
}

/* Over the line before, which is wiped to its end. */
static void
print_progress_cb (GenkanActivity *activity)
{
  g_autofree char *text = describe_progress (activity);
  g_autofree char *line = NULL;

  if (genkan_activity_is_cancelled (activity))
    {
      g_free (text);
      text = g_strdup (_("Cancelling…"));
    }

  line = genkan_cli_text_cut (text, genkan_cli_get_width (STDERR_FILENO) - 1);
  g_printerr ("\r%s\033[K", line);
}

static void
wipe_progress_cb (GenkanActivity *activity)
{
  g_printerr ("\r\033[K");
}

static void
follow_activity_cb (GenkanWorkspace *workspace,
                    GenkanActivity  *activity)
{
  g_signal_connect_object (genkan_activity_get_progress (activity), "changed",
                           G_CALLBACK (print_progress_cb), activity, G_CONNECT_SWAPPED);
  g_signal_connect (activity, "ended", G_CALLBACK (wipe_progress_cb), NULL);
  print_progress_cb (activity);
}

/* Tells of what is started from now on. */
void
genkan_cli_follow (GenkanWorkspace *workspace)
{
  if (isatty (STDERR_FILENO))
    g_signal_connect (workspace, "activity-started", G_CALLBACK (follow_activity_cb), NULL);
}
