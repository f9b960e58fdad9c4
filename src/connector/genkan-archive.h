/* genkan-archive.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-definition.h"

G_BEGIN_DECLS

/* An archive that arrives in pieces and is read when it is all there, member by member. */
typedef struct _GenkanArchive GenkanArchive;

GenkanArchive *genkan_archive_new  (GenkanArchiveKind   kind,
                                    const char         *members);
void           genkan_archive_free (GenkanArchive      *self);
gboolean       genkan_archive_add  (GenkanArchive      *self,
                                    const guint8       *data,
                                    gsize               length,
                                    GError            **error);
gboolean       genkan_archive_open (GenkanArchive      *self,
                                    GError            **error);
gboolean       genkan_archive_next (GenkanArchive      *self,
                                    gboolean           *ret_found,
                                    GError            **error);
gboolean       genkan_archive_read (GenkanArchive      *self,
                                    guint8             *data,
                                    gsize               size,
                                    gsize              *ret_length,
                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanArchive, genkan_archive_free)

G_END_DECLS
