/* catalog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "catalog.h"

#include <json-glib/json-glib.h>

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_relation (JsonBuilder *builder,
              const char  *system)
{
  g_autofree char *ref = g_strdup_printf ("system:default/%s", system);

  json_builder_begin_object (builder);
  add_text (builder, "type", "partOf");
  add_text (builder, "targetRef", ref);
  json_builder_end_object (builder);
}

static void
add_component (JsonBuilder     *builder,
               const Component *component,
               gsize            number)
{
  g_autofree char *id = g_strdup_printf ("c%" G_GSIZE_FORMAT, number);

  json_builder_begin_object (builder);
  add_text (builder, "kind", "Component");
  json_builder_set_member_name (builder, "metadata");
  json_builder_begin_object (builder);
  add_text (builder, "uid", id);
  add_text (builder, "name", component->name);
  if (component->about != NULL)
    add_text (builder, "description", component->about);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "relations");
  json_builder_begin_array (builder);
  if (component->system != NULL)
    add_relation (builder, component->system);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* All on one page. Systems have no title: a component's system goes by its name. */
static char *
dup_answer (Catalog  *self,
            gboolean  systems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (gsize i = 0; !systems && i < CATALOG_SIZE; i++)
    if (self->components[i].name != NULL)
      add_component (builder, &self->components[i], i);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "pageInfo");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static void
handle_cb (GenkanLoopbackExchange *exchange,
           gpointer                user_data)
{
  Catalog *self = user_data;
  const char *filter = genkan_loopback_exchange_get_query (exchange, "filter");
  gboolean systems = g_strcmp0 (filter, "kind=system") == 0;
  g_autofree char *answer = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->fails && !systems)
    {
      genkan_loopback_exchange_respond (exchange, 403, "application/json",
                                        "{\"error\":{\"message\":\"Not allowed\"}}", -1);
      return;
    }

  answer = dup_answer (self, systems);
  genkan_loopback_exchange_respond (exchange, 200, "application/json", answer, -1);
}

void
catalog_open (Catalog *self)
{
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->server = genkan_loopback_server_new (NULL, handle_cb, self, NULL, &error);
  g_assert_no_error (error);
}

void
catalog_close (Catalog *self)
{
  g_clear_object (&self->server);
  g_mutex_clear (&self->mutex);
}

void
catalog_set (Catalog         *self,
             const Component *components,
             gsize            n_components)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (n_components, <=, CATALOG_SIZE);
  for (gsize i = 0; i < CATALOG_SIZE; i++)
    self->components[i] = i < n_components ? components[i] : (Component) { NULL };
}

void
catalog_fail (Catalog  *self,
              gboolean  fails)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->fails = fails;
}
