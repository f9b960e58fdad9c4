/* scenario.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading is strict: a key that is not known is a mistake, or a condition would be dropped in
 * silence by a typing error.
 */

#include "config.h"

#include "scenario.h"

#include "genkan-problems.h"

typedef struct
{
  const char *folder;
  GPtrArray  *problems; /* (element-type GenkanProblem) */
} Reader;

static void
asked_clear (Asked *self)
{
  g_free (self->method);
  g_free (self->host);
  g_free (self->path);
  g_strfreev (self->query);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->json, tree_free);
  g_clear_pointer (&self->json_has, tree_free);
  g_strfreev (self->form);
  g_free (self->body);
  g_free (self->graphql);
  g_clear_pointer (&self->variables, tree_free);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  asked_clear (&self->asked);
  g_clear_pointer (&self->answer.headers, g_hash_table_unref);
  g_clear_pointer (&self->answer.body, g_bytes_unref);
  g_free (self);
}

static void
mapped_record_free (gpointer data)
{
  MappedRecord *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->extra);
  g_hash_table_unref (self->remembered);
  g_free (self);
}

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
new_trees (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tree_free);
}

static Scenario *
scenario_new (const char *path)
{
  Scenario *self = g_new0 (Scenario, 1);

  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  *strrchr (self->name, '.') = '\0';
  self->purpose = GENKAN_PURPOSE_DISCOVER;
  self->settings = new_texts ();
  self->remembered = new_trees ();
  self->records = g_ptr_array_new_with_free_func (mapped_record_free);
  self->outcomes = new_texts ();
  self->never = new_texts ();
  self->unmet = new_texts ();
  self->exchanges = g_ptr_array_new_with_free_func (exchange_free);

  return self;
}

void
scenario_free (Scenario *self)
{
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->remembered);
  g_ptr_array_unref (self->records);
  g_free (self->reason);
  g_hash_table_unref (self->outcomes);
  g_hash_table_unref (self->never);
  g_hash_table_unref (self->unmet);
  g_ptr_array_unref (self->exchanges);
  g_free (self);
}

/* --- parts ---------------------------------------------------------------------------------- */

static void
complain (Reader               *reader,
          const GenkanYamlNode *node,
          const char           *message)
{
  genkan_problems_add (reader->problems, node->line, node->column, "%s", message);
}

static void
check_keys (Reader               *reader,
            const GenkanYamlNode *mapping,
            const char *const    *keys)
{
  if (mapping->kind != GENKAN_YAML_MAPPING)
    {
      complain (reader, mapping, "a mapping is expected here");
      return;
    }

  for (guint i = 0; i < mapping->keys->len; i++)
    {
      const GenkanYamlNode *key = mapping->keys->pdata[i];

      if (!g_strv_contains (keys, key->text) && !g_str_has_prefix (key->text, "x-"))
        genkan_problems_add (reader->problems, key->line, key->column, "unknown key %s",
                             key->text);
    }
}

static const GenkanYamlNode *
find (const GenkanYamlNode *mapping,
      const char           *key)
{
  return mapping->kind == GENKAN_YAML_MAPPING ? genkan_yaml_find (mapping, key) : NULL;
}

static const char *
find_text (Reader               *reader,
           const GenkanYamlNode *mapping,
           const char           *key)
{
  const GenkanYamlNode *node = find (mapping, key);

  if (node == NULL || node->kind == GENKAN_YAML_SCALAR)
    return node != NULL ? node->text : NULL;

  complain (reader, node, "a text is expected here");
  return NULL;
}

static void
read_texts (Reader               *reader,
            const GenkanYamlNode *mapping,
            const char           *key,
            GHashTable           *texts)
{
  const GenkanYamlNode *node = find (mapping, key);

  if (node == NULL)
    return;

  if (node->kind != GENKAN_YAML_MAPPING)
    {
      complain (reader, node, "a mapping is expected here");
      return;
    }

  for (guint i = 0; i < node->values->len; i++)
    {
      const GenkanYamlNode *name = node->keys->pdata[i];
      const GenkanYamlNode *value = node->values->pdata[i];

      if (value->kind == GENKAN_YAML_SCALAR)
        g_hash_table_insert (texts, g_strdup (name->text), g_strdup (value->text));
      else
        complain (reader, value, "a text is expected here");
    }
}

static Tree *
find_tree (const GenkanYamlNode *mapping,
           const char           *key)
{
  const GenkanYamlNode *node = find (mapping, key);

  return node != NULL ? tree_new_from_yaml (node) : NULL;
}

/* --- exchanges ------------------------------------------------------------------------------ */

static void
read_address (Reader               *reader,
              const GenkanYamlNode *node,
              Asked                *asked)
{
  const char *url = find_text (reader, node, "url");
  g_autoptr (GUri) uri = NULL;

  if (url != NULL)
    uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      complain (reader, node, "a request needs a url, with scheme and host");
      return;
    }

  asked->host = g_uri_get_port (uri) > 0
                ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                : g_strdup (g_uri_get_host (uri));
  asked->path = normalize_path (*g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri) : "/");
  asked->query = split_query (g_uri_get_query (uri));
}

static char **
read_form (Reader               *reader,
           const GenkanYamlNode *node)
{
  g_autoptr (GHashTable) fields = new_texts ();
  g_autoptr (GString) query = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name, value;

  if (find (node, "form") == NULL)
    return NULL;

  read_texts (reader, node, "form", fields);
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

      g_string_append_printf (query, "&%s=%s", (char *) name, escaped);
    }

  return split_query (query->str);
}

static void
read_asked (Reader               *reader,
            const GenkanYamlNode *node,
            Asked                *asked)
{
  static const char *const keys[] = { "method", "url", "headers", "json", "json_has", "form",
                                      "body", "graphql", "variables", NULL };
  const char *method;

  check_keys (reader, node, keys);
  read_address (reader, node, asked);
  asked->json = find_tree (node, "json");
  asked->json_has = find_tree (node, "json_has");
  asked->form = read_form (reader, node);
  asked->body = g_strdup (find_text (reader, node, "body"));
  asked->graphql = g_strdup (find_text (reader, node, "graphql"));
  asked->variables = find_tree (node, "variables");
  asked->headers = new_texts ();
  read_texts (reader, node, "headers", asked->headers);
  method = find_text (reader, node, "method");
  asked->method = g_strdup (method != NULL ? method : asked->graphql != NULL ? "POST" : "GET");
}

static const char *
guess_content_type (const char *file)
{
  static const char *const types[][2] = {
    { ".json", "application/json" },
    { ".xml", "text/xml" },
    { ".csv", "text/csv" },
    { ".ndjson", "application/x-ndjson" },
    { ".html", "text/html" },
    { ".txt", "text/plain" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (file, types[i][0]))
      return types[i][1];

  return "application/octet-stream";
}

static GBytes *
read_file (Reader               *reader,
           const GenkanYamlNode *node,
           const char           *name)
{
  g_autofree char *path = g_build_filename (reader->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  if (g_file_get_contents (path, &data, &length, &error))
    return g_bytes_new_take (data, length);

  complain (reader, node, error->message);
  return g_bytes_new_static ("", 0);
}

/* The body, and what it is called unless the headers say something else. */
static GBytes *
read_body (Reader               *reader,
           const GenkanYamlNode *node,
           const char          **ret_type)
{
  const char *file = find_text (reader, node, "file");
  const char *body = find_text (reader, node, "body");
  g_autoptr (Tree) json = find_tree (node, "json");

  if ((file != NULL) + (body != NULL) + (json != NULL) > 1)
    complain (reader, node, "a response has one of json, body and file");

  if (json != NULL)
    {
      char *text = tree_to_json (json);

      *ret_type = "application/json";
      return g_bytes_new_take (text, strlen (text));
    }

  if (file != NULL)
    {
      *ret_type = guess_content_type (file);
      return read_file (reader, node, file);
    }

  *ret_type = body != NULL ? "text/plain" : NULL;

  return g_bytes_new (body != NULL ? body : "", body != NULL ? strlen (body) : 0);
}

static gboolean
has_content_type (GHashTable *headers)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_ascii_strcasecmp (name, "Content-Type") == 0)
      return TRUE;

  return FALSE;
}

static void
read_answer (Reader               *reader,
             const GenkanYamlNode *node,
             Answer               *answer)
{
  static const char *const keys[] = { "status", "headers", "json", "body", "file", NULL };
  const char *status;
  const char *type;

  check_keys (reader, node, keys);
  status = find_text (reader, node, "status");
  answer->status = status != NULL ? g_ascii_strtoull (status, NULL, 10) : 200;
  if (answer->status < 100 || answer->status > 599)
    complain (reader, node, "a status is a number from 100 to 599");

  answer->headers = new_texts ();
  read_texts (reader, node, "headers", answer->headers);
  answer->body = read_body (reader, node, &type);
  if (type != NULL && !has_content_type (answer->headers))
    g_hash_table_insert (answer->headers, g_strdup ("Content-Type"), g_strdup (type));
}

static void
read_exchange (Reader               *reader,
               const GenkanYamlNode *node,
               Scenario             *scenario)
{
  static const char *const keys[] = { "request", "response", "times", NULL };
  const GenkanYamlNode *request = find (node, "request");
  const GenkanYamlNode *response = find (node, "response");
  const char *times = find_text (reader, node, "times");
  Exchange *exchange;

  check_keys (reader, node, keys);
  if (request == NULL || response == NULL)
    {
      complain (reader, node, "an exchange has a request and a response");
      return;
    }

  exchange = g_new0 (Exchange, 1);
  exchange->line = node->line;
  exchange->times = times == NULL ? 1 : g_ascii_strtoull (times, NULL, 10);
  if (times != NULL && exchange->times == 0 && !g_str_equal (times, "any"))
    complain (reader, node, "times is a number above 0, or any");
  read_asked (reader, request, &exchange->asked);
  read_answer (reader, response, &exchange->answer);
  g_ptr_array_add (scenario->exchanges, exchange);
}

/* --- the file ------------------------------------------------------------------------------- */

static const char *const outcome_words[] = { "complete", "partial", "failed", "skipped", NULL };

const char *
outcome_to_word (GenkanOutcome outcome)
{
  return outcome_words[outcome];
}

static int
find_word (Reader               *reader,
           const GenkanYamlNode *root,
           const char           *key,
           const char *const    *words)
{
  const char *text = find_text (reader, root, key);

  for (int i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      return i;

  if (text != NULL)
    complain (reader, find (root, key), "this is none of the words that may stand here");

  return -1;
}

static void
read_purpose (Reader               *reader,
              const GenkanYamlNode *root,
              Scenario             *scenario)
{
  static const char *const words[] = { "discover", "check", "sync", NULL };
  const GenkanPurpose purposes[] = {
    GENKAN_PURPOSE_DISCOVER, GENKAN_PURPOSE_CHECK, GENKAN_PURPOSE_SYNC,
  };
  int word = find_word (reader, root, "purpose", words);

  if (word < 0)
    complain (reader, root, "purpose is missing: discover, check or sync");
  else
    scenario->purpose = purposes[word];
}

static void
read_now (Reader               *reader,
          const GenkanYamlNode *root,
          Scenario             *scenario)
{
  const char *text = find_text (reader, root, "now");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  scenario->now = g_date_time_new_from_iso8601 (text != NULL ? text : "2026-03-01T12:00:00Z", utc);
  if (scenario->now == NULL)
    complain (reader, root, "now is a time like \"2026-03-01T12:00:00Z\"");
}

static void
read_remembered (const GenkanYamlNode *mapping,
                 GHashTable           *remembered)
{
  const GenkanYamlNode *node = find (mapping, "remembered");

  for (guint i = 0; node != NULL && node->keys != NULL && i < node->keys->len; i++)
    g_hash_table_insert (remembered, g_strdup (((GenkanYamlNode *) node->keys->pdata[i])->text),
                         tree_new_from_yaml (node->values->pdata[i]));
}

static void
read_record (Reader               *reader,
             const GenkanYamlNode *node,
             Scenario             *scenario)
{
  static const char *const keys[] = { "id", "name", "extra", "remembered", NULL };
  const char *id = find_text (reader, node, "id");
  const char *name = find_text (reader, node, "name");
  g_autoptr (Tree) extra = find_tree (node, "extra");
  MappedRecord *record;

  check_keys (reader, node, keys);
  if (id == NULL)
    {
      complain (reader, node, "a record needs an id");
      return;
    }

  record = g_new0 (MappedRecord, 1);
  record->id = g_strdup (id);
  record->name = g_strdup (name != NULL ? name : id);
  record->extra = extra != NULL ? tree_to_json (extra) : NULL;
  record->remembered = new_trees ();
  read_remembered (node, record->remembered);
  g_ptr_array_add (scenario->records, record);
}

static void
read_list (Reader               *reader,
           const GenkanYamlNode *root,
           const char           *key,
           void                (*read) (Reader               *reader,
                                        const GenkanYamlNode *node,
                                        Scenario             *scenario),
           Scenario             *scenario)
{
  const GenkanYamlNode *node = find (root, key);

  if (node == NULL)
    return;

  if (node->kind != GENKAN_YAML_SEQUENCE)
    {
      complain (reader, node, "a list is expected here");
      return;
    }

  for (guint i = 0; i < node->values->len; i++)
    read (reader, node->values->pdata[i], scenario);
}

static void
read_scenario (Reader               *reader,
               const GenkanYamlNode *root,
               Scenario             *scenario)
{
  static const char *const keys[] = { "purpose", "preview", "now", "settings", "remembered", "records",
                                      "outcome", "reason", "outcomes", "never", "unmet",
                                      "exchanges", NULL };
  int outcome = find_word (reader, root, "outcome", outcome_words);

  check_keys (reader, root, keys);
  read_purpose (reader, root, scenario);
  scenario->preview = g_strcmp0 (find_text (reader, root, "preview"), "true") == 0;
  read_now (reader, root, scenario);
  read_texts (reader, root, "settings", scenario->settings);
  read_remembered (root, scenario->remembered);
  read_list (reader, root, "records", read_record, scenario);
  if (outcome >= 0)
    scenario->outcome = outcome;
  scenario->reason = g_strdup (find_text (reader, root, "reason"));
  read_texts (reader, root, "outcomes", scenario->outcomes);
  read_texts (reader, root, "never", scenario->never);
  read_texts (reader, root, "unmet", scenario->unmet);
  read_list (reader, root, "exchanges", read_exchange, scenario);
}

static gboolean
take_problems (const char  *path,
               GPtrArray   *problems,
               GError     **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const GenkanProblem *problem = problems->pdata[i];

      g_string_append_printf (text, "%s%s:%u:%u: %s", i > 0 ? "\n" : "", path, problem->line,
                              problem->column, problem->message);
    }

  if (problems->len > 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text->str);

  return problems->len == 0;
}

Scenario *
scenario_new_from_file (const char  *path,
                        GError     **error)
{
  g_autoptr (Scenario) self = NULL;
  g_autoptr (GPtrArray) problems = genkan_problems_new ();
  g_autoptr (GenkanYamlDocument) document = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  Reader reader = { folder, problems };
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  self = scenario_new (path);
  document = genkan_yaml_parse (text, length, problems);
  if (genkan_yaml_get_root (document) != NULL)
    read_scenario (&reader, genkan_yaml_get_root (document), self);

  return take_problems (path, problems, error) ? g_steal_pointer (&self) : NULL;
}
