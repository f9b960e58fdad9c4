/* genkan-cli-products-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan products add`, `rename`, `merge`, `type` and `delete`. Products are known by their whole
 * names; one that does not exist keeps the whole command from being done.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-products.h"
#include "genkan-store-products-edit.h"
#include "genkan-store-products.h"

#include <glib/gi18n.h>

typedef struct
{
  GenkanWorkspace *workspace; /* (owned) (nullable) */
  GPtrArray       *products;  /* (owned) (nullable) that are named */
  char            *to;        /* (owned) (nullable): the new name, type, or the Product that stays */
  gboolean         json;
  gboolean         dry_run;
} GenkanCliEdit;

static void
genkan_cli_edit_clear (GenkanCliEdit *edit)
{
  g_clear_object (&edit->workspace);
  g_clear_pointer (&edit->products, g_ptr_array_unref);
  g_clear_pointer (&edit->to, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliEdit, genkan_cli_edit_clear)

#define COMMON_ENTRIES(edit) \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &(edit).dry_run, N_("Only print what would change"), NULL }, \
  { "json", 0, 0, G_OPTION_ARG_NONE, &(edit).json, N_("Print JSON, for programs"), NULL }

static void
complain_about_name (GenkanStore *store,
                     const char  *name)
{
  g_autoptr (GPtrArray) products = genkan_store_search_products (store, NULL, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; products != NULL && i < products->len; i++)
    g_ptr_array_add (names, (gpointer) genkan_product_get_name (g_ptr_array_index (products, i)));
  g_ptr_array_add (names, NULL);
  suggestion = genkan_cli_dup_suggestion (name, (const char *const *) names->pdata);

  if (suggestion != NULL)
    genkan_cli_complain (_("There is no product “%s”; did you mean “%s”?"), name, suggestion);
  else
    genkan_cli_complain (_("There is no product “%s”; “genkan products” lists them"), name);
}

/* Returns: (transfer full) (nullable): the Product; %NULL after saying that there is none */
static GenkanProduct *
find_product (GenkanCliEdit *edit,
              const char    *name)
{
  GenkanStore *store = genkan_workspace_get_store (edit->workspace);
  g_autoptr (GError) error = NULL;
  GenkanProduct *product = genkan_store_find_product (store, name, &error);

  if (product != NULL)
    return product;

  if (g_error_matches (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND))
    complain_about_name (store, name);
  else
    genkan_cli_fail (error);

  return NULL;
}

/* Opens the workspace and finds the Products. FALSE: it has been said what is wrong. */
static gboolean
begin (GenkanCliEdit  *edit,
       int             n_names,
       char          **names)
{
  g_autoptr (GError) error = NULL;

  edit->products = g_ptr_array_new_with_free_func (g_object_unref);
  edit->workspace = genkan_cli_open (&error);
  if (edit->workspace == NULL)
    {
      genkan_cli_fail (error);
      return FALSE;
    }

  for (int i = 0; i < n_names; i++)
    {
      GenkanProduct *product = find_product (edit, names[i]);

      if (product == NULL)
        return FALSE;
      g_ptr_array_add (edit->products, product);
    }

  return TRUE;
}

static guint
count_records (GenkanCliEdit *edit)
{
  guint n = 0;

  for (guint i = 0; i < edit->products->len; i++)
    n += genkan_product_get_n_records (g_ptr_array_index (edit->products, i));

  return n;
}

static void
print_json (GenkanCliEdit *edit,
            const char    *word)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "edit", word);
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, edit->dry_run);
  genkan_cli_json_add_text (builder, "to", edit->to);
  json_builder_set_member_name (builder, "products");
  genkan_cli_json_add_products (builder, edit->products);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

/* @done: one translated sentence on what was done, or would be */
static void
print_outcome (GenkanCliEdit *edit,
               const char    *word,
               const char    *done)
{
  g_autofree char *plain = genkan_cli_dup_plain (done);

  if (edit->json)
    print_json (edit, word);
  else if (!edit->dry_run)
    g_print ("%s\n", plain);
  else
    {
      if (edit->products->len > 0)
        genkan_cli_print_products (edit->products);
      g_printerr (_("Without --dry-run: %s\n"), plain);
    }
}

static GenkanExit
carry_out (GenkanCliEdit           *edit,
           const GenkanProductEdit *what,
           const char              *word,
           const char              *done)
{
  GenkanStore *store = genkan_workspace_get_store (edit->workspace);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GenkanUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < edit->products->len; i++)
    {
      gint64 id = genkan_product_get_id (g_ptr_array_index (edit->products, i));

      g_array_append_val (ids, id);
    }

  if (!edit->dry_run)
    {
      genkan_store_edit_products_async (store, (gint64 *) ids->data, ids->len, what, NULL,
                                        genkan_cli_keep_result, &result);
      undo = genkan_store_edit_products_finish (store, genkan_cli_wait (&result), &error);
      if (undo == NULL)
        return genkan_cli_fail (error);
    }

  print_outcome (edit, word, done);

  return GENKAN_EXIT_COMPLETE;
}

/* FALSE after saying that the name is empty or taken */
static gboolean
check_new_name (GenkanCliEdit *edit)
{
  g_autoptr (GenkanProduct) product = NULL;

  if (*g_strstrip (edit->to) == '\0')
    {
      genkan_cli_complain (_("A product needs a name"));
      return FALSE;
    }

  product = genkan_store_find_product (genkan_workspace_get_store (edit->workspace), edit->to, NULL);
  if (product != NULL)
    genkan_cli_complain (_("There is a product “%s” already"), edit->to);

  return product == NULL;
}

static GenkanExit
add (GenkanCliEdit *edit,
     const char    *type)
{
  GenkanStore *store = genkan_workspace_get_store (edit->workspace);
  g_autofree char *done = g_strdup_printf (_("Added “%s”"), edit->to);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!edit->dry_run)
    {
      genkan_store_add_product_async (store, edit->to, type, NULL, genkan_cli_keep_result, &result);
      if (genkan_store_add_product_finish (store, genkan_cli_wait (&result), &error) == 0)
        return genkan_cli_fail (error);
    }

  print_outcome (edit, "add", done);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_products_add (int    argc,
                         char **argv)
{
  g_auto (GenkanCliEdit) edit = { NULL };
  g_autofree char *type = NULL;
  const GOptionEntry entries[] = {
    { "type", 't', 0, G_OPTION_ARG_STRING, &type, N_("Its product type"), N_("TYPE") },
    COMMON_ENTRIES (edit),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("NAME"),
                         _("Add a product to which no record is mapped yet."), 1, 1))
    return GENKAN_EXIT_USAGE;

  edit.to = g_strdup (argv[1]);
  if (!begin (&edit, 0, NULL) || !check_new_name (&edit))
    return GENKAN_EXIT_FAILED;

  return add (&edit, type);
}

GenkanExit
genkan_cli_products_rename (int    argc,
                            char **argv)
{
  g_auto (GenkanCliEdit) edit = { NULL };
  GenkanProductEdit what = { .kind = GENKAN_PRODUCT_EDIT_RENAME };
  g_autofree char *done = NULL;
  const GOptionEntry entries[] = { COMMON_ENTRIES (edit), { NULL } };

  if (!genkan_cli_parse (&argc, argv, entries, _("NAME NEW-NAME"),
                         _("Give a product another name; its records stay mapped to it."), 2, 2))
    return GENKAN_EXIT_USAGE;

  edit.to = g_strdup (argv[2]);
  if (!begin (&edit, 1, argv + 1) || !check_new_name (&edit))
    return GENKAN_EXIT_FAILED;

  what.name = edit.to;
  done = g_strdup_printf (_("Renamed “%s” to “%s”"), argv[1], edit.to);

  return carry_out (&edit, &what, "rename", done);
}

GenkanExit
genkan_cli_products_merge (int    argc,
                           char **argv)
{
  g_auto (GenkanCliEdit) edit = { NULL };
  GenkanProductEdit what = { .kind = GENKAN_PRODUCT_EDIT_MERGE };
  g_autoptr (GenkanProduct) target = NULL;
  g_autofree char *done = NULL;
  const GOptionEntry entries[] = {
    { "into", 0, 0, G_OPTION_ARG_STRING, &edit.to, N_("The product that stays, and gets all records"), N_("NAME") },
    COMMON_ENTRIES (edit),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("NAME… --into NAME"),
                         _("Make one product of several."), 1, G_MAXINT))
    return GENKAN_EXIT_USAGE;
  if (edit.to == NULL)
    {
      genkan_cli_complain (_("Say with --into which product stays"));
      return GENKAN_EXIT_USAGE;
    }

  if (!begin (&edit, argc - 1, argv + 1) || (target = find_product (&edit, edit.to)) == NULL)
    return GENKAN_EXIT_FAILED;

  what.target_id = genkan_product_get_id (target);
  done = g_strdup_printf (ngettext ("Merged %u product into “%s”", "Merged %u products into “%s”",
                                    edit.products->len), edit.products->len, edit.to);

  return carry_out (&edit, &what, "merge", done);
}

GenkanExit
genkan_cli_products_type (int    argc,
                          char **argv)
{
  g_auto (GenkanCliEdit) edit = { NULL };
  GenkanProductEdit what = { .kind = GENKAN_PRODUCT_EDIT_SET_TYPE };
  g_autofree char *done = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &edit.to, N_("The product type, made when there is none; empty: none"), N_("TYPE") },
    COMMON_ENTRIES (edit),
    { NULL }
  };

  if (!genkan_cli_parse (&argc, argv, entries, _("NAME… --to TYPE"),
                         _("Give products another product type."), 1, G_MAXINT))
    return GENKAN_EXIT_USAGE;
  if (edit.to == NULL)
    {
      genkan_cli_complain (_("Say with --to which product type they get"));
      return GENKAN_EXIT_USAGE;
    }

  if (!begin (&edit, argc - 1, argv + 1))
    return GENKAN_EXIT_FAILED;

  what.name = g_strstrip (edit.to);
  done = g_strdup_printf (ngettext ("Changed the product type of %u product",
                                    "Changed the product type of %u products",
                                    edit.products->len), edit.products->len);

  return carry_out (&edit, &what, "type", done);
}

GenkanExit
genkan_cli_products_delete (int    argc,
                            char **argv)
{
  g_auto (GenkanCliEdit) edit = { NULL };
  GenkanProductEdit what = { .kind = GENKAN_PRODUCT_EDIT_DELETE };
  g_autofree char *products = NULL;
  g_autofree char *records = NULL;
  g_autofree char *done = NULL;
  const GOptionEntry entries[] = { COMMON_ENTRIES (edit), { NULL } };

  if (!genkan_cli_parse (&argc, argv, entries, _("NAME…"),
                         _("Delete products; records that are mapped to them become stale, and nothing else is lost."),
                         1, G_MAXINT))
    return GENKAN_EXIT_USAGE;

  if (!begin (&edit, argc - 1, argv + 1))
    return GENKAN_EXIT_FAILED;

  products = g_strdup_printf (ngettext ("Deleted %u product", "Deleted %u products", edit.products->len),
                              edit.products->len);
  records = g_strdup_printf (ngettext ("%u record was mapped there", "%u records were mapped there",
                                       count_records (&edit)), count_records (&edit));
  /* Translators: "Deleted 2 products; 5 records were mapped there" */
  done = g_strdup_printf (_("%s; %s"), products, records);

  return carry_out (&edit, &what, "delete", done);
}
