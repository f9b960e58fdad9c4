/* genkan-cutter-tokens.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cutter inside a text, a word or a number: RFC 8259 to the letter, and RFC 3629.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-cutter-private.h"

#define MAX_KEY_SIZE 65536

/* The first byte of a character that is not ASCII: RFC 3629, section 4. */
static gboolean
begin_character (GenkanCutter *self,
                 guint8        c)
{
  self->low = 0x80;
  self->high = 0xBF;

  if (c >= 0xC2 && c <= 0xDF)
    self->more = 1;
  else if (c >= 0xE0 && c <= 0xEF)
    self->more = 2;
  else if (c >= 0xF0 && c <= 0xF4)
    self->more = 3;
  else
    return FALSE;

  if (c == 0xE0)
    self->low = 0xA0;
  else if (c == 0xED)
    self->high = 0x9F;
  else if (c == 0xF0)
    self->low = 0x90;
  else if (c == 0xF4)
    self->high = 0x8F;

  return TRUE;
}

static gboolean
keep_key_byte (GenkanCutter *self,
               char          c)
{
  if (!self->in_key || self->in_item)
    return TRUE;

  if (self->key->len >= MAX_KEY_SIZE)
    {
      self->complaint = "the name of a member is too long";
      return FALSE;
    }
  g_string_append_c (self->key, c);

  return TRUE;
}

gboolean
genkan_cutter_take_text_byte (GenkanCutter *self,
                              guint8        c)
{
  if (self->more > 0)
    {
      if (c < self->low || c > self->high)
        return FALSE;
      self->more--;
      self->low = 0x80;
      self->high = 0xBF;
    }
  else if (c < 0x20 || (c >= 0x80 && !begin_character (self, c)))
    return FALSE;

  genkan_cutter_emit (self, c);
  if (c == '"' && self->more == 0)
    {
      genkan_cutter_end_text (self);
      return TRUE;
    }
  if (c == '\\')
    self->state = IN_ESCAPE;

  return keep_key_byte (self, c);
}

gboolean
genkan_cutter_take_escape_byte (GenkanCutter *self,
                                char          c)
{
  if (self->state == IN_ESCAPE)
    {
      if (c == '\0' || strchr ("\"\\/bfnrtu", c) == NULL)
        return FALSE;
      self->state = c == 'u' ? IN_UNICODE : IN_TEXT;
      self->digits = 4;
    }
  else
    {
      if (!g_ascii_isxdigit (c))
        return FALSE;
      if (--self->digits == 0)
        self->state = IN_TEXT;
    }

  genkan_cutter_emit (self, c);

  return keep_key_byte (self, c);
}

gboolean
genkan_cutter_take_word_byte (GenkanCutter *self,
                              char          c)
{
  if (*self->word != c)
    return FALSE;

  genkan_cutter_emit (self, c);
  if (*++self->word == '\0')
    genkan_cutter_end_value (self);

  return TRUE;
}

/* The state after @c in a number; BROKEN when @c is no part of it. */
GenkanCutterState
genkan_cutter_next_number_state (GenkanCutterState state,
                                 char              c)
{
  gboolean digit = g_ascii_isdigit (c);

  switch ((int) state)
    {
    case IN_NUMBER_MINUS:
      return c == '0' ? IN_NUMBER_ZERO : digit ? IN_NUMBER_DIGITS : BROKEN;

    case IN_NUMBER_ZERO:
    case IN_NUMBER_DIGITS:
      if (digit && state == IN_NUMBER_DIGITS)
        return IN_NUMBER_DIGITS;
      return c == '.' ? IN_NUMBER_POINT : c == 'e' || c == 'E' ? IN_NUMBER_E : BROKEN;

    case IN_NUMBER_POINT:
      return digit ? IN_NUMBER_FRACTION : BROKEN;

    case IN_NUMBER_FRACTION:
      return digit ? IN_NUMBER_FRACTION : c == 'e' || c == 'E' ? IN_NUMBER_E : BROKEN;

    case IN_NUMBER_E:
      return digit ? IN_NUMBER_EXPONENT : c == '+' || c == '-' ? IN_NUMBER_SIGN : BROKEN;

    default:
      return digit ? IN_NUMBER_EXPONENT : BROKEN;
    }
}

gboolean
genkan_cutter_number_may_end (GenkanCutterState state)
{
  return state == IN_NUMBER_ZERO || state == IN_NUMBER_DIGITS || state == IN_NUMBER_FRACTION ||
         state == IN_NUMBER_EXPONENT;
}
