/* genkan-workspace-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of GenkanWorkspace share: genkan-workspace.c holds the object,
 * genkan-workspace-keep.c keeps what tools replace,
 * genkan-workspace-connections.c saves and removes, genkan-workspace-run.c prepares runs,
 * genkan-workspace-test.c and genkan-workspace-discover.c make them.
 */

#pragma once

#include "genkan-engine.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

struct _GenkanWorkspace
{
  GObject parent_instance;

  char               *folder;     /* (owned) */
  GenkanSecrets      *secrets;    /* (owned) */
  GenkanStore        *store;      /* (owned) */
  GenkanConnectorSet *connectors; /* (owned) */
  GenkanEngine       *engine;     /* (owned) */
  GHashTable         *activities; /* (owned) (element-type gint64 GenkanActivity) */
  GHashTable         *renewed;    /* (owned) secrets that tools have replaced, old → new */
  GCancellable       *closing;    /* (owned) cancelled when the workspace closes */
  guint               n_pending;  /* tasks that have not ended */
  gboolean            closed;
};

/* What a run needs to know, checked: what is typed comes before what is stored. */
typedef struct
{
  GenkanWorkspace  *workspace;  /* (owned) */
  GenkanConnector  *connector;  /* (owned) */
  GenkanConnection *connection; /* (owned) a copy, its settings tidied up */
  GHashTable       *values;     /* (owned) (element-type utf8 utf8) all settings, secrets too */
} GenkanResolved;

void            genkan_resolved_free             (GenkanResolved       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanResolved, genkan_resolved_free)

GTask          *genkan_workspace_new_task        (GenkanWorkspace      *self,
                                                  gpointer              source_tag,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void            genkan_workspace_link            (GenkanWorkspace      *self,
                                                  GCancellable         *cancellable,
                                                  GCancellable         *follower);
/* @connector: (nullable): instead of the one that the Connection names */
void            genkan_workspace_resolve_for_async (GenkanWorkspace      *self,
                                                    GenkanConnector      *connector,
                                                    GenkanConnection     *connection,
                                                    GHashTable           *secrets,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
void            genkan_workspace_resolve_async     (GenkanWorkspace      *self,
                                                    GenkanConnection     *connection,
                                                    GHashTable           *secrets,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GenkanResolved *genkan_workspace_resolve_finish    (GenkanWorkspace      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void            genkan_workspace_keep_renewed      (GenkanWorkspace      *self,
                                                    GenkanConnection     *connection,
                                                    GenkanRun            *run);
const char     *genkan_workspace_get_renewed       (GenkanWorkspace      *self,
                                                    const char           *secret);
GenkanRun      *genkan_resolved_new_run            (GenkanResolved       *self,
                                                    GenkanPurpose         purpose,
                                                    GenkanSink           *sink,
                                                    GenkanProgress       *progress);
char           *genkan_resolved_dup_visible        (GenkanResolved       *self,
                                                    guint                 n_records,
                                                    gboolean              more);
char           *genkan_resolved_redact             (GenkanResolved       *self,
                                                    const char           *text);

G_END_DECLS
