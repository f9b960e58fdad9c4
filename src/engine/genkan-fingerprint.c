/* genkan-fingerprint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two lanes of 64 bits take eight bytes each in turn: XOR, multiply by an odd number, fold the
 * upper half down. None of these steps loses anything, so pages of the same length that differ in
 * one place only never have the same fingerprint, and others by a chance that does not matter. In
 * what pieces the bytes come makes no difference.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-fingerprint.h"

#define BLOCK 16

static const guint64 factors[2] = {
  G_GUINT64_CONSTANT (0x9E3779B97F4A7C15), G_GUINT64_CONSTANT (0xD6E8FEB86659FD93),
};

static inline void
take_block (guint64      *lanes,
            const guint8 *block)
{
  for (int i = 0; i < 2; i++)
    {
      guint64 word;

      memcpy (&word, block + i * sizeof word, sizeof word);
      lanes[i] = (lanes[i] ^ word) * factors[i];
      lanes[i] ^= lanes[i] >> 32;
    }
}

void
genkan_fingerprint_init (GenkanFingerprint *self)
{
  *self = (GenkanFingerprint) { .lanes = { factors[1], factors[0] } };
}

void
genkan_fingerprint_update (GenkanFingerprint *self,
                           const guint8      *data,
                           gsize              length)
{
  gsize n_rest = self->length % BLOCK;
  guint64 lanes[2] = { self->lanes[0], self->lanes[1] };

  self->length += length;
  if (n_rest > 0)
    {
      gsize n = MIN (length, BLOCK - n_rest);

      memcpy (self->rest + n_rest, data, n);
      data += n;
      length -= n;
      if (n_rest + n < BLOCK)
        return;
      take_block (lanes, self->rest);
    }

  for (; length >= BLOCK; data += BLOCK, length -= BLOCK)
    take_block (lanes, data);
  memcpy (self->rest, data, length);
  self->lanes[0] = lanes[0];
  self->lanes[1] = lanes[1];
}

/**
 * genkan_fingerprint_dup:
 * @self: a fingerprint
 *
 * Returns: (transfer full): the fingerprint of all bytes so far, as text
 */
char *
genkan_fingerprint_dup (const GenkanFingerprint *self)
{
  guint64 lanes[2] = { self->lanes[0], self->lanes[1] };
  guint8 last[BLOCK] = { 0 };

  memcpy (last, self->rest, self->length % BLOCK);
  take_block (lanes, last);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x-%" G_GUINT64_FORMAT,
                          lanes[0], lanes[1], self->length);
}
