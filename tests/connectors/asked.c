/* asked.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a request is the one that a scenario means: the order of a query and of members does
 * not matter, and neither does how a character was percent-encoded that need not be.
 */

#include "config.h"

#include "scenario.h"

static gboolean
is_unreserved (guchar c)
{
  return g_ascii_isalnum (c) || strchr ("-._~", c) != NULL;
}

static void
append_byte (GString *text,
             guchar   byte,
             gboolean encode)
{
  if (encode && !is_unreserved (byte))
    g_string_append_printf (text, "%%%02X", byte);
  else
    g_string_append_c (text, byte);
}

/* Each character that may stand for itself does; the others are %XX if they were. */
char *
normalize_path (const char *path)
{
  GString *text = g_string_new (NULL);

  for (const char *c = path; *c != '\0'; c++)
    if (*c == '%' && g_ascii_isxdigit (c[1]) && g_ascii_isxdigit (c[2]))
      {
        append_byte (text, g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2]), TRUE);
        c += 2;
      }
    else
      {
        append_byte (text, *c, (guchar) *c >= 0x80);
      }

  return g_string_free (text, FALSE);
}

static char *
dup_decoded (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  char *decoded = g_uri_unescape_string (spaced, NULL);

  return decoded != NULL ? decoded : g_steal_pointer (&spaced);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* The parameters, decoded and sorted. */
char **
split_query (const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GPtrArray) decoded = g_ptr_array_new ();

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (decoded, dup_decoded (*part));
  g_ptr_array_sort (decoded, compare_texts);
  g_ptr_array_add (decoded, NULL);

  return (char **) g_ptr_array_steal (decoded, NULL);
}

static gboolean
target_matches (const Asked *self,
                const char  *target)
{
  const char *question = strchr (target, '?');
  g_autofree char *raw = question != NULL ? g_strndup (target, question - target)
                                          : g_strdup (target);
  g_autofree char *path = normalize_path (raw);
  g_auto (GStrv) query = split_query (question != NULL ? question + 1 : NULL);

  return g_str_equal (path, self->path)
         && g_strv_equal ((const char * const *) query, (const char * const *) self->query);
}

static gboolean
headers_match (const Asked *self,
               const Came  *came)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (came->get_header (came->request, name), value) != 0)
      return FALSE;

  return TRUE;
}

static gboolean
operation_matches (const char *graphql,
                   const Tree *body)
{
  Tree *query = tree_member (body, "query");
  g_autofree char *pattern = g_strdup_printf ("\\b(query|mutation)\\s+%s\\b", graphql);

  return query != NULL && query->kind == TREE_SCALAR
         && g_regex_match_simple (pattern, query->raw, 0, 0);
}

static gboolean
json_matches (const Asked *self,
              const char  *text,
              gsize        length)
{
  g_autoptr (Tree) body = NULL;
  Tree *variables;

  if (self->json == NULL && self->json_has == NULL && self->graphql == NULL)
    return TRUE;

  body = tree_new_from_json (text, length);
  if (body == NULL)
    return FALSE;

  variables = tree_member (body, "variables");

  return (self->json == NULL || tree_equal (body, self->json))
         && (self->json_has == NULL || tree_contains (body, self->json_has))
         && (self->graphql == NULL || operation_matches (self->graphql, body))
         && (self->variables == NULL
             || (variables != NULL && tree_equal (variables, self->variables)));
}

static gboolean
body_matches (const Asked *self,
              GBytes      *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  g_auto (GStrv) form = NULL;

  if (self->body != NULL && !g_str_equal (self->body, text))
    return FALSE;

  if (self->form != NULL)
    {
      form = split_query (text);
      if (!g_strv_equal ((const char * const *) form, (const char * const *) self->form))
        return FALSE;
    }

  return json_matches (self, text, length);
}

gboolean
asked_matches (const Asked *self,
               const Came  *came)
{
  return g_str_equal (self->method, came->method)
         && g_ascii_strcasecmp (self->host, came->host) == 0
         && target_matches (self, came->target)
         && headers_match (self, came)
         && body_matches (self, came->body);
}

/* For messages: as it could stand in a scenario. */
char *
came_dup_words (const Came *came)
{
  gsize length;
  const char *body = g_bytes_get_data (came->body, &length);

  return g_strdup_printf ("%s https://%s%s%s%.*s", came->method, came->host, came->target,
                          length > 0 ? " with " : "", (int) length, length > 0 ? body : "");
}
