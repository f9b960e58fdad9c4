/* genkan-progress-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The progress tells when there is something new; a wait counts down by itself, so while the
 * view is mapped with an activity it also looks every half second. That beat moves the bar too
 * when it is not known how much is left.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-progress-view.h"

#include "closures/genkan-format.h"
#include "genkan-compat.h"

#include <glib/gi18n.h>

#define BEAT_MS 500

struct _GenkanProgressView
{
  GtkWidget       parent_instance;

  GtkRevealer    *revealer;
  GtkLabel       *words;
  GtkProgressBar *bar;
  GtkWidget      *cancel;

  GenkanActivity *activity; /* (owned) (nullable) */
  GSignalGroup   *progress; /* (owned): what we hear of it */
  char           *unit;     /* (owned) (nullable) */
  guint           beat;
};

G_DEFINE_FINAL_TYPE (GenkanProgressView, genkan_progress_view, GTK_TYPE_WIDGET)

static char *
genkan_progress_view_dup_words (GenkanProgressView *self)
{
  GenkanProgress *progress = genkan_activity_get_progress (self->activity);
  gint64 until = 0;
  g_autofree char *waiting = genkan_progress_dup_waiting (progress, &until);
  gint64 left = until > 0 ? MAX (until - g_get_monotonic_time (), 0) : 0;
  g_autofree char *wait = genkan_format_waiting (waiting, left);
  guint n_delivered = 0;
  guint n_deliveries = genkan_progress_get_deliveries (progress, &n_delivered);
  g_autofree char *done = NULL;

  if (genkan_activity_is_cancelled (self->activity))
    return g_strdup (_("Cancelling…"));
  if (n_deliveries > 0)
    return genkan_format_delivering (n_delivered, n_deliveries);

  done = genkan_format_progress (genkan_activity_get_kind (self->activity),
                                 genkan_progress_get_requests_done (progress),
                                 genkan_progress_get_requests_known (progress),
                                 genkan_progress_get_rows (progress),
                                 self->unit);

  return genkan_format_pair (done, wait);
}

/* Of the requests to the tool, and then of the Records that are delivered. */
static guint
get_steps (GenkanProgress *progress,
           guint          *ret_done)
{
  guint n_deliveries = genkan_progress_get_deliveries (progress, ret_done);

  if (n_deliveries > 0)
    return n_deliveries;

  *ret_done = genkan_progress_get_requests_done (progress);

  return genkan_progress_get_requests_known (progress);
}

static void
genkan_progress_view_update (GenkanProgressView *self)
{
  g_autofree char *words = NULL;
  guint done = 0, known;

  if (self->activity == NULL)
    return;

  words = genkan_progress_view_dup_words (self);
  gtk_label_set_label (self->words, words);

  /* Of one request known there is nothing to show a part of. */
  known = get_steps (genkan_activity_get_progress (self->activity), &done);
  if (known > 1)
    gtk_progress_bar_set_fraction (self->bar, MIN ((double) done / known, 1.0));
}

static gboolean
genkan_progress_view_beat_cb (gpointer user_data)
{
  GenkanProgressView *self = user_data;
  guint done = 0;

  if (get_steps (genkan_activity_get_progress (self->activity), &done) <= 1)
    gtk_progress_bar_pulse (self->bar);
  genkan_progress_view_update (self);

  return G_SOURCE_CONTINUE;
}

static void
genkan_progress_view_update_beat (GenkanProgressView *self)
{
  gboolean wanted = self->activity != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (!wanted)
    g_clear_handle_id (&self->beat, g_source_remove);
  else if (self->beat == 0)
    self->beat = g_timeout_add (BEAT_MS, genkan_progress_view_beat_cb, self);
}

static void
genkan_progress_view_cancel_clicked_cb (GenkanProgressView *self)
{
  if (self->activity == NULL)
    return;

  genkan_activity_cancel (self->activity);
  gtk_widget_set_sensitive (self->cancel, FALSE);
  genkan_progress_view_update (self);
}

static void
genkan_progress_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (genkan_progress_view_parent_class)->map (widget);

  genkan_progress_view_update_beat (GENKAN_PROGRESS_VIEW (widget));
}

static void
genkan_progress_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (genkan_progress_view_parent_class)->unmap (widget);

  genkan_progress_view_update_beat (GENKAN_PROGRESS_VIEW (widget));
}

static void
genkan_progress_view_dispose (GObject *object)
{
  GenkanProgressView *self = GENKAN_PROGRESS_VIEW (object);

  g_clear_handle_id (&self->beat, g_source_remove);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PROGRESS_VIEW);
  g_clear_object (&self->progress);
  g_clear_object (&self->activity);
  g_clear_pointer (&self->unit, g_free);

  G_OBJECT_CLASS (genkan_progress_view_parent_class)->dispose (object);
}

static void
genkan_progress_view_class_init (GenkanProgressViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_progress_view_dispose;

  widget_class->map = genkan_progress_view_map;
  widget_class->unmap = genkan_progress_view_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-progress-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanProgressView, revealer);
  gtk_widget_class_bind_template_child (widget_class, GenkanProgressView, words);
  gtk_widget_class_bind_template_child (widget_class, GenkanProgressView, bar);
  gtk_widget_class_bind_template_child (widget_class, GenkanProgressView, cancel);
  gtk_widget_class_bind_template_callback (widget_class, genkan_progress_view_cancel_clicked_cb);
}

static void
genkan_progress_view_init (GenkanProgressView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->progress = g_signal_group_new (GENKAN_TYPE_PROGRESS);
  g_signal_group_connect_swapped (self->progress, "changed",
                                  G_CALLBACK (genkan_progress_view_update), self);
}

/**
 * genkan_progress_view_set_activity:
 * @self: a view
 * @activity: (nullable): what runs, or %NULL when nothing does
 * @unit: (nullable): what the tool calls its Records, in the plural
 */
void
genkan_progress_view_set_activity (GenkanProgressView *self,
                                   GenkanActivity     *activity,
                                   const char         *unit)
{
  g_return_if_fail (GENKAN_IS_PROGRESS_VIEW (self));

  g_free (self->unit);
  self->unit = g_strdup (unit);
  g_set_object (&self->activity, activity);
  g_signal_group_set_target (self->progress,
                             activity != NULL ? genkan_activity_get_progress (activity) : NULL);

  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_sensitive (self->cancel, TRUE);
  gtk_revealer_set_reveal_child (self->revealer, activity != NULL);
  genkan_progress_view_update_beat (self);
  genkan_progress_view_update (self);
}
