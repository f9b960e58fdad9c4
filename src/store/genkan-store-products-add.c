/* genkan-store-products-add.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making a Product, and what its name may be.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-name-template.h"
#include "genkan-store-private.h"
#include "genkan-store-products-edit.h"

/* A name is one line: line breaks and other control characters become blanks, and none stand
 * around it. */
char *
genkan_product_clean_name (const char *name)
{
  g_autofree char *clean = genkan_store_clean_text (name, -1);

  for (char *p = clean; p != NULL && *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  return clean != NULL ? g_strdup (g_strstrip (clean)) : NULL;
}

/* Whether a Product can have the name; if not, the task has its error. */
gboolean
genkan_product_check_name (GTask      *task,
                           const char *name)
{
  if (name == NULL || *name == '\0')
    g_task_return_new_error (task, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID,
                             "A Product needs a name");
  else if (g_utf8_strlen (name, -1) > GENKAN_NAME_MAX)
    g_task_return_new_error (task, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_INVALID,
                             "A name cannot be longer than %d characters, which is what "
                             "DefectDojo takes", GENKAN_NAME_MAX);
  else
    return TRUE;

  return FALSE;
}

typedef struct
{
  char   *name;      /* (owned) */
  char   *type_name; /* (owned) (nullable) */
  gint64  id;
} GenkanAdd;

static void
genkan_add_free (gpointer data)
{
  GenkanAdd *add = data;

  g_free (add->name);
  g_free (add->type_name);
  g_free (add);
}

static gboolean
add_product (GenkanStore     *self,
             GenkanDatabase  *db,
             gpointer         data,
             GError         **error)
{
  GenkanAdd *add = data;
  gboolean created = FALSE;
  gboolean type_created = FALSE;

  add->id = genkan_product_ensure (db, add->name, add->type_name, &created, &type_created, error);
  if (add->id <= 0)
    return FALSE;

  if (!created)
    {
      g_set_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_EXISTS,
                   "There is a Product “%s” already", add->name);
      return FALSE;
    }

  genkan_store_touch (self, GENKAN_STORE_TABLE_PRODUCTS, 0);

  return TRUE;
}

/**
 * genkan_store_add_product_async:
 * @self: a store
 * @name: its name
 * @type_name: (nullable): its Product Type, made when there is none
 *
 * Makes a Product to which nothing is mapped yet.
 */
void
genkan_store_add_product_async (GenkanStore         *self,
                                const char          *name,
                                const char          *type_name,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GenkanAdd *add;

  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (name != NULL);

  add = g_new0 (GenkanAdd, 1);
  add->name = genkan_product_clean_name (name);
  add->type_name = genkan_product_clean_name (type_name);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_store_add_product_async);
  g_task_set_task_data (task, add, genkan_add_free);
  if (genkan_product_check_name (task, add->name))
    genkan_store_write (self, g_steal_pointer (&task), GENKAN_WRITE_MAIN, add_product, NULL);
}

gint64
genkan_store_add_product_finish (GenkanStore   *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  GenkanAdd *add;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;

  add = g_task_get_task_data (G_TASK (result));

  return add->id;
}
