/* fuzz-decoding.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fuzz.h"

#include "genkan-decoding.h"

/* How the bytes of an answer are to be read. */
typedef struct
{
  GenkanFormat        format;
  const char         *content_type; /* (nullable) */
  GenkanArchiveKind   archive;
  const char * const *path;         /* (nullable) */
} FuzzReading;

void fuzz_read (const FuzzReading *reading,
                const guint8      *data,
                gsize              size,
                gsize              piece);
