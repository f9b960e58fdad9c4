/* genkan-fingerprint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two lanes of 64 bits take eight bytes each in turn: XOR, multiply by an odd number, fold the
 * upper half down. None of these steps loses anything, so texts of the same length that differ in
 * one place only never have the same fingerprint, and others by a chance that does not matter. In
 * what pieces the bytes come makes no difference.
 */

#define G_LOG_DOMAIN "genkan-core"

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

/**
 * genkan_fingerprint_init:
 * @self: a fingerprint
 * @seed: what goes before all bytes, or 0
 *
 * Starts the fingerprint of no bytes.
 */
void
genkan_fingerprint_init (GenkanFingerprint *self,
                         guint64            seed)
{
  *self = (GenkanFingerprint) { .lanes = { factors[1] ^ seed, factors[0] } };
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

static void
finish (const GenkanFingerprint *self,
        guint64                 *lanes)
{
  guint8 last[BLOCK] = { 0 };

  lanes[0] = self->lanes[0];
  lanes[1] = self->lanes[1];
  memcpy (last, self->rest, self->length % BLOCK);
  take_block (lanes, last);
}

/**
 * genkan_fingerprint_get:
 * @self: a fingerprint
 *
 * Returns: the fingerprint of all bytes so far in one number, which is never 0
 */
guint64
genkan_fingerprint_get (const GenkanFingerprint *self)
{
  guint64 lanes[2];
  guint64 both;

  finish (self, lanes);
  both = (lanes[0] ^ self->length) * factors[0];
  both ^= both >> 29;
  both = (both ^ lanes[1]) * factors[1];
  both ^= both >> 32;

  return both != 0 ? both : 1;
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
  guint64 lanes[2];

  finish (self, lanes);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x-%" G_GUINT64_FORMAT,
                          lanes[0], lanes[1], self->length);
}
