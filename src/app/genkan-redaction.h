/* genkan-redaction.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GENKAN_REDACTED_SETTING,
  GENKAN_REDACTED_HOST,
  GENKAN_REDACTED_EMAIL,
  GENKAN_REDACTED_ADDRESS,
  GENKAN_REDACTED_PERSON,
  GENKAN_REDACTED_TOKEN,
  GENKAN_N_REDACTED,
} GenkanRedacted;

/* Made-up values for real ones, the same one everywhere. First all texts are shown to it, then it
 * changes them. Of one thread. */
typedef struct _GenkanRedaction GenkanRedaction;

GenkanRedaction *genkan_redaction_new         (const char      *public_text);
void             genkan_redaction_free        (GenkanRedaction *self);
void             genkan_redaction_add_setting (GenkanRedaction *self,
                                               const char      *value,
                                               gboolean         secret);
void             genkan_redaction_add_tool    (GenkanRedaction *self,
                                               const char      *url);
void             genkan_redaction_learn       (GenkanRedaction *self,
                                               const char      *text,
                                               gboolean         is_login);
char            *genkan_redaction_apply       (GenkanRedaction *self,
                                               const char      *text);
char            *genkan_redaction_apply_json  (GenkanRedaction *self,
                                               const char      *text,
                                               gboolean         spaced);
gboolean         genkan_redaction_is_json     (const char      *text);
guint            genkan_redaction_count       (GenkanRedaction *self,
                                               GenkanRedacted   kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRedaction, genkan_redaction_free)

G_END_DECLS
