/* genkan-dojo.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-dojo-error.h"
#include "genkan-retry.h"

G_BEGIN_DECLS

/**
 * GenkanDojoOptions:
 * @url: the address as a person typed it, with the path under which DefectDojo stands
 * @token: the API v2 key
 * @ca_file: (nullable): a PEM file with the certificates to trust, instead of the system's
 * @allow_plain: whether http:// is allowed to other machines than this one
 * @timeout: seconds without a byte after which a question fails; 0: a minute
 * @scan_timeout: the same for an import, which DefectDojo answers when it is done; 0: half an hour
 * @retry: (nullable): how patient to be with a server that fails
 * @file_limit: bytes of the largest file to import at once; 0: 90 MB, a bit below what DefectDojo
 *   takes; a server that takes less is found out
 * @settle_time: milliseconds without a change after which an import is taken to have ended whose
 *   answer did not come; 0: half a minute
 *
 * Where DefectDojo is and how to talk to it.
 */
typedef struct
{
  const char              *url;
  const char              *token;
  const char              *ca_file;
  gboolean                 allow_plain;
  guint                    timeout;
  guint                    scan_timeout;
  const GenkanRetryPolicy *retry;
  gsize                    file_limit;
  guint                    settle_time;
} GenkanDojoOptions;

#define GENKAN_TYPE_DOJO (genkan_dojo_get_type ())

/* A client of one DefectDojo, in the name of one user: API v2, from 2.40 to 3.x. Belongs to the
 * thread that made it. */
G_DECLARE_FINAL_TYPE (GenkanDojo, genkan_dojo, GENKAN, DOJO, GObject)

char       *genkan_dojo_clean_url   (const char               *text,
                                     GError                  **error);
GenkanDojo *genkan_dojo_new         (const GenkanDojoOptions  *options,
                                     GError                  **error);
const char *genkan_dojo_get_url     (GenkanDojo               *self);

G_END_DECLS
