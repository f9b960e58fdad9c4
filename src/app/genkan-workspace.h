/* genkan-workspace.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-activity.h"
#include "genkan-connection.h"
#include "genkan-connector-set.h"
#include "genkan-discover-preview.h"
#include "genkan-operation.h"
#include "genkan-trial.h"
#include "genkan-report.h"
#include "genkan-secrets.h"
#include "genkan-store.h"
#include "genkan-sync-preview.h"

G_BEGIN_DECLS

#define GENKAN_WORKSPACE_ERROR (genkan_workspace_error_quark ())

/**
 * GenkanWorkspaceError:
 * @GENKAN_WORKSPACE_ERROR_SETTING: a setting is missing or cannot be used; the message, in the
 *   person's language, says which and why
 * @GENKAN_WORKSPACE_ERROR_CONNECTOR: the Connection's connector file is gone or has mistakes
 * @GENKAN_WORKSPACE_ERROR_BUSY: an Operation of this Connection runs; it cannot be removed now
 * @GENKAN_WORKSPACE_ERROR_CLOSED: the workspace was closed
 * @GENKAN_WORKSPACE_ERROR_FOLDER: the profile's folder cannot be made
 * @GENKAN_WORKSPACE_ERROR_NOTHING_MAPPED: there is nothing to sync
 * @GENKAN_WORKSPACE_ERROR_DELIVERY: not all that a Sync brought is in DefectDojo; the message, in
 *   the person's language, says how much and why
 */
typedef enum
{
  GENKAN_WORKSPACE_ERROR_SETTING,
  GENKAN_WORKSPACE_ERROR_CONNECTOR,
  GENKAN_WORKSPACE_ERROR_BUSY,
  GENKAN_WORKSPACE_ERROR_CLOSED,
  GENKAN_WORKSPACE_ERROR_FOLDER,
  GENKAN_WORKSPACE_ERROR_NOTHING_MAPPED,
  GENKAN_WORKSPACE_ERROR_DELIVERY,
} GenkanWorkspaceError;

GQuark genkan_workspace_error_quark (void);

/* Settings of a Connection that are the person's network's and not the connector file's; the dot
 * keeps them apart. The first is "true" or absent, the second the path of a PEM file. */
#define GENKAN_NETWORK_ALLOW_PLAIN_HTTP "network.allow-plain-http"
#define GENKAN_NETWORK_CA_FILE          "network.ca-file"
#define GENKAN_NETWORK_CLIENT_CERTIFICATE "network.client-certificate"

#define GENKAN_TYPE_WORKSPACE (genkan_workspace_get_type ())

/**
 * GenkanWorkspace:
 *
 * One profile: a folder with its database, the secrets that belong to it, the connectors and
 * the engine. All that a front end can ask for is asked here; a window and the terminal see the
 * same. Made, used and told about in one thread (the main one).
 *
 * Signals: `activity-started (GenkanActivity *)`, and GenkanActivity::ended on the activity.
 */
G_DECLARE_FINAL_TYPE (GenkanWorkspace, genkan_workspace, GENKAN, WORKSPACE, GObject)

GenkanWorkspace    *genkan_workspace_open                     (const char              *folder,
                                                               GenkanSecrets           *secrets,
                                                               GError                 **error);
char               *genkan_workspace_dup_default_folder       (void);
void                genkan_workspace_close                    (GenkanWorkspace         *self);
const char         *genkan_workspace_get_folder               (GenkanWorkspace         *self);
GenkanStore        *genkan_workspace_get_store                (GenkanWorkspace         *self);
GenkanConnectorSet *genkan_workspace_get_connectors           (GenkanWorkspace         *self);
GenkanActivity     *genkan_workspace_get_activity             (GenkanWorkspace         *self,
                                                               gint64                   connection_id);

/* A tool without findings: what it lists becomes Products, which are kept in step with it. */
gboolean            genkan_workspace_imports_assets           (GenkanWorkspace         *self,
                                                               const char              *connector_id);
GenkanConnection   *genkan_workspace_new_connection           (GenkanWorkspace         *self,
                                                               const char              *connector_id,
                                                               const char              *label);

/* Stores the secrets, then the Connection. `secrets` holds what the person typed: a secret that
 * is not in it stays as it is. On failure neither is changed. */
void                genkan_workspace_save_connection_async    (GenkanWorkspace         *self,
                                                               GenkanConnection        *connection,
                                                               GHashTable              *secrets,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
gint64              genkan_workspace_save_connection_finish   (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GError                 **error);
void                genkan_workspace_remove_connection_async  (GenkanWorkspace         *self,
                                                               GenkanConnection        *connection,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
gboolean            genkan_workspace_remove_connection_finish (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GError                 **error);

/* Asks the tool with these settings, and says in words what they can see. Works for a Connection
 * that is not stored yet; `secrets` as above. The report says how it went, good or bad; an error
 * is only for what kept the question from being asked (cancelled, the keyring). */
void                genkan_workspace_test_connection_async    (GenkanWorkspace         *self,
                                                               GenkanConnection        *connection,
                                                               GHashTable              *secrets,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
GenkanReport       *genkan_workspace_test_connection_finish   (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GError                 **error);

/* Runs a Discover to its end. The Operation says how it went; `ret_report`, when it did not
 * go well, says why and what to try. An error means that no Operation could be started. */
void                genkan_workspace_discover_async           (GenkanWorkspace         *self,
                                                               gint64                   connection_id,
                                                               GenkanOperationTrigger   trigger,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
GenkanOperation    *genkan_workspace_discover_finish          (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GenkanReport           **ret_report,
                                                               GError                 **error);

/* A Discover that asks before it changes anything, and ends as the one above. */
typedef void (*GenkanPreviewFunc) (GenkanDiscoverPreview *preview, gpointer user_data);

void                genkan_workspace_preview_discover_async   (GenkanWorkspace         *self,
                                                               gint64                   connection_id,
                                                               GenkanOperationTrigger   trigger,
                                                               guint                    limit,
                                                               GenkanPreviewFunc        ask,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);

/* Runs a Sync of the mapped Records, or of some of them, to its end. */
void                genkan_workspace_sync_async               (GenkanWorkspace         *self,
                                                               gint64                   connection_id,
                                                               const gint64            *record_ids,
                                                               gsize                    n_records,
                                                               gboolean                 closes_many,
                                                               GenkanOperationTrigger   trigger,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
GenkanOperation    *genkan_workspace_sync_finish              (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GenkanReport           **ret_report,
                                                               GError                 **error);

/* A Sync that asks before it changes or sends anything, and ends as the one above. */
typedef void (*GenkanSyncPreviewFunc) (GenkanSyncPreview *preview, gpointer user_data);

void                genkan_workspace_preview_sync_async       (GenkanWorkspace         *self,
                                                               gint64                   connection_id,
                                                               const gint64            *record_ids,
                                                               gsize                    n_records,
                                                               gboolean                 closes_many,
                                                               GenkanOperationTrigger   trigger,
                                                               guint                    limit,
                                                               GenkanSyncPreviewFunc    ask,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);

/* Delivers to DefectDojo what is kept of the mapped Records, or of some of them. The tool is not
 * asked, and need not be there any more. */
void                genkan_workspace_deliver_async            (GenkanWorkspace         *self,
                                                               gint64                   connection_id,
                                                               const gint64            *record_ids,
                                                               gsize                    n_records,
                                                               GenkanOperationTrigger   trigger,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
GenkanOperation    *genkan_workspace_deliver_finish           (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GenkanReport           **ret_report,
                                                               GError                 **error);

/* Has a look at the beginning of everything, with a connector file that need not be installed.
 * `records`: (element-type GenkanRecord) of which the findings are wanted; %NULL for a Discover. */
void                genkan_workspace_try_async                (GenkanWorkspace         *self,
                                                               GenkanConnector         *connector,
                                                               GenkanConnection        *connection,
                                                               GHashTable              *secrets,
                                                               GPtrArray               *records,
                                                               GCancellable            *cancellable,
                                                               GAsyncReadyCallback      callback,
                                                               gpointer                 user_data);
GenkanTrial        *genkan_workspace_try_finish               (GenkanWorkspace         *self,
                                                               GAsyncResult            *result,
                                                               GError                 **error);

G_END_DECLS
