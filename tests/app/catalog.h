/* catalog.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A software catalog on loopback, as far as the connector for Backstage asks for it as a guest.
 */

#pragma once

#include "genkan-loopback-server.h"

G_BEGIN_DECLS

#define CATALOG_SIZE 4

typedef struct
{
  const char *name;   /* (nullable): it is not there */
  const char *system; /* (nullable) */
  const char *about;  /* (nullable) */
} Component;

typedef struct
{
  GenkanLoopbackServer *server;                   /* (owned) */
  GMutex                mutex;                    /* guards what follows */
  Component             components[CATALOG_SIZE]; /* the first is of the id c0 */
  gboolean              fails;                    /* components cannot be listed */
} Catalog;

void catalog_open  (Catalog         *self);
void catalog_close (Catalog         *self);
void catalog_set   (Catalog         *self,
                    const Component *components,
                    gsize            n_components);
void catalog_fail  (Catalog         *self,
                    gboolean         fails);

G_END_DECLS
