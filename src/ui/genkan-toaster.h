/* genkan-toaster.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-report.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_TOASTER (genkan_toaster_get_type ())

/**
 * GenkanToaster:
 *
 * A widget that shows toasts: a window, or a dialog with an overlay of its own. Who has
 * something to say calls `genkan_toast…` with itself, and the nearest toaster shows it.
 */
G_DECLARE_INTERFACE (GenkanToaster, genkan_toaster, GENKAN, TOASTER, GtkWidget)

struct _GenkanToasterInterface
{
  GTypeInterface parent_iface;

  void (*add_toast) (GenkanToaster *self,
                     AdwToast      *toast);
};

/**
 * GenkanUndoFunc:
 * @from: the window that showed the toast
 * @user_data: what was given with it
 *
 * Takes back what the toast said, or does what its button says.
 */
typedef void (*GenkanUndoFunc) (GtkWidget *from,
                                gpointer   user_data);

void genkan_toast        (GtkWidget      *from,
                          const char     *text);
void genkan_toast_undo   (GtkWidget      *from,
                          const char     *text,
                          GenkanUndoFunc  undo,
                          gpointer        user_data,
                          GDestroyNotify  destroy);
void genkan_toast_button (GtkWidget      *from,
                          const char     *text,
                          const char     *label,
                          GenkanUndoFunc  pressed,
                          gpointer        user_data,
                          GDestroyNotify  destroy);
void genkan_toast_report (GtkWidget      *from,
                          GenkanReport   *report);
void genkan_toast_error  (GtkWidget      *from,
                          const GError   *error);

void genkan_toaster_launch (GtkWidget  *from,
                            const char *uri);

G_END_DECLS
