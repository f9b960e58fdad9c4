/* fuzz-packed.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gzip, zip and tar. The first byte chooses which, and the size of the pieces.
 */

#include "config.h"

#include "fuzz-decoding.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const char *const top[] = { NULL };
  static const FuzzReading readings[] = {
    { GENKAN_FORMAT_SNIFFED, NULL, GENKAN_ARCHIVE_NONE, top },
    { GENKAN_FORMAT_TEXT, NULL, GENKAN_ARCHIVE_NONE, top },
    { GENKAN_FORMAT_TEXT, NULL, GENKAN_ARCHIVE_ZIP, top },
    { GENKAN_FORMAT_SNIFFED, NULL, GENKAN_ARCHIVE_ZIP, top },
    { GENKAN_FORMAT_TEXT, NULL, GENKAN_ARCHIVE_TAR, top },
    { GENKAN_FORMAT_SNIFFED, NULL, GENKAN_ARCHIVE_TAR },
  };

  if (size < 1)
    return 0;

  fuzz_read (&readings[data[0] % G_N_ELEMENTS (readings)], data + 1, size - 1,
             data[0] / G_N_ELEMENTS (readings));

  return 0;
}
