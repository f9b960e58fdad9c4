/* genkan-name-template.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The longest name that DefectDojo takes, in characters. */
#define GENKAN_NAME_MAX 255

/**
 * GenkanNameError:
 * @GENKAN_NAME_ERROR_UNCLOSED: a `{` has no `}`
 * @GENKAN_NAME_ERROR_UNKNOWN: there is no such placeholder
 *
 * What can be wrong with a template for names.
 */
typedef enum
{
  GENKAN_NAME_ERROR_UNCLOSED,
  GENKAN_NAME_ERROR_UNKNOWN,
} GenkanNameError;

#define GENKAN_NAME_ERROR (genkan_name_error_quark ())
GQuark genkan_name_error_quark (void);

/**
 * GenkanNameFacts:
 * @name: (nullable): the Record's name
 * @parent: (nullable): what holds it in its tool
 * @kind: (nullable): site, project, repository …
 * @label: (nullable): the Connection's label
 * @tool: (nullable): the Connector's name
 *
 * What the placeholders of a template for names stand for.
 */
typedef struct
{
  const char *name;
  const char *parent;
  const char *kind;
  const char *label;
  const char *tool;
} GenkanNameFacts;

gboolean  genkan_name_template_check  (const char             *template,
                                       GError                **error);
char     *genkan_name_template_expand (const char             *template,
                                       const GenkanNameFacts  *facts);

G_END_DECLS
