/* genkan-export-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Internal to the export: a format.
 */

#pragma once

#include "genkan-finding.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @append: adds a Finding. `columns` are those that the tool brought: numbers, texts and lists. */
typedef struct
{
  const char *head;
  const char *between;
  const char *tail;
  void      (*append) (GString                   *text,
                       const GenkanFindingFields *finding,
                       JsonObject                *columns);
} GenkanExporter;

extern const GenkanExporter genkan_export_csv;
extern const GenkanExporter genkan_export_generic;
extern const GenkanExporter genkan_export_sarif;

/* What several formats need of a column. */
char       *genkan_export_dup_text (JsonObject *columns,
                                    const char *name);
const char *genkan_export_get_text (JsonObject *columns,
                                    const char *name);
JsonArray  *genkan_export_get_list (JsonObject *columns,
                                    const char *name);
void        genkan_export_append   (GString    *text,
                                    JsonObject *object);

G_END_DECLS
