/* genkan-dojo-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a list to its end. The address of the next page that DefectDojo gives is made from
 * what it takes for its own name, which behind a proxy is another, so offsets are counted here.
 *
 * Offsets slip when a row in front of them goes or comes meanwhile: then a row would be missed
 * and nobody would know. So each page begins with the last row of the one before, and if it does
 * not, the list is read anew.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-objects.h"

#include "genkan-dojo-json-private.h"
#include "genkan-dojo-kind-private.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-walk-private.h"

#define MAX_READINGS 5

typedef struct
{
  GenkanDojoWalk  walk;
  char           *filters;  /* (owned) encoded */
  guint           n_readings;
  guint           n_read;   /* objects, in this reading */
  gint64          last_id;  /* of them */
  GPtrArray      *kept;     /* (owned) of them */
} List;

static void ask_page (GTask *task);

static void
list_free (gpointer data)
{
  List *list = data;

  g_free (list->filters);
  g_ptr_array_unref (list->kept);
  g_free (list);
}

static const struct
{
  const char *path;
  guint       page;  /* rows that the server makes in about half a second */
  const char *order; /* in which they were made; not all can be asked for by their ids */
} kinds[] = {
  [GENKAN_DOJO_PRODUCT_TYPES] = { "product_types/", 250, "o=id" },
  [GENKAN_DOJO_PRODUCTS] = { "products/", 100, "o=id" },
  [GENKAN_DOJO_ENGAGEMENTS] = { "engagements/", 250, "o=created" },
  [GENKAN_DOJO_TESTS] = { "tests/", 250, "o=created" },
  [GENKAN_DOJO_TEST_TYPES] = { "test_types/", 250, "o=id" },
  [GENKAN_DOJO_TEST_IMPORTS] = { "test_imports/", 25, "o=id" },
  [GENKAN_DOJO_FINDINGS] = { "findings/", 250, "o=id" },
  [GENKAN_DOJO_METADATA] = { "metadata/", 250, "o=id" },
};

const char *
_genkan_dojo_kind_get_path (GenkanDojoKind kind)
{
  return kinds[kind].path;
}

/* name=value&…, and what is to follow. */
static char *
genkan_dojo_make_query (const char *const *filters,
                        const char        *more)
{
  GString *query = g_string_new (NULL);

  for (guint i = 0; filters != NULL && filters[i] != NULL && filters[i + 1] != NULL; i += 2)
    {
      g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", filters[i]);
      g_string_append_uri_escaped (query, filters[i + 1], ",", FALSE);
    }
  if (more != NULL)
    g_string_append_printf (query, "%s%s", query->len > 0 ? "&" : "", more);

  return g_string_free (query, FALSE);
}

static void
take_object (List             *list,
             GenkanDojoObject *object)
{
  gpointer kept = list->walk.keep != NULL ? list->walk.keep (object, list->walk.data)
                                          : genkan_dojo_object_ref (object);

  list->n_read++;
  list->last_id = object->id;
  if (kept != NULL)
    g_ptr_array_add (list->kept, kept);
}

static gboolean
is_full (const List *list)
{
  return list->walk.limit > 0 && list->n_read >= list->walk.limit;
}

/* Takes the rows of a page; %FALSE if they do not continue those that are there. */
static gboolean
take_rows (List      *list,
           JsonArray *rows)
{
  gboolean continues = list->n_read > 0;
  guint n_rows = json_array_get_length (rows);

  for (guint i = 0; i < n_rows && !is_full (list); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      g_autoptr (GenkanDojoObject) object = NULL;

      if (JSON_NODE_HOLDS_OBJECT (node))
        object = genkan_dojo_object_new (list->walk.kind, json_node_get_object (node));
      if (object == NULL || (i == 0 && continues && object->id != list->last_id))
        return FALSE;
      if (i > 0 || !continues)
        take_object (list, object);
    }

  /* A page is only asked for if there is to be more. */
  return n_rows > 1 || !continues;
}

static gboolean
is_done (List       *list,
         JsonObject *page)
{
  gint64 count = _genkan_dojo_json_get_int (page, "count");

  if (list->walk.page != NULL)
    list->walk.page (list->n_read, (guint) CLAMP (count, list->n_read, G_MAXUINT),
                     list->walk.data);

  return is_full (list) || list->n_read >= count || list->n_read == 0;
}

static void
read_anew (GTask *task)
{
  List *list = g_task_get_task_data (task);

  g_ptr_array_set_size (list->kept, 0);
  list->n_read = 0;
  if (++list->n_readings < MAX_READINGS)
    {
      ask_page (task);
      return;
    }

  g_task_return_new_error (task, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_BUSY,
                           "The list of %s in DefectDojo changed each of the %u times that it was "
                           "read; try again later", kinds[list->walk.kind].path, list->n_readings);
  g_object_unref (task);
}

static void
genkan_dojo_list_page_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  GTask *task = user_data;
  List *list = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);
  JsonObject *page = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                    : NULL;
  JsonArray *rows = _genkan_dojo_json_get_array (page, "results");

  if (error == NULL && rows == NULL)
    error = g_error_new (GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_NOT_DOJO,
                         "The answer for the list of %s has no “results”; check the address",
                         kinds[list->walk.kind].path);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (!take_rows (list, rows))
    {
      read_anew (task);
    }
  else if (is_done (list, page))
    {
      g_task_return_pointer (task, g_ptr_array_ref (list->kept),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
    }
  else
    {
      ask_page (task);
    }
}

static void
ask_page (GTask *task)
{
  List *list = g_task_get_task_data (task);
  guint known = list->n_read;
  guint size = list->walk.size > 0 ? list->walk.size : kinds[list->walk.kind].page;
  g_autofree char *query = NULL;
  GenkanDojoCall call = { .method = "GET", .path = kinds[list->walk.kind].path };

  if (list->walk.limit > 0)
    size = MIN (size, list->walk.limit - known + (known > 0 ? 1 : 0));

  query = g_strdup_printf ("%s%slimit=%u&offset=%u", list->filters,
                           *list->filters != '\0' ? "&" : "", size, known > 0 ? known - 1 : 0);
  call.query = query;
  _genkan_dojo_call_async (g_task_get_source_object (task), &call, g_task_get_cancellable (task),
                           genkan_dojo_list_page_cb, task);
}

void
_genkan_dojo_walk_async (GenkanDojo           *self,
                         const GenkanDojoWalk *walk,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  List *list = g_new0 (List, 1);
  gboolean ordered = FALSE;

  for (guint i = 0; walk->filters != NULL && walk->filters[i] != NULL; i += 2)
    ordered = ordered || g_str_equal (walk->filters[i], "o");

  list->walk = *walk;
  list->walk.filters = NULL;
  list->filters = genkan_dojo_make_query (walk->filters, ordered ? NULL : kinds[walk->kind].order);
  list->kept =
    g_ptr_array_new_with_free_func (walk->keep != NULL
                                      ? walk->free_kept
                                      : (GDestroyNotify) genkan_dojo_object_unref);

  g_task_set_source_tag (task, _genkan_dojo_walk_async);
  g_task_set_task_data (task, list, list_free);
  ask_page (task);
}

/* What was kept of the list. */
GPtrArray *
_genkan_dojo_walk_finish (GenkanDojo    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_assert (g_task_is_valid (result, self));

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * genkan_dojo_list_async:
 * @self: a client
 * @kind: what to list
 * @filters: (nullable): names and values in turn; without an `o`, the order is that in which
 *   they were made
 * @limit: how many at most, or 0 for all
 * @cancellable: (nullable): to stop
 * @callback: called when all are there
 * @user_data: for @callback
 */
void
genkan_dojo_list_async (GenkanDojo          *self,
                        GenkanDojoKind       kind,
                        const char *const   *filters,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GenkanDojoWalk walk = { .kind = kind, .filters = filters, .limit = limit };

  g_return_if_fail (GENKAN_IS_DOJO (self));

  _genkan_dojo_walk_async (self, &walk, cancellable, callback, user_data);
}

/**
 * genkan_dojo_list_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location for a #GenkanDojoError
 *
 * Returns: (transfer full) (nullable) (element-type GenkanDojoObject): the objects
 */
GPtrArray *
genkan_dojo_list_finish (GenkanDojo    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return _genkan_dojo_walk_finish (self, result, error);
}
