/* genkan-record-chooser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboard stays in the entry: Up and Down move the choice below it, Enter takes it. What
 * Enter would take is always visible, so nobody creates a second Product by accident.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-chooser.h"

#include "genkan-compat.h"
#include "genkan-record-choice.h"
#include "genkan-record-choices.h"
#include "genkan-store-products.h"
#include "genkan-store-suggestions.h"
#include "genkan-toaster.h"
#include "genkan-type-row.h"

/* As many as one looks through before typing another letter. */
#define MAX_CHOICES 50
#define MAX_SUGGESTIONS 5

struct _GenkanRecordChooser
{
  GtkWidget           parent_instance;

  GtkSearchEntry     *entry;
  GtkStack           *stack;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GListStore         *choices;
  GtkWidget          *type_list;
  GenkanTypeRow      *type_row;

  GenkanStore        *store;        /* (owned) (nullable) until it is opened */
  GPtrArray          *suggestions;  /* (owned) (nullable) (element-type GenkanSuggestion) */
  GCancellable       *cancellable;  /* (owned) (nullable): while they are looked for */
  char               *opened;       /* (owned) (nullable): the text to begin with */
  gboolean            filling;      /* the choices change; what is chosen is not settled */
  gboolean            moved;        /* a person chose another one than was offered */
  char               *searched;     /* (owned) (nullable): the text that the list answers to */
  char               *product_type; /* (owned) (nullable): of the last decision */
};

G_DEFINE_FINAL_TYPE (GenkanRecordChooser, genkan_record_chooser, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACCEPTED,
  SIGNAL_CHOICE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GenkanRecordChoice *
genkan_record_chooser_get_choice (GenkanRecordChooser *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static char *
genkan_record_chooser_dup_text (GenkanRecordChooser *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
genkan_record_chooser_update (GenkanRecordChooser *self)
{
  GenkanRecordChoice *choice = genkan_record_chooser_get_choice (self);
  guint selected = gtk_single_selection_get_selected (self->selection);

  gtk_widget_set_visible (self->type_list,
                          choice != NULL && genkan_record_choice_get_product_id (choice) == 0);
  if (choice != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  g_signal_emit (self, signals[SIGNAL_CHOICE_CHANGED], 0);
}

/* What is suggested is offered as long as nothing else was asked for. */
static GPtrArray *
genkan_record_chooser_get_suggestions (GenkanRecordChooser *self,
                                       const char          *text)
{
  return *text == '\0' || g_strcmp0 (text, self->opened) == 0 ? self->suggestions : NULL;
}

static void
genkan_record_chooser_fill (GenkanRecordChooser *self,
                            GPtrArray           *products,
                            const char          *text)
{
  GPtrArray *suggestions = genkan_record_chooser_get_suggestions (self, text);
  guint best;

  self->filling = TRUE;
  best = genkan_record_choices_fill (self->choices, suggestions, products, text,
                                     g_strcmp0 (text, self->opened) != 0);
  gtk_single_selection_set_selected (self->selection, best);
  self->filling = FALSE;
  self->moved = FALSE;
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->choices)) > 0
                                      ? "choices"
                                      : "none");
  genkan_record_chooser_update (self);
}

static void
genkan_record_chooser_search (GenkanRecordChooser *self)
{
  g_autofree char *text = genkan_record_chooser_dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = NULL;

  g_free (self->searched);
  self->searched = g_strdup (text);
  products = genkan_store_search_products (self->store, text, MAX_CHOICES, &error);
  if (products != NULL)
    genkan_record_chooser_fill (self, products, text);
  else
    genkan_toast_error (GTK_WIDGET (self), error);
}

/* What was typed last may not have been looked up yet, but a key means what stands there. */
static void
genkan_record_chooser_settle (GenkanRecordChooser *self)
{
  g_autofree char *text = genkan_record_chooser_dup_text (self);

  if (self->store != NULL && g_strcmp0 (text, self->searched) != 0)
    genkan_record_chooser_search (self);
}

static void
genkan_record_chooser_suggested_cb (GObject      *object,
                                    GAsyncResult *result,
                                    gpointer      user_data)
{
  GenkanRecordChooser *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) suggestions =
    genkan_store_suggest_products_finish (GENKAN_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (suggestions == NULL)
    {
      genkan_toast_error (GTK_WIDGET (self), error);
      return;
    }

  /* Who has chosen already is not interrupted. */
  self->suggestions = g_steal_pointer (&suggestions);
  if (!self->moved && genkan_record_chooser_get_suggestions (self, self->searched) != NULL)
    genkan_record_chooser_search (self);
}

static void
genkan_record_chooser_search_changed_cb (GenkanRecordChooser *self)
{
  genkan_record_chooser_settle (self);
}

/* Whoever types over what was there empties the entry first, and then nothing is chosen; the next
 * key must find that there is something again. */
static void
genkan_record_chooser_changed_cb (GenkanRecordChooser *self)
{
  if (genkan_record_chooser_get_choice (self) == NULL)
    genkan_record_chooser_settle (self);
}

static void
genkan_record_chooser_entry_activate_cb (GenkanRecordChooser *self)
{
  genkan_record_chooser_settle (self);
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
}

/* A search entry keeps Escape to itself, but there is no search to leave here, only the dialog. */
static void
genkan_record_chooser_stop_search_cb (GenkanRecordChooser *self)
{
  genkan_dialog_close (GTK_WIDGET (self));
}

static void
genkan_record_chooser_activate_cb (GenkanRecordChooser *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0);
}

static void
genkan_record_chooser_selected_cb (GenkanRecordChooser *self)
{
  if (self->filling)
    return;

  self->moved = TRUE;
  genkan_record_chooser_update (self);
}

static gboolean
genkan_record_chooser_move (GenkanRecordChooser *self,
                            int                  step)
{
  int n_items = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  guint selected = gtk_single_selection_get_selected (self->selection);
  int next = selected == GTK_INVALID_LIST_POSITION ? 0 : (int) selected + step;

  if (n_items > 0)
    gtk_single_selection_set_selected (self->selection, CLAMP (next, 0, n_items - 1));

  return GDK_EVENT_STOP;
}

static gboolean
genkan_record_chooser_key_pressed_cb (GtkEventControllerKey *controller,
                                      guint                  keyval,
                                      guint                  keycode,
                                      GdkModifierType        modifiers,
                                      gpointer               user_data)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *self = gtk_widget_get_ancestor (entry, GENKAN_TYPE_RECORD_CHOOSER);

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return genkan_record_chooser_move (GENKAN_RECORD_CHOOSER (self), 1);

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return genkan_record_chooser_move (GENKAN_RECORD_CHOOSER (self), -1);

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
genkan_record_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GENKAN_RECORD_CHOOSER (widget)->entry));
}

static void
genkan_record_chooser_dispose (GObject *object)
{
  GenkanRecordChooser *self = GENKAN_RECORD_CHOOSER (object);

  genkan_dispose_template (GTK_WIDGET (self), GENKAN_TYPE_RECORD_CHOOSER);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->opened, g_free);
  g_clear_pointer (&self->searched, g_free);
  g_clear_pointer (&self->product_type, g_free);

  G_OBJECT_CLASS (genkan_record_chooser_parent_class)->dispose (object);
}

static void
genkan_record_chooser_class_init (GenkanRecordChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = genkan_record_chooser_dispose;

  widget_class->grab_focus = genkan_record_chooser_grab_focus;

  signals[SIGNAL_ACCEPTED] =
    g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOICE_CHANGED] =
    g_signal_new ("choice-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GENKAN_TYPE_RECORD_CHOICE);
  g_type_ensure (GENKAN_TYPE_TYPE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/genkan-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, entry);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, list);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, selection);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, choices);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, type_list);
  gtk_widget_class_bind_template_child (widget_class, GenkanRecordChooser, type_row);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, genkan_record_chooser_key_pressed_cb);
}

static void
genkan_record_chooser_init (GenkanRecordChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * genkan_record_chooser_open:
 * @self: a chooser
 * @store: where the Products are
 * @text: (nullable): the name to begin with
 * @product_type: (nullable): the Product Type to begin with
 *
 * Begins to choose, with @text selected so that typing replaces it.
 */
void
genkan_record_chooser_open (GenkanRecordChooser *self,
                            GenkanStore         *store,
                            const char          *text,
                            const char          *product_type)
{
  g_return_if_fail (GENKAN_IS_RECORD_CHOOSER (self));
  g_return_if_fail (GENKAN_IS_STORE (store));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_free (self->opened);
  self->opened = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_set_object (&self->store, store);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  genkan_type_row_open (self->type_row, store, product_type);
  genkan_record_chooser_search (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/**
 * genkan_record_chooser_suggest:
 * @self: an opened chooser
 * @record_id: the Record that a Product is chosen for
 *
 * Looks for Products that the Record may belong to, and offers them first as soon as they are
 * found.
 */
void
genkan_record_chooser_suggest (GenkanRecordChooser *self,
                               gint64               record_id)
{
  g_return_if_fail (GENKAN_IS_RECORD_CHOOSER (self));
  g_return_if_fail (self->store != NULL);

  self->cancellable = g_cancellable_new ();
  genkan_store_suggest_products_async (self->store, record_id, MAX_SUGGESTIONS, self->cancellable,
                                       genkan_record_chooser_suggested_cb, self);
}

/**
 * genkan_record_chooser_get_decision:
 * @self: an opened chooser
 * @ret_decision: (out): a mapping to what is chosen; its texts are borrowed from the chooser
 *   until it is opened again
 *
 * Returns: whether anything is chosen
 */
gboolean
genkan_record_chooser_get_decision (GenkanRecordChooser *self,
                                    GenkanDecision      *ret_decision)
{
  GenkanRecordChoice *choice;

  g_return_val_if_fail (GENKAN_IS_RECORD_CHOOSER (self), FALSE);

  genkan_record_chooser_settle (self);
  choice = genkan_record_chooser_get_choice (self);
  if (choice == NULL)
    return FALSE;

  g_free (self->product_type);
  self->product_type = genkan_type_row_dup_type (self->type_row);
  *ret_decision = (GenkanDecision) {
    .kind = GENKAN_DECISION_MAP,
    .product_id = genkan_record_choice_get_product_id (choice),
    .product_name = genkan_record_choice_get_name (choice),
    .product_type = self->product_type,
  };

  return TRUE;
}
