/* genkan-products-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Carries out what a person decides about Products, says so, and remembers how it is taken back.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-products-edit.h"

#include "closures/genkan-format.h"
#include "genkan-history.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* What is said when the store has done it. */
typedef struct
{
  GtkWidget *from; /* (owned): whose toaster says how it went */
  char      *text; /* (owned) */
  char      *name; /* (owned) (nullable) of a Product that is added */
} GenkanEditing;

static GenkanEditing *
genkan_editing_new (GtkWidget *from,
                    char      *text)
{
  GenkanEditing *editing = g_new0 (GenkanEditing, 1);

  editing->from = g_object_ref (from);
  editing->text = text;

  return editing;
}

static void
genkan_editing_free (GenkanEditing *editing)
{
  g_object_unref (editing->from);
  g_free (editing->text);
  g_free (editing->name);
  g_free (editing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanEditing, genkan_editing_free)

static guint
count_records (GPtrArray *products)
{
  guint n_records = 0;

  for (guint i = 0; i < products->len; i++)
    n_records += genkan_product_get_n_records (g_ptr_array_index (products, i));

  return n_records;
}

static const char *
find_name (GPtrArray *products,
           gint64     id)
{
  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);

      if (genkan_product_get_id (product) == id)
        return genkan_product_get_name (product);
    }

  return NULL;
}

static char *
say_renamed (GPtrArray               *products,
             const GenkanProductEdit *edit)
{
  g_autofree char *before = genkan_format_name (genkan_product_get_name (products->pdata[0]));
  g_autofree char *after = genkan_format_name (edit->name);

  return g_strdup_printf (_("Renamed %s to %s"), before, after);
}

/* The Product that stays may be among those that are merged, or be known by its name only. */
static char *
say_merged (GPtrArray               *products,
            const GenkanProductEdit *edit)
{
  const char *target = find_name (products, edit->target_id);
  g_autofree char *into = genkan_format_name (target != NULL ? target : edit->name);
  guint n = target != NULL ? products->len - 1 : products->len;

  if (n == 1)
    {
      GenkanProduct *first = g_ptr_array_index (products, 0);
      gboolean stays = genkan_product_get_id (first) == edit->target_id;
      GenkanProduct *other = g_ptr_array_index (products, stays ? 1 : 0);
      g_autofree char *name = genkan_format_name (genkan_product_get_name (other));

      return g_strdup_printf (_("Merged %s into %s"), name, into);
    }

  return g_strdup_printf (ngettext ("Merged %'u Product into %s", "Merged %'u Products into %s", n),
                          n, into);
}

/* A deletion takes Records out of their mapping, and that is said. */
static char *
say_deleted (GPtrArray *products)
{
  guint n_records = count_records (products);
  g_autofree char *name = genkan_format_name (genkan_product_get_name (products->pdata[0]));
  g_autofree char *done = NULL;
  g_autofree char *stale = NULL;

  if (products->len == 1)
    done = g_strdup_printf (_("Deleted %s"), name);
  else
    done = g_strdup_printf (ngettext ("Deleted %'u Product", "Deleted %'u Products", products->len),
                            products->len);

  if (n_records == 0)
    return g_steal_pointer (&done);

  stale = g_strdup_printf (ngettext ("%'u Record is Stale now", "%'u Records are Stale now",
                                     n_records), n_records);

  /* Translators: “Deleted Web Shop: 3 Records are Stale now” */
  return g_strdup_printf (_("%s: %s"), done, stale);
}

static char *
say_typed (GPtrArray               *products,
           const GenkanProductEdit *edit)
{
  gboolean has_type = edit->name != NULL && *edit->name != '\0';
  g_autofree char *type = genkan_format_name (has_type ? edit->name : _("no Product Type"));
  g_autofree char *name = genkan_format_name (genkan_product_get_name (products->pdata[0]));

  if (products->len == 1)
    return g_strdup_printf (_("Moved %s to %s"), name, type);

  return g_strdup_printf (ngettext ("Moved %'u Product to %s", "Moved %'u Products to %s",
                                    products->len), products->len, type);
}

static char *
say_done (GPtrArray               *products,
          const GenkanProductEdit *edit)
{
  switch (edit->kind)
    {
    case GENKAN_PRODUCT_EDIT_RENAME:
      return say_renamed (products, edit);

    case GENKAN_PRODUCT_EDIT_MERGE:
      return say_merged (products, edit);

    case GENKAN_PRODUCT_EDIT_DELETE:
      return say_deleted (products);

    case GENKAN_PRODUCT_EDIT_SET_TYPE:
      return say_typed (products, edit);

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
end_edit (GenkanStore   *store,
          GenkanEditing *editing,
          GenkanUndo    *undo,
          const GError  *error)
{
  if (undo != NULL)
    genkan_history_add (genkan_history_get (store), editing->from, undo, editing->text);
  else
    genkan_toast_error (editing->from, error);
}

static void
genkan_products_edit_cb (GObject      *object,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr (GenkanEditing) editing = user_data;
  GenkanStore *store = GENKAN_STORE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanUndo) undo = genkan_store_edit_products_finish (store, result, &error);

  end_edit (store, editing, undo, error);
}

static void
genkan_products_rename_type_cb (GObject      *object,
                                GAsyncResult *result,
                                gpointer      user_data)
{
  g_autoptr (GenkanEditing) editing = user_data;
  GenkanStore *store = GENKAN_STORE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanUndo) undo = genkan_store_rename_type_finish (store, result, &error);

  end_edit (store, editing, undo, error);
}

static void
genkan_products_add_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GenkanEditing) editing = user_data;
  GenkanStore *store = GENKAN_STORE (object);
  g_autoptr (GError) error = NULL;
  gint64 id = genkan_store_add_product_finish (store, result, &error);

  if (id != 0)
    genkan_history_add_product (genkan_history_get (store), editing->from, id, editing->name,
                                editing->text);
  else
    genkan_toast_error (editing->from, error);
}

/**
 * genkan_products_edit:
 * @store: where the Products are
 * @from: whose toaster says what was done
 * @products: (element-type GenkanProduct): which
 * @edit: what to do with them; a merge into a Product that is not among them has its name, too
 *
 * Starts carrying out a person's decision about Products.
 */
void
genkan_products_edit (GenkanStore             *store,
                      GtkWidget               *from,
                      GPtrArray               *products,
                      const GenkanProductEdit *edit)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (products != NULL && products->len > 0);
  g_return_if_fail (edit != NULL);

  for (guint i = 0; i < products->len; i++)
    {
      gint64 id = genkan_product_get_id (g_ptr_array_index (products, i));

      g_array_append_val (ids, id);
    }

  genkan_store_edit_products_async (store, (const gint64 *) (void *) ids->data, ids->len, edit,
                                    NULL, genkan_products_edit_cb,
                                    genkan_editing_new (from, say_done (products, edit)));
}

/**
 * genkan_products_add:
 * @store: where the Products are
 * @from: whose toaster says what was done
 * @name: the new Product's name
 * @type_name: (nullable): its Product Type
 *
 * Starts adding a Product that no Record is mapped to yet.
 */
void
genkan_products_add (GenkanStore *store,
                     GtkWidget   *from,
                     const char  *name,
                     const char  *type_name)
{
  g_autofree char *created = genkan_format_name (name);
  GenkanEditing *editing;

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (name != NULL);

  editing = genkan_editing_new (from, g_strdup_printf (_("Created %s"), created));
  editing->name = g_strdup (name);
  genkan_store_add_product_async (store, name, type_name, NULL, genkan_products_add_cb, editing);
}

/**
 * genkan_products_rename_type:
 * @store: where the Products are
 * @from: whose toaster says what was done
 * @name: a Product Type
 * @new_name: (nullable): its new name; one that exists joins the two, none takes it away
 *
 * Starts renaming a Product Type for all its Products.
 */
void
genkan_products_rename_type (GenkanStore *store,
                             GtkWidget   *from,
                             const char  *name,
                             const char  *new_name)
{
  g_autofree char *before = genkan_format_name (name);
  g_autofree char *after = genkan_format_name (new_name);
  char *text;

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (name != NULL);

  text = after != NULL ? g_strdup_printf (_("Renamed the Product Type %s to %s"), before, after)
                       : g_strdup_printf (_("Removed the Product Type %s"), before);
  genkan_store_rename_type_async (store, name, new_name, NULL, genkan_products_rename_type_cb,
                                  genkan_editing_new (from, text));
}
