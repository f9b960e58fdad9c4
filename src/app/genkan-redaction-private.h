/* genkan-redaction-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-redaction.h"

G_BEGIN_DECLS

gboolean  _genkan_redaction_insert    (GenkanRedaction *self,
                                       const char      *from,
                                       const char      *to,
                                       gboolean         alone);
void      _genkan_redaction_add       (GenkanRedaction *self,
                                       GenkanRedacted   kind,
                                       const char      *from,
                                       const char      *to,
                                       gboolean         alone);
gboolean  _genkan_redaction_is_news   (GenkanRedaction *self,
                                       const char      *value);
char     *_genkan_redaction_dup_alike (const char      *value);

G_END_DECLS
