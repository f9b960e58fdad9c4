/* genkan-store-server.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of the DefectDojo server, as rows of names and values, so that a new one is no
 * change of the schema.
 */

#define G_LOG_DOMAIN "genkan-store"

#include "config.h"

#include "genkan-store-private.h"
#include "genkan-store-server.h"

#include <string.h>

/* Which members are texts, and which are numbers. */
static const struct
{
  const char *name;
  gsize       offset;
  gboolean    is_text;
} members[] = {
  { "url",          G_STRUCT_OFFSET (GenkanServer, url),          TRUE },
  { "ca-file",      G_STRUCT_OFFSET (GenkanServer, ca_file),      TRUE },
  { "engagement",   G_STRUCT_OFFSET (GenkanServer, engagement),   TRUE },
  { "secret-id",    G_STRUCT_OFFSET (GenkanServer, secret_id),    TRUE },
  { "user",         G_STRUCT_OFFSET (GenkanServer, user),         TRUE },
  { "version",      G_STRUCT_OFFSET (GenkanServer, version),      TRUE },
  { "token-expiry", G_STRUCT_OFFSET (GenkanServer, token_expiry), FALSE },
  { "checked",      G_STRUCT_OFFSET (GenkanServer, checked),      FALSE },
  { "version-read", G_STRUCT_OFFSET (GenkanServer, version_read), FALSE },
  { "n-products",   G_STRUCT_OFFSET (GenkanServer, n_products),   FALSE },
  { "listed",       G_STRUCT_OFFSET (GenkanServer, listed),       FALSE },
};

static void
read_member (GenkanServer    *server,
             GenkanStatement *row)
{
  const char *name = genkan_statement_get_text (row, 0);

  if (g_str_equal (name, "allow-plain"))
    server->allow_plain = genkan_statement_get_int64 (row, 1) != 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!g_str_equal (name, members[i].name))
      continue;
    else if (members[i].is_text)
      G_STRUCT_MEMBER (char *, server, members[i].offset) =
        g_strdup (genkan_statement_get_text (row, 1));
    else
      G_STRUCT_MEMBER (gint64, server, members[i].offset) = genkan_statement_get_int64 (row, 1);
}

static GenkanServer *
read_server (GenkanDatabase  *db,
             GError         **error)
{
  g_autoptr (GenkanServer) server = genkan_server_new ();
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "SELECT name, value FROM server", error);
  GenkanStep step;

  if (statement == NULL)
    return NULL;

  while ((step = genkan_statement_step (statement, error)) == GENKAN_STEP_ROW)
    read_member (server, statement);

  return step == GENKAN_STEP_DONE ? g_steal_pointer (&server) : NULL;
}

/**
 * genkan_store_get_server:
 * @self: a store
 * @error: return location for a #GenkanStoreError
 *
 * Returns: (transfer full) (nullable): the server, or one without an address if there is none
 */
GenkanServer *
genkan_store_get_server (GenkanStore  *self,
                         GError      **error)
{
  g_auto (GenkanReader) reader = genkan_reader_init (self, error);

  return reader.db != NULL ? read_server (reader.db, error) : NULL;
}

/* --- another one --- */

/* What is there now knows nothing of what was sent to another server. By their identities its
 * Findings are known again if it is the same under a new name. */
static const char forget_other[] =
  "UPDATE deliveries SET sent_checksum = NULL, sent_state = NULL, sent = NULL;"
  "UPDATE products SET dojo_id = NULL, dojo_name = NULL, dojo_type = NULL;"
  "UPDATE product_types SET dojo_id = NULL, dojo_name = NULL;"
  "DELETE FROM record_tests;"
  "DELETE FROM dojo_marks";

static gboolean
write_row (GenkanStatement  *statement,
           const char       *name,
           const char       *text,
           gint64            number,
           GError          **error)
{
  genkan_statement_bind_text (statement, 0, name);
  if (text != NULL)
    genkan_statement_bind_text (statement, 1, text);
  else
    genkan_statement_bind_int64 (statement, 1, number);

  return genkan_statement_run (statement, error);
}

static gboolean
write_members (GenkanDatabase      *db,
               const GenkanServer  *server,
               GError             **error)
{
  g_autoptr (GenkanStatement) statement =
    genkan_database_prepare (db, "INSERT INTO server VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = NULL;
      gint64 number = 0;

      if (members[i].is_text)
        text = G_STRUCT_MEMBER (char *, server, members[i].offset);
      else
        number = G_STRUCT_MEMBER (gint64, server, members[i].offset);
      if ((text == NULL || *text == '\0') && number == 0)
        continue;
      if (!write_row (statement, members[i].name, text, number, error))
        return FALSE;
    }

  return !server->allow_plain || write_row (statement, "allow-plain", NULL, 1, error);
}

static gboolean
set_server (GenkanStore     *self,
            GenkanDatabase  *db,
            gpointer         data,
            GError         **error)
{
  const GenkanServer *server = data;
  g_autoptr (GenkanServer) earlier = read_server (db, error);

  if (earlier == NULL ||
      (!genkan_server_is_same (earlier, server) &&
       !genkan_database_execute (db, forget_other, error)) ||
      !genkan_database_execute (db, "DELETE FROM server", error) ||
      !write_members (db, server, error))
    return FALSE;

  genkan_store_touch (self, GENKAN_STORE_TABLE_SERVER, 0);

  return TRUE;
}

/* The facts into what is stored. */
static gboolean
note_server (GenkanStore     *self,
             GenkanDatabase  *db,
             gpointer         data,
             GError         **error)
{
  const GenkanServer *facts = data;
  g_autoptr (GenkanServer) server = read_server (db, error);

  if (server == NULL)
    return FALSE;
  if (!genkan_server_is_same (server, facts))
    return TRUE;

  g_free (server->user);
  server->user = g_strdup (facts->user);
  g_free (server->version);
  server->version = g_strdup (facts->version);
  server->token_expiry = facts->token_expiry;
  server->checked = facts->checked;
  server->version_read = facts->version_read;

  return set_server (self, db, server, error);
}

static void
write_server (GenkanStore         *self,
              gpointer             source_tag,
              GenkanWriteFunc      func,
              const GenkanServer  *server,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, genkan_server_copy (server), (GDestroyNotify) genkan_server_free);
  genkan_store_write (self, task, GENKAN_WRITE_MAIN, func, NULL);
}

/**
 * genkan_store_set_server_async:
 * @self: a store
 * @server: the server; copied. One without an address: none
 *
 * Says where DefectDojo is, or what it said of itself. If the address is another one than before,
 * nothing counts as delivered any more, and the next Syncs deliver all that is known.
 */
void
genkan_store_set_server_async (GenkanStore         *self,
                               const GenkanServer  *server,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (server != NULL);

  write_server (self, genkan_store_set_server_async, set_server, server, cancellable, callback,
                user_data);
}

/**
 * genkan_store_note_server_async:
 * @self: a store
 * @server: the server with what it said; copied
 *
 * Writes down what the server said of itself, if it still is the server.
 */
void
genkan_store_note_server_async (GenkanStore         *self,
                                const GenkanServer  *server,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (GENKAN_IS_STORE (self));
  g_return_if_fail (server != NULL);

  write_server (self, genkan_store_note_server_async, note_server, server, cancellable, callback,
                user_data);
}

/**
 * genkan_store_set_server_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether it is kept
 */
gboolean
genkan_store_set_server_finish (GenkanStore   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
