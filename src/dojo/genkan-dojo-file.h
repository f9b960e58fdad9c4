/* genkan-dojo-file.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_DOJO_FILE (genkan_dojo_file_get_type ())

/* A file for Generic Findings Import that grows by Findings until it is ended, and can then be
 * had in parts. Reference counted; belongs to one thread at a time. */
typedef struct _GenkanDojoFile GenkanDojoFile;

GType           genkan_dojo_file_get_type       (void) G_GNUC_CONST;
GenkanDojoFile *genkan_dojo_file_new            (const char      *type,
                                                 guint            version,
                                                 const char      *prefix);
GenkanDojoFile *genkan_dojo_file_new_like       (GenkanDojoFile  *other);
GenkanDojoFile *genkan_dojo_file_ref            (GenkanDojoFile  *self);
void            genkan_dojo_file_unref          (GenkanDojoFile  *self);
gboolean        genkan_dojo_file_add            (GenkanDojoFile  *self,
                                                 const char      *fields,
                                                 const char      *pinned,
                                                 char           **ret_identity,
                                                 GError         **error);
gboolean        genkan_dojo_file_add_closed     (GenkanDojoFile  *self,
                                                 const char      *fields,
                                                 const char      *pinned,
                                                 GError         **error);
void            genkan_dojo_file_claim          (GenkanDojoFile  *self,
                                                 const char      *hash);
gboolean        genkan_dojo_file_reserve        (GenkanDojoFile  *self,
                                                 const char      *identity,
                                                 GError         **error);
const char     *genkan_dojo_file_get_last_id    (GenkanDojoFile  *self);
guint           genkan_dojo_file_get_n_findings (GenkanDojoFile  *self);
gboolean        genkan_dojo_file_has            (GenkanDojoFile  *self,
                                                 const char      *unique_id);
GBytes         *genkan_dojo_file_end            (GenkanDojoFile  *self);
GBytes         *genkan_dojo_file_dup_part       (GenkanDojoFile  *self,
                                                 const guint     *places,
                                                 guint            n_places,
                                                 gsize            largest,
                                                 guint           *ret_n_taken);
JsonObject     *genkan_dojo_file_get_finding    (GenkanDojoFile  *self,
                                                 guint            place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDojoFile, genkan_dojo_file_unref)

G_END_DECLS
