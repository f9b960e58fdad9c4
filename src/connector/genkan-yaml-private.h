/* genkan-yaml-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-yaml.h"

G_BEGIN_DECLS

struct _GenkanYamlDocument
{
  char           *text;   /* (owned) */
  GPtrArray      *lines;  /* (owned) (element-type const char *) where each begins in the text */
  GPtrArray      *nodes;  /* (owned) (element-type GenkanYamlNode) all of them */
  GenkanYamlNode *root;   /* (nullable) */
};

G_END_DECLS
