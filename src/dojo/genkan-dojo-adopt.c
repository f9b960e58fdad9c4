/* genkan-dojo-adopt.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Test that another installation filled, or this one before its database was lost: by what its
 * Findings are known again was written down there and not here. The hash on the server tells
 * whether it is what the tool says today, or that with or without the id at its end. If it is
 * neither, the Finding has been reworded since, and no import can find it: it is known by its
 * number in DefectDojo from now on, is left out of imports, and is brought up to date by PATCH.
 * Otherwise there would be a second one, without what people have noted at the first.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-adopt-private.h"

#include "genkan-dojo-finding.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-walk-private.h"

/* A Finding there. */
typedef struct
{
  gint64    id;
  char     *unique_id; /* (owned) */
  char     *hash;      /* (owned) (nullable) */
  gboolean  is_open;
} There;

typedef struct
{
  GenkanDojoPlan *plan; /* (owned) */
} Adopt;

static void
there_free (gpointer data)
{
  There *there = data;

  g_free (there->unique_id);
  g_free (there->hash);
  g_free (there);
}

static void
adopt_free (gpointer data)
{
  Adopt *adopt = data;

  genkan_dojo_plan_unref (adopt->plan);
  g_free (adopt);
}

static gpointer
genkan_dojo_keep_there (GenkanDojoObject *object,
                        gpointer          data)
{
  const char *id = genkan_dojo_object_get_string (object, "unique_id_from_tool");
  There *there;

  there = g_new0 (There, 1);
  there->id = object->id;
  there->unique_id = g_strdup (id != NULL ? id : "");
  there->hash = g_strdup (genkan_dojo_object_get_string (object, "hash_code"));
  there->is_open = !genkan_dojo_object_get_boolean (object, "is_mitigated");

  return there;
}

/* --- which identity ------------------------------------------------------------------------- */

/* What the file has, and that with or without the id at the end of the description. */
static char *
dup_other_description (JsonObject *finding)
{
  const char *description = json_object_get_string_member (finding, "description");
  g_autofree char *suffix =
    g_strdup_printf ("\n\n(%s)", json_object_get_string_member (finding, "unique_id_from_tool"));

  return g_str_has_suffix (description, suffix)
           ? g_strndup (description, strlen (description) - strlen (suffix))
           : g_strconcat (description, suffix, NULL);
}

/* By what it is known there, if that is what the tool says. */
static char *
find_identity (JsonObject *finding,
               const char *hash)
{
  g_autofree char *own = genkan_dojo_finding_dup_identity (finding);
  g_autoptr (JsonNode) node = json_from_string (own, NULL);
  JsonObject *identity = json_node_get_object (node);
  g_autofree char *own_hash = genkan_dojo_finding_dup_hash (identity);
  g_autofree char *other = dup_other_description (finding);
  g_autofree char *other_hash = NULL;

  if (g_strcmp0 (own_hash, hash) == 0)
    return g_steal_pointer (&own);

  json_object_set_string_member (identity, "description", other);
  other_hash = genkan_dojo_finding_dup_hash (identity);

  return g_strcmp0 (other_hash, hash) == 0 ? genkan_dojo_finding_dup_identity (identity) : NULL;
}

static char *
make_text (JsonObject *finding)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), finding);

  return json_to_string (node, FALSE);
}

/* Whether it stays in the file, and then as what. */
static gboolean
adopt_one (GenkanDojoPlanned *planned,
           GPtrArray         *all_there,
           JsonObject        *finding)
{
  There *best = NULL;

  for (guint i = 0; i < all_there->len; i++)
    {
      There *there = g_ptr_array_index (all_there, i);
      char *identity = find_identity (finding, there->hash);

      if (identity != NULL)
        {
          g_free (planned->identity);
          planned->identity = identity;
          return TRUE;
        }
      if (best == NULL || (there->is_open && !best->is_open))
        best = there;
    }

  g_free (planned->identity);
  planned->identity = genkan_dojo_finding_make_bound (best->id, best->hash, finding);
  g_free (planned->wanted);
  planned->wanted = make_text (finding);
  planned->place = GENKAN_DOJO_NOWHERE;

  return FALSE;
}

/* --- the file ------------------------------------------------------------------------------- */

/* Everything is in the file by its place; what is not in the plan has its identity already. */
static GPtrArray *
list_by_place (GenkanDojoPlan *plan)
{
  GPtrArray *planned = g_ptr_array_new ();

  g_ptr_array_set_size (planned, (gint) genkan_dojo_file_get_n_findings (plan->file));
  for (guint i = 0; i < plan->items->len; i++)
    {
      GenkanDojoPlanned *item = g_ptr_array_index (plan->items, i);

      if (item->place != GENKAN_DOJO_NOWHERE)
        planned->pdata[item->place] = item;
    }

  return planned;
}

static gboolean
put (GenkanDojoFile     *file,
     GenkanDojoPlanned  *planned,
     JsonObject         *finding,
     gboolean            is_known,
     GError            **error)
{
  g_autofree char *text = make_text (finding);
  g_autofree char *own = genkan_dojo_finding_dup_identity (finding);
  g_autofree char *identity = NULL;
  const char *pinned = planned != NULL ? planned->identity : own;

  if (!genkan_dojo_file_add (file, text, is_known ? pinned : NULL, &identity, error))
    return FALSE;

  if (planned != NULL)
    {
      g_free (planned->identity);
      planned->identity = g_steal_pointer (&identity);
      planned->place = genkan_dojo_file_get_n_findings (file) - 1;
    }

  return TRUE;
}

static GHashTable *
index_by_id (GPtrArray *rows)
{
  GHashTable *table =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      There *there = g_ptr_array_index (rows, i);
      GPtrArray *all = g_hash_table_lookup (table, there->unique_id);

      if (all == NULL)
        {
          all = g_ptr_array_new ();
          g_hash_table_insert (table, there->unique_id, all);
        }
      g_ptr_array_add (all, there);
    }

  return table;
}

/* Those that are known there first: the others make way for them, and for all that is there. */
static gboolean
rewrite (GenkanDojoPlan  *plan,
         GPtrArray       *rows,
         GError         **error)
{
  g_autoptr (GHashTable) there = index_by_id (rows);
  g_autoptr (GenkanDojoFile) file = genkan_dojo_file_new_like (plan->file);
  g_autoptr (GPtrArray) by_place = list_by_place (plan);

  for (guint i = 0; i < rows->len; i++)
    genkan_dojo_file_claim (file, ((There *) g_ptr_array_index (rows, i))->hash);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < by_place->len; i++)
      {
        g_autoptr (JsonObject) finding = genkan_dojo_file_get_finding (plan->file, i);
        GenkanDojoPlanned *planned = g_ptr_array_index (by_place, i);
        gboolean is_new = planned != NULL && planned->is_new;
        GPtrArray *all_there = is_new ? g_hash_table_lookup (there, planned->unique_id) : NULL;
        gboolean is_known = !is_new || all_there != NULL;

        if (is_known != (pass == 0)
            || (all_there != NULL && !adopt_one (planned, all_there, finding)))
          continue;
        if (!put (file, planned, finding, is_known, error))
          return FALSE;
      }

  g_bytes_unref (genkan_dojo_file_end (file));
  genkan_dojo_file_unref (plan->file);
  plan->file = g_steal_pointer (&file);

  return TRUE;
}

static void
genkan_dojo_there_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Adopt *adopt = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = _genkan_dojo_walk_finish (GENKAN_DOJO (source), result, &error);

  if (rows != NULL && rewrite (adopt->plan, rows, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Gives the new Findings of a plan the identities by which a Test knows them. */
void
_genkan_dojo_adopt_async (GenkanDojo          *self,
                          GenkanDojoPlan      *plan,
                          gint64               test_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Adopt *adopt = g_new0 (Adopt, 1);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, test_id);
  GenkanDojoWalk walk = {
    .kind = GENKAN_DOJO_FINDINGS,
    .filters = (const char *const[]) { "test", id, NULL },
    .keep = genkan_dojo_keep_there,
    .free_kept = there_free,
    .data = adopt,
  };

  adopt->plan = genkan_dojo_plan_ref (plan);
  g_task_set_source_tag (task, _genkan_dojo_adopt_async);
  g_task_set_task_data (task, adopt, adopt_free);
  _genkan_dojo_walk_async (self, &walk, cancellable, genkan_dojo_there_cb, task);
}

gboolean
_genkan_dojo_adopt_finish (GenkanDojo    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_assert (g_task_is_valid (result, self));

  return g_task_propagate_boolean (G_TASK (result), error);
}
