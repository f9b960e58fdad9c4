/* fuzz-xml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XML. The first byte chooses the path and the size of the pieces.
 */

#include "config.h"

#include "fuzz-decoding.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const top[] = { NULL };
  static const char *const member[] = { "i", NULL };
  static const char *const deep[] = { "l", "i", NULL };
  static const char *const *const paths[] = { NULL, top, member, deep };
  FuzzReading reading = { GENKAN_FORMAT_XML };

  if (size < 1)
    return 0;

  reading.path = paths[data[0] % G_N_ELEMENTS (paths)];
  fuzz_read (&reading, data + 1, size - 1, data[0] / G_N_ELEMENTS (paths));

  return 0;
}
