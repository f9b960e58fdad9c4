/* genkan-hold.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_HOLD (genkan_hold_get_type ())

/**
 * GenkanHold:
 *
 * An Operation that has read everything and waits for a person's word before it changes anything.
 * It is applied, cancelled, or dropped, which cancels it. Emits `settled` once, when it no longer
 * waits, also when it was cancelled from elsewhere.
 */
G_DECLARE_DERIVABLE_TYPE (GenkanHold, genkan_hold, GENKAN, HOLD, GObject)

struct _GenkanHoldClass
{
  GObjectClass parent_class;

  /* Goes on with the Operation; the task, which carries it, is borrowed. */
  void (*go_on) (GenkanHold *self,
                 GTask      *task);
};

void genkan_hold_apply  (GenkanHold *self);
void genkan_hold_cancel (GenkanHold *self);

G_END_DECLS
