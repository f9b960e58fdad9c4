/* genkan-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names as people compare them: without case and without accents, and with numbers in their
 * order ("Site 2" before "Site 10"). What is made here is stored, so it must not depend on the
 * locale, and a list of a million names is sorted by an index instead of by a collation.
 *
 * In SQL: genkan_sort_key (text), and genkan_search_text (text, …), which is all of the texts,
 * folded, in lines.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-fold.h"

/* More words than a person types; the rest would hardly make the answer smaller. */
#define MAX_WORDS 8

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

static void
remove_marks (char *text)
{
  char *out = text;

  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);

      if (!is_mark (g_utf8_get_char (p)))
        {
          memmove (out, p, next - p);
          out += next - p;
        }
      p = next;
    }
  *out = '\0';
}

/**
 * genkan_fold:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): the text without case and accents
 */
char *
genkan_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  char *folded;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  if (decomposed == NULL)
    return g_strdup (text);

  folded = g_utf8_casefold (decomposed, -1);
  remove_marks (folded);

  return folded;
}

/* Eight bytes in lower case, as far as they are ASCII. Of each byte's seven lower bits it is asked
 * whether they reach A, and whether they go beyond Z; the carries do not leave the byte. */
static guint64
lower_word (guint64 word)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 low = word & (ones * 0x7f);
  guint64 reaches = low + ones * (0x80 - 'A');
  guint64 beyond = low + ones * (0x80 - 'Z' - 1);

  return word | (((reaches ^ beyond) & ~word & (ones * 0x80)) >> 2);
}

/* Returns: whether all of it was ASCII */
static gboolean
lower_ascii (char       *out,
             const char *text,
             gsize       length)
{
  guint64 all = 0;
  guint64 word;

  for (; length >= sizeof word; length -= sizeof word, text += sizeof word, out += sizeof word)
    {
      memcpy (&word, text, sizeof word);
      all |= word;
      word = lower_word (word);
      memcpy (out, &word, sizeof word);
    }

  word = 0;
  memcpy (&word, text, length);
  all |= word;
  word = lower_word (word);
  memcpy (out, &word, length);

  return (all & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

/**
 * genkan_fold_append:
 * @folded: what it is added to
 * @text: valid UTF-8
 *
 * Like genkan_fold(), behind what is there.
 */
void
genkan_fold_append (GString    *folded,
                    const char *text)
{
  gsize start = folded->len;
  gsize length = strlen (text);
  g_autofree char *slow = NULL;

  g_string_set_size (folded, start + length);
  if (lower_ascii (folded->str + start, text, length))
    return;

  slow = genkan_fold (text);
  g_string_truncate (folded, start);
  g_string_append (folded, slow);
}

/* A number begins with its count of digits, so that fewer digits come first. */
static const char *
append_number (GString    *key,
               const char *text)
{
  const char *end;

  while (text[0] == '0' && g_ascii_isdigit (text[1]))
    text++;
  for (end = text; g_ascii_isdigit (*end);)
    end++;

  g_string_append_c (key, '0' + MIN (end - text, 9));
  g_string_append_len (key, text, end - text);

  return end;
}

/* Adds the sort key of a text that is folded already. */
void
genkan_fold_append_key (GString    *key,
                        const char *folded)
{
  while (*folded != '\0')
    {
      const char *run = folded + strcspn (folded, "0123456789");

      g_string_append_len (key, folded, run - folded);
      folded = *run != '\0' ? append_number (key, run) : run;
    }
}

/**
 * genkan_fold_sort_key:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): a text whose bytes compare as people order names
 */
char *
genkan_fold_sort_key (const char *text)
{
  g_autofree char *folded = genkan_fold (text);
  GString *key = g_string_sized_new (strlen (folded) + 8);

  genkan_fold_append_key (key, folded);

  return g_string_free (key, FALSE);
}

/**
 * genkan_fold_words:
 * @search: (nullable): what a person typed
 *
 * Returns: (transfer full) (nullable): the folded words of it, or %NULL if there is none
 */
char **
genkan_fold_words (const char *search)
{
  g_autofree char *clean = g_utf8_make_valid (search != NULL ? search : "", -1);
  g_autofree char *folded = genkan_fold (clean);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n_words = 0;

  for (guint i = 0; parts[i] != NULL && n_words < MAX_WORDS; i++)
    if (*parts[i] != '\0')
      {
        g_strv_builder_add (words, parts[i]);
        n_words++;
      }

  return n_words > 0 ? g_strv_builder_end (words) : NULL;
}

static void
sort_key_cb (sqlite3_context  *context,
             int               n_values,
             sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, genkan_fold_sort_key (text), -1, g_free);
}

static void
search_text_cb (sqlite3_context  *context,
                int               n_values,
                sqlite3_value   **values)
{
  GString *result = g_string_new (NULL);

  for (int i = 0; i < n_values; i++)
    {
      const char *text = (const char *) sqlite3_value_text (values[i]);

      if (text != NULL)
        {
          genkan_fold_append (result, text);
          g_string_append_c (result, '\n');
        }
    }

  sqlite3_result_text (context, g_string_free (result, FALSE), -1, g_free);
}

/* Returns: an SQLite result code */
int
genkan_fold_register (sqlite3 *db)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int code;

  code = sqlite3_create_function_v2 (db, "genkan_sort_key", 1, flags, NULL, sort_key_cb,
                                     NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return code;

  return sqlite3_create_function_v2 (db, "genkan_search_text", -1, flags, NULL, search_text_cb,
                                     NULL, NULL, NULL);
}
