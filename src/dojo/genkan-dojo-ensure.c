/* genkan-dojo-ensure.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be there: looked for, created if it is missing, and looked for again when the
 * server says that somebody was faster, or does not say whether it did it. Names of Engagements
 * are not unique in DefectDojo; the one with the lowest id is everybody's.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-ensure.h"

#include "genkan-dojo-objects.h"
#include "genkan-dojo-values-private.h"

/* In characters. */
#define MAX_NAME 255
#define MAX_ENGAGEMENT 300
#define MAX_DESCRIPTION 4000
#define MAX_KEY 120
#define MAX_VALUE 300

#define ENGAGEMENT_YEARS 10

typedef struct
{
  GenkanDojoKind  kind;
  char          **filters; /* (owned) how to look for it */
  char           *name;    /* (owned) */
  JsonObject     *fields;  /* (owned) what to create, or of metadata to set */
  GError         *failure; /* (owned) (nullable) of the creation */
  gboolean        created;
} Ensure;

static void look (GTask *task);

static void
ensure_free (gpointer data)
{
  Ensure *ensure = data;

  g_strfreev (ensure->filters);
  g_free (ensure->name);
  json_object_unref (ensure->fields);
  g_clear_error (&ensure->failure);
  g_free (ensure);
}

static void
finish (GTask            *task,
        GenkanDojoObject *object,
        GError           *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, object, (GDestroyNotify) genkan_dojo_object_unref);
  g_object_unref (task);
}

static void
genkan_dojo_changed_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GError *error = NULL;
  GenkanDojoObject *object = genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);

  finish (user_data, object, error);
}

/* Whether somebody else may have created it, or we without hearing of it. */
static gboolean
is_worth_a_look (const GError *error)
{
  return g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS)
         || g_error_matches (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN);
}

static void
genkan_dojo_created_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  Ensure *ensure = g_task_get_task_data (task);
  GError *error = NULL;
  GenkanDojoObject *object = genkan_dojo_object_finish (GENKAN_DOJO (source), result, &error);

  ensure->created = object != NULL;
  if (is_worth_a_look (error))
    {
      ensure->failure = error;
      look (task);
    }
  else
    {
      finish (task, object, error);
    }
}

static void
take_found (GTask            *task,
            GenkanDojoObject *object)
{
  Ensure *ensure = g_task_get_task_data (task);
  const char *wanted = json_object_get_string_member_with_default (ensure->fields, "value", NULL);

  /* A PATCH of metadata has to repeat the Product; so it is sent whole. */
  if (ensure->kind == GENKAN_DOJO_METADATA
      && g_strcmp0 (genkan_dojo_object_get_string (object, "value"), wanted) != 0)
    genkan_dojo_change_async (g_task_get_source_object (task), ensure->kind, object->id,
                              ensure->fields, g_task_get_cancellable (task),
                              genkan_dojo_changed_cb, task);
  else
    finish (task, genkan_dojo_object_ref (object), NULL);
}

/* The filter for Products does not know upper from lower case, the rule for names does. */
static GenkanDojoObject *
find_named (GPtrArray  *objects,
            const char *name)
{
  for (guint i = 0; i < objects->len; i++)
    {
      GenkanDojoObject *object = g_ptr_array_index (objects, i);

      if (g_str_equal (object->name, name))
        return object;
    }

  return NULL;
}

static void
genkan_dojo_looked_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GTask *task = user_data;
  Ensure *ensure = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) objects = genkan_dojo_list_finish (GENKAN_DOJO (source), result, &error);
  GenkanDojoObject *object = objects != NULL ? find_named (objects, ensure->name) : NULL;

  if (error != NULL)
    finish (task, NULL, error);
  else if (object != NULL)
    take_found (task, object);
  else if (ensure->failure != NULL)
    finish (task, NULL, g_steal_pointer (&ensure->failure));
  else
    genkan_dojo_create_async (GENKAN_DOJO (source), ensure->kind, ensure->fields,
                              g_task_get_cancellable (task), genkan_dojo_created_cb, task);
}

static void
look (GTask *task)
{
  Ensure *ensure = g_task_get_task_data (task);

  genkan_dojo_list_async (g_task_get_source_object (task), ensure->kind,
                          (const char *const *) ensure->filters, 0,
                          g_task_get_cancellable (task), genkan_dojo_looked_cb, task);
}

/* Takes the name and the fields. */
static void
ensure (GenkanDojo          *self,
        GenkanDojoKind       kind,
        char                *name,
        JsonObject          *fields,
        char               **filters,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ensure *data = g_new0 (Ensure, 1);

  data->kind = kind;
  data->name = name;
  data->fields = fields;
  data->filters = filters;
  json_object_set_string_member (fields, "name", name);
  g_task_set_source_tag (task, genkan_dojo_ensure_finish);
  g_task_set_task_data (task, data, ensure_free);
  look (task);
}

static char **
make_filters (const char *name_filter,
              const char *name,
              const char *parent_filter,
              gint64      parent_id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, parent_id);

  g_strv_builder_add_many (builder, name_filter, name, NULL);
  if (parent_filter != NULL)
    g_strv_builder_add_many (builder, parent_filter, id, NULL);

  return g_strv_builder_end (builder);
}

/**
 * genkan_dojo_ensure_product_type_async:
 * @self: a client
 * @name: its exact name
 * @cancellable: (nullable): to stop
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Finds the Product Type of that name, or creates it.
 */
void
genkan_dojo_ensure_product_type_async (GenkanDojo          *self,
                                       const char          *name,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  char *clean;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (name != NULL);

  clean = _genkan_dojo_value_clean_name (name, MAX_NAME);
  ensure (self, GENKAN_DOJO_PRODUCT_TYPES, clean, json_object_new (),
          make_filters ("name", clean, NULL, 0), cancellable, callback, user_data);
}

/**
 * genkan_dojo_ensure_product_async:
 * @self: a client
 * @name: its exact name
 * @description: (nullable): for one that is created
 * @product_type_id: for one that is created
 * @cancellable: (nullable): to stop
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Finds the Product of that name, of whatever Product Type, or creates it.
 */
void
genkan_dojo_ensure_product_async (GenkanDojo          *self,
                                  const char          *name,
                                  const char          *description,
                                  gint64               product_type_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  JsonObject *fields;
  g_autofree char *text = NULL;
  char *clean;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (name != NULL);

  clean = _genkan_dojo_value_clean_name (name, MAX_NAME);
  text = _genkan_dojo_value_clean_name (description != NULL ? description : "", MAX_DESCRIPTION);
  fields = json_object_new ();
  /* Required, and not to be empty. */
  json_object_set_string_member (fields, "description", *text != '\0' ? text : clean);
  json_object_set_int_member (fields, "prod_type", product_type_id);
  ensure (self, GENKAN_DOJO_PRODUCTS, clean, fields, make_filters ("name_exact", clean, NULL, 0),
          cancellable, callback, user_data);
}

/**
 * genkan_dojo_ensure_engagement_async:
 * @self: a client
 * @name: its name; #GENKAN_DOJO_ENGAGEMENT unless a person wants another
 * @product_id: of which Product
 * @cancellable: (nullable): to stop
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Finds the Engagement of that name, or creates it for CI/CD and the next ten years.
 */
void
genkan_dojo_ensure_engagement_async (GenkanDojo          *self,
                                     const char          *name,
                                     gint64               product_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add_years (today, ENGAGEMENT_YEARS);
  g_autofree char *start_text = g_date_time_format (today, "%Y-%m-%d");
  g_autofree char *end_text = g_date_time_format (end, "%Y-%m-%d");
  JsonObject *fields;
  char *clean;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (name != NULL);

  clean = _genkan_dojo_value_clean_name (name, MAX_ENGAGEMENT);
  fields = json_object_new ();
  json_object_set_int_member (fields, "product", product_id);
  json_object_set_string_member (fields, "target_start", start_text);
  json_object_set_string_member (fields, "target_end", end_text);
  json_object_set_string_member (fields, "engagement_type", "CI/CD");
  json_object_set_string_member (fields, "status", "In Progress");
  ensure (self, GENKAN_DOJO_ENGAGEMENTS, clean, fields,
          make_filters ("name", clean, "product", product_id), cancellable, callback, user_data);
}

/**
 * genkan_dojo_put_metadata_async:
 * @self: a client
 * @product_id: of which Product
 * @name: its key
 * @value: what it is to be
 * @cancellable: (nullable): to stop
 * @callback: called when it is so
 * @user_data: for @callback
 *
 * Sets a Product's metadata; what is so already is not sent again.
 */
void
genkan_dojo_put_metadata_async (GenkanDojo          *self,
                                gint64               product_id,
                                const char          *name,
                                const char          *value,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  JsonObject *fields;
  g_autofree char *text = NULL;
  char *clean;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  clean = _genkan_dojo_value_clean_name (name, MAX_KEY);
  text = _genkan_dojo_value_clean_name (value, MAX_VALUE);
  fields = json_object_new ();
  json_object_set_int_member (fields, "product", product_id);
  json_object_set_string_member (fields, "value", text);
  ensure (self, GENKAN_DOJO_METADATA, clean, fields,
          make_filters ("name", clean, "product", product_id), cancellable, callback, user_data);
}

/**
 * genkan_dojo_ensure_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_created: (out) (optional): whether it was not there before
 * @error: return location for a #GenkanDojoError
 *
 * Returns: (transfer full) (nullable): it
 */
GenkanDojoObject *
genkan_dojo_ensure_finish (GenkanDojo    *self,
                           GAsyncResult  *result,
                           gboolean      *ret_created,
                           GError       **error)
{
  Ensure *data;
  GenkanDojoObject *object;

  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  data = g_task_get_task_data (G_TASK (result));
  object = g_task_propagate_pointer (G_TASK (result), error);
  if (object != NULL && ret_created != NULL)
    *ret_created = data->created;

  return object;
}
