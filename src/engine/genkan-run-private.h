/* genkan-run-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-run.h"

G_BEGIN_DECLS

/* Filled by the front end's thread before the run; read by the engine's from then on. */
struct _GenkanRun
{
  GObject parent_instance;

  GenkanConnector *connector;   /* (owned) */
  GenkanPurpose    purpose;
  GenkanSink      *sink;        /* (owned) */
  GHashTable      *settings;    /* (owned) (element-type utf8 utf8) */
  GenkanProgress  *progress;    /* (owned) (nullable) */
  GenkanRunLimits  limits;
  char            *ca_file;     /* (owned) (nullable) */
  gboolean         allow_plain;
  GDateTime       *now;         /* (owned) (nullable) instead of the clock's */
  GUri            *detour;      /* (owned) (nullable) where requests are sent instead */
  gboolean         hurry;
};

G_END_DECLS
