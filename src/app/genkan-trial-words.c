/* genkan-trial-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An exchange in words: what it is like, and how it begins.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-trial-private.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define EXCERPT_BYTES 600
/* More than is shown: what is cut off after redaction must have been redacted whole. */
#define READ_BYTES 8192
#define MOST_NAMES 12

/* "issues (100)" for what has members of its own, else only the name */
static void
append_member (GString    *text,
               const char *name,
               JsonNode   *value)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
  if (JSON_NODE_HOLDS_ARRAY (value))
    g_string_append_printf (text, " (%u)", json_array_get_length (json_node_get_array (value)));
}

static char *
dup_members (JsonObject *object)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GList) names = json_object_get_members (object);
  guint n = 0;

  for (GList *l = names; l != NULL && n < MOST_NAMES; l = l->next, n++)
    append_member (text, l->data, json_object_get_member (object, l->data));
  if (json_object_get_size (object) > MOST_NAMES)
    g_string_append (text, ", …");

  return g_string_free (text, FALSE);
}

static char *
describe_array (JsonArray *array)
{
  guint length = json_array_get_length (array);
  JsonNode *first = length > 0 ? json_array_get_element (array, 0) : NULL;
  g_autofree char *members = first != NULL && JSON_NODE_HOLDS_OBJECT (first)
                             ? dup_members (json_node_get_object (first)) : NULL;

  if (members != NULL)
    /* Translators: "list of 25, the first with id, name" */
    return g_strdup_printf (_("list of %u, the first with %s"), length, members);

  return g_strdup_printf (_("list of %u"), length);
}

static char *
describe_json (JsonNode *root)
{
  if (JSON_NODE_HOLDS_ARRAY (root))
    return describe_array (json_node_get_array (root));

  if (JSON_NODE_HOLDS_OBJECT (root))
    {
      g_autofree char *members = dup_members (json_node_get_object (root));

      /* Translators: "object with paging, issues (100)" */
      return g_strdup_printf (_("object with %s"), members);
    }

  return g_strdup (_("a single value"));
}

static char *
describe (const GenkanTrialRaw *raw)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *type = raw->headers != NULL ? g_hash_table_lookup (raw->headers, "content-type") : NULL;
  gsize length = 0;
  const char *text = raw->answer != NULL ? g_bytes_get_data (raw->answer, &length) : NULL;

  if (length == 0)
    return g_strdup (_("nothing"));

  if (raw->is_whole && json_parser_load_from_data (parser, text, length, NULL)
      && json_parser_get_root (parser) != NULL)
    return describe_json (json_parser_get_root (parser));

  return g_strdup (type != NULL ? type : _("no content type"));
}

/* Cut between characters, and without secrets. */
static char *
dup_beginning (GenkanRedactor *redactor,
               GBytes         *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *valid = NULL;
  g_autofree char *redacted = NULL;

  if (length == 0)
    return NULL;

  valid = g_utf8_make_valid (data, MIN (length, READ_BYTES));
  redacted = genkan_redactor_redact (redactor, valid);
  if (strlen (redacted) > EXCERPT_BYTES)
    {
      char *end = g_utf8_find_prev_char (redacted, redacted + EXCERPT_BYTES + 1);

      *end = '\0';
      return g_strconcat (redacted, "…", NULL);
    }

  return g_steal_pointer (&redacted);
}

/* Made when the run is over: only then all of its secrets are known. */
GenkanTrialExchange *
genkan_trial_exchange_new (const GenkanTrialRaw *raw)
{
  GenkanTrialExchange *self = g_new0 (GenkanTrialExchange, 1);

  self->step = g_strdup (raw->step);
  self->method = g_strdup (raw->method);
  self->url = genkan_redactor_redact (raw->redactor, raw->url);
  self->attempt = raw->attempt;
  self->status = raw->status;
  self->size = raw->answer != NULL ? g_bytes_get_size (raw->answer) : 0;
  self->shape = describe (raw);
  if (raw->error != NULL)
    self->error = genkan_redactor_redact (raw->redactor, raw->error);
  if (raw->is_login)
    return self;

  self->sent = dup_beginning (raw->redactor, raw->body);
  self->excerpt = dup_beginning (raw->redactor, raw->answer);

  return self;
}

void
genkan_trial_exchange_free (GenkanTrialExchange *self)
{
  g_free (self->step);
  g_free (self->method);
  g_free (self->url);
  g_free (self->sent);
  g_free (self->shape);
  g_free (self->excerpt);
  g_free (self->error);
  g_free (self);
}
