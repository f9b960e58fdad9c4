/* genkan-toaster.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts find their way up: from the widget that has something to say to the nearest ancestor
 * that shows toasts, over the edge of a dialog's window to the window behind it.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-toaster.h"

#include "genkan-compat.h"
#include "genkan-details.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 6

/* AdwToastOverlay moves a toast in for 500 ms and out for 300 ms. Of one that is gone before it has
 * come in, libadwaita 1.2 frees what the first movement still uses. */
#define SETTLE_USEC (600 * G_TIME_SPAN_MILLISECOND)

G_DEFINE_INTERFACE (GenkanToaster, genkan_toaster, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget      *from;       /* (unowned): the toaster; it outlives its toasts */
  GenkanUndoFunc  undo;
  gpointer        user_data;  /* (owned by destroy) */
  GDestroyNotify  destroy;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  if (undo->destroy != NULL)
    undo->destroy (undo->user_data);
  g_free (undo);
}

static void
genkan_toaster_default_init (GenkanToasterInterface *iface)
{
}

static GenkanToaster *
find_toaster (GtkWidget *from)
{
  while (from != NULL && !GENKAN_IS_TOASTER (from))
    {
      GtkWidget *parent = gtk_widget_get_parent (from);

      if (parent == NULL && GTK_IS_WINDOW (from))
        parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (from)));
      from = parent;
    }

  return GENKAN_TOASTER (from);
}

/* A toast reads its title as markup; names that people and tools give are none. */
static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return toast;
}

static void
last_toast_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
get_last_toast (GenkanToaster *toaster)
{
  GWeakRef *last = g_object_get_data (G_OBJECT (toaster), "genkan-last-toast");

  if (last != NULL)
    return last;

  last = g_new0 (GWeakRef, 1);
  g_weak_ref_init (last, NULL);
  g_object_set_data_full (G_OBJECT (toaster), "genkan-last-toast", last, last_toast_free);

  return last;
}

/* Movements count in frames, and so do we. */
static gint64
get_frame_time (GtkWidget *toaster)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (toaster);

  return clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
}

static void
mark_added (GenkanToaster *toaster,
            AdwToast      *toast)
{
  gint64 now = get_frame_time (GTK_WIDGET (toaster));

  g_object_set_data_full (G_OBJECT (toast), "genkan-added", g_memdup2 (&now, sizeof now), g_free);
}

static gboolean
dismiss_settled_cb (GtkWidget     *toaster,
                    GdkFrameClock *clock,
                    gpointer       toast)
{
  gint64 *added = g_object_get_data (toast, "genkan-added");

  if (gdk_frame_clock_get_frame_time (clock) - *added < SETTLE_USEC)
    return G_SOURCE_CONTINUE;

  adw_toast_dismiss (toast);

  return G_SOURCE_REMOVE;
}

/* Toasts wait for each other to go. Who maps forty Records in a row wants to undo the last one,
 * not to watch the first: what would go by itself gives way to what is new. All have the same,
 * high priority, so that none is shown later than it was added. */
static void
add_toast (GenkanToaster *toaster,
           AdwToast      *toast)
{
  GWeakRef *last = get_last_toast (toaster);
  g_autoptr (AdwToast) before = g_weak_ref_get (last);

  if (before != NULL && adw_toast_get_timeout (before) > 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (toaster), dismiss_settled_cb,
                                  g_object_ref (before), g_object_unref);

  mark_added (toaster, toast);
  g_weak_ref_set (last, toast);
  GENKAN_TOASTER_GET_IFACE (toaster)->add_toast (toaster, toast);
}

static void
genkan_toaster_undo_clicked_cb (AdwToast *toast,
                                Undo     *undo)
{
  undo->undo (undo->from, undo->user_data);
}

static void
genkan_toaster_details_clicked_cb (GenkanReport *report,
                                   AdwToast     *toast)
{
  GtkWidget *toaster = g_object_get_data (G_OBJECT (toast), "genkan-toaster");

  genkan_details_present (toaster, report);
}

/**
 * genkan_toast:
 * @from: who says it
 * @text: one sentence, plain text
 *
 * Says something that needs no answer.
 */
void
genkan_toast (GtkWidget  *from,
              const char *text)
{
  GenkanToaster *toaster;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  toaster = find_toaster (from);
  if (toaster != NULL)
    add_toast (toaster, make_toast (text));
}

/**
 * genkan_toast_button:
 * @from: who says it
 * @text: what happened, plain text
 * @label: what the button does
 * @pressed: does it
 * @user_data: for @pressed
 * @destroy: (nullable): frees @user_data when the toast is gone, whether the button was pressed or
 *   not; the place for what may only happen then
 *
 * Says what happened, with a button.
 */
void
genkan_toast_button (GtkWidget      *from,
                     const char     *text,
                     const char     *label,
                     GenkanUndoFunc  pressed,
                     gpointer        user_data,
                     GDestroyNotify  destroy)
{
  GenkanToaster *toaster;
  AdwToast *toast;
  Undo *data;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);
  g_return_if_fail (pressed != NULL);

  toaster = find_toaster (from);
  if (toaster == NULL)
    {
      if (destroy != NULL)
        destroy (user_data);
      return;
    }

  data = g_new0 (Undo, 1);
  data->from = GTK_WIDGET (toaster);
  data->undo = pressed;
  data->user_data = user_data;
  data->destroy = destroy;

  toast = make_toast (text);
  adw_toast_set_button_label (toast, label);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (genkan_toaster_undo_clicked_cb),
                         data, undo_free, 0);
  add_toast (toaster, toast);
}

/**
 * genkan_toast_undo:
 * @from: who says it
 * @text: what was done, plain text
 * @undo: takes it back
 * @user_data: for @undo
 * @destroy: (nullable): as for genkan_toast_button()
 *
 * Says what was done, with a button that takes it back.
 */
void
genkan_toast_undo (GtkWidget      *from,
                   const char     *text,
                   GenkanUndoFunc  undo,
                   gpointer        user_data,
                   GDestroyNotify  destroy)
{
  genkan_toast_button (from, text, _("Undo"), undo, user_data, destroy);
}

/**
 * genkan_toast_report:
 * @from: who says it
 * @report: what to say
 *
 * Says how something ended. What did not end well has a button with the details.
 */
void
genkan_toast_report (GtkWidget    *from,
                     GenkanReport *report)
{
  GenkanToaster *toaster;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_REPORT (report));

  toaster = find_toaster (from);
  if (toaster == NULL)
    return;

  toast = make_toast (genkan_report_get_summary (report));
  if (!genkan_report_is_good (report))
    {
      adw_toast_set_timeout (toast, 0);
      adw_toast_set_button_label (toast, _("Details"));
      g_object_set_data (G_OBJECT (toast), "genkan-toaster", toaster);
      g_signal_connect_data (toast, "button-clicked",
                             G_CALLBACK (genkan_toaster_details_clicked_cb),
                             g_object_ref (report),
                             (GClosureNotify) (void (*) (void)) g_object_unref,
                             G_CONNECT_SWAPPED);
    }
  add_toast (toaster, toast);
}

/**
 * genkan_toast_error:
 * @from: who says it
 * @error: (nullable): what went wrong; nothing is said when it was cancelled
 *
 * Says what went wrong, in the person's language, with the details.
 */
void
genkan_toast_error (GtkWidget    *from,
                    const GError *error)
{
  g_autoptr (GenkanReport) report = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  report = genkan_report_new_for_error (error, NULL);
  genkan_toast_report (from, report);
}

static void
genkan_toaster_launch_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;

  if (!genkan_launch_uri_finish (result, &error))
    genkan_toast_error (from, error);
}

/**
 * genkan_toaster_launch:
 * @from: who asks for it
 * @uri: a web page, or a folder of this machine
 *
 * Opens it in the program that the person uses for it. If that cannot be, a toast says why.
 */
void
genkan_toaster_launch (GtkWidget  *from,
                       const char *uri)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (uri != NULL);

  genkan_launch_uri_async (from, uri, NULL, genkan_toaster_launch_cb, g_object_ref (from));
}
