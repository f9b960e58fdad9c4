/* genkan-hold-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-hold.h"

G_BEGIN_DECLS

void genkan_hold_wait (GenkanHold *self,
                       GTask      *task);

G_END_DECLS
