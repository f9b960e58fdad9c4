/* genkan-product-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One small form for the questions about Products: each shows its rows. What stands in it is
 * judged while one types, so that the button says what it will do: a name that another Product
 * has makes a renaming a merge.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-product-dialog.h"

#include "genkan-compat.h"
#include "genkan-name-template.h"
#include "genkan-products-edit.h"
#include "genkan-store-products.h"
#include "genkan-type-row.h"

#include <glib/gi18n.h>

#define DIALOG_WIDTH 420

struct _GenkanProductDialog
{
  GtkWidget              parent_instance;

  AdwWindowTitle        *title;
  GtkButton             *accept;
  GtkEditable           *name_row;
  GenkanTypeRow         *type_row;
  AdwComboRow           *keep_row;
  GListStore            *kept;
  GtkLabel              *note;

  GenkanStore           *store;    /* (owned) */
  GtkWidget             *from;     /* (owned): whose toaster says what was done */
  GPtrArray             *products; /* (owned) (element-type GenkanProduct) */
  GenkanProductQuestion  question;
  GenkanProduct         *taken;    /* (owned) (nullable): the other one that has the name */
};

G_DEFINE_FINAL_TYPE (GenkanProductDialog, genkan_product_dialog, GTK_TYPE_WIDGET)

static GenkanProduct *
genkan_product_dialog_get_first (GenkanProductDialog *self)
{
  return g_ptr_array_index (self->products, 0);
}

static char *
genkan_product_dialog_dup_name (GenkanProductDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
genkan_product_dialog_show (GenkanProductDialog *self,
                            const char          *accept,
                            const char          *note,
                            gboolean             enabled)
{
  gtk_button_set_label (self->accept, accept);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.accept", enabled);
}

/* Who has the name that stands there, if not the Product itself. */
static void
genkan_product_dialog_look_up (GenkanProductDialog *self,
                               const char          *name)
{
  g_clear_object (&self->taken);
  self->taken = genkan_store_find_product (self->store, name, NULL);

  if (self->taken != NULL && self->question == GENKAN_PRODUCT_QUESTION_RENAME &&
      genkan_product_get_id (self->taken) ==
      genkan_product_get_id (genkan_product_dialog_get_first (self)))
    g_clear_object (&self->taken);
}

static void
genkan_product_dialog_judge_name (GenkanProductDialog *self)
{
  gboolean renames = self->question == GENKAN_PRODUCT_QUESTION_RENAME;
  const char *accept = renames ? _("_Rename") : _("_Create");
  g_autofree char *name = genkan_product_dialog_dup_name (self);
  g_autofree char *note = NULL;
  gboolean fits = *name != '\0' && g_utf8_strlen (name, -1) <= GENKAN_NAME_MAX;

  genkan_product_dialog_look_up (self, name);
  if (self->taken != NULL && renames)
    {
      note = g_strdup_printf (_("There is a Product “%s” already. Merge moves the Records of "
                                "“%s” to it."), name,
                              genkan_product_get_name (genkan_product_dialog_get_first (self)));
      accept = _("_Merge");
    }
  else if (self->taken != NULL)
    {
      note = g_strdup_printf (_("There is a Product “%s” already."), name);
      fits = FALSE;
    }
  else if (!fits && *name != '\0')
    note = g_strdup_printf (_("DefectDojo takes names of %d characters at most."), GENKAN_NAME_MAX);
  else if (renames)
    fits = fits && !g_str_equal (name, genkan_product_get_name (
                                   genkan_product_dialog_get_first (self)));

  genkan_product_dialog_show (self, accept, note, fits);
}

static void
genkan_product_dialog_judge_type (GenkanProductDialog *self)
{
  const char *before = genkan_product_get_type_name (genkan_product_dialog_get_first (self));
  g_autofree char *type = genkan_type_row_dup_type (self->type_row);
  g_auto (GStrv) types = genkan_store_list_product_types (self->store, NULL);
  g_autofree char *note = NULL;

  if (self->question == GENKAN_PRODUCT_QUESTION_TYPE)
    {
      genkan_product_dialog_show (self, _("_Change"), NULL, TRUE);
      return;
    }

  if (type == NULL)
    note = g_strdup_printf (_("Without a name, the Products of “%s” have no Product Type."), before);
  else if (g_strcmp0 (type, before) != 0 && types != NULL &&
           g_strv_contains ((const char *const *) types, type))
    note = g_strdup_printf (_("There is a Product Type “%s” already; the two become one."), type);

  genkan_product_dialog_show (self, _("_Rename"), note, g_strcmp0 (type, before) != 0);
}

static void
genkan_product_dialog_judge (GenkanProductDialog *self)
{
  switch (self->question)
    {
    case GENKAN_PRODUCT_QUESTION_NEW:
    case GENKAN_PRODUCT_QUESTION_RENAME:
      genkan_product_dialog_judge_name (self);
      break;

    case GENKAN_PRODUCT_QUESTION_TYPE:
    case GENKAN_PRODUCT_QUESTION_RENAME_TYPE:
      genkan_product_dialog_judge_type (self);
      break;

    case GENKAN_PRODUCT_QUESTION_MERGE:
      genkan_product_dialog_show (self, _("_Merge"),
                                  _("It gets the Records of all the others, which go."), TRUE);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
genkan_product_dialog_changed_cb (GenkanProductDialog *self)
{
  if (self->store != NULL)
    genkan_product_dialog_judge (self);
}

static void
genkan_product_dialog_entry_activated_cb (GenkanProductDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "product.accept", NULL);
}

static void
genkan_product_dialog_rename (GenkanProductDialog *self,
                              const char          *name)
{
  GenkanProductEdit edit = { .kind = GENKAN_PRODUCT_EDIT_RENAME, .name = name };

  if (self->taken != NULL)
    {
      edit.kind = GENKAN_PRODUCT_EDIT_MERGE;
      edit.target_id = genkan_product_get_id (self->taken);
    }

  genkan_products_edit (self->store, self->from, self->products, &edit);
}

static void
genkan_product_dialog_merge (GenkanProductDialog *self)
{
  GenkanProduct *kept = adw_combo_row_get_selected_item (self->keep_row);
  GenkanProductEdit edit = { .kind = GENKAN_PRODUCT_EDIT_MERGE };

  edit.target_id = genkan_product_get_id (kept);
  edit.name = genkan_product_get_name (kept);
  genkan_products_edit (self->store, self->from, self->products, &edit);
}

static void
genkan_product_dialog_accept (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  GenkanProductDialog *self = GENKAN_PRODUCT_DIALOG (widget);
  g_autofree char *name = genkan_product_dialog_dup_name (self);
  g_autofree char *type = genkan_type_row_dup_type (self->type_row);
  GenkanProductEdit edit = { .kind = GENKAN_PRODUCT_EDIT_SET_TYPE, .name = type };

  switch (self->question)
    {
    case GENKAN_PRODUCT_QUESTION_NEW:
      genkan_products_add (self->store, self->from, name, type);
      break;

    case GENKAN_PRODUCT_QUESTION_RENAME:
      genkan_product_dialog_rename (self, name);
      break;

    case GENKAN_PRODUCT_QUESTION_MERGE:
      genkan_product_dialog_merge (self);
      break;

    case GENKAN_PRODUCT_QUESTION_TYPE:
      genkan_products_edit (self->store, self->from, self->products, &edit);
      break;

    case GENKAN_PRODUCT_QUESTION_RENAME_TYPE:
      genkan_products_rename_type (self->store, self->from,
                                   genkan_product_get_type_name (
                                     genkan_product_dialog_get_first (self)), type);
      break;

    default:
      g_assert_not_reached ();
    }

  genkan_dialog_close (widget);
}

static void
genkan_product_dialog_cancel (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  genkan_dialog_close (widget);
}

static void
genkan_product_dialog_map (GtkWidget *widget)
{
  GenkanProductDialog *self = GENKAN_PRODUCT_DIALOG (widget);

  GTK_WIDGET_CLASS (genkan_product_dialog_parent_class)->map (widget);

  if (self->question == GENKAN_PRODUCT_QUESTION_MERGE)
    gtk_widget_grab_focus (GTK_WIDGET (self->accept));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->name_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->type_row));
}

static void
genkan_product_dialog_dispose (GObject *object)
{
  GenkanProductDialog *self = GENKAN_PRODUCT_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_object (&self->from);
  g_clear_object (&self->taken);
  g_clear_pointer (&self->products, g_ptr_array_unref);
  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_PRODUCT_DIALOG);

  G_OBJECT_CLASS (genkan_product_dialog_parent_class)->dispose (object);
}

static void
genkan_product_dialog_class_init (GenkanProductDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = genkan_product_dialog_dispose;

  widget_class->map = genkan_product_dialog_map;

  g_type_ensure (GENKAN_TYPE_PRODUCT);
  g_type_ensure (GENKAN_TYPE_TYPE_ROW);

  gtk_widget_class_install_action (widget_class, "product.accept", NULL,
                                   genkan_product_dialog_accept);
  gtk_widget_class_install_action (widget_class, "product.cancel", NULL,
                                   genkan_product_dialog_cancel);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-product-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, kept);
  gtk_widget_class_bind_template_child (widget_class, GenkanProductDialog, note);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_dialog_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_product_dialog_entry_activated_cb);
}

static void
genkan_product_dialog_init (GenkanProductDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The one with the most Records is the likeliest to stay. */
static void
genkan_product_dialog_offer_kept (GenkanProductDialog *self)
{
  guint best = 0;

  for (guint i = 0; i < self->products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (self->products, i);

      g_list_store_append (self->kept, product);
      if (genkan_product_get_n_records (product) >
          genkan_product_get_n_records (g_ptr_array_index (self->products, best)))
        best = i;
    }

  adw_combo_row_set_selected (self->keep_row, best);
}

static const char *
genkan_product_dialog_get_title (GenkanProductDialog *self)
{
  switch (self->question)
    {
    case GENKAN_PRODUCT_QUESTION_NEW:
      return _("New Product");

    case GENKAN_PRODUCT_QUESTION_RENAME:
      return _("Rename Product");

    case GENKAN_PRODUCT_QUESTION_MERGE:
      return _("Merge Products");

    case GENKAN_PRODUCT_QUESTION_TYPE:
      return _("Change Product Type");

    case GENKAN_PRODUCT_QUESTION_RENAME_TYPE:
      return _("Rename Product Type");

    default:
      g_return_val_if_reached ("");
    }
}

static void
genkan_product_dialog_fill (GenkanProductDialog *self)
{
  GenkanProductQuestion question = self->question;
  gboolean names = question == GENKAN_PRODUCT_QUESTION_NEW ||
                   question == GENKAN_PRODUCT_QUESTION_RENAME;
  gboolean merges = question == GENKAN_PRODUCT_QUESTION_MERGE;
  const char *type = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->name_row), names);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row), merges);
  gtk_widget_set_visible (GTK_WIDGET (self->type_row),
                          !merges && question != GENKAN_PRODUCT_QUESTION_RENAME);

  if (question != GENKAN_PRODUCT_QUESTION_NEW)
    type = genkan_product_get_type_name (genkan_product_dialog_get_first (self));
  if (question == GENKAN_PRODUCT_QUESTION_RENAME)
    gtk_editable_set_text (self->name_row,
                           genkan_product_get_name (genkan_product_dialog_get_first (self)));
  if (merges)
    genkan_product_dialog_offer_kept (self);

  genkan_type_row_open (self->type_row, self->store, type);
  adw_window_title_set_title (self->title, genkan_product_dialog_get_title (self));
  genkan_product_dialog_judge (self);
}

/**
 * genkan_product_dialog_present:
 * @from: a widget of the window that the dialog belongs to
 * @store: where the Products are
 * @question: what to ask for
 * @products: (nullable) (element-type GenkanProduct): which Products it is about; %NULL for a new
 *   one
 *
 * Opens a dialog that asks, and has it done.
 */
void
genkan_product_dialog_present (GtkWidget             *from,
                               GenkanStore           *store,
                               GenkanProductQuestion  question,
                               GPtrArray             *products)
{
  GenkanProductDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (question == GENKAN_PRODUCT_QUESTION_NEW ||
                    (products != NULL && products->len > 0));

  self = g_object_new (GENKAN_TYPE_PRODUCT_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->from = g_object_ref (from);
  self->products = products != NULL ? g_ptr_array_ref (products) : g_ptr_array_new ();
  self->question = question;
  genkan_product_dialog_fill (self);
  genkan_dialog_present (GTK_WIDGET (self), genkan_product_dialog_get_title (self), DIALOG_WIDTH,
                         -1, from);
}
