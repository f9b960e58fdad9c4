/* genkan-record-attributes.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GenkanAttributeFunc:
 * @name: what the attribute is called
 * @value: what it is, as a person reads it
 * @user_data: what was given with it
 */
typedef void (*GenkanAttributeFunc) (const char *name,
                                     const char *value,
                                     gpointer    user_data);

void  genkan_record_attributes_foreach (const char          *extra,
                                        GenkanAttributeFunc  func,
                                        gpointer             user_data);
char *genkan_record_attributes_tags    (const char          *tags);

G_END_DECLS
