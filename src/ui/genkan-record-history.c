/* genkan-record-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-history.h"

#include "genkan-plain-row.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-record.h"
#include "genkan-store-events.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* Nobody reads further back. */
#define MAX_EVENTS 100

struct _GenkanRecordHistory
{
  AdwExpanderRow  parent_instance;

  GenkanStore    *store;     /* (owned) (nullable) until a Record is shown */
  gint64          record_id;
  GPtrArray      *rows;      /* (owned) (element-type GtkWidget) */
};

G_DEFINE_FINAL_TYPE (GenkanRecordHistory, genkan_record_history, ADW_TYPE_EXPANDER_ROW)

static char *
say_with_detail (const char *with,
                 const char *without,
                 const char *detail)
{
  g_autofree char *name = genkan_format_name (detail);
  g_auto (GStrv) parts = NULL;

  if (detail == NULL || *detail == '\0')
    return g_strdup (without);

  parts = g_strsplit (with, "%s", 2);

  return g_strjoinv (name, parts);
}

static char *
say_minimum (const char *nick)
{
  GenkanSeverity severity;
  g_autofree char *kept = genkan_format_minimum (genkan_severity_from_text (nick, &severity)
                                                   ? (int) severity : GENKAN_MINIMUM_OF_CONNECTION);

  return g_strdup_printf (_("Minimum severity: %s"), kept);
}

static char *
say_event (GenkanEvent *event)
{
  const char *detail = genkan_event_get_detail (event);

  switch (genkan_event_get_kind (event))
    {
    case GENKAN_EVENT_DISCOVERED:
      return g_strdup (_("Discovered for the first time"));

    case GENKAN_EVENT_RENAMED:
      return say_with_detail (_("Renamed in the tool; it was %s"), _("Renamed in the tool"), detail);

    case GENKAN_EVENT_MOVED:
      return say_with_detail (_("Moved in the tool; it was in %s"), _("Moved in the tool"), detail);

    case GENKAN_EVENT_MISSING:
      return g_strdup (_("No longer in the tool"));

    case GENKAN_EVENT_RETURNED:
      return g_strdup (_("In the tool again"));

    case GENKAN_EVENT_MAPPED:
      return say_with_detail (_("Mapped to %s"), _("Mapped"), detail);

    case GENKAN_EVENT_IGNORED:
      return g_strdup (_("Ignored"));

    case GENKAN_EVENT_RESTORED:
      return g_strdup (_("Restored"));

    case GENKAN_EVENT_DELETED:
      return g_strdup (_("Deleted"));

    case GENKAN_EVENT_UNDONE:
      return g_strdup (_("Decision taken back"));

    case GENKAN_EVENT_STALE:
      return say_with_detail (_("Its Product %s was deleted"), _("Its Product was deleted"), detail);

    case GENKAN_EVENT_MERGED:
      return say_with_detail (_("Its Product was merged into %s"), _("Its Product was merged"),
                              detail);

    case GENKAN_EVENT_MINIMUM:
      return say_minimum (detail);

    case GENKAN_EVENT_PRODUCT_RENAMED:
      return say_with_detail (_("Its Product was renamed as well; it was %s"),
                              _("Its Product was renamed as well"), detail);

    case GENKAN_EVENT_PRODUCT_MOVED:
      return say_with_detail (_("Its Product was moved as well; it was in %s"),
                              _("Its Product was moved as well"), detail);

    default:
      return g_strdup (_("Changed by a newer Genkan"));
    }
}

static const char *
say_actor (GenkanActor actor)
{
  switch (actor)
    {
    case GENKAN_ACTOR_PERSON:
      return _("By hand");

    case GENKAN_ACTOR_AUTO_MAP:
      return _("By auto-map");

    case GENKAN_ACTOR_DISCOVER:
      return _("By a Discover");

    case GENKAN_ACTOR_DOJO:
      return _("By DefectDojo");

    case GENKAN_ACTOR_SYNC:
      return _("By a Sync");

    default:
      return NULL;
    }
}

static void
genkan_record_history_add (GenkanRecordHistory *self,
                           GenkanEvent         *event)
{
  g_autofree char *title = say_event (event);
  g_autofree char *when = genkan_format_exact (genkan_event_get_time (event));
  g_autofree char *subtitle = genkan_format_pair (say_actor (genkan_event_get_actor (event)), when);
  GtkWidget *row = genkan_plain_row_new (title, subtitle);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
genkan_record_history_fill (GenkanRecordHistory *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
    genkan_store_list_events (self->store, self->record_id, MAX_EVENTS, &error);

  if (events == NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  for (guint i = 0; i < events->len; i++)
    genkan_record_history_add (self, g_ptr_array_index (events, i));
}

static void
genkan_record_history_expanded_cb (GenkanRecordHistory *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) && self->rows->len == 0 &&
      self->store != NULL)
    genkan_record_history_fill (self);
}

static void
genkan_record_history_finalize (GObject *object)
{
  GenkanRecordHistory *self = GENKAN_RECORD_HISTORY (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (genkan_record_history_parent_class)->finalize (object);
}

static void
genkan_record_history_class_init (GenkanRecordHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_record_history_finalize;
}

static void
genkan_record_history_init (GenkanRecordHistory *self)
{
  self->rows = g_ptr_array_new ();
  g_signal_connect (self, "notify::expanded", G_CALLBACK (genkan_record_history_expanded_cb), NULL);
}

/**
 * genkan_record_history_show:
 * @self: a history
 * @store: where the Record is
 * @record_id: a Record
 *
 * Shows what happened to a Record, in place of the one before.
 */
void
genkan_record_history_show (GenkanRecordHistory *self,
                            GenkanStore         *store,
                            gint64               record_id)
{
  g_return_if_fail (GENKAN_IS_RECORD_HISTORY (self));
  g_return_if_fail (GENKAN_IS_STORE (store));

  g_set_object (&self->store, store);
  self->record_id = record_id;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  genkan_record_history_expanded_cb (self);
}
