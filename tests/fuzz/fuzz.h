/* fuzz.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A target takes any bytes and must neither crash, hang, leak nor break one of its assertions.
 * It is linked with libFuzzer (`./dev fuzz`), or, in the test suite, with fuzz-main.c.
 */

#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
