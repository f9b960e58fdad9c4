/* genkan-finding-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-finding-history.h"

#include "genkan-plain-row.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-store-events.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Nobody reads further back. */
#define MAX_EVENTS 100

static char *
say_event (const GenkanFindingEvent *event)
{
  switch (event->kind)
    {
    case GENKAN_FINDING_EVENT_NEW:
      return g_strdup (_("First seen"));

    case GENKAN_FINDING_EVENT_CLOSED:
      return g_strdup (_("Closed"));

    case GENKAN_FINDING_EVENT_REOPENED:
      return g_strdup (_("Reopened"));

    case GENKAN_FINDING_EVENT_CHANGED:
    default:
      break;
    }

  if (event->earlier == event->severity)
    return g_strdup (_("Changed in the tool"));

  /* Translators: two severities */
  return g_strdup_printf (_("Severity changed from %s to %s"),
                          genkan_format_severity (event->earlier),
                          genkan_format_severity (event->severity));
}

static const char *
say_actor (const GenkanFindingEvent *event)
{
  if (event->operation_id != 0)
    return _("By a Sync");

  return event->kind == GENKAN_FINDING_EVENT_NEW ? NULL : _("By hand");
}

static GtkWidget *
make_event (const GenkanFindingEvent *event)
{
  g_autofree char *title = say_event (event);
  g_autofree char *when = genkan_format_exact (event->time);
  g_autofree char *subtitle = genkan_format_pair (say_actor (event), when);

  return genkan_plain_row_new (title, subtitle);
}

/**
 * genkan_finding_history_new:
 * @store: where the Finding is
 * @finding_id: a Finding
 *
 * Returns: (transfer floating): its history
 */
GtkWidget *
genkan_finding_history_new (GenkanStore *store,
                            gint64       finding_id)
{
  GtkWidget *history = adw_expander_row_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) events =
    genkan_store_list_finding_events (store, finding_id, MAX_EVENTS, &error);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (history), _("History"));
  if (events == NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (history),
                              genkan_plain_row_new (_("It could not be read"), error->message));
  for (guint i = 0; events != NULL && i < events->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (history),
                              make_event (&g_array_index (events, GenkanFindingEvent, i)));

  return history;
}
