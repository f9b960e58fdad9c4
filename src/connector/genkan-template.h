/* genkan-template.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-variables.h"

G_BEGIN_DECLS

/* Three kinds behind one type:
 *  - a URI template, RFC 6570, all four levels;
 *  - a text template: `{name}` is replaced literally, `{{` and `}}` stand for braces;
 *  - a body template: a YAML value whose texts are text templates; a text that is exactly one
 *    placeholder keeps the JSON type of its value, and a key whose value is null is left out. */
typedef struct _GenkanTemplate GenkanTemplate;

GenkanTemplate *genkan_template_new_uri       (const char       *source,
                                               GError          **error);
GenkanTemplate *genkan_template_new_text      (const char       *source,
                                               GError          **error);
void            genkan_template_free          (GenkanTemplate   *self);
char          **genkan_template_dup_names     (GenkanTemplate   *self);
char           *genkan_template_expand        (GenkanTemplate   *self,
                                               GenkanVariables  *variables);
gboolean        genkan_template_expand_value  (GenkanTemplate   *self,
                                               GenkanVariables  *variables,
                                               GString          *storage,
                                               GenkanValue      *ret_value);
GBytes         *genkan_template_expand_json   (GenkanTemplate   *self,
                                               GenkanVariables  *variables);
GBytes         *genkan_template_expand_form   (GenkanTemplate   *self,
                                               GenkanVariables  *variables);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanTemplate, genkan_template_free)

G_END_DECLS
