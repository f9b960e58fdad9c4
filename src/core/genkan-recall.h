/* genkan-recall.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GenkanRecallEntry:
 * @fingerprint: of what a tool sent, and of all else that its row was made from
 * @id: what was made of it
 *
 * That equal words will make what is known already.
 */
typedef struct
{
  guint64 fingerprint;
  gint64  id;
} GenkanRecallEntry;

#define GENKAN_TYPE_RECALL (genkan_recall_get_type ())

/* What is known of a Record's items: a tool that says the same again need not be listened to.
 * Never changes, so threads share it. */
typedef struct _GenkanRecall GenkanRecall;

GType         genkan_recall_get_type (void) G_GNUC_CONST;
GenkanRecall *genkan_recall_new      (const GenkanRecallEntry *entries,
                                      gsize                    n_entries);
GenkanRecall *genkan_recall_ref      (GenkanRecall            *self);
void          genkan_recall_unref    (GenkanRecall            *self);
gboolean      genkan_recall_is_empty (GenkanRecall            *self);
gint64        genkan_recall_find     (GenkanRecall            *self,
                                      guint64                  fingerprint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanRecall, genkan_recall_unref)

G_END_DECLS
