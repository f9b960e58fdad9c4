/* genkan-dojo-settle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has become of an import whose answer was lost, in this run of the program or in one that
 * was killed. The server goes on with it for as long as it takes, and says so nowhere: a Test of a
 * first import is at 50 % until the import ends well, and one that is imported into again stays at
 * 100 %. Sent once more meanwhile, all Findings would be there twice.
 *
 * So the Test is looked at until one of three things is seen: an import has ended since; or, when
 * nothing is in doubt, it is finished; or it has been still for a while. Imports create Findings
 * one by one, which shows. One that has failed half-way is still too, for ever: then the next one
 * finds what it left, and completes it.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-settle-private.h"

#include "genkan-dojo-private.h"

#include <string.h>

/* How often it is looked at within the time in which it has to be still, and has to be the same:
 * a machine that was asleep meanwhile has seen nothing. */
#define LOOKS 10

typedef struct
{
  gint64             engagement_id;
  char              *title;       /* (owned) (nullable) */
  char              *tag;         /* (owned) (nullable) */
  gboolean           in_doubt;
  gint64             n_imports; /* or GENKAN_DOJO_NO_IMPORT */
  gboolean           was_missing; /* there was no Test */
  GenkanDojoSettled  settled;     /* as it was seen last */
  gint64             begun;       /* monotonic time */
  gboolean           was_seen;
  guint              n_same;      /* looks that saw what the one before saw */
} Settle;

static void look (GTask *task);

static void
settle_free (gpointer data)
{
  Settle *settle = data;

  g_free (settle->title);
  g_free (settle->tag);
  g_free (settle);
}

/* Takes the error. */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static GError *
make_busy (gint64 test_id)
{
  return g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_BUSY,
                      "The Test %" G_GINT64_FORMAT " in DefectDojo is still being imported into; "
                      "what has changed is delivered when that has ended", test_id);
}

static gboolean
genkan_dojo_look_again_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    look (task);

  return G_SOURCE_REMOVE;
}

static void
wait_and_look (GTask *task)
{
  GenkanDojo *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) source =
    g_timeout_source_new ((guint) (self->settle_time / LOOKS / 1000) + 1);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, genkan_dojo_look_again_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

/* Servers can be told not to keep a history of imports; that a new Test is finished says enough. */
static gboolean
is_through (const Settle            *settle,
            const GenkanDojoSettled *seen)
{
  return settle->n_imports != GENKAN_DOJO_NO_IMPORT && seen->test_id > 0
         && seen->state.percent_complete >= 100
         && (settle->was_missing || seen->state.n_imports > settle->n_imports);
}

static gboolean
is_known (const Settle            *settle,
          const GenkanDojoSettled *seen)
{
  return !settle->in_doubt && (seen->test_id == 0 || seen->state.percent_complete >= 100);
}

static gboolean
is_same (const GenkanDojoSettled *one,
         const GenkanDojoSettled *other)
{
  return one->test_id == other->test_id
         && one->state.percent_complete == other->state.percent_complete
         && one->state.n_imports == other->state.n_imports
         && one->state.last_finding == other->state.last_finding
         && one->state.saved == other->state.saved;
}

/* Takes what was seen now. */
static void
judge (GTask                   *task,
       const GenkanDojoSettled *seen)
{
  GenkanDojo *self = g_task_get_source_object (task);
  Settle *settle = g_task_get_task_data (task);
  gint64 now = g_get_monotonic_time ();

  settle->n_same = settle->was_seen && is_same (&settle->settled, seen) ? settle->n_same + 1 : 0;
  settle->was_seen = TRUE;
  settle->settled = *seen;
  settle->settled.is_through = is_through (settle, seen);

  if (settle->settled.is_through || is_known (settle, seen)
      || settle->n_same >= LOOKS)
    succeed (task);
  else if (now - settle->begun >= MAX (self->scan_timeout, 2 * self->settle_time))
    fail (task, make_busy (seen->test_id));
  else
    wait_and_look (task);
}

static void
genkan_dojo_settle_looked_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  GTask *task = user_data;
  Settle *settle = g_task_get_task_data (task);
  GenkanDojoSettled seen = { .test_id = settle->settled.test_id };
  GError *error = NULL;

  if (!genkan_dojo_look_finish (GENKAN_DOJO (source), result, &seen.state, &error))
    fail (task, error);
  else
    judge (task, &seen);
}

static void
genkan_dojo_settle_found_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  GTask *task = user_data;
  Settle *settle = g_task_get_task_data (task);
  g_autoptr (GenkanDojoObject) test = NULL;
  GenkanDojoSettled nothing = { 0 };
  GError *error = NULL;

  if (!genkan_dojo_find_test_finish (GENKAN_DOJO (source), result, &test, &error))
    fail (task, error);
  else if (test == NULL)
    judge (task, &nothing);
  else
    {
      settle->settled.test_id = test->id;
      settle->was_seen = FALSE;
      look (task);
    }
}

static void
look (GTask *task)
{
  Settle *settle = g_task_get_task_data (task);
  GenkanDojo *self = g_task_get_source_object (task);

  if (settle->settled.test_id > 0)
    genkan_dojo_look_async (self, settle->settled.test_id, g_task_get_cancellable (task),
                            genkan_dojo_settle_looked_cb, task);
  else
    genkan_dojo_find_test_async (self, settle->engagement_id, settle->title, settle->tag,
                                 g_task_get_cancellable (task), genkan_dojo_settle_found_cb,
                                 task);
}

/* Looks for the Test of a scan, and waits until it is known what became of its last import. In
 * doubt, it may be under way although it does not show. With a last import, one that ended after
 * that one is all that has to be known. */
void
_genkan_dojo_settle_async (GenkanDojo           *self,
                           const GenkanDojoScan *scan,
                           gboolean              in_doubt,
                           gint64                n_imports,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Settle *settle = g_new0 (Settle, 1);

  settle->engagement_id = scan->engagement_id;
  settle->title = g_strdup (scan->test_title);
  settle->tag = scan->tags != NULL ? g_strdup (scan->tags[0]) : NULL;
  settle->in_doubt = in_doubt;
  settle->n_imports = n_imports;
  settle->settled.test_id = scan->test_id;
  settle->was_missing = scan->test_id == 0;
  settle->begun = g_get_monotonic_time ();

  g_task_set_source_tag (task, _genkan_dojo_settle_async);
  g_task_set_task_data (task, settle, settle_free);
  look (task);
}

gboolean
_genkan_dojo_settle_finish (GenkanDojo         *self,
                            GAsyncResult       *result,
                            GenkanDojoSettled  *ret_settled,
                            GError            **error)
{
  g_assert (g_task_is_valid (result, self));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *ret_settled = ((Settle *) g_task_get_task_data (G_TASK (result)))->settled;

  return TRUE;
}
