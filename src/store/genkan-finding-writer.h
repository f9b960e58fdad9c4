/* genkan-finding-writer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Private to the end of a scope.
 */

#pragma once

#include "genkan-store-sync-private.h"

G_BEGIN_DECLS

/* How many rows are inserted by one statement. */
#define GENKAN_FINDING_WRITER_MANY 32

/* A row on its way into the table; texts are borrowed. */
typedef struct
{
  GenkanFindingRow  row;
  GString          *key;    /* (owned) how its title is sorted */
  GString          *search; /* (owned) what is searched */
} GenkanWaiting;

/* What has become of the rows of a Record. */
typedef struct
{
  guint n_found;
  guint n_known;
  guint n_new;
  guint n_reopened;
  guint n_closed;
  guint n_repeated; /* rows whose id another row had, and that said something else */
} GenkanTakenCounts;

typedef struct
{
  GenkanScope        *scope;
  GenkanDatabase     *db;
  GenkanStatement    *insert;      /* (owned) */
  GenkanStatement    *insert_many; /* (owned) */
  GenkanStatement    *find;        /* (owned) */
  GenkanStatement    *note;        /* (owned) */
  GenkanStatement    *keep_sent;   /* (owned) */
  GenkanStatement    *update;      /* (owned) */
  GenkanWaiting       waiting[GENKAN_FINDING_WRITER_MANY];
  guint               n_waiting;
  gint64              last_id;     /* no Finding that was there has a greater one */
  GenkanStagedRecord *came;        /* for the Record at hand */
  GArray             *marks;       /* (owned) (element-type GenkanRecallEntry) what it is made from */
  GenkanTakenCounts   counts;
} GenkanFindingWriter;

gboolean genkan_finding_writer_init  (GenkanFindingWriter     *self,
                                      GenkanScope             *scope,
                                      GenkanDatabase          *db,
                                      GError                 **error);
void     genkan_finding_writer_clear (GenkanFindingWriter     *self);
void     genkan_finding_writer_begin (GenkanFindingWriter     *self,
                                      GenkanStagedRecord      *came);
gboolean genkan_finding_writer_add   (GenkanFindingWriter     *self,
                                      const GenkanFindingRow  *row,
                                      GError                 **error);
gboolean genkan_finding_writer_flush (GenkanFindingWriter     *self,
                                      GError                 **error);
gint     genkan_finding_writer_compare_ids (gconstpointer      a,
                                            gconstpointer      b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanFindingWriter, genkan_finding_writer_clear)

G_END_DECLS
