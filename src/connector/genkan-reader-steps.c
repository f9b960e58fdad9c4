/* genkan-reader-steps.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steps: requests, cases and SELECTs. A key that is none of a step's own and whose value is a
 * SELECT names an output: a sink or a table.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-graphql.h"
#include "genkan-reader.h"

/* What is being read: the step, and where its request's parts stand. */
typedef struct
{
  GenkanStep           *step;
  const GenkanYamlNode *node;
  const GenkanYamlNode *request_node; /* (nullable) get, post, … or graphql */
} StepReader;

static GenkanRequestDefinition *
ensure_request (StepReader           *reader,
                const GenkanYamlNode *node)
{
  if (reader->step->request == NULL)
    reader->step->request = genkan_request_definition_new ();
  if (reader->request_node == NULL)
    reader->request_node = node;

  return reader->step->request;
}

static void
read_for (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  GenkanStep *step = ((StepReader *) target)->step;

  step->for_table = genkan_reader_read_text (self, node);
  if (step->for_table != NULL)
    genkan_reader_note_origin (self, step->for_table, node);
}

static void
read_batch (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((StepReader *) target)->step->batch = genkan_reader_read_number (self, node, 1, 10000);
}

static void
read_url (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target,
          GenkanMethod          method)
{
  GenkanRequestDefinition *request = ensure_request (target, node);

  if (request->method != GENKAN_METHOD_NONE)
    {
      genkan_reader_problem (self, node, "a step has one request: get, post, put or delete");
      return;
    }
  request->method = method;
  request->url = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_URI);
}

static void
read_get (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  read_url (self, node, target, GENKAN_METHOD_GET);
}

static void
read_post (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  read_url (self, node, target, GENKAN_METHOD_POST);
}

static void
read_put (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  read_url (self, node, target, GENKAN_METHOD_PUT);
}

static void
read_delete (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  read_url (self, node, target, GENKAN_METHOD_DELETE);
}

static gboolean
take_body (GenkanReader            *self,
           const GenkanYamlNode    *node,
           GenkanRequestDefinition *request,
           GenkanBodyKind           kind)
{
  if (request->body_kind != GENKAN_BODY_NONE)
    {
      genkan_reader_problem (self, node, "a request has one body: json, form or graphql");
      return FALSE;
    }
  request->body_kind = kind;

  return TRUE;
}

static void
read_json (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanRequestDefinition *request = ensure_request (target, node);

  if (take_body (self, node, request, GENKAN_BODY_JSON))
    request->body = genkan_reader_read_value (self, node);
}

static void
read_form (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanRequestDefinition *request = ensure_request (target, node);

  if (!take_body (self, node, request, GENKAN_BODY_FORM) ||
      !genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, "'form'"))
    return;

  request->body = genkan_reader_read_value (self, node);
  for (guint i = 0; i < node->values->len; i++)
    {
      const GenkanYamlNode *field = node->values->pdata[i];

      if (field->kind == GENKAN_YAML_MAPPING)
        genkan_reader_problem (self, field, "a form field is a text or a list, not a mapping");
    }
}

static void
read_graphql (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  GenkanRequestDefinition *request = ensure_request (target, node);
  g_autoptr (GError) error = NULL;
  gsize offset = 0;

  if (!take_body (self, node, request, GENKAN_BODY_GRAPHQL))
    return;

  request->graphql = genkan_reader_read_text (self, node);
  if (request->graphql == NULL)
    return;

  request->graphql_variables = genkan_graphql_dup_variables (request->graphql, &offset, &error);
  if (error != NULL)
    genkan_reader_problem_at (self, node, offset, "%s", error->message);
  genkan_reader_note_origin (self, request->graphql, node);
}

static void
read_step_headers (GenkanReader         *self,
                   const GenkanYamlNode *node,
                   gpointer              target)
{
  genkan_reader_read_fields (self, node, "'headers'", ensure_request (target, node)->headers);
}

static void
read_idempotent (GenkanReader         *self,
                 const GenkanYamlNode *node,
                 gpointer              target)
{
  ensure_request (target, node)->idempotent = genkan_reader_read_boolean (self, node);
}

static void
read_with (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanStep *step = ((StepReader *) target)->step;

  genkan_reader_read_templates (self, node, "'with'", step->with);
  for (guint i = 0; node->kind == GENKAN_YAML_MAPPING && i < node->keys->len; i++)
    genkan_reader_check_name (self, node->keys->pdata[i], "a variable");
}

/* One member's name of a path: `.name` or `."name"`. Returns what follows, or NULL. */
static const char *
read_member_name (const char    *at,
                  GStrvBuilder  *names)
{
  g_autofree char *name = NULL;
  const char *start = at + 1;
  gsize length;

  if (*at != '.')
    return NULL;

  if (*start == '"')
    {
      length = strcspn (start + 1, "\"");
      if (length == 0 || start[length + 1] != '"')
        return NULL;
      name = g_strndup (start + 1, length);
      at = start + length + 2;
    }
  else
    {
      length = strcspn (start, ".[]*#?\"' ");
      if (length == 0)
        return NULL;
      name = g_strndup (start, length);
      at = start + length;
    }
  g_strv_builder_add (names, name);

  return at;
}

static void
read_items (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  GenkanStep *step = ((StepReader *) target)->step;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *path = genkan_reader_read_text (self, node);
  const char *at = path;

  if (path == NULL)
    return;

  step->items_optional = g_str_has_suffix (path, "?");
  if (step->items_optional)
    path[strlen (path) - 1] = '\0';

  at = *at == '$' ? at + 1 : NULL;
  while (at != NULL && *at != '\0')
    at = read_member_name (at, names);

  if (at == NULL)
    genkan_reader_problem (self, node, "items is $ or a path of member names such as "
                           "$.data.sites: not '%s'", node->text);
  step->items = g_strv_builder_end (names);
}

static void
read_decode (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  genkan_reader_read_decode (self, node, ((StepReader *) target)->step);
}

static void
read_deadline (GenkanReader         *self,
               const GenkanYamlNode *node,
               gpointer              target)
{
  ((StepReader *) target)->step->deadline = genkan_reader_read_duration (self, node);
}

static void
read_cases (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_SEQUENCE, "'cases'"))
    return;

  for (guint i = 0; i < node->values->len; i++)
    genkan_reader_read_case (self, node->values->pdata[i], ((StepReader *) target)->step);
}

static GenkanOutputKind
kind_of_name (const char *name)
{
  if (g_str_equal (name, "records"))
    return GENKAN_OUTPUT_RECORDS;
  if (g_str_equal (name, "findings"))
    return GENKAN_OUTPUT_FINDINGS;
  if (g_str_equal (name, "remember"))
    return GENKAN_OUTPUT_REMEMBER;
  if (g_str_equal (name, "next"))
    return GENKAN_OUTPUT_NEXT;
  if (g_str_equal (name, "total"))
    return GENKAN_OUTPUT_TOTAL;

  return GENKAN_OUTPUT_TABLE;
}

/* A SELECT of that name. */
GenkanOutput *
genkan_reader_read_output (GenkanReader         *self,
                           const char           *name,
                           const GenkanYamlNode *node)
{
  GenkanOutput *output = genkan_output_new ();

  output->index = self->definition->n_statements++;
  output->name = g_strdup (name);
  output->kind = kind_of_name (name);
  output->sql = genkan_reader_read_sql (self, node);
  genkan_reader_note_origin (self, output, node);

  return output;
}

static void
read_next (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  ((StepReader *) target)->step->next = genkan_reader_read_output (self, "next", node);
}

static gboolean
looks_like_sql (const GenkanYamlNode *node)
{
  const char *text = node->kind == GENKAN_YAML_SCALAR ? node->text : "";

  while (g_ascii_isspace (*text))
    text++;

  return g_ascii_strncasecmp (text, "select", 6) == 0 ||
         g_ascii_strncasecmp (text, "with", 4) == 0 ||
         g_ascii_strncasecmp (text, "values", 6) == 0;
}

/* Any key of a step that is none of its own: the name of a sink or table. */
static gboolean
read_other (GenkanReader         *self,
            const GenkanYamlNode *key,
            const GenkanYamlNode *value,
            gpointer              target)
{
  static const char *const taken[] = { "item", "record", NULL };
  GenkanStep *step = ((StepReader *) target)->step;
  GenkanOutput *output;

  if (kind_of_name (key->text) == GENKAN_OUTPUT_TABLE && !looks_like_sql (value))
    return FALSE;

  if (!genkan_reader_check_name (self, key, "a table"))
    return TRUE;
  if (g_strv_contains (taken, key->text))
    {
      genkan_reader_problem (self, key, "a table cannot be called '%s'", key->text);
      return TRUE;
    }

  output = genkan_reader_read_output (self, key->text, value);
  genkan_reader_note_origin (self, output->name, key);
  g_ptr_array_add (step->outputs, output);

  return TRUE;
}

static void
check_request (GenkanReader *self,
               StepReader   *reader)
{
  GenkanRequestDefinition *request = reader->step->request;
  const GenkanYamlNode *node = reader->node;

  if (request->method == GENKAN_METHOD_NONE && request->body_kind == GENKAN_BODY_GRAPHQL)
    {
      request->method = GENKAN_METHOD_POST;
      request->url = genkan_template_new_kind (GENKAN_TEMPLATE_URI);
    }

  if (request->method == GENKAN_METHOD_NONE)
    genkan_reader_problem (self, reader->request_node,
                           "the step has no request: get, post, put or delete is missing");
  else if (request->method == GENKAN_METHOD_GET && request->body_kind != GENKAN_BODY_NONE)
    genkan_reader_problem (self, reader->request_node, "a GET has no body: use post or put");

  if (genkan_yaml_find (node, "idempotent") == NULL)
    request->idempotent = request->method != GENKAN_METHOD_POST ||
                          (request->graphql != NULL &&
                           genkan_graphql_only_reads (request->graphql));
}

/* Keys that mean nothing in a step that asks nobody. */
static void
check_no_request (GenkanReader *self,
                  StepReader   *reader)
{
  static const char *const keys[] = { "items", "next", "cases", "with", "batch", "deadline",
                                      "decode", "cleanup" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const GenkanYamlNode *value = genkan_yaml_find (reader->node, keys[i]);

      if (value != NULL)
        genkan_reader_problem (self, value, "'%s' needs a request: get, post, put, delete or "
                               "graphql", keys[i]);
    }
}

static void
finish_step (GenkanReader *self,
             StepReader   *reader,
             const char   *name)
{
  GenkanStep *step = reader->step;

  if (step->request != NULL)
    {
      check_request (self, reader);
      if (self->file_cases != NULL)
        read_cases (self, self->file_cases, reader);
    }
  else
    check_no_request (self, reader);

  genkan_reader_check_decode (self, genkan_yaml_find (reader->node, "decode"), step);
  if (step->batch > 0 && step->for_table == NULL)
    genkan_reader_problem (self, genkan_yaml_find (reader->node, "batch"),
                           "'batch' needs 'for': it takes rows together");
  if (step->outputs->len == 0 && !g_str_equal (name, "check"))
    genkan_reader_problem (self, reader->node, "the step %s makes nothing: it has no SELECT", name);
}

static GenkanStep *
read_request_only (GenkanReader         *self,
                   const GenkanYamlNode *node,
                   const char           *name,
                   const GenkanKey      *keys,
                   gsize                 n_keys)
{
  StepReader reader = { genkan_step_new (), node };
  g_autofree char *what = g_strdup_printf ("'%s'", name);

  reader.step->name = g_strdup (name);
  reader.step->variables = g_new0 (char *, 1);
  genkan_reader_note_origin (self, reader.step, node);
  genkan_reader_read_mapping (self, node, what, keys, n_keys, NULL, &reader);
  if (node->kind != GENKAN_YAML_MAPPING)
    return reader.step;

  ensure_request (&reader, node);
  check_request (self, &reader);
  /* To log in twice does no harm, to log out neither, and what is cleaned up is clean. */
  reader.step->request->idempotent = TRUE;

  return reader.step;
}

static void
read_cleanup (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  static const GenkanKey keys[] = {
    { "get", read_get },
    { "post", read_post },
    { "put", read_put },
    { "delete", read_delete },
    { "json", read_json },
    { "form", read_form },
    { "graphql", read_graphql },
    { "headers", read_step_headers },
  };
  StepReader *reader = target;
  g_autofree char *name = g_strconcat (reader->step->name, ".cleanup", NULL);

  reader->step->cleanup = read_request_only (self, node, name, keys, G_N_ELEMENTS (keys));
}

static void
read_step (GenkanReader         *self,
           const GenkanYamlNode *name,
           const GenkanYamlNode *node)
{
  static const GenkanKey keys[] = {
    { "for", read_for },
    { "batch", read_batch },
    { "get", read_get },
    { "post", read_post },
    { "put", read_put },
    { "delete", read_delete },
    { "json", read_json },
    { "form", read_form },
    { "graphql", read_graphql },
    { "headers", read_step_headers },
    { "idempotent", read_idempotent },
    { "with", read_with },
    { "items", read_items },
    { "next", read_next },
    { "deadline", read_deadline },
    { "cases", read_cases },
    { "decode", read_decode },
    { "cleanup", read_cleanup },
    { "records", NULL },
    { "findings", NULL },
    { "remember", NULL },
  };
  StepReader reader = { genkan_step_new (), node };

  genkan_reader_check_name (self, name, "a step");
  reader.step->name = g_strdup (name->text);
  g_ptr_array_add (self->definition->steps, reader.step);
  genkan_reader_note_origin (self, reader.step, name);
  /* The sinks are in the table for its suggestions; they are read like tables. */
  genkan_reader_read_mapping (self, node, "a step", keys, G_N_ELEMENTS (keys), read_other, &reader);
  if (node->kind != GENKAN_YAML_MAPPING)
    return;

  finish_step (self, &reader, name->text);
}

static void
read_session (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  g_ptr_array_add (((StepReader *) target)->step->outputs,
                   genkan_reader_read_output (self, "session", node));
}

static void
read_prepare (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  ((StepReader *) target)->step->prepare = genkan_reader_read_output (self, "prepare", node);
}

/* A request whose SELECT makes the variables of a session; its `auth` is read elsewhere. */
GenkanStep *
genkan_reader_read_login (GenkanReader         *self,
                          const GenkanYamlNode *node)
{
  static const GenkanKey keys[] = {
    { "get", read_get },
    { "post", read_post },
    { "put", read_put },
    { "json", read_json },
    { "form", read_form },
    { "graphql", read_graphql },
    { "headers", read_step_headers },
    { "auth", NULL },
    { "prepare", read_prepare },
    { "session", read_session, TRUE },
  };

  return read_request_only (self, node, "login", keys, G_N_ELEMENTS (keys));
}

GenkanStep *
genkan_reader_read_logout (GenkanReader         *self,
                           const GenkanYamlNode *node)
{
  static const GenkanKey keys[] = {
    { "get", read_get },
    { "post", read_post },
    { "put", read_put },
    { "delete", read_delete },
    { "json", read_json },
    { "form", read_form },
    { "headers", read_step_headers },
  };

  return read_request_only (self, node, "logout", keys, G_N_ELEMENTS (keys));
}

void
genkan_reader_read_steps (GenkanReader         *self,
                          const GenkanYamlNode *node,
                          gpointer              target)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, "'steps'"))
    return;

  for (guint i = 0; i < node->keys->len; i++)
    read_step (self, node->keys->pdata[i], node->values->pdata[i]);
}
