/* genkan-connector-set.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list is made anew when the folder changes: reading a hundred files takes milliseconds,
 * and there is no state to lose. Editors write in bursts, so a change waits for quiet before
 * the folder is read. A connector whose file has not changed stays the same object, so that
 * nobody who holds it is disturbed.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-connector-set.h"

#include "genkan-builtin-connectors.h"

#define BUILTIN_PATH RESOURCE_BASE "/connectors"
#define QUIET_MS 200
#define MAX_OWN_FILES 500

struct _GenkanConnectorSet
{
  GObject parent_instance;

  GFile        *own_folder;  /* (owned) (nullable) */
  GFileMonitor *monitor;     /* (owned) (nullable) */
  guint         reload_id;
  GPtrArray    *builtins;    /* (owned) (element-type GenkanConnector) */
  GHashTable   *own;         /* (owned) checksum of name and content → GenkanConnector */
  GPtrArray    *connectors;  /* (owned) (element-type GenkanConnector) by name */
};

static void genkan_connector_set_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanConnectorSet, genkan_connector_set, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      genkan_connector_set_list_model_init))

static GType
genkan_connector_set_get_item_type (GListModel *model)
{
  return GENKAN_TYPE_CONNECTOR;
}

static guint
genkan_connector_set_get_n_items (GListModel *model)
{
  return GENKAN_CONNECTOR_SET (model)->connectors->len;
}

static gpointer
genkan_connector_set_get_item (GListModel *model,
                               guint       position)
{
  GenkanConnectorSet *self = GENKAN_CONNECTOR_SET (model);

  return position < self->connectors->len ? g_object_ref (self->connectors->pdata[position]) : NULL;
}

static void
genkan_connector_set_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = genkan_connector_set_get_item_type;
  iface->get_n_items = genkan_connector_set_get_n_items;
  iface->get_item = genkan_connector_set_get_item;
}

static void
genkan_connector_set_dispose (GObject *object)
{
  GenkanConnectorSet *self = GENKAN_CONNECTOR_SET (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (genkan_connector_set_parent_class)->dispose (object);
}

static void
genkan_connector_set_finalize (GObject *object)
{
  GenkanConnectorSet *self = GENKAN_CONNECTOR_SET (object);

  g_clear_object (&self->own_folder);
  g_ptr_array_unref (self->builtins);
  g_hash_table_unref (self->own);
  g_ptr_array_unref (self->connectors);

  G_OBJECT_CLASS (genkan_connector_set_parent_class)->finalize (object);
}

static void
genkan_connector_set_class_init (GenkanConnectorSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = genkan_connector_set_dispose;
  object_class->finalize = genkan_connector_set_finalize;
}

static GHashTable *
own_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
genkan_connector_set_init (GenkanConnectorSet *self)
{
  self->builtins = g_ptr_array_new_with_free_func (g_object_unref);
  self->connectors = g_ptr_array_new_with_free_func (g_object_unref);
  self->own = own_table_new ();
}

/* A static library's constructor may not be linked in, so the resource registers itself when it
 * is first needed, and once. */
static void
register_builtins (void)
{
  static gsize registered;

  if (g_once_init_enter (&registered))
    {
      genkan_builtin_connectors_register_resource ();
      g_once_init_leave (&registered, TRUE);
    }
}

/* The resource is part of this program, so what is missing in it is a mistake of the build. */
static void
load_builtins (GenkanConnectorSet *self)
{
  g_auto (GStrv) names = NULL;

  register_builtins ();
  names = g_resources_enumerate_children (BUILTIN_PATH, 0, NULL);

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_autofree char *path = g_build_path ("/", BUILTIN_PATH, *name, NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);

      if (bytes != NULL)
        g_ptr_array_add (self->builtins, genkan_connector_new_from_bytes (bytes, *name));
    }
}

static int
compare_connectors (gconstpointer a,
                    gconstpointer b)
{
  GenkanConnector *first = *(GenkanConnector * const *) a;
  GenkanConnector *second = *(GenkanConnector * const *) b;
  g_autofree char *first_key = g_utf8_casefold (genkan_connector_get_name (first), -1);
  g_autofree char *second_key = g_utf8_casefold (genkan_connector_get_name (second), -1);
  int order = g_utf8_collate (first_key, second_key);

  return order != 0 ? order : strcmp (genkan_connector_get_id (first),
                                      genkan_connector_get_id (second));
}

static gboolean
has_id (GPtrArray  *connectors,
        const char *id)
{
  for (guint i = 0; i < connectors->len; i++)
    if (g_str_equal (genkan_connector_get_id (connectors->pdata[i]), id))
      return TRUE;

  return FALSE;
}

static char *
dup_checksum (const char *name,
              GBytes     *bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) name, strlen (name) + 1);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return g_strdup (g_checksum_get_string (checksum));
}

static void
load_own_file (GenkanConnectorSet *self,
               const char         *name,
               GHashTable         *into)
{
  g_autoptr (GFile) file = g_file_get_child (self->own_folder, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_autofree char *path = g_file_get_parse_name (file);
  g_autofree char *checksum = NULL;
  GenkanConnector *connector;

  /* It was there a moment ago: an editor that renames. The monitor will tell. */
  if (bytes == NULL)
    {
      g_debug ("%s: %s", path, error->message);
      return;
    }

  checksum = dup_checksum (name, bytes);
  connector = g_hash_table_lookup (self->own, checksum);
  connector = connector != NULL ? g_object_ref (connector)
                                : genkan_connector_new_from_bytes (bytes, path);
  g_hash_table_insert (into, g_steal_pointer (&checksum), connector);
}

static void
load_own (GenkanConnectorSet *self)
{
  g_autoptr (GHashTable) own = own_table_new ();
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GFileInfo) info = NULL;

  if (self->own_folder != NULL)
    children = g_file_enumerate_children (self->own_folder,
                                          G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                          G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                          G_FILE_QUERY_INFO_NONE, NULL, NULL);

  while (children != NULL && g_hash_table_size (own) < MAX_OWN_FILES &&
         (info = g_file_enumerator_next_file (children, NULL, NULL)) != NULL)
    {
      const char *name = g_file_info_get_name (info);

      if (*name != '.' && g_str_has_suffix (name, ".yaml") &&
          g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        load_own_file (self, name, own);
      g_clear_object (&info);
    }

  g_hash_table_unref (self->own);
  self->own = g_steal_pointer (&own);
}

static gboolean
same_list (GPtrArray *a,
           GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  return a->len == 0 || memcmp (a->pdata, b->pdata, a->len * sizeof (gpointer)) == 0;
}

static void
reload (GenkanConnectorSet *self)
{
  g_autoptr (GPtrArray) connectors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) old = NULL;
  GHashTableIter iter;
  gpointer connector;

  load_own (self);
  g_hash_table_iter_init (&iter, self->own);
  while (g_hash_table_iter_next (&iter, NULL, &connector))
    g_ptr_array_add (connectors, g_object_ref (connector));

  for (guint i = 0; i < self->builtins->len; i++)
    if (!has_id (connectors, genkan_connector_get_id (self->builtins->pdata[i])))
      g_ptr_array_add (connectors, g_object_ref (self->builtins->pdata[i]));
  g_ptr_array_sort (connectors, compare_connectors);

  if (same_list (connectors, self->connectors))
    return;

  old = g_steal_pointer (&self->connectors);
  self->connectors = g_steal_pointer (&connectors);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->connectors->len);
}

static gboolean
reload_cb (gpointer user_data)
{
  GenkanConnectorSet *self = user_data;

  self->reload_id = 0;
  reload (self);

  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (GFileMonitor       *monitor,
                   GFile              *file,
                   GFile              *other,
                   GFileMonitorEvent   event,
                   GenkanConnectorSet *self)
{
  g_clear_handle_id (&self->reload_id, g_source_remove);
  self->reload_id = g_timeout_add (QUIET_MS, reload_cb, self);
}

static void
watch (GenkanConnectorSet *self)
{
  g_autoptr (GError) error = NULL;

  self->monitor = g_file_monitor_directory (self->own_folder, G_FILE_MONITOR_WATCH_MOVES, NULL,
                                            &error);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self, 0);
  else
    g_debug ("The folder of own connectors is not watched: %s", error->message);
}

/**
 * genkan_connector_set_new:
 * @own_folder: (nullable): a folder with a person's own files, which need not exist yet
 *
 * Returns: (transfer full): the connectors; it changes when files in @own_folder do
 */
GenkanConnectorSet *
genkan_connector_set_new (GFile *own_folder)
{
  GenkanConnectorSet *self;

  g_return_val_if_fail (own_folder == NULL || G_IS_FILE (own_folder), NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTOR_SET, NULL);
  load_builtins (self);
  if (own_folder != NULL)
    {
      self->own_folder = g_object_ref (own_folder);
      watch (self);
    }
  reload (self);

  return self;
}

/**
 * genkan_connector_set_lookup:
 * @self: a set
 * @id: the id of a connector
 *
 * Returns: (transfer none) (nullable): the connector, valid or not
 */
GenkanConnector *
genkan_connector_set_lookup (GenkanConnectorSet *self,
                             const char         *id)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR_SET (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->connectors->len; i++)
    if (g_str_equal (genkan_connector_get_id (self->connectors->pdata[i]), id))
      return self->connectors->pdata[i];

  return NULL;
}
