/* genkan-value.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GENKAN_VALUE_NULL = 0,
  GENKAN_VALUE_INTEGER,
  GENKAN_VALUE_REAL,
  GENKAN_VALUE_TEXT,
  GENKAN_VALUE_BLOB,
} GenkanValueType;

/**
 * GenkanValue:
 * @type: what it is
 * @json: the text is JSON (an array or an object): a template inserts it as such
 * @length: bytes of @text, without the terminating NUL that always follows
 *
 * One value of a row, a variable or a setting: SQLite's five kinds, and JSON as text with a
 * mark. It borrows its text from whoever made it (a batch, a set of variables).
 */
typedef struct
{
  GenkanValueType type;
  guint           json : 1;
  gsize           length;
  union
  {
    gint64      integer;
    double      real;
    const char *text;
  };
} GenkanValue;

#define GENKAN_VALUE_INIT { GENKAN_VALUE_NULL }

static inline GenkanValue
genkan_value_integer (gint64 integer)
{
  return (GenkanValue) { .type = GENKAN_VALUE_INTEGER, .integer = integer };
}

static inline GenkanValue
genkan_value_real (double real)
{
  return (GenkanValue) { .type = GENKAN_VALUE_REAL, .real = real };
}

static inline GenkanValue
genkan_value_text_len (const char *text,
                       gsize       length)
{
  return (GenkanValue) { .type = GENKAN_VALUE_TEXT, .length = length, .text = text };
}

GenkanValue genkan_value_text     (const char        *text);
GenkanValue genkan_value_json     (const char        *text,
                                   gsize              length);
gboolean    genkan_value_is_null  (const GenkanValue *value);
gboolean    genkan_value_equal    (const GenkanValue *a,
                                   const GenkanValue *b);
char       *genkan_value_dup_text (const GenkanValue *value);


gboolean    genkan_text_is_valid  (const char        *text,
                                   gsize              length);

G_END_DECLS
