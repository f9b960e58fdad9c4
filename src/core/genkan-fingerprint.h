/* genkan-fingerprint.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells one text from another, at the speed of memory. Who wants to can make two texts with the same
 * fingerprint: it is no proof of anything. */
typedef struct
{
  guint64 lanes[2];
  guint64 length;   /* bytes so far */
  guint8  rest[16]; /* those that are not yet in the lanes */
} GenkanFingerprint;

void     genkan_fingerprint_init   (GenkanFingerprint       *self,
                                    guint64                  seed);
void     genkan_fingerprint_update (GenkanFingerprint       *self,
                                    const guint8            *data,
                                    gsize                    length);
guint64  genkan_fingerprint_get    (const GenkanFingerprint *self);
char    *genkan_fingerprint_dup    (const GenkanFingerprint *self);

G_END_DECLS
