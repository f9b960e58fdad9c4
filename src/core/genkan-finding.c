/* genkan-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-finding.h"

struct _GenkanFinding
{
  GObject parent_instance;

  GenkanFindingFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanFinding, genkan_finding, G_TYPE_OBJECT)

static void
genkan_finding_finalize (GObject *object)
{
  GenkanFinding *self = GENKAN_FINDING (object);

  g_free ((char *) self->fields.unique_id);
  g_free ((char *) self->fields.title);
  g_free ((char *) self->fields.component);
  g_free ((char *) self->fields.vulnerability);
  g_free ((char *) self->fields.fields);
  g_free ((char *) self->fields.record_name);
  g_free ((char *) self->fields.product_name);

  G_OBJECT_CLASS (genkan_finding_parent_class)->finalize (object);
}

static void
genkan_finding_class_init (GenkanFindingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_finding_finalize;
}

static void
genkan_finding_init (GenkanFinding *self)
{
}

/**
 * genkan_finding_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanFinding *
genkan_finding_new (const GenkanFindingFields *fields)
{
  GenkanFinding *self = g_object_new (GENKAN_TYPE_FINDING, NULL);

  self->fields = *fields;
  self->fields.unique_id = g_strdup (fields->unique_id);
  self->fields.title = g_strdup (fields->title);
  self->fields.component = g_strdup (fields->component);
  self->fields.vulnerability = g_strdup (fields->vulnerability);
  self->fields.fields = g_strdup (fields->fields);
  self->fields.record_name = g_strdup (fields->record_name);
  self->fields.product_name = g_strdup (fields->product_name);

  return self;
}

/**
 * genkan_finding_get:
 * @self: a finding
 *
 * Returns: all that it holds; of the object, and never changing
 */
const GenkanFindingFields *
genkan_finding_get (GenkanFinding *self)
{
  g_return_val_if_fail (GENKAN_IS_FINDING (self), NULL);

  return &self->fields;
}
