/* genkan-connector.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-connector.h"

#include "genkan-checker.h"
#include "genkan-definition-private.h"
#include "genkan-problems.h"
#include "genkan-reader.h"

struct _GenkanConnector
{
  GObject parent_instance;

  char             *file_name;   /* (owned) */
  GPtrArray        *problems;    /* (owned) (element-type GenkanProblem) */
  GenkanDefinition *definition;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanConnector, genkan_connector, G_TYPE_OBJECT)

G_DEFINE_QUARK (genkan-connector-error-quark, genkan_connector_error)

static void
genkan_connector_finalize (GObject *object)
{
  GenkanConnector *self = GENKAN_CONNECTOR (object);

  g_free (self->file_name);
  g_ptr_array_unref (self->problems);
  genkan_definition_free (self->definition);

  G_OBJECT_CLASS (genkan_connector_parent_class)->finalize (object);
}

static void
genkan_connector_class_init (GenkanConnectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_connector_finalize;
}

static void
genkan_connector_init (GenkanConnector *self)
{
  self->problems = genkan_problems_new ();
  self->definition = genkan_definition_new ();
}

/* A file with mistakes has an id and a name all the same: it must be possible to show it. */
static void
name_by_file (GenkanConnector *self)
{
  g_autofree char *base = g_path_get_basename (self->file_name);

  if (g_str_has_suffix (base, ".yaml"))
    base[strlen (base) - strlen (".yaml")] = '\0';

  if (self->definition->id == NULL)
    self->definition->id = g_strdup (base);
  if (self->definition->name == NULL)
    self->definition->name = g_strdup (base);
}

static void
read_definition (GenkanConnector *self,
                 GBytes          *bytes)
{
  g_autoptr (GenkanYamlDocument) document = NULL;
  g_autoptr (GHashTable) origins = g_hash_table_new (NULL, NULL);
  GenkanReader reader = { NULL };
  const char *text;
  gsize length;

  text = g_bytes_get_data (bytes, &length);
  document = genkan_yaml_parse (text != NULL ? text : "", length, self->problems);
  if (genkan_yaml_get_root (document) == NULL)
    return;

  reader.document = document;
  reader.problems = self->problems;
  reader.definition = self->definition;
  reader.origins = origins;
  genkan_reader_read_file (&reader);
  genkan_check (&reader);
}

/**
 * genkan_connector_new_from_bytes:
 * @bytes: the text of a connector file
 * @file_name: its name, for messages
 *
 * Returns: (transfer full): the connector, with its mistakes if it has any
 */
GenkanConnector *
genkan_connector_new_from_bytes (GBytes     *bytes,
                                 const char *file_name)
{
  GenkanConnector *self;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (file_name != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_CONNECTOR, NULL);
  self->file_name = g_strdup (file_name);
  read_definition (self, bytes);
  name_by_file (self);
  genkan_problems_sort (self->problems);

  return self;
}

/**
 * genkan_connector_new_from_file:
 * @file: a connector file
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the connector, with its mistakes if it has any, or %NULL
 *   when the file cannot be read
 */
GenkanConnector *
genkan_connector_new_from_file (GFile   *file,
                                GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = g_file_load_bytes (file, NULL, NULL, error);
  if (bytes == NULL)
    return NULL;

  name = g_file_get_parse_name (file);

  return genkan_connector_new_from_bytes (bytes, name);
}

/**
 * genkan_connector_get_file_name:
 * @self: a connector
 *
 * Returns: the name of its file, for messages
 */
const char *
genkan_connector_get_file_name (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->file_name;
}

/**
 * genkan_connector_get_problems:
 * @self: a connector
 *
 * Returns: (transfer none) (element-type GenkanProblem): its mistakes by line and column
 */
GPtrArray *
genkan_connector_get_problems (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->problems;
}

/**
 * genkan_connector_is_valid:
 * @self: a connector
 *
 * Returns: whether its file has no mistakes, and can be run
 */
gboolean
genkan_connector_is_valid (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), FALSE);

  return self->problems->len == 0;
}

/**
 * genkan_connector_get_id:
 * @self: a connector
 *
 * Returns: (transfer none): its id; of a file that says none, the file's name without `.yaml`
 */
const char *
genkan_connector_get_id (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->definition->id;
}

/**
 * genkan_connector_get_name:
 * @self: a connector
 *
 * Returns: the name of the tool
 */
const char *
genkan_connector_get_name (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->definition->name;
}

/**
 * genkan_connector_get_vendor:
 * @self: a connector
 *
 * Returns: (transfer none) (nullable): who makes the tool
 */
const char *
genkan_connector_get_vendor (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->definition->vendor;
}

/**
 * genkan_connector_get_definition:
 * @self: a connector
 *
 * Returns: (transfer none): what the file says; to be run only if the connector is valid
 */
const GenkanDefinition *
genkan_connector_get_definition (GenkanConnector *self)
{
  g_return_val_if_fail (GENKAN_IS_CONNECTOR (self), NULL);

  return self->definition;
}
