/* genkan-cutter-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-cutter.h"

G_BEGIN_DECLS

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_KEY,
  EXPECT_KEY_OR_END,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
  IN_TEXT,
  IN_ESCAPE,
  IN_UNICODE,
  IN_WORD,
  IN_NUMBER_MINUS,
  IN_NUMBER_ZERO,
  IN_NUMBER_DIGITS,
  IN_NUMBER_POINT,
  IN_NUMBER_FRACTION,
  IN_NUMBER_E,
  IN_NUMBER_SIGN,
  IN_NUMBER_EXPONENT,
  BROKEN,
} GenkanCutterState;

struct _GenkanCutter
{
  char       **path;      /* (owned) (nullable) */
  guint        n_path;
  GenkanItems *items;     /* (owned) */
  GString     *item;      /* (owned) the one that is being cut */
  GString     *key;       /* (owned) the last member's name, raw, where it matters */
  GString     *body;      /* (owned) */

  GenkanCutterState state;
  guint8       stack[GENKAN_JSON_MAX_DEPTH + 1]; /* '[' or '{' */
  guint        depth;
  guint        matched;
  gsize        offset;    /* bytes read before this one */

  gboolean     in_key;    /* the text is a member's name */
  guint        digits;    /* still to come of \uXXXX */
  const char  *word;      /* what is still to come of true, false, null */
  guint        more;      /* UTF-8: bytes still to come of this character */
  guint8       low, high; /* UTF-8: bounds of the next of them */
  guint        bom;       /* bytes of a byte order mark seen at the beginning */

  gboolean     in_target; /* inside the container of the items */
  gboolean     in_item;
  GenkanCutterItems found;
  const char  *other;     /* what stands there instead of items */
  const char  *complaint; /* why a byte was refused, if it is more than bad syntax */
};

/* A byte goes to the current item, to the body, or, between the items, nowhere. */
static inline void
genkan_cutter_emit (GenkanCutter *self,
                    char          c)
{
  if (self->in_item)
    g_string_append_c (self->item, c);
  else if (!self->in_target)
    g_string_append_c (self->body, c);
}

/* genkan-cutter.c */
void              genkan_cutter_end_value         (GenkanCutter      *self);
void              genkan_cutter_end_text          (GenkanCutter      *self);

/* genkan-cutter-tokens.c */
gboolean          genkan_cutter_take_text_byte    (GenkanCutter      *self,
                                                   guint8             c);
gboolean          genkan_cutter_take_escape_byte  (GenkanCutter      *self,
                                                   char               c);
gboolean          genkan_cutter_take_word_byte    (GenkanCutter      *self,
                                                   char               c);
GenkanCutterState genkan_cutter_next_number_state (GenkanCutterState  state,
                                                   char               c);
gboolean          genkan_cutter_number_may_end    (GenkanCutterState  state);

G_END_DECLS
