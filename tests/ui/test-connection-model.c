/* test-connection-model.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connection-model.h"
#include "genkan-store-connections.h"
#include "ui-test-utils.h"

static guint
count (GenkanConnectionModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static char *
dup_label (GenkanConnectionItem *item)
{
  char *label;

  g_object_get (item, "label", &label, NULL);

  return label;
}

static void
test_new_destroy (Profile       *profile,
                  gconstpointer  unused)
{
  GenkanConnectionModel *model = genkan_connection_model_new (profile->workspace);

  g_assert_cmpuint (count (model), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == GENKAN_TYPE_CONNECTION_ITEM);
  g_assert_finalize_object (model);
}

static void
test_follow (Profile       *profile,
             gconstpointer  unused)
{
  g_autoptr (GenkanConnectionModel) model = genkan_connection_model_new (profile->workspace);
  gint64 id = profile_add_connection (profile, "Burp");
  GenkanConnectionItem *item;
  g_autofree char *tool = NULL;

  wait_for (count (model) == 1);
  item = genkan_connection_model_lookup (model, id);
  g_object_get (item, "tool", &tool, NULL);
  g_assert_cmpstr (tool, ==, "Burp Suite DAST");
  g_assert_cmpint (genkan_connection_item_get_health (item), ==, GENKAN_HEALTH_FRESH);

  profile_add_connection (profile, "Another");
  wait_for (count (model) == 2);

  /* The same object, so that rows and focus stay. */
  g_assert_true (genkan_connection_model_lookup (model, id) == item);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  genkan_store_save_connection_finish (GENKAN_STORE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_rename (Profile       *profile,
             gconstpointer  unused)
{
  g_autoptr (GenkanConnectionModel) model = genkan_connection_model_new (profile->workspace);
  gint64 id = profile_add_connection (profile, "Before");
  g_autoptr (GenkanConnection) copy = NULL;
  g_autofree char *label = NULL;

  wait_for (count (model) == 1);
  copy = genkan_connection_copy (genkan_connection_item_get_connection (genkan_connection_model_lookup (model, id)));
  genkan_connection_set_label (copy, "After");
  genkan_store_save_connection_async (genkan_workspace_get_store (profile->workspace), copy, NULL,
                                      changed_cb, NULL);

  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (label);
      label = dup_label (genkan_connection_model_lookup (model, id));
    }
  while (!g_str_equal (label, "After"));

  g_assert_cmpuint (count (model), ==, 1);
}

static void
test_hide (Profile       *profile,
           gconstpointer  unused)
{
  g_autoptr (GenkanConnectionModel) model = genkan_connection_model_new (profile->workspace);
  gint64 id = profile_add_connection (profile, "Burp");

  wait_for (count (model) == 1);
  genkan_connection_model_set_hidden (model, id, TRUE);
  g_assert_cmpuint (count (model), ==, 0);
  g_assert_null (genkan_connection_model_lookup (model, id));

  genkan_connection_model_set_hidden (model, id, FALSE);
  g_assert_cmpuint (count (model), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/connection-model/new-destroy", Profile, NULL,
              profile_set_up, test_new_destroy, profile_tear_down);
  g_test_add ("/connection-model/follow", Profile, NULL,
              profile_set_up, test_follow, profile_tear_down);
  g_test_add ("/connection-model/rename", Profile, NULL,
              profile_set_up, test_rename, profile_tear_down);
  g_test_add ("/connection-model/hide", Profile, NULL,
              profile_set_up, test_hide, profile_tear_down);

  return g_test_run ();
}
