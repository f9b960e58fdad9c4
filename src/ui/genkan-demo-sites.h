/* genkan-demo-sites.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "genkan-demo.h"

G_BEGIN_DECLS

#define GENKAN_TYPE_DEMO_SITES (genkan_demo_sites_get_type ())

/* The tool's side of a demo: its sites, to be renamed, removed and restored. For a dialog. */
G_DECLARE_FINAL_TYPE (GenkanDemoSites, genkan_demo_sites, GENKAN, DEMO_SITES, GtkWidget)

GtkWidget *genkan_demo_sites_new (GenkanDemo *demo);

G_END_DECLS
