/* genkan-recall.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table with open addressing, half empty: fingerprints are as good as random, so their lower bits
 * say where to look.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-recall.h"

struct _GenkanRecall
{
  GenkanRecallEntry *slots; /* (owned) (nullable) those without an id are empty */
  gsize              mask;  /* how many slots there are, less one */
  gboolean           is_empty;
};

G_DEFINE_BOXED_TYPE (GenkanRecall, genkan_recall, genkan_recall_ref, genkan_recall_unref)

static void
genkan_recall_clear (gpointer data)
{
  GenkanRecall *self = data;

  g_free (self->slots);
}

GenkanRecall *
genkan_recall_ref (GenkanRecall *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_recall_unref (GenkanRecall *self)
{
  g_atomic_rc_box_release_full (self, genkan_recall_clear);
}

/* The slot of a fingerprint, or the empty one where it would be. */
static GenkanRecallEntry *
find_slot (GenkanRecall *self,
           guint64       fingerprint)
{
  gsize place = fingerprint & self->mask;

  while (self->slots[place].id != 0 && self->slots[place].fingerprint != fingerprint)
    place = (place + 1) & self->mask;

  return &self->slots[place];
}

/**
 * genkan_recall_new:
 * @entries: (nullable) (array length=n_entries): what is known; ids are not 0
 * @n_entries: how many
 *
 * Where a fingerprint comes twice, the last one counts.
 *
 * Returns: (transfer full): what is known, to be looked up
 */
GenkanRecall *
genkan_recall_new (const GenkanRecallEntry *entries,
                   gsize                    n_entries)
{
  GenkanRecall *self = g_atomic_rc_box_new0 (GenkanRecall);
  gsize n_slots = 2;

  while (n_slots < 2 * n_entries + 2)
    n_slots *= 2;
  self->slots = g_new0 (GenkanRecallEntry, n_slots);
  self->mask = n_slots - 1;
  self->is_empty = n_entries == 0;
  for (gsize i = 0; i < n_entries; i++)
    *find_slot (self, entries[i].fingerprint) = entries[i];

  return self;
}

gboolean
genkan_recall_is_empty (GenkanRecall *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->is_empty;
}

/**
 * genkan_recall_find:
 * @self: what is known
 * @fingerprint: of what has come
 *
 * Returns: what was made of it, or 0: it is not known
 */
gint64
genkan_recall_find (GenkanRecall *self,
                    guint64       fingerprint)
{
  g_return_val_if_fail (self != NULL, 0);

  return find_slot (self, fingerprint)->id;
}
