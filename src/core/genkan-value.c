/* genkan-value.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-value.h"

/**
 * genkan_value_text:
 * @text: (nullable): NUL-terminated UTF-8 that outlives the value
 *
 * Returns: a text, or a null when @text is %NULL
 */
GenkanValue
genkan_value_text (const char *text)
{
  GenkanValue null = GENKAN_VALUE_INIT;

  return text != NULL ? genkan_value_text_len (text, strlen (text)) : null;
}

GenkanValue
genkan_value_json (const char *text,
                   gsize       length)
{
  GenkanValue value = genkan_value_text_len (text, length);

  value.json = TRUE;

  return value;
}

gboolean
genkan_value_is_null (const GenkanValue *value)
{
  return value == NULL || value->type == GENKAN_VALUE_NULL;
}

gboolean
genkan_value_equal (const GenkanValue *a,
                    const GenkanValue *b)
{
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case GENKAN_VALUE_NULL:
      return TRUE;

    case GENKAN_VALUE_INTEGER:
      return a->integer == b->integer;

    case GENKAN_VALUE_REAL:
      return memcmp (&a->real, &b->real, sizeof a->real) == 0;

    case GENKAN_VALUE_TEXT:
    case GENKAN_VALUE_BLOB:
      return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;

    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * genkan_value_dup_text:
 * @value: a value
 *
 * The value as text: numbers in the C locale, a real with as few digits as bring it back.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for a null
 */
char *
genkan_value_dup_text (const GenkanValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type)
    {
    case GENKAN_VALUE_NULL:
      return NULL;

    case GENKAN_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);

    case GENKAN_VALUE_REAL:
      g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->real);
      if (g_ascii_strtod (buffer, NULL) != value->real)
        g_ascii_dtostr (buffer, sizeof buffer, value->real);
      return g_strdup (buffer);

    case GENKAN_VALUE_TEXT:
    case GENKAN_VALUE_BLOB:
      return g_strndup (value->text, value->length);

    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * genkan_text_is_valid:
 * @text: any bytes
 * @length: of @text
 *
 * What g_utf8_validate_len() says, and quicker where the text is ASCII, as most are.
 *
 * Returns: whether it is UTF-8 without a NUL
 */
gboolean
genkan_text_is_valid (const char *text,
                      gsize       length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 tops = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 word;

  /* The top bit of a byte shows what is not ASCII, or, after taking 1 away, a NUL. */
  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      if ((((word - ones) | word) & tops) != 0)
        break;
    }
  while (length > 0 && (gint8) *text > 0)
    {
      text++;
      length--;
    }

  return length == 0 || g_utf8_validate_len (text, length, NULL);
}
