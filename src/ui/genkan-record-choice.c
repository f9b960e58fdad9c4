/* genkan-record-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-choice.h"

#include "closures/genkan-format.h"

#include <glib/gi18n.h>

struct _GenkanRecordChoice
{
  GObject  parent_instance;

  gint64   product_id; /* 0 for one to create */
  char    *name;       /* (owned) */
  char    *title;      /* (owned) */
  char    *subtitle;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanRecordChoice, genkan_record_choice, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_ICON_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_record_choice_finalize (GObject *object)
{
  GenkanRecordChoice *self = GENKAN_RECORD_CHOICE (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (genkan_record_choice_parent_class)->finalize (object);
}

static void
genkan_record_choice_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  GenkanRecordChoice *self = GENKAN_RECORD_CHOICE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;

    case PROP_ICON_NAME:
      g_value_set_string (value, self->product_id == 0 ? "list-add-symbolic"
                                                       : "genkan-product-symbolic");
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_choice_class_init (GenkanRecordChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_record_choice_finalize;
  object_class->get_property = genkan_record_choice_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_record_choice_init (GenkanRecordChoice *self)
{
}

GenkanRecordChoice *
genkan_record_choice_new_for_product (GenkanProduct *product)
{
  GenkanRecordChoice *self;
  g_autofree char *records = NULL;
  g_autofree char *facts = NULL;
  guint n_records;

  g_return_val_if_fail (GENKAN_IS_PRODUCT (product), NULL);

  n_records = genkan_product_get_n_records (product);
  records = g_strdup_printf (ngettext ("%'u Record", "%'u Records", n_records), n_records);

  self = g_object_new (GENKAN_TYPE_RECORD_CHOICE, NULL);
  self->product_id = genkan_product_get_id (product);
  self->name = g_strdup (genkan_product_get_name (product));
  self->title = g_strdup (self->name);
  facts = genkan_format_pair (genkan_product_get_type_name (product), records);
  self->subtitle = genkan_format_pair (facts, genkan_product_get_dojo_id (product) > 0
                                                ? _("in DefectDojo") : NULL);

  return self;
}

static char *
say_reason (GenkanSuggestion *suggestion)
{
  g_autofree char *record = genkan_format_name (genkan_suggestion_get_record_name (suggestion));
  g_autofree char *label = genkan_format_name (genkan_suggestion_get_label (suggestion));

  switch (genkan_suggestion_get_reason (suggestion))
    {
    case GENKAN_SUGGESTION_EARLIER:
      return g_strdup (_("Mapped here before"));

    case GENKAN_SUGGESTION_MARK:
      return g_strdup (_("Mapped here in DefectDojo"));

    case GENKAN_SUGGESTION_SOURCE:
      /* Translators: a Record and its tool: “Same source as webshop-frontend in SonarQube” */
      return g_strdup_printf (_("Same source as %s in %s"), record, label);

    case GENKAN_SUGGESTION_RECORD:
      /* Translators: a Record and its tool: “Like webshop-frontend in SonarQube” */
      return g_strdup_printf (_("Like %s in %s"), record, label);

    case GENKAN_SUGGESTION_NAME:
      return g_strdup (_("A name like this one"));

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

GenkanRecordChoice *
genkan_record_choice_new_for_suggestion (GenkanSuggestion *suggestion)
{
  GenkanRecordChoice *self;

  g_return_val_if_fail (GENKAN_IS_SUGGESTION (suggestion), NULL);

  self = g_object_new (GENKAN_TYPE_RECORD_CHOICE, NULL);
  self->product_id = genkan_suggestion_get_product_id (suggestion);
  self->name = g_strdup (genkan_suggestion_get_product_name (suggestion));
  self->title = g_strdup (self->name);
  self->subtitle = say_reason (suggestion);

  return self;
}

GenkanRecordChoice *
genkan_record_choice_new_to_create (const char *name)
{
  g_autofree char *shown = genkan_format_name (name);
  GenkanRecordChoice *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_RECORD_CHOICE, NULL);
  self->name = g_strdup (name);
  self->title = g_strdup_printf (_("Create “%s”"), shown);
  self->subtitle = g_strdup (_("New Product"));

  return self;
}

/**
 * genkan_record_choice_get_product_id:
 * @self: a choice
 *
 * Returns: the Product, or 0 when it is to be created
 */
gint64
genkan_record_choice_get_product_id (GenkanRecordChoice *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_CHOICE (self), 0);

  return self->product_id;
}

const char *
genkan_record_choice_get_name (GenkanRecordChoice *self)
{
  g_return_val_if_fail (GENKAN_IS_RECORD_CHOICE (self), NULL);

  return self->name;
}
