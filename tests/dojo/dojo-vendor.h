/* dojo-vendor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dojo-wait.h"

#include "genkan-dojo-delivery.h"

G_BEGIN_DECLS

#define DOJO_MARK "genkan-0123456789abcdef"

/* A Finding at the tool, and what the ledger knows of it. */
typedef struct
{
  gboolean            known;   /* it was there once */
  gboolean            retired; /* nobody will hear of it again */
  GenkanFindingState  state;
  guint               severity;
  guint               wording;
  char               *fields;     /* (owned) (nullable) */
  char               *identity;   /* (owned) (nullable) */
  char               *sent;       /* (owned) (nullable) */
  GenkanFindingState  sent_state;
} DojoKnown;

/* A Record of a tool, and an installation that delivers it. */
typedef struct
{
  DojoStandIn    *stand_in;
  GenkanDojo     *dojo;       /* (owned) */
  gint64          engagement;
  gint64          test;
  const char     *title;
  DojoKnown      *known;      /* (owned) */
  guint           n;
  gboolean        is_distinct; /* no two Findings have the same words */
  gboolean        is_adopted;  /* from another installation, which knew more than this one */
  gboolean        close_unknown;
  guint           padding;    /* characters of each description */
  GCancellable   *cancellable; /* (owned) (nullable) */
} DojoVendor;

DojoVendor *dojo_vendor_new          (DojoStandIn          *stand_in,
                                      guint                 n);
void        dojo_vendor_free         (DojoVendor           *self);
void        dojo_vendor_say          (DojoVendor           *self,
                                      guint                 i,
                                      GenkanFindingState    state,
                                      guint                 severity,
                                      guint                 wording);
void        dojo_vendor_say_all      (DojoVendor           *self,
                                      guint                 severity);
void        dojo_vendor_say_random   (DojoVendor           *self,
                                      guint                 one_in);
gboolean    dojo_vendor_deliver      (DojoVendor           *self,
                                      GenkanDojoDelivered  *ret_delivered,
                                      GError              **error);
void        dojo_vendor_deliver_well (DojoVendor           *self);
void        dojo_vendor_forget       (DojoVendor           *self);
JsonObject *dojo_vendor_find         (DojoVendor           *self,
                                      guint                 i);
void        dojo_vendor_assert_same  (DojoVendor           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DojoVendor, dojo_vendor_free)

G_END_DECLS
