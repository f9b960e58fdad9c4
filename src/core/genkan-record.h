/* genkan-record.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "genkan-enums.h"

G_BEGIN_DECLS

/* Of a minimum severity: nothing was decided for the Record itself. */
#define GENKAN_MINIMUM_OF_CONNECTION -1

/**
 * GenkanRecordSync:
 * @n_open: how many of its Findings are open
 * @operation_id: the last Sync of it, or 0
 * @synced: the end of the last Sync of it, in microseconds since 1970 (UTC), or 0
 * @outcome: how that ended for this Record
 * @delivery: what became of it on the way to DefectDojo
 * @message: (nullable): why it is not complete, or was not delivered
 * @n_held: how many Findings the removal guard asks about
 * @guard_id: the Sync that asks, or 0
 *
 * What Syncs have made of a Record.
 */
typedef struct
{
  guint                 n_open;
  gint64                operation_id;
  gint64                synced;
  GenkanOutcome         outcome;
  GenkanDeliveryOutcome delivery;
  const char           *message;
  guint                 n_held;
  gint64                guard_id;
} GenkanRecordSync;

/**
 * GenkanRecordFields:
 * @id: the row in the store
 * @connection_id: the Connection it came from
 * @vendor_id: the vendor's own, stable id
 * @name: the vendor's name for it
 * @kind: (nullable): what it is: site, project, repository …
 * @url: (nullable): its page at the vendor
 * @parent: (nullable): what holds it: organisation, folder, system …
 * @description: (nullable): a text
 * @tags: (nullable): a JSON array of texts
 * @extra: (nullable): a JSON object of further attributes
 * @state: its state
 * @product_id: the Product it is mapped to, or 0
 * @product_name: (nullable): that Product's name
 * @first_discovered: microseconds since 1970 (UTC)
 * @last_discovered: microseconds since 1970 (UTC)
 * @finalized: when it was mapped, in microseconds since 1970 (UTC), or 0
 * @minimum_severity: the least #GenkanSeverity of the Findings that are kept, or
 *   %GENKAN_MINIMUM_OF_CONNECTION; the Connection's own counts too, if that is higher
 * @connection_label: (nullable): the label of the Connection
 * @sync: what Syncs have made of it; only a GenkanRecordList looks that up
 *
 * What a #GenkanRecord is made from. Texts are borrowed; the object copies them.
 */
typedef struct
{
  gint64            id;
  gint64            connection_id;
  const char       *vendor_id;
  const char       *name;
  const char       *kind;
  const char       *url;
  const char       *parent;
  const char       *description;
  const char       *tags;
  const char       *extra;
  GenkanRecordState state;
  gint64            product_id;
  const char       *product_name;
  gint64            first_discovered;
  gint64            last_discovered;
  gint64            finalized;
  int               minimum_severity;
  const char       *connection_label;
  GenkanRecordSync  sync;
} GenkanRecordFields;

#define GENKAN_TYPE_RECORD (genkan_record_get_type ())

G_DECLARE_FINAL_TYPE (GenkanRecord, genkan_record, GENKAN, RECORD, GObject)

GenkanRecord           *genkan_record_new                  (const GenkanRecordFields *fields);
gint64                  genkan_record_get_id               (GenkanRecord             *self);
gint64                  genkan_record_get_connection_id    (GenkanRecord             *self);
const char             *genkan_record_get_vendor_id        (GenkanRecord             *self);
const char             *genkan_record_get_name             (GenkanRecord             *self);
const char             *genkan_record_get_title            (GenkanRecord             *self);
const char             *genkan_record_get_kind             (GenkanRecord             *self);
const char             *genkan_record_get_url              (GenkanRecord             *self);
const char             *genkan_record_get_parent           (GenkanRecord             *self);
const char             *genkan_record_get_description      (GenkanRecord             *self);
const char             *genkan_record_get_tags             (GenkanRecord             *self);
const char             *genkan_record_get_extra            (GenkanRecord             *self);
GenkanRecordState       genkan_record_get_state            (GenkanRecord             *self);
gint64                  genkan_record_get_product_id       (GenkanRecord             *self);
const char             *genkan_record_get_product_name     (GenkanRecord             *self);
gint64                  genkan_record_get_first_discovered (GenkanRecord             *self);
gint64                  genkan_record_get_last_discovered  (GenkanRecord             *self);
gint64                  genkan_record_get_finalized        (GenkanRecord             *self);
int                     genkan_record_get_minimum_severity (GenkanRecord             *self);
const char             *genkan_record_get_connection_label (GenkanRecord             *self);
const GenkanRecordSync *genkan_record_get_sync             (GenkanRecord             *self);

G_END_DECLS
