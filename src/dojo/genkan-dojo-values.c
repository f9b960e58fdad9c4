/* genkan-dojo-values.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what a tool says to what DefectDojo stores. Its parser checks little, its database a lot:
 * a text that is too long is a status 500 without a word, for the whole file. So every value is
 * made to fit here, and one that cannot be is left out.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include <math.h>

#include "genkan-dojo-values-private.h"

#include "genkan-dojo-scan.h"

/* In characters. The database has no limit for a long text, a request has. */
#define MAX_LONG 100000
#define MAX_ID 50
#define MAX_ADDRESS 2000

#define CUT_NOTE "\n\n… (cut)"

/* --- texts ---------------------------------------------------------------------------------- */

/* What a value is as a text; %NULL if it is none. */
char *
_genkan_dojo_value_dup_text (JsonNode *node)
{
  GType type;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_utf8_make_valid (json_node_get_string (node), -1);
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_dtostr (digits, sizeof digits, json_node_get_double (node)));

  return NULL;
}

/* PostgreSQL takes no NUL, XML exports no other control character. */
static char *
drop_controls (const char *text,
               gboolean    lines)
{
  GString *clean = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\n' || c == '\t' || c == '\r')
        g_string_append_c (clean, lines ? (c == '\r' ? '\n' : (char) c) : ' ');
      else if (!g_unichar_iscntrl (c))
        g_string_append_len (clean, p, g_utf8_next_char (p) - p);
    }

  return g_string_free (clean, FALSE);
}

char *
_genkan_dojo_value_clean_text (const char *text,
                               gboolean    lines,
                               guint       limit)
{
  g_autofree char *clean = drop_controls (text, lines);
  const char *note = lines ? CUT_NOTE : "…";
  glong room = (glong) limit - g_utf8_strlen (note, -1);

  if (!lines)
    g_strstrip (clean);
  if (limit == 0 || g_utf8_strlen (clean, -1) <= (glong) limit)
    return g_steal_pointer (&clean);

  *g_utf8_offset_to_pointer (clean, room) = '\0';

  return g_strconcat (clean, note, NULL);
}

/* DefectDojo takes blanks off the ends of a name and refuses what is too long. */
char *
_genkan_dojo_value_clean_name (const char *text,
                               guint       limit)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *clean = drop_controls (valid, FALSE);

  g_strstrip (clean);
  if (g_utf8_strlen (clean, -1) > (glong) limit)
    *g_utf8_offset_to_pointer (clean, limit) = '\0';

  return g_strdup (g_strchomp (clean));
}

static JsonNode *
make_text (char *text)
{
  JsonNode *node = NULL;

  if (text != NULL && *text != '\0')
    node = json_node_init_string (json_node_alloc (), text);
  g_free (text);

  return node;
}

/* --- times ---------------------------------------------------------------------------------- */

static GDateTime *
parse_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *midnight = NULL;
  GDateTime *time = g_date_time_new_from_iso8601 (text, utc);

  if (time != NULL)
    return time;

  midnight = g_strconcat (text, "T00:00:00", NULL);

  return g_date_time_new_from_iso8601 (midnight, utc);
}

static JsonNode *
clean_time (const char *text,
            const char *format)
{
  g_autoptr (GDateTime) time = parse_time (text);
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;

  return utc != NULL ? make_text (g_date_time_format (utc, format)) : NULL;
}

/* --- numbers -------------------------------------------------------------------------------- */

static gboolean
read_number (JsonNode *node,
             double   *ret_number)
{
  g_autofree char *text = _genkan_dojo_value_dup_text (node);
  char *end = NULL;
  double number;

  if (text == NULL)
    return FALSE;

  number = g_ascii_strtod (g_strstrip (text), &end);
  if (end == text || *end != '\0' || !isfinite (number))
    return FALSE;

  *ret_number = number;

  return TRUE;
}

static JsonNode *
clean_number (JsonNode            *node,
              GenkanDojoValueKind  kind)
{
  double number;

  if (!read_number (node, &number))
    return NULL;

  if (kind == GENKAN_DOJO_VALUE_INTEGER)
    return number >= 0 && number <= G_MAXINT32
             ? json_node_init_int (json_node_alloc (), (gint64) number) : NULL;
  if (kind == GENKAN_DOJO_VALUE_SHARE && (number < 0 || number > 1))
    return NULL;

  return json_node_init_double (json_node_alloc (), number);
}

/* SQL has 0 and 1. */
static JsonNode *
clean_boolean (JsonNode *node)
{
  double number;

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_copy (node);
  if (!read_number (node, &number))
    return NULL;

  return json_node_init_boolean (json_node_alloc (), number != 0);
}

static JsonNode *
clean_vector (const char *text)
{
  static const char pattern[] =
    "^CVSS:(3\\.[01](?=.*/AV:)(?=.*/AC:)(?=.*/PR:)(?=.*/UI:)(?=.*/S:)(?=.*/C:)(?=.*/I:)(?=.*/A:)"
    "|4\\.0(?=.*/AV:)(?=.*/AC:)(?=.*/AT:)(?=.*/PR:)(?=.*/UI:)(?=.*/VC:)(?=.*/VI:)(?=.*/VA:)"
    "(?=.*/SC:)(?=.*/SI:)(?=.*/SA:))(/[A-Z]{1,3}:[A-Za-z]{1,5})+$";

  return strlen (text) < 117 && g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0)
           ? make_text (g_strdup (text)) : NULL;
}

/* The value as DefectDojo takes it, or %NULL if it would not. */
JsonNode *
_genkan_dojo_value_clean (JsonNode            *node,
                          GenkanDojoValueKind  kind,
                          guint                limit)
{
  g_autofree char *text = _genkan_dojo_value_dup_text (node);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (kind == GENKAN_DOJO_VALUE_BOOLEAN)
    return clean_boolean (node);
  if (text == NULL)
    return NULL;

  switch (kind)
    {
    case GENKAN_DOJO_VALUE_LINE:
      return make_text (_genkan_dojo_value_clean_text (text, FALSE, limit));
    case GENKAN_DOJO_VALUE_LONG:
      return make_text (_genkan_dojo_value_clean_text (text, TRUE, MAX_LONG));
    case GENKAN_DOJO_VALUE_DAY:
      return clean_time (text, "%Y-%m-%d");
    case GENKAN_DOJO_VALUE_MOMENT:
      return clean_time (text, "%Y-%m-%dT%H:%M:%SZ");
    case GENKAN_DOJO_VALUE_VECTOR:
      return clean_vector (text);
    case GENKAN_DOJO_VALUE_INTEGER:
    case GENKAN_DOJO_VALUE_NUMBER:
    case GENKAN_DOJO_VALUE_SHARE:
    case GENKAN_DOJO_VALUE_BOOLEAN:
    default:
      return clean_number (node, kind);
    }
}

/* --- lists ---------------------------------------------------------------------------------- */

/* The texts of a list, or of what should be one. */
static GPtrArray *
read_texts (JsonNode *node)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  char *text = _genkan_dojo_value_dup_text (node);

  if (text != NULL)
    g_ptr_array_add (texts, text);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return texts;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      text = _genkan_dojo_value_dup_text (json_array_get_element (json_node_get_array (node), i));
      if (text != NULL)
        g_ptr_array_add (texts, text);
    }

  return texts;
}

/* Numbers, from 79 or CWE-79. */
JsonArray *
_genkan_dojo_value_clean_cwes (JsonNode *node)
{
  g_autoptr (GPtrArray) texts = read_texts (node);
  JsonArray *cwes = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = texts->pdata[i];
      char *end = NULL;
      gint64 number;

      if (g_ascii_strncasecmp (text, "CWE-", 4) == 0)
        text += 4;
      number = g_ascii_strtoll (text, &end, 10);
      if (end != text && *end == '\0' && number > 0 && number < 100000)
        json_array_add_int_element (cwes, number);
    }

  return cwes;
}

static void
add_id (JsonArray  *ids,
        GHashTable *seen,
        const char *id)
{
  if (*id != '\0' && g_utf8_strlen (id, -1) <= MAX_ID && g_hash_table_add (seen, g_strdup (id)))
    json_array_add_string_element (ids, id);
}

/* The first becomes the finding's CVE, so a CVE goes first. An id that is too long would be
 * another one if it were cut. */
JsonArray *
_genkan_dojo_value_clean_ids (JsonNode *node,
                              JsonNode *cve)
{
  g_autoptr (GPtrArray) texts = read_texts (cve);
  g_autoptr (GPtrArray) others = read_texts (node);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *ids = json_array_new ();

  g_ptr_array_extend_and_steal (texts, g_steal_pointer (&others));
  for (guint i = 0; i < texts->len; i++)
    {
      char *clean = _genkan_dojo_value_clean_text (texts->pdata[i], FALSE, 0);

      g_free (texts->pdata[i]);
      texts->pdata[i] = clean;
    }

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < texts->len; i++)
      if ((g_ascii_strncasecmp (texts->pdata[i], "CVE-", 4) == 0) == (pass == 0))
        add_id (ids, seen, texts->pdata[i]);

  return ids;
}

JsonArray *
_genkan_dojo_value_clean_tags (JsonNode *node)
{
  g_autoptr (GPtrArray) texts = read_texts (node);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *tags = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *tag = genkan_dojo_make_tag (texts->pdata[i]);

      if (tag != NULL && g_hash_table_add (seen, g_strdup (tag)))
        json_array_add_string_element (tags, tag);
    }

  return tags;
}

/* --- endpoints ------------------------------------------------------------------------------ */

static gboolean
is_host (const char *host)
{
  gsize length = strlen (host);

  if (length == 0 || length > 253)
    return FALSE;
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  return g_ascii_isalnum (host[0]) && g_ascii_isalnum (host[length - 1])
         && strstr (host, "..") == NULL
         && g_regex_match_simple ("^[A-Za-z0-9._-]+$", host, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* host, or host:port. */
static JsonObject *
make_host (const char *text)
{
  const char *colon = strrchr (text, ':');
  gboolean has_port = colon != NULL && strchr (text, ':') == colon;
  g_autofree char *host = has_port ? g_strndup (text, colon - text) : g_strdup (text);
  guint64 port = 0;
  JsonObject *object;

  if (!is_host (host)
      || (has_port && !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL)))
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "host", host);
  if (has_port)
    json_object_set_int_member (object, "port", (gint64) port);

  return object;
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && strlen (text) < MAX_ADDRESS && is_host (host);
}

/* Addresses stay texts, hosts become objects; what is neither could fail the whole import. */
JsonArray *
_genkan_dojo_value_clean_endpoints (JsonNode *node)
{
  g_autoptr (GPtrArray) texts = read_texts (node);
  JsonArray *endpoints = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *text = _genkan_dojo_value_clean_text (texts->pdata[i], FALSE, 0);
      JsonObject *host;

      if (is_address (text))
        json_array_add_string_element (endpoints, text);
      else if ((host = make_host (text)) != NULL)
        json_array_add_object_element (endpoints, host);
    }

  return endpoints;
}
