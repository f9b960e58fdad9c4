/* delivery-vendor.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tool whose Findings come and go at random, and what DefectDojo should have of them.
 */

#pragma once

#include "delivery-fixture.h"

G_BEGIN_DECLS

#define VENDOR_N_FINDINGS 8

typedef enum
{
  VENDOR_ABSENT,
  VENDOR_OPEN,
  VENDOR_MENDED,
} VendorState;

typedef struct
{
  char        id[4];
  VendorState state;
  guint       severity;
  guint       wording;
} VendorFinding;

typedef struct
{
  VendorFinding findings[SYNC_N_UNITS][VENDOR_N_FINDINGS];
} Vendor;

void vendor_init    (Vendor          *vendor);
void vendor_live    (Vendor          *vendor);
void vendor_tell    (Vendor          *vendor,
                     DeliveryFixture *fixture,
                     gboolean         goes_well);
void vendor_compare (Vendor          *vendor,
                     DeliveryFixture *fixture);

G_END_DECLS
