/* genkan-likeness.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A name to be compared with others: `web-shop`, `webshop-frontend` and `WebShop (prod)` are
 * alike. */
typedef struct _GenkanLikeness GenkanLikeness;

GenkanLikeness *genkan_likeness_new     (const char           *name);
double          genkan_likeness_compare (const GenkanLikeness *self,
                                         const char           *name);
void            genkan_likeness_free    (GenkanLikeness       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanLikeness, genkan_likeness_free)

G_END_DECLS
