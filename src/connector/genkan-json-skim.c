/* genkan-json-skim.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where an array or object ends, as brackets and quotes say. For each block of sixteen bytes there
 * is one bit for each bracket, and one for each byte inside a text; brackets inside texts mean
 * nothing. Blocks with a backslash are rare, and are read byte by byte.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-json-skim.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK 16

typedef struct
{
  guint    depth;
  gboolean in_text;
  gboolean escaped; /* a backslash came just before */
} Skimmer;

/* Returns: whether the byte ends it all */
static inline gboolean
skim_byte (Skimmer *self,
           char     c)
{
  if (self->in_text)
    {
      if (self->escaped)
        self->escaped = FALSE;
      else if (c == '\\')
        self->escaped = TRUE;
      else
        self->in_text = c != '"';
      return FALSE;
    }

  self->in_text = c == '"';
  self->depth += c == '{' || c == '[';

  return (c == '}' || c == ']') && --self->depth == 0;
}

/* Returns: how many bytes it is to the end and with it, or 0 */
static gsize
skim_bytes (Skimmer    *self,
            const char *text,
            gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (skim_byte (self, text[i]))
      return i + 1;

  return 0;
}

#ifdef __SSE2__

typedef struct
{
  guint quotes;
  guint backslashes;
  guint opening;
  guint closing;
} Marks;

static inline guint
find (__m128i bytes,
      char    c)
{
  return _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (c)));
}

/* Brackets and braces differ in one bit only. */
static inline Marks
find_marks (const char *text)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) text);
  __m128i braces = _mm_or_si128 (bytes, _mm_set1_epi8 ('{' ^ '['));

  return (Marks) { find (bytes, '"'), find (bytes, '\\'), find (braces, '{'), find (braces, '}') };
}

/* From a bit for each quote to one for each byte from an opening quote to before its closing one. */
static inline guint
fill_between (guint quotes)
{
  quotes ^= quotes << 1;
  quotes ^= quotes << 2;
  quotes ^= quotes << 4;
  quotes ^= quotes << 8;

  return quotes & 0xFFFF;
}

/* Returns: as skim_bytes() */
static inline gsize
skim_brackets (Skimmer *self,
               guint    opening,
               guint    closing)
{
  for (guint rest = opening | closing; rest != 0; rest &= rest - 1)
    {
      guint bit = rest & -rest;

      if ((opening & bit) != 0)
        self->depth++;
      else if (--self->depth == 0)
        return __builtin_ctz (bit) + 1;
    }

  return 0;
}

static inline gsize
skim_block (Skimmer    *self,
            const char *text)
{
  Marks marks = find_marks (text);
  guint inside;

  if (G_UNLIKELY (marks.backslashes != 0 || self->escaped))
    return skim_bytes (self, text, BLOCK);

  inside = fill_between (marks.quotes) ^ (self->in_text ? 0xFFFF : 0);
  self->in_text = inside >> (BLOCK - 1);

  return skim_brackets (self, marks.opening & ~inside, marks.closing & ~inside);
}

#else

static gsize
skim_block (Skimmer    *self,
            const char *text)
{
  return skim_bytes (self, text, BLOCK);
}

#endif

/**
 * genkan_json_skim:
 * @text: any bytes, of which the first is a bracket or a brace
 * @length: of @text
 *
 * Finds the end of the array or object with which @text begins. It does not look whether that is
 * JSON; where it is, the end is right.
 *
 * Returns: its length, or 0 when it does not end in @text
 */
gsize
genkan_json_skim (const char *text,
                  gsize       length)
{
  Skimmer skimmer = { 0 };
  gsize at = 0;
  gsize used = 0;

  for (; length - at >= BLOCK && used == 0; at += BLOCK)
    used = skim_block (&skimmer, text + at);
  if (used > 0)
    return at - BLOCK + used;

  used = skim_bytes (&skimmer, text + at, length - at);

  return used > 0 ? at + used : 0;
}
