/* genkan-dojo-form-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* multipart/form-data, a part at a time. */
typedef struct
{
  char       *boundary; /* (owned) */
  GByteArray *body;     /* (owned) */
} GenkanDojoForm;

GenkanDojoForm *_genkan_dojo_form_new      (void);
void            _genkan_dojo_form_free     (GenkanDojoForm  *self);
void            _genkan_dojo_form_add      (GenkanDojoForm  *self,
                                            const char      *name,
                                            const char      *value);
void            _genkan_dojo_form_add_file (GenkanDojoForm  *self,
                                            const char      *name,
                                            const char      *file_name,
                                            const char      *content_type,
                                            GBytes          *content);
GBytes         *_genkan_dojo_form_end      (GenkanDojoForm  *self,
                                            char           **ret_content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoForm, _genkan_dojo_form_free)

G_END_DECLS
