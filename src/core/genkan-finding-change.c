/* genkan-finding-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-finding-change.h"

struct _GenkanFindingChange
{
  GObject parent_instance;

  GenkanFindingChangeFields fields; /* the texts are owned */
};

G_DEFINE_FINAL_TYPE (GenkanFindingChange, genkan_finding_change, G_TYPE_OBJECT)

static void
genkan_finding_change_finalize (GObject *object)
{
  GenkanFindingChange *self = GENKAN_FINDING_CHANGE (object);

  g_free ((char *) self->fields.unique_id);
  g_free ((char *) self->fields.title);
  g_free ((char *) self->fields.component);

  G_OBJECT_CLASS (genkan_finding_change_parent_class)->finalize (object);
}

static void
genkan_finding_change_class_init (GenkanFindingChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_finding_change_finalize;
}

static void
genkan_finding_change_init (GenkanFindingChange *self)
{
}

/**
 * genkan_finding_change_new:
 * @fields: what it holds; copied
 *
 * Returns: (transfer full): an object that never changes
 */
GenkanFindingChange *
genkan_finding_change_new (const GenkanFindingChangeFields *fields)
{
  GenkanFindingChange *self = g_object_new (GENKAN_TYPE_FINDING_CHANGE, NULL);

  self->fields = *fields;
  self->fields.unique_id = g_strdup (fields->unique_id);
  self->fields.title = g_strdup (fields->title);
  self->fields.component = g_strdup (fields->component);

  return self;
}

/**
 * genkan_finding_change_get:
 * @self: a change
 *
 * Returns: all that it holds; of the object, and never changing
 */
const GenkanFindingChangeFields *
genkan_finding_change_get (GenkanFindingChange *self)
{
  g_return_val_if_fail (GENKAN_IS_FINDING_CHANGE (self), NULL);

  return &self->fields;
}

/**
 * genkan_finding_change_kind_to_nick:
 * @kind: what a Sync would do
 *
 * Returns: its word for programs, never translated
 */
const char *
genkan_finding_change_kind_to_nick (GenkanFindingChangeKind kind)
{
  static const char *const nicks[GENKAN_N_FINDING_CHANGE_KINDS] = {
    "new", "changed", "closed", "reopened", "held",
  };

  g_return_val_if_fail (kind < GENKAN_N_FINDING_CHANGE_KINDS, NULL);

  return nicks[kind];
}
