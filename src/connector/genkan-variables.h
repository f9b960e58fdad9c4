/* genkan-variables.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "genkan-value.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_VARIABLES (genkan_variables_get_type ())

/* The one name space of a connector: settings, `with`, the columns of the rows that led here.
 * A set sees its parent's variables and hides those of the same name. Once it has been given
 * to anybody else it is only read, so threads share it by reference. */
typedef struct _GenkanVariables GenkanVariables;

GType              genkan_variables_get_type (void) G_GNUC_CONST;
GenkanVariables   *genkan_variables_new      (GenkanVariables   *parent);
GenkanVariables   *genkan_variables_ref      (GenkanVariables   *self);
void               genkan_variables_unref    (GenkanVariables   *self);
void               genkan_variables_set      (GenkanVariables   *self,
                                              const char        *name,
                                              const GenkanValue *value);
const GenkanValue *genkan_variables_lookup   (GenkanVariables   *self,
                                              const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanVariables, genkan_variables_unref)

G_END_DECLS
