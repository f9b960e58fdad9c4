/* test-connector-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connector-set.h"

#include <glib/gstdio.h>

#define OWN(id, name)                                                              \
  "format: 1\nid: " id "\nname: " name "\nvendor: Me\nconnect: { base: https://example.com }\n" \
  "steps:\n  s: { get: /x, items: $, records: \"SELECT j ->> 'id' AS id, 'a' AS name FROM item\" }\n"

typedef struct
{
  char               *path;
  GFile              *folder;
  GenkanConnectorSet *set;
} Fixture;

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_file (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->path, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->path = g_dir_make_tmp ("genkan-XXXXXX", NULL);
  fixture->folder = g_file_new_for_path (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (fixture->set != NULL)
    g_assert_finalize_object (fixture->set);

  folder = g_dir_open (fixture->path, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    remove_file (fixture, name);
  g_rmdir (fixture->path);
  g_object_unref (fixture->folder);
  g_free (fixture->path);
}

/* Goes on until the connector with that id has that name; NULL is none. */
static void
wait_for (Fixture    *fixture,
          const char *id,
          const char *name)
{
  for (;;)
    {
      GenkanConnector *connector = genkan_connector_set_lookup (fixture->set, id);

      if (g_strcmp0 (connector != NULL ? genkan_connector_get_name (connector) : NULL, name) == 0)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_builtin (Fixture       *fixture,
              gconstpointer  user_data)
{
  GListModel *model;

  fixture->set = genkan_connector_set_new (NULL);
  model = G_LIST_MODEL (fixture->set);
  g_assert_cmpuint (g_list_model_get_n_items (model), >=, 2);
  g_assert_true (g_list_model_get_item_type (model) == GENKAN_TYPE_CONNECTOR);
  g_assert_null (g_list_model_get_item (model, 1000));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GenkanConnector) connector = g_list_model_get_item (model, i);
      GPtrArray *problems = genkan_connector_get_problems (connector);
      const GenkanDefinition *definition = genkan_connector_get_definition (connector);

      for (guint j = 0; j < problems->len; j++)
        {
          const GenkanProblem *problem = problems->pdata[j];

          g_test_fail_printf ("%s:%u:%u: %s", genkan_connector_get_file_name (connector),
                              problem->line, problem->column, problem->message);
        }
      g_assert_nonnull (genkan_connector_get_vendor (connector));
      g_assert_nonnull (definition->record_means);
      g_assert_nonnull (definition->documentation);
      g_assert_nonnull (definition->key_steps);
      g_assert_nonnull (definition->key_permissions);
    }
}

static void
test_order (Fixture       *fixture,
            gconstpointer  user_data)
{
  GListModel *model;

  write_file (fixture, "z.yaml", OWN ("z", "aaa first"));
  write_file (fixture, "a.yaml", OWN ("a", "Zzz last"));
  fixture->set = genkan_connector_set_new (fixture->folder);
  model = G_LIST_MODEL (fixture->set);

  g_autoptr (GenkanConnector) first = g_list_model_get_item (model, 0);
  g_autoptr (GenkanConnector) last = g_list_model_get_item (model, g_list_model_get_n_items (model) - 1);

  g_assert_cmpstr (genkan_connector_get_id (first), ==, "z");
  g_assert_cmpstr (genkan_connector_get_id (last), ==, "a");
}

static void
test_own_wins (Fixture       *fixture,
               gconstpointer  user_data)
{
  guint n;

  fixture->set = genkan_connector_set_new (fixture->folder);
  n = g_list_model_get_n_items (G_LIST_MODEL (fixture->set));

  write_file (fixture, "mine.yaml", OWN ("sonarqube", "My SonarQube"));
  wait_for (fixture, "sonarqube", "My SonarQube");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->set)), ==, n);

  remove_file (fixture, "mine.yaml");
  wait_for (fixture, "sonarqube", "SonarQube Server and Cloud");
}

static void
test_reload (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GenkanConnector) untouched = NULL;

  write_file (fixture, "other.yaml", OWN ("other", "Other"));
  write_file (fixture, "not-a-connector.txt", "nothing");
  write_file (fixture, ".hidden.yaml", OWN ("hidden", "Hidden"));
  fixture->set = genkan_connector_set_new (fixture->folder);
  untouched = g_object_ref (genkan_connector_set_lookup (fixture->set, "other"));
  g_assert_null (genkan_connector_set_lookup (fixture->set, "hidden"));

  write_file (fixture, "tool.yaml", OWN ("tool", "Tool"));
  wait_for (fixture, "tool", "Tool");
  g_assert_true (genkan_connector_is_valid (genkan_connector_set_lookup (fixture->set, "tool")));
  g_assert_true (genkan_connector_set_lookup (fixture->set, "other") == untouched);

  write_file (fixture, "tool.yaml", OWN ("tool", "Tool 2") "  t: nothing\n");
  wait_for (fixture, "tool", "Tool 2");
  g_assert_false (genkan_connector_is_valid (genkan_connector_set_lookup (fixture->set, "tool")));

  remove_file (fixture, "tool.yaml");
  wait_for (fixture, "tool", NULL);
}

/* A file that is no connector at all is shown under its own name. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  user_data)
{
  GenkanConnector *connector;

  write_file (fixture, "my-tool.yaml", "[");
  fixture->set = genkan_connector_set_new (fixture->folder);
  connector = genkan_connector_set_lookup (fixture->set, "my-tool");
  g_assert_nonnull (connector);
  g_assert_false (genkan_connector_is_valid (connector));
  g_assert_cmpstr (genkan_connector_get_name (connector), ==, "my-tool");
}

static void
test_folder_comes_later (Fixture       *fixture,
                         gconstpointer  user_data)
{
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  fixture->set = genkan_connector_set_new (fixture->folder);
  g_assert_nonnull (genkan_connector_set_lookup (fixture->set, "burp-dast"));

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  write_file (fixture, "tool.yaml", OWN ("tool", "Tool"));
  wait_for (fixture, "tool", "Tool");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/connector-set/builtin", test_builtin);
  ADD ("/connector-set/order", test_order);
  ADD ("/connector-set/own-wins", test_own_wins);
  ADD ("/connector-set/reload", test_reload);
  ADD ("/connector-set/broken", test_broken);
  ADD ("/connector-set/folder-comes-later", test_folder_comes_later);
#undef ADD

  return g_test_run ();
}
