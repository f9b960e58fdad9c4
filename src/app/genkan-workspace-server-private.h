/* genkan-workspace-server-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * genkan-workspace-server.c finds the server and its token, genkan-workspace-server-save.c keeps
 * them, genkan-workspace-server-ask.c asks who we are there, and genkan-workspace-server-refresh.c
 * which Products it has.
 */

#pragma once

#include "genkan-dojo-account.h"
#include "genkan-workspace-private.h"
#include "genkan-workspace-server.h"

G_BEGIN_DECLS

/* Of a profile: two of them may have two servers, or two users of one. */
#define GENKAN_SERVER_SECRET_PREFIX "defectdojo-"

/* The data of a task that finds or keeps the server. */
typedef struct
{
  GenkanServer *server;      /* (owned) as it will be stored */
  char         *token;       /* (owned) (nullable) as it was typed */
  char         *secret_id;   /* (owned) (nullable) of the token that is kept, or will be */
  GHashTable   *before;      /* (owned) (nullable) what the keyring held */
  GCancellable *cancellable; /* (owned) */
  GError       *error;       /* (owned) (nullable) why the token is put back */
} GenkanServerData;

/* The data of a task that asks it. */
typedef struct
{
  GenkanServer       *server;      /* (owned) as it was given */
  gboolean            typed;       /* with a token that is not the kept one */
  gboolean            lists;       /* Products too */
  GenkanProgress     *progress;    /* (owned) (nullable) */
  GCancellable       *cancellable; /* (owned) */

  GenkanServerAccess *access;      /* (owned) (nullable) */
  char               *url;         /* (owned) (nullable) as it was asked */
  GenkanDojoAccount  *account;     /* (owned) (nullable) */
  GPtrArray          *products;    /* (owned) (nullable) (element-type GenkanDojoProduct) */
  GPtrArray          *types;       /* (owned) (nullable) (element-type GenkanDojoObject) */
} GenkanAsking;

GTask              *genkan_workspace_new_server_task       (GenkanWorkspace      *self,
                                                            gpointer              source_tag,
                                                            const GenkanServer   *server,
                                                            const char           *token,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean            genkan_workspace_refuse_when_closed    (GenkanWorkspace      *self,
                                                            GTask                *task);

/* The server with what was typed as its token, or else with the one that is kept. */
void                genkan_workspace_resolve_server_async  (GenkanWorkspace      *self,
                                                            const GenkanServer   *server,
                                                            const char           *token,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
GenkanServerAccess *genkan_workspace_resolve_server_finish (GenkanWorkspace      *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);

GTask              *genkan_asking_new_task                 (GenkanWorkspace      *self,
                                                            gpointer              source_tag,
                                                            const GenkanServer   *server,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
void                genkan_asking_run                      (GTask                *task,
                                                            GAsyncReadyCallback   callback);
void                genkan_asking_note_expired             (GenkanWorkspace      *self,
                                                            GenkanAsking         *asking,
                                                            const GError         *error);
GenkanServer       *genkan_asking_note_answer              (GenkanWorkspace      *self,
                                                            GenkanAsking         *asking,
                                                            GError              **error);

G_END_DECLS
