/* genkan-change.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanChangeKind:
 * @GENKAN_CHANGE_NEW: a unit becomes a Record
 * @GENKAN_CHANGE_RENAMED: its name is another one; the detail is the earlier name
 * @GENKAN_CHANGE_MOVED: something else holds it; the detail is what held it before
 * @GENKAN_CHANGE_MISSING: the tool no longer lists it
 * @GENKAN_CHANGE_RETURNED: it was Missing
 * @GENKAN_CHANGE_MAPPED: auto-map maps it; the detail is the Product
 *
 * What a Discover does to a Record.
 */
typedef enum
{
  GENKAN_CHANGE_NEW,
  GENKAN_CHANGE_RENAMED,
  GENKAN_CHANGE_MOVED,
  GENKAN_CHANGE_MISSING,
  GENKAN_CHANGE_RETURNED,
  GENKAN_CHANGE_MAPPED,
  GENKAN_N_CHANGE_KINDS
} GenkanChangeKind;

typedef struct
{
  GenkanChangeKind  kind;
  const char       *vendor_id;
  const char       *name;
  const char       *parent;    /* (nullable) */
  const char       *detail;    /* (nullable) */
  gboolean          is_made;   /* the Product of @detail does not exist yet */
} GenkanChangeFields;

#define GENKAN_TYPE_CHANGE (genkan_change_get_type ())

/* One line of the preview of a Discover. */
G_DECLARE_FINAL_TYPE (GenkanChange, genkan_change, GENKAN, CHANGE, GObject)

GenkanChange     *genkan_change_new           (const GenkanChangeFields *fields);
GenkanChangeKind  genkan_change_get_kind      (GenkanChange             *self);
const char       *genkan_change_get_vendor_id (GenkanChange             *self);
const char       *genkan_change_get_name      (GenkanChange             *self);
const char       *genkan_change_get_parent    (GenkanChange             *self);
const char       *genkan_change_get_detail    (GenkanChange             *self);
gboolean          genkan_change_get_is_made   (GenkanChange             *self);

G_END_DECLS
