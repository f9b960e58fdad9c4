/* genkan-demo-tool.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one endpoint that matters here, POST /graphql/v1, as the vendor documents it: the raw API
 * key in `Authorization`, and a site tree of folders and sites. The key is random and lives as
 * long as the object, so that a demo shows what a wrong key does, too.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-demo-graphql.h"
#include "genkan-demo-issues.h"
#include "genkan-demo-tool.h"
#include "genkan-loopback-server.h"

#define GRAPHQL_PATH "/graphql/v1"

typedef struct
{
  const char *id;
  const char *parent_id;
  char       *name;      /* (owned) */
  const char *start_url;
  gboolean    removed;
} GenkanDemoSite;

/* A small company. Ids are what the tool gave them; nothing refers to their order. */
static const GenkanDemoSite first_sites[] = {
  { "11", "1", (char *) "Web Shop", "https://shop.example.com/" },
  { "12", "1", (char *) "Company Blog", "https://blog.example.com/" },
  { "13", "1", (char *) "Careers", "https://careers.example.com/" },
  { "14", "2", (char *) "Customer Portal", "https://portal.example.com/" },
  { "15", "2", (char *) "Payments API", "https://api.example.com/payments/" },
};

static const struct
{
  const char *id;
  const char *name;
} folders[] = {
  { "1", "Public Websites" },
  { "2", "Customer Services" },
};

struct _GenkanDemoTool
{
  GObject parent_instance;

  GenkanLoopbackServer *server; /* (owned) */
  char                 *key;    /* (owned) */

  GMutex                mutex;  /* guards the sites */
  GenkanDemoSite        sites[G_N_ELEMENTS (first_sites)];
};

G_DEFINE_FINAL_TYPE (GenkanDemoTool, genkan_demo_tool, G_TYPE_OBJECT)

static void
genkan_demo_tool_dispose (GObject *object)
{
  GenkanDemoTool *self = GENKAN_DEMO_TOOL (object);

  /* Waits for the server's thread: after this nobody reads the sites. */
  g_clear_object (&self->server);

  G_OBJECT_CLASS (genkan_demo_tool_parent_class)->dispose (object);
}

static void
genkan_demo_tool_finalize (GObject *object)
{
  GenkanDemoTool *self = GENKAN_DEMO_TOOL (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->sites); i++)
    g_free (self->sites[i].name);
  g_free (self->key);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (genkan_demo_tool_parent_class)->finalize (object);
}

static void
genkan_demo_tool_class_init (GenkanDemoToolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_demo_tool_dispose;
  object_class->finalize = genkan_demo_tool_finalize;
}

static void
genkan_demo_tool_init (GenkanDemoTool *self)
{
  g_mutex_init (&self->mutex);
  self->key = g_uuid_string_random ();
  for (gsize i = 0; i < G_N_ELEMENTS (self->sites); i++)
    {
      self->sites[i] = first_sites[i];
      self->sites[i].name = g_strdup (first_sites[i].name);
    }
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_site (JsonBuilder          *builder,
          const GenkanDemoSite *site)
{
  json_builder_begin_object (builder);
  add_text (builder, "id", site->id);
  add_text (builder, "name", site->name);
  add_text (builder, "parent_id", site->parent_id);
  json_builder_set_member_name (builder, "ephemeral");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_set_member_name (builder, "scope_v2");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "start_urls");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, site->start_url);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_folders (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "folders");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "id", folders[i].id);
      add_text (builder, "name", folders[i].name);
      add_text (builder, "parent_id", "0");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static const char *
get_text (JsonObject *variables,
          const char *name)
{
  return json_object_get_string_member_with_default (variables, name, NULL);
}

/* All that can be asked for, with the arguments that depend on the query's variables. */
static JsonNode *
build_data (GenkanDemoTool *self,
            JsonObject     *variables)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "site_tree");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sites");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sites); i++)
    if (!self->sites[i].removed)
      add_site (builder, &self->sites[i]);
  json_builder_end_array (builder);
  add_folders (builder);
  json_builder_end_object (builder);
  genkan_demo_issues_add_scans (builder, get_text (variables, "record_id"));
  genkan_demo_issues_add_scan (builder, get_text (variables, "scan_id"),
                               json_object_get_int_member_with_default (variables, "start", 0),
                               json_object_get_int_member_with_default (variables, "count", 0));
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Returns: (transfer full): `{"data": …}`, or `{"errors": [{"message": …}]}` */
static char *
build_answer (JsonNode   *data,
              const char *problem)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (data != NULL)
    {
      json_builder_set_member_name (builder, "data");
      json_builder_add_value (builder, json_node_copy (data));
    }
  else
    {
      json_builder_set_member_name (builder, "errors");
      json_builder_begin_array (builder);
      json_builder_begin_object (builder);
      add_text (builder, "message", problem);
      json_builder_end_object (builder);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* Returns: (transfer full) (nullable): the text of the query in the body of a request */
static char *
read_query (GBytes      *body,
            JsonObject **ret_variables)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  JsonObject *object;
  JsonNode *query;
  JsonNode *variables;

  if (text == NULL || !json_parser_load_from_data (parser, text, length, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;

  object = json_node_get_object (json_parser_get_root (parser));
  query = json_object_get_member (object, "query");
  if (query == NULL || json_node_get_value_type (query) != G_TYPE_STRING)
    return NULL;

  variables = json_object_get_member (object, "variables");
  *ret_variables = variables != NULL && JSON_NODE_HOLDS_OBJECT (variables)
                     ? json_node_dup_object (variables) : json_object_new ();

  return json_node_dup_string (query);
}

static void
respond (GenkanLoopbackExchange *exchange,
         guint                   status,
         JsonNode               *data,
         const char             *problem)
{
  g_autofree char *answer = build_answer (data, problem);

  genkan_loopback_exchange_respond (exchange, status, "application/json", answer, -1);
}

static void
answer_query (GenkanDemoTool         *self,
              GenkanLoopbackExchange *exchange)
{
  g_autoptr (JsonObject) variables = NULL;
  g_autofree char *query = read_query (genkan_loopback_exchange_get_body (exchange), &variables);
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (JsonNode) data = NULL;
  g_autofree char *problem = NULL;

  if (query == NULL)
    {
      respond (exchange, 400, NULL, "The request has no query");
      return;
    }

  all = build_data (self, variables);
  data = genkan_demo_graphql_select (all, query, &problem);
  respond (exchange, 200, data, problem);
}

static void
genkan_demo_tool_request_cb (GenkanLoopbackExchange *exchange,
                             gpointer                user_data)
{
  GenkanDemoTool *self = user_data;

  if (!g_str_equal (genkan_loopback_exchange_get_path (exchange), GRAPHQL_PATH))
    respond (exchange, 404, NULL, "There is only " GRAPHQL_PATH " here");
  else if (!g_str_equal (genkan_loopback_exchange_get_method (exchange), "POST"))
    respond (exchange, 405, NULL, "Queries are sent with POST");
  else if (g_strcmp0 (genkan_loopback_exchange_get_header (exchange, "Authorization"), self->key) != 0)
    respond (exchange, 401, NULL, "The API key is not known");
  else
    answer_query (self, exchange);
}

GenkanDemoTool *
genkan_demo_tool_new (GError **error)
{
  g_autoptr (GenkanDemoTool) self = g_object_new (GENKAN_TYPE_DEMO_TOOL, NULL);

  self->server = genkan_loopback_server_new (NULL, genkan_demo_tool_request_cb, self, NULL, error);

  return self->server != NULL ? g_steal_pointer (&self) : NULL;
}

const char *
genkan_demo_tool_get_url (GenkanDemoTool *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), NULL);

  return genkan_loopback_server_get_url (self->server);
}

const char *
genkan_demo_tool_get_key (GenkanDemoTool *self)
{
  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), NULL);

  return self->key;
}

/* Called with the mutex held. */
static GenkanDemoSite *
find_site (GenkanDemoTool *self,
           const char     *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->sites); i++)
    if (g_str_equal (self->sites[i].id, id))
      return &self->sites[i];

  return NULL;
}

/* Returns: (transfer full): all of them, also those that are removed */
char **
genkan_demo_tool_list_site_ids (GenkanDemoTool *self)
{
  char **ids;

  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), NULL);

  ids = g_new0 (char *, G_N_ELEMENTS (self->sites) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sites); i++)
    ids[i] = g_strdup (self->sites[i].id);

  return ids;
}

char *
genkan_demo_tool_dup_site_name (GenkanDemoTool *self,
                                const char     *id)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GenkanDemoSite *site;

  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  site = find_site (self, id);

  return site != NULL ? g_strdup (site->name) : NULL;
}

gboolean
genkan_demo_tool_is_removed (GenkanDemoTool *self,
                             const char     *id)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GenkanDemoSite *site;

  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  site = find_site (self, id);

  return site != NULL && site->removed;
}

/* Returns: whether there was anything to change */
gboolean
genkan_demo_tool_rename (GenkanDemoTool *self,
                         const char     *id,
                         const char     *name)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GenkanDemoSite *site;

  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  site = find_site (self, id);
  if (site == NULL || g_str_equal (site->name, name))
    return FALSE;

  g_free (site->name);
  site->name = g_strdup (name);

  return TRUE;
}

/* Returns: whether there was anything to change */
gboolean
genkan_demo_tool_set_removed (GenkanDemoTool *self,
                              const char     *id,
                              gboolean        removed)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GenkanDemoSite *site;

  g_return_val_if_fail (GENKAN_IS_DEMO_TOOL (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  site = find_site (self, id);
  if (site == NULL || site->removed == removed)
    return FALSE;

  site->removed = removed;

  return TRUE;
}
