/* genkan-suggestion.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-suggestion.h"

struct _GenkanSuggestion
{
  GObject parent_instance;

  gint64                  product_id;
  char                   *product_name; /* (owned) */
  GenkanSuggestionReason  reason;
  char                   *label;        /* (owned) (nullable) */
  char                   *record_name;  /* (owned) (nullable) */
  double                  likeness;
};

G_DEFINE_FINAL_TYPE (GenkanSuggestion, genkan_suggestion, G_TYPE_OBJECT)

static void
genkan_suggestion_finalize (GObject *object)
{
  GenkanSuggestion *self = GENKAN_SUGGESTION (object);

  g_free (self->product_name);
  g_free (self->label);
  g_free (self->record_name);

  G_OBJECT_CLASS (genkan_suggestion_parent_class)->finalize (object);
}

static void
genkan_suggestion_class_init (GenkanSuggestionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_suggestion_finalize;
}

static void
genkan_suggestion_init (GenkanSuggestion *self)
{
}

/**
 * genkan_suggestion_new:
 * @product_id: the Product
 * @product_name: its name
 * @reason: why it is suggested
 * @label: (nullable): the Connection whose Record is the reason
 * @record_name: (nullable): that Record
 * @likeness: from 0 to 1
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanSuggestion *
genkan_suggestion_new (gint64                  product_id,
                       const char             *product_name,
                       GenkanSuggestionReason  reason,
                       const char             *label,
                       const char             *record_name,
                       double                  likeness)
{
  GenkanSuggestion *self = g_object_new (GENKAN_TYPE_SUGGESTION, NULL);

  self->product_id = product_id;
  self->product_name = g_strdup (product_name);
  self->reason = reason;
  self->label = g_strdup (label);
  self->record_name = g_strdup (record_name);
  self->likeness = likeness;

  return self;
}

/**
 * genkan_suggestion_get_product_id:
 * @self: a suggestion
 *
 * Returns: the number of the Product that is suggested
 */
gint64
genkan_suggestion_get_product_id (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), 0);

  return self->product_id;
}

/**
 * genkan_suggestion_get_product_name:
 * @self: a suggestion
 *
 * Returns: the name of the Product
 */
const char *
genkan_suggestion_get_product_name (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), NULL);

  return self->product_name;
}

/**
 * genkan_suggestion_get_reason:
 * @self: a suggestion
 *
 * Returns: why it is suggested
 */
GenkanSuggestionReason
genkan_suggestion_get_reason (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), GENKAN_SUGGESTION_NAME);

  return self->reason;
}

/**
 * genkan_suggestion_get_label:
 * @self: a suggestion
 *
 * Returns: (nullable): the Connection of the Record that is the reason, if one is
 */
const char *
genkan_suggestion_get_label (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), NULL);

  return self->label;
}

/**
 * genkan_suggestion_get_record_name:
 * @self: a suggestion
 *
 * Returns: (nullable): the name of that Record
 */
const char *
genkan_suggestion_get_record_name (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), NULL);

  return self->record_name;
}

/**
 * genkan_suggestion_get_likeness:
 * @self: a suggestion
 *
 * Returns: how alike the names are, up to 1
 */
double
genkan_suggestion_get_likeness (GenkanSuggestion *self)
{
  g_return_val_if_fail (GENKAN_IS_SUGGESTION (self), 0);

  return self->likeness;
}
