/* genkan-dojo-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking what is there, before and after an import: which Test is ours, and how far it is.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-look.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-mark.h"
#include "genkan-dojo-objects.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-values-private.h"

/* In characters. */
#define MAX_TITLE 255

/* --- which Test ----------------------------------------------------------------------------- */

/* A mark is of one Record, whose title may be another today. */
static gboolean
is_ours (GenkanDojoObject *test,
         const char       *title,
         const char       *tag)
{
  if (tag != NULL && !genkan_dojo_object_has_tag (test, tag))
    return FALSE;

  return genkan_mark_is_valid (tag) || g_str_equal (test->name, title);
}

/* A failed import leaves a Test at 50 %: one that was finished goes before it. */
static GenkanDojoObject *
choose_test (GPtrArray  *tests,
             const char *title,
             const char *tag)
{
  GenkanDojoObject *unfinished = NULL;

  for (guint i = 0; i < tests->len; i++)
    {
      GenkanDojoObject *test = g_ptr_array_index (tests, i);

      if (!is_ours (test, title, tag))
        continue;
      if (genkan_dojo_object_get_int (test, "percent_complete") >= 100)
        return test;
      if (unfinished == NULL)
        unfinished = test;
    }

  return unfinished;
}

static void
genkan_dojo_tests_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *tests = genkan_dojo_list_finish (GENKAN_DOJO (source), result, &error);

  if (tests != NULL)
    g_task_return_pointer (task, tests, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  char *title; /* (owned) */
  char *tag;   /* (owned) (nullable) */
} FindTest;

static void
find_test_free (gpointer data)
{
  FindTest *find = data;

  g_free (find->title);
  g_free (find->tag);
  g_free (find);
}

/**
 * genkan_dojo_find_test_async:
 * @self: a client
 * @engagement_id: in which Engagement
 * @title: its exact title; does not matter if @tag is a mark
 * @tag: (nullable): which it must have
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 */
void
genkan_dojo_find_test_async (GenkanDojo          *self,
                             gint64               engagement_id,
                             const char          *title,
                             const char          *tag,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *engagement = g_strdup_printf ("%" G_GINT64_FORMAT, engagement_id);
  FindTest *find;
  gboolean by_mark;
  GTask *task;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (title != NULL);

  find = g_new0 (FindTest, 1);
  find->title = _genkan_dojo_value_clean_name (title, MAX_TITLE);
  find->tag = g_strdup (tag);
  by_mark = genkan_mark_is_valid (tag);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_find_test_async);
  g_task_set_task_data (task, find, find_test_free);
  genkan_dojo_list_async (self, GENKAN_DOJO_TESTS,
                          (const char *const[]) { "engagement", engagement,
                                                  by_mark ? "tags" : "title",
                                                  by_mark ? find->tag : find->title, NULL },
                          0, cancellable, genkan_dojo_tests_cb, task);
}

/**
 * genkan_dojo_find_test_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_test: (out) (transfer full) (nullable): the finished one with the lowest id; else the
 *   unfinished one with the lowest, whose import is under way or failed; else %NULL
 * @error: return location for a #GenkanDojoError
 *
 * Returns: whether it is known
 */
gboolean
genkan_dojo_find_test_finish (GenkanDojo        *self,
                              GAsyncResult      *result,
                              GenkanDojoObject **ret_test,
                              GError           **error)
{
  g_autoptr (GPtrArray) tests = NULL;
  FindTest *find;
  GenkanDojoObject *test;

  g_return_val_if_fail (GENKAN_IS_DOJO (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (ret_test != NULL, FALSE);

  find = g_task_get_task_data (G_TASK (result));
  tests = g_task_propagate_pointer (G_TASK (result), error);
  if (tests == NULL)
    return FALSE;

  test = choose_test (tests, find->title, find->tag);
  *ret_test = test != NULL ? genkan_dojo_object_ref (test) : NULL;

  return TRUE;
}

/* --- how far ------------------------------------------------------------------------------- */

typedef struct
{
  gint64              test_id;
  GenkanDojoTestState state;
} Look;

/* Takes the error. */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
genkan_dojo_newest_finding_cb (GObject      *source,
                               GAsyncResult *result,
                               gpointer      user_data)
{
  GTask *task = user_data;
  Look *look = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) findings =
    genkan_dojo_list_finish (GENKAN_DOJO (source), result, &error);

  if (findings == NULL)
    {
      fail (task, error);
      return;
    }
  if (findings->len > 0)
    look->state.last_finding = ((GenkanDojoObject *) g_ptr_array_index (findings, 0))->id;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
genkan_dojo_imports_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  Look *look = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) page = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, look->test_id);

  if (error == NULL && (page == NULL || !JSON_NODE_HOLDS_OBJECT (page)))
    error = g_error_new_literal (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_DOJO,
                                 "The answer for the imports of a Test is not a list; check the "
                                 "address");
  if (error != NULL)
    {
      fail (task, error);
      return;
    }

  look->state.n_imports = _genkan_dojo_json_get_int (json_node_get_object (page), "count");
  genkan_dojo_list_async (GENKAN_DOJO (source), GENKAN_DOJO_FINDINGS,
                          (const char *const[]) { "test", id, "o", "-id", NULL }, 1,
                          g_task_get_cancellable (task), genkan_dojo_newest_finding_cb, task);
}

/* An import lists all Findings that it has touched, for which a server takes minutes where they
 * are many. So they are only counted: nothing is listed behind the last one. */
static void
count_imports (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  g_autofree char *query =
    g_strdup_printf ("test=%" G_GINT64_FORMAT "&limit=1&offset=1000000", look->test_id);
  GenkanDojoCall call = { .method = "GET", .path = "test_imports/", .query = query };

  _genkan_dojo_call_async (g_task_get_source_object (task), &call, g_task_get_cancellable (task),
                           genkan_dojo_imports_cb, task);
}

static void
genkan_dojo_test_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Look *look = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GenkanDojoObject) test =
    genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);
  const char *updated;

  if (test == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  updated = genkan_dojo_object_get_string (test, "updated");
  look->state.percent_complete = genkan_dojo_object_get_int (test, "percent_complete");
  look->state.saved = updated != NULL ? g_str_hash (updated) : 0;
  count_imports (task);
}

/**
 * genkan_dojo_look_async:
 * @self: a client
 * @test_id: a Test
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks how far a Test is. Asked before and after an import, it tells whether that went through:
 * then there is one import more.
 */
void
genkan_dojo_look_async (GenkanDojo          *self,
                        gint64               test_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  Look *look;

  g_return_if_fail (GENKAN_IS_DOJO (self));

  look = g_new0 (Look, 1);
  look->test_id = test_id;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_look_async);
  g_task_set_task_data (task, look, g_free);
  genkan_dojo_get_async (self, GENKAN_DOJO_TESTS, test_id, cancellable, genkan_dojo_test_cb, task);
}

/**
 * genkan_dojo_look_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_state: (out): how far it is
 * @error: return location for a #GenkanDojoError
 *
 * Returns: whether it is known
 */
gboolean
genkan_dojo_look_finish (GenkanDojo           *self,
                         GAsyncResult         *result,
                         GenkanDojoTestState  *ret_state,
                         GError              **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (ret_state != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_state = ((Look *) g_task_get_task_data (G_TASK (result)))->state;

  return TRUE;
}
