/* genkan-result-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-result-item.h"

#include "closures/genkan-format-sync.h"

#include <glib/gi18n.h>

struct _GenkanResultItem
{
  GObject   parent_instance;

  char     *title;       /* (owned) */
  char     *text;        /* (owned) (nullable) */
  gint64    record_id;
  gint64    test_id;     /* in DefectDojo, or 0 if none can be opened */
  gboolean  warns;
  gboolean  is_held;     /* the removal guard asks */
  gboolean  has_details;
};

G_DEFINE_FINAL_TYPE (GenkanResultItem, genkan_result_item, G_TYPE_OBJECT)

static void
genkan_result_item_finalize (GObject *object)
{
  GenkanResultItem *self = GENKAN_RESULT_ITEM (object);

  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (genkan_result_item_parent_class)->finalize (object);
}

static void
genkan_result_item_class_init (GenkanResultItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_result_item_finalize;
}

static void
genkan_result_item_init (GenkanResultItem *self)
{
}

static char *
make_text (const GenkanSyncResult *result)
{
  g_autofree char *found = genkan_format_sync_result (result);
  g_autofree char *delivery = genkan_format_delivery (result);
  GString *text = g_string_new (found);

  if (result->n_held > 0)
    g_string_append_printf (text, ngettext ("\n%'u finding that the tool shows no longer is still open.",
                                            "\n%'u findings that the tool shows no longer are still open.",
                                            result->n_held), result->n_held);
  if (delivery != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", delivery);

  return g_string_free (text, FALSE);
}

/**
 * genkan_result_item_new:
 * @title: what it is about
 * @text: (nullable): what is told of it
 * @warns: whether a person should look at it
 *
 * Returns: (transfer full): something about which nothing can be done here
 */
GenkanResultItem *
genkan_result_item_new (const char *title,
                        const char *text,
                        gboolean    warns)
{
  GenkanResultItem *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_RESULT_ITEM, NULL);
  self->title = g_strdup (title);
  self->text = g_strdup (text);
  self->warns = warns;

  return self;
}

/**
 * genkan_result_item_new_sync:
 * @result: what a Sync found for a Record, or what became of it in a Deliver
 * @has_server: whether a Test can be opened in DefectDojo
 *
 * Returns: (transfer full): that, as it is shown
 */
GenkanResultItem *
genkan_result_item_new_sync (const GenkanSyncResult *result,
                             gboolean                has_server)
{
  GenkanResultItem *self;

  g_return_val_if_fail (result != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_RESULT_ITEM, NULL);
  self->title = g_strdup (result->record_name != NULL ? result->record_name : _("Deleted Record"));
  self->text = make_text (result);
  self->record_id = result->record_id;
  self->test_id = has_server ? result->test_id : 0;
  self->is_held = result->n_held > 0;
  self->has_details = result->details != NULL || result->delivery_details != NULL;

  return self;
}

const char *
genkan_result_item_get_title (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), NULL);

  return self->title;
}

/* Returns: (nullable) */
const char *
genkan_result_item_get_text (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), NULL);

  return self->text;
}

gboolean
genkan_result_item_warns (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), FALSE);

  return self->warns;
}

gint64
genkan_result_item_get_record (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), 0);

  return self->record_id;
}

/* Whether the removal guard asks about it. */
gboolean
genkan_result_item_is_held (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), FALSE);

  return self->is_held;
}

/* Whether there is more to be told of what went wrong. */
gboolean
genkan_result_item_has_details (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), FALSE);

  return self->has_details;
}

/* Returns: its Test in DefectDojo, or 0 if none can be opened */
gint64
genkan_result_item_get_test (GenkanResultItem *self)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (self), 0);

  return self->test_id;
}

/* Whether they say, and ask, the same. */
gboolean
genkan_result_item_equal (GenkanResultItem *a,
                          GenkanResultItem *b)
{
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (a), FALSE);
  g_return_val_if_fail (GENKAN_IS_RESULT_ITEM (b), FALSE);

  return a->record_id == b->record_id && a->test_id == b->test_id && a->warns == b->warns
         && a->is_held == b->is_held && a->has_details == b->has_details
         && g_str_equal (a->title, b->title) && g_strcmp0 (a->text, b->text) == 0;
}
