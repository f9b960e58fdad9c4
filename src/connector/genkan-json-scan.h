/* genkan-json-scan.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside a text most bytes mean nothing but themselves: they are passed over sixteen at a time
 * where the processor can (every x86-64), and one by one elsewhere.
 */

#pragma once

#include <glib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

/**
 * genkan_json_skip_plain:
 * @at: a place inside a text
 * @end: behind the last byte that may be read
 *
 * Returns: the first byte that is a quote, a backslash, a control character or not ASCII, or @end
 */
static inline const char *
genkan_json_skip_plain (const char *at,
                        const char *end)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i backslash = _mm_set1_epi8 ('\\');
  const __m128i space = _mm_set1_epi8 (' ');

  for (; end - at >= 16; at += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) at);
      /* The comparison is signed: what is not ASCII is below a space, too. */
      __m128i special = _mm_or_si128 (_mm_cmplt_epi8 (bytes, space),
                                      _mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote),
                                                    _mm_cmpeq_epi8 (bytes, backslash)));
      int mask = _mm_movemask_epi8 (special);

      if (mask != 0)
        return at + __builtin_ctz (mask);
    }
#endif

  while (at < end && (gint8) *at >= ' ' && *at != '"' && *at != '\\')
    at++;

  return at;
}

G_END_DECLS
