/* genkan-store-events.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history of Records: written in the transaction in which it happens, so that it never tells
 * what did not happen. That a Record was discovered stands in the Record itself, and that a
 * Finding was new in the Finding; the rest of a Finding's history is written by the ends of
 * scopes (genkan-store-sync-scope.c).
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-events.h"
#include "genkan-store-private.h"

gboolean
genkan_events_add (GenkanDatabase   *db,
                   GenkanEventKind   kind,
                   GenkanActor       actor,
                   gint64            connection_id,
                   gint64            decision_id,
                   gint64            operation_id,
                   const char       *detail,
                   GError          **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO events (kind, actor, time, connection_id, decision_id, operation_id, detail) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, kind);
  genkan_statement_bind_int64 (statement, 1, actor);
  genkan_statement_bind_int64 (statement, 2, genkan_store_now ());
  genkan_statement_bind_id (statement, 3, connection_id);
  genkan_statement_bind_id (statement, 4, decision_id);
  genkan_statement_bind_id (statement, 5, operation_id);
  genkan_statement_bind_text (statement, 6, detail);

  return genkan_statement_run (statement, error);
}

/* The event that was added last is about the Records in `chosen`. */
gboolean
genkan_events_add_chosen (GenkanDatabase  *db,
                          GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO event_records SELECT id, ?1, NULL FROM chosen", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_database_get_last_id (db));

  return genkan_statement_run (statement, error);
}

/* The same, with the Product of each. */
gboolean
genkan_events_add_mapped (GenkanDatabase  *db,
                          GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO event_records SELECT r.id, ?1, p.name "
    "FROM chosen CROSS JOIN records AS r USING (id) JOIN products AS p ON p.id = r.product_id",
    error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_database_get_last_id (db));

  return genkan_statement_run (statement, error);
}

/* --- what a Discover changed --- */

static gboolean
has_changes (GenkanDatabase    *db,
             GenkanChangeKind   kind,
             gboolean          *ret_any,
             GError           **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "SELECT 1 FROM changes WHERE kind = ?1 LIMIT 1", error);
  GenkanStep step;

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, kind);
  step = genkan_statement_step (statement, error);
  *ret_any = step == GENKAN_STEP_ROW;

  return step != GENKAN_STEP_ERROR;
}

static gboolean
add_changed (GenkanDatabase    *db,
             GenkanChangeKind   kind,
             GError           **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "INSERT INTO event_records SELECT record_id, ?1, detail FROM changes WHERE kind = ?2 "
    "ORDER BY record_id", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, genkan_database_get_last_id (db));
  genkan_statement_bind_int64 (statement, 1, kind);

  return genkan_statement_run (statement, error);
}

/* One event for each kind of change that there was. */
gboolean
genkan_events_add_changes (GenkanDatabase  *db,
                           gint64           operation_id,
                           gint64           connection_id,
                           GError         **error)
{
  static const struct
  {
    GenkanChangeKind change;
    GenkanEventKind  event;
    GenkanActor      actor;
  } kinds[] = {
    { GENKAN_CHANGE_RENAMED, GENKAN_EVENT_RENAMED, GENKAN_ACTOR_DISCOVER },
    { GENKAN_CHANGE_MOVED, GENKAN_EVENT_MOVED, GENKAN_ACTOR_DISCOVER },
    { GENKAN_CHANGE_MISSING, GENKAN_EVENT_MISSING, GENKAN_ACTOR_DISCOVER },
    { GENKAN_CHANGE_RETURNED, GENKAN_EVENT_RETURNED, GENKAN_ACTOR_DISCOVER },
    { GENKAN_CHANGE_MAPPED, GENKAN_EVENT_MAPPED, GENKAN_ACTOR_AUTO_MAP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean any = FALSE;

      if (!has_changes (db, kinds[i].change, &any, error))
        return FALSE;

      if (any
          && (!genkan_events_add (db, kinds[i].event, kinds[i].actor, connection_id, 0,
                                  operation_id, NULL, error)
              || !add_changed (db, kinds[i].change, error)))
        return FALSE;
    }

  return TRUE;
}

/* Before a Connection is removed: the history of its Records goes with them. */
gboolean
genkan_events_forget (GenkanDatabase  *db,
                      gint64           connection_id,
                      GError         **error)
{
  g_autoptr (GenkanStatement) statement = genkan_database_prepare (
    db, "DELETE FROM event_records WHERE event_id IN "
    "(SELECT id FROM events WHERE connection_id = ?1) "
    "OR record_id IN (SELECT id FROM records WHERE connection_id = ?1)", error);

  if (statement == NULL)
    return FALSE;

  genkan_statement_bind_int64 (statement, 0, connection_id);

  return genkan_statement_run (statement, error);
}

/* --- reading --- */

static gpointer
read_event (GenkanStatement *row)
{
  return genkan_event_new (genkan_statement_get_int64 (row, 0),
                           genkan_statement_get_int64 (row, 1),
                           genkan_statement_get_int64 (row, 2),
                           genkan_statement_get_text (row, 3));
}

/**
 * genkan_store_list_events:
 * @self: a store
 * @record_id: a Record
 * @limit: how many at most, or 0: all
 *
 * Returns: (transfer full) (nullable) (element-type GenkanEvent): what happened to the Record,
 *   the latest first
 */
GPtrArray *
genkan_store_list_events (GenkanStore  *self,
                          gint64        record_id,
                          guint         limit,
                          GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GenkanStatement) statement = NULL;

  statement = genkan_reader_prepare (
    &reader, "SELECT kind, actor, time, detail FROM ("
    "SELECT e.kind, e.actor, e.time, coalesce (x.detail, e.detail) AS detail, e.id "
    "FROM event_records AS x JOIN events AS e ON e.id = x.event_id WHERE x.record_id = ?1 "
    "UNION ALL SELECT 0, 2, first_discovered, NULL, 0 FROM records WHERE id = ?1) "
    "ORDER BY time DESC, id DESC LIMIT ?2", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, record_id);
  genkan_statement_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);

  return genkan_statement_read_all (statement, read_event, g_object_unref, error);
}

/* Each change of severity says what it was before; so from the last to the first, what one line
 * says is what it was after the one before. */
static void
read_finding_event (GenkanStatement *row,
                    GArray          *events,
                    GenkanSeverity  *severity)
{
  GenkanFindingEvent event = {
    .kind = genkan_statement_get_int64 (row, 0),
    .time = genkan_statement_get_int64 (row, 1),
    .operation_id = genkan_statement_get_int64 (row, 2),
    .severity = *severity,
    .earlier = *severity,
  };

  if (genkan_statement_get_text (row, 3) != NULL)
    event.earlier = CLAMP (genkan_statement_get_int64 (row, 3), 0, GENKAN_N_SEVERITIES - 1);

  *severity = event.earlier;
  g_array_append_val (events, event);
}

/**
 * genkan_store_list_finding_events:
 * @self: a store
 * @finding_id: a Finding
 * @limit: how many at most, or 0: all
 *
 * Returns: (transfer full) (nullable) (element-type GenkanFindingEvent): what happened to the
 *   Finding, the latest first
 */
GArray *
genkan_store_list_finding_events (GenkanStore  *self,
                                  gint64        finding_id,
                                  guint         limit,
                                  GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (GenkanFindingEvent));
  g_autoptr (GenkanStatement) statement = NULL;
  GenkanSeverity severity = GENKAN_SEVERITY_INFO;
  GenkanStep step;

  if (reader.db == NULL)
    return NULL;

  statement = genkan_database_prepare (
    reader.db,
    "SELECT e.kind, e.time, e.operation_id, e.detail, f.severity FROM findings AS f JOIN "
    "(SELECT finding_id, kind, time, operation_id, detail FROM finding_events "
    " WHERE finding_id = ?1 "
    " UNION ALL SELECT id, 0, first_seen, NULL, NULL FROM findings WHERE id = ?1) AS e "
    "ON e.finding_id = f.id ORDER BY e.time DESC, e.kind DESC LIMIT ?2", error);
  if (statement == NULL)
    return NULL;

  genkan_statement_bind_int64 (statement, 0, finding_id);
  genkan_statement_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);
  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    {
      if (events->len == 0)
        severity = genkan_statement_get_int64 (statement, 4);
      read_finding_event (statement, events, &severity);
    }

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&events) : NULL;
}
