/* genkan-event.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What happened to a Record. The numbers are stored in the database and never change. */
typedef enum
{
  GENKAN_EVENT_DISCOVERED = 0, /* seen for the first time */
  GENKAN_EVENT_RENAMED = 1,    /* the detail is the earlier name */
  GENKAN_EVENT_MOVED = 2,      /* the detail is the earlier parent */
  GENKAN_EVENT_MISSING = 3,
  GENKAN_EVENT_RETURNED = 4,
  GENKAN_EVENT_MAPPED = 5,     /* the detail is the Product */
  GENKAN_EVENT_IGNORED = 6,
  GENKAN_EVENT_RESTORED = 7,
  GENKAN_EVENT_DELETED = 8,
  GENKAN_EVENT_UNDONE = 9,     /* the last decision was taken back */
  GENKAN_EVENT_STALE = 10,     /* its Product is gone; the detail is the Product */
  GENKAN_EVENT_MERGED = 11,    /* its Product went into another; the detail is that one */
  GENKAN_EVENT_MINIMUM = 12,   /* the detail is the severity's nick; none: the Connection's */
  GENKAN_EVENT_PRODUCT_RENAMED = 13, /* its Product followed it; the detail is the earlier name */
  GENKAN_EVENT_PRODUCT_MOVED = 14,   /* the same; the detail is the earlier Product Type */
} GenkanEventKind;

/* Who did it. The numbers are stored in the database and never change. */
typedef enum
{
  GENKAN_ACTOR_PERSON = 0,
  GENKAN_ACTOR_AUTO_MAP = 1,
  GENKAN_ACTOR_DISCOVER = 2,
  GENKAN_ACTOR_DOJO = 3,
  GENKAN_ACTOR_SYNC = 4,
} GenkanActor;

#define GENKAN_TYPE_EVENT (genkan_event_get_type ())

/* A line of a Record's history. */
G_DECLARE_FINAL_TYPE (GenkanEvent, genkan_event, GENKAN, EVENT, GObject)

GenkanEvent     *genkan_event_new        (GenkanEventKind  kind,
                                          GenkanActor      actor,
                                          gint64           time,
                                          const char      *detail);
GenkanEventKind  genkan_event_get_kind   (GenkanEvent     *self);
GenkanActor      genkan_event_get_actor  (GenkanEvent     *self);
gint64           genkan_event_get_time   (GenkanEvent     *self);
const char      *genkan_event_get_detail (GenkanEvent     *self);

G_END_DECLS
