/* genkan-plain.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to core: how much of a text needs no second look. Most texts of most tools are plain
 * from end to end, so they are passed over sixteen bytes at a time where the processor can (every
 * x86-64), and eight elsewhere.
 */

#pragma once

#include <glib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

/* ASCII that stands for itself in JSON. */
static inline gboolean
genkan_is_plain (char c)
{
  guchar byte = (guchar) c;

  return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* A byte that is not plain sets the highest bit of its place, or that of a place above it. */
static inline gboolean
genkan_is_plain_word (const char *text)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, quote, backslash, del;

  memcpy (&word, text, sizeof word);
  quote = word ^ (ones * '"');
  backslash = word ^ (ones * '\\');
  del = word ^ (ones * 0x7f);

  return (((word - ones * 0x20) | (quote - ones) | (backslash - ones) | (del - ones) | word)
          & (ones * 0x80)) == 0;
}

#ifdef __SSE2__
/* A bit for each byte that is not plain. The comparison is signed: what is not ASCII is below a
 * space, too. */
static inline int
genkan_find_special (const char *text)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) text);
  __m128i control = _mm_or_si128 (_mm_cmplt_epi8 (bytes, _mm_set1_epi8 (0x20)),
                                  _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (0x7f)));
  __m128i escaped = _mm_or_si128 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')),
                                  _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\\')));

  return _mm_movemask_epi8 (_mm_or_si128 (control, escaped));
}
#endif

/* Past the plain bytes at the beginning of a text. */
static inline const char *
genkan_skip_plain (const char *text,
                   const char *end)
{
#ifdef __SSE2__
  for (; end - text >= 16; text += 16)
    {
      int special = genkan_find_special (text);

      if (special != 0)
        return text + __builtin_ctz (special);
    }
#endif

  while (end - text >= 8 && genkan_is_plain_word (text))
    text += 8;
  while (text < end && genkan_is_plain (*text))
    text++;

  return text;
}

/* Whether a text is valid UTF-8 without a NUL. */
static inline gboolean
genkan_is_valid (const char *text,
                 gsize       length)
{
  const char *rest = genkan_skip_plain (text, text + length);

  return rest == text + length || g_utf8_validate_len (rest, text + length - rest, NULL);
}

G_END_DECLS
