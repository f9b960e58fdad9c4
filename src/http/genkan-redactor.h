/* genkan-redactor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_REDACTOR (genkan_redactor_get_type ())

/* Takes secrets out of a text, by their values. Reference counted; once the secrets are added
 * it is only read, so any thread may use it; until then it belongs to the one that adds them. */
typedef struct _GenkanRedactor GenkanRedactor;

GType           genkan_redactor_get_type   (void) G_GNUC_CONST;
GenkanRedactor *genkan_redactor_new        (void);
GenkanRedactor *genkan_redactor_ref        (GenkanRedactor *self);
void            genkan_redactor_unref      (GenkanRedactor *self);
void            genkan_redactor_add        (GenkanRedactor *self,
                                            const char     *secret);
void            genkan_redactor_add_basic  (GenkanRedactor *self,
                                            const char     *user,
                                            const char     *password);
char           *genkan_redactor_redact     (GenkanRedactor *self,
                                            const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRedactor, genkan_redactor_unref)

G_END_DECLS
