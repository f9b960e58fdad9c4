/* genkan-redaction.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of values and what stands for them, and its use. What the connector file itself says is
 * public and stays: its hosts, paths and words would otherwise not be found again when the
 * scenario is replayed. Values are found where no letter or digit touches them, the longest first.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-redaction-private.h"

#include "genkan-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define LEAST_BYTES 3
#define PREFIX_BYTES 3

typedef struct
{
  char     *from;  /* (owned) */
  gsize     length;
  char     *to;    /* (owned) */
  gboolean  alone; /* no letter or digit may touch it */
} GenkanSubstitute;

struct _GenkanRedaction
{
  char       *public_text; /* (owned) */
  GHashTable *known;       /* (owned) (element-type utf8) what is in the table */
  GHashTable *substitutes; /* (owned) (element-type utf8 GPtrArray) by their first bytes */
  guint       counts[GENKAN_N_REDACTED];
};

static void
substitute_free (gpointer data)
{
  GenkanSubstitute *substitute = data;

  g_free (substitute->from);
  g_free (substitute->to);
  g_free (substitute);
}

/**
 * genkan_redaction_new:
 * @public_text: a text whose words need not be hidden: the connector file
 *
 * Returns: (transfer full): what knows nothing to hide so far
 */
GenkanRedaction *
genkan_redaction_new (const char *public_text)
{
  GenkanRedaction *self = g_new0 (GenkanRedaction, 1);

  self->public_text = g_strdup (public_text);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->substitutes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);

  return self;
}

void
genkan_redaction_free (GenkanRedaction *self)
{
  g_free (self->public_text);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->substitutes);
  g_free (self);
}

/**
 * genkan_redaction_count:
 * @self: what is known
 * @kind: a kind of values
 *
 * Returns: how many values of the kind are replaced
 */
guint
genkan_redaction_count (GenkanRedaction *self,
                        GenkanRedacted   kind)
{
  return self->counts[kind];
}

/* --- the table ------------------------------------------------------------------------------ */

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const GenkanSubstitute *left = *(GenkanSubstitute * const *) a;
  const GenkanSubstitute *right = *(GenkanSubstitute * const *) b;

  return (left->length < right->length) - (left->length > right->length);
}

gboolean
_genkan_redaction_insert (GenkanRedaction *self,
                          const char      *from,
                          const char      *to,
                          gboolean         alone)
{
  char prefix[PREFIX_BYTES + 1] = { 0 };
  GenkanSubstitute *substitute;
  GPtrArray *list;

  if (strlen (from) < LEAST_BYTES || !g_hash_table_add (self->known, g_strdup (from)))
    return FALSE;

  memcpy (prefix, from, PREFIX_BYTES);
  list = g_hash_table_lookup (self->substitutes, prefix);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (substitute_free);
      g_hash_table_insert (self->substitutes, g_strdup (prefix), list);
    }

  substitute = g_new0 (GenkanSubstitute, 1);
  substitute->from = g_strdup (from);
  substitute->length = strlen (from);
  substitute->to = g_strdup (to);
  substitute->alone = alone;
  g_ptr_array_add (list, substitute);
  g_ptr_array_sort (list, compare_lengths);

  return TRUE;
}

/* As it is, and as it stands in an address. */
void
_genkan_redaction_add (GenkanRedaction *self,
                       GenkanRedacted   kind,
                       const char      *from,
                       const char      *to,
                       gboolean         alone)
{
  g_autofree char *escaped_from = g_uri_escape_string (from, NULL, FALSE);
  g_autofree char *escaped_to = g_uri_escape_string (to, NULL, FALSE);

  if (!_genkan_redaction_insert (self, from, to, alone))
    return;

  self->counts[kind]++;
  _genkan_redaction_insert (self, escaped_from, escaped_to, alone);
}

/* What follows “%2F” in an address begins there. */
static gboolean
is_touched (const char *text,
            const char *start,
            const char *end)
{
  if (g_ascii_isalnum (*end))
    return TRUE;
  if (start == text || !g_ascii_isalnum (start[-1]))
    return FALSE;

  return !(start - text >= 3 && start[-3] == '%' && g_ascii_isxdigit (start[-2])
           && g_ascii_isxdigit (start[-1]));
}

/* The connector file says so itself, and not only as a part of a longer word. */
static gboolean
is_public (GenkanRedaction *self,
           const char      *value)
{
  const char *place = self->public_text;

  while ((place = strstr (place, value)) != NULL)
    {
      if (!is_touched (self->public_text, place, place + strlen (value)))
        return TRUE;
      place++;
    }

  return FALSE;
}

gboolean
_genkan_redaction_is_news (GenkanRedaction *self,
                           const char      *value)
{
  return strlen (value) >= LEAST_BYTES && !g_hash_table_contains (self->known, value)
         && !is_public (self, value);
}

/* Other letters for letters, other digits for digits; hexadecimal ones stay such. */
char *
_genkan_redaction_dup_alike (const char *value)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, value, -1);
  GString *alike = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      guint n = g_ascii_xdigit_value (sum[(p - value) % strlen (sum)]) + (p - value) / strlen (sum);

      if (g_ascii_isdigit (*p))
        g_string_append_c (alike, '0' + n % 10);
      else if (g_ascii_islower (*p))
        g_string_append_c (alike, 'a' + n % 6);
      else if (g_ascii_isupper (*p))
        g_string_append_c (alike, 'A' + n % 6);
      else
        g_string_append_c (alike, (guchar) *p < 0x80 ? *p : 'x');
    }

  return g_string_free (alike, FALSE);
}

/* --- applying it ---------------------------------------------------------------------------- */

static const GenkanSubstitute *
find (GenkanRedaction *self,
      const char      *text,
      const char      *place)
{
  char prefix[PREFIX_BYTES + 1] = { 0 };
  GPtrArray *list;

  strncpy (prefix, place, PREFIX_BYTES);
  list = g_hash_table_lookup (self->substitutes, prefix);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const GenkanSubstitute *substitute = g_ptr_array_index (list, i);

      if (strncmp (place, substitute->from, substitute->length) == 0
          && !(substitute->alone && is_touched (text, place, place + substitute->length)))
        return substitute;
    }

  return NULL;
}

/**
 * genkan_redaction_apply:
 * @self: what is known
 * @text: a text
 *
 * Returns: (transfer full): @text with the made-up values
 */
char *
genkan_redaction_apply (GenkanRedaction *self,
                        const char      *text)
{
  GString *changed = g_string_new (NULL);
  const char *place = text;

  while (*place != '\0')
    {
      const GenkanSubstitute *substitute = find (self, text, place);

      if (substitute != NULL)
        g_string_append (changed, substitute->to);
      else
        g_string_append_c (changed, *place);
      place += substitute != NULL ? substitute->length : 1;
    }

  return g_string_free (changed, FALSE);
}

/* The end of a string that begins behind @place, with its quote. */
static const char *
skip_string (const char *place)
{
  while (*place != '\0' && *place != '"')
    place += place[0] == '\\' && place[1] != '\0' ? 2 : 1;

  return *place != '\0' ? place + 1 : place;
}

static void
append_string (GenkanRedaction *self,
               GString         *changed,
               const char      *start,
               const char      *end)
{
  g_autofree char *raw = g_strndup (start, end - start);
  g_autoptr (JsonNode) node = json_from_string (raw, NULL);
  g_autofree char *text = NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_string_append (changed, raw);
      return;
    }

  text = genkan_redaction_apply (self, json_node_get_string (node));
  genkan_json_write_text (changed, text, -1);
}

/**
 * genkan_redaction_apply_json:
 * @self: what is known
 * @text: JSON
 * @spaced: whether a space follows a comma and a colon
 *
 * Changes strings and names only; numbers stay as they were written.
 *
 * Returns: (transfer full): @text with the made-up values, on one line
 */
char *
genkan_redaction_apply_json (GenkanRedaction *self,
                             const char      *text,
                             gboolean         spaced)
{
  GString *changed = g_string_new (NULL);

  while (*text != '\0')
    if (*text == '"')
      {
        const char *end = skip_string (text + 1);

        append_string (self, changed, text, end);
        text = end;
      }
    else
      {
        if (!g_ascii_isspace (*text))
          g_string_append_c (changed, *text);
        if (spaced && (*text == ',' || *text == ':'))
          g_string_append_c (changed, ' ');
        text++;
      }

  return g_string_free (changed, FALSE);
}
