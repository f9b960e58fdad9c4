/* genkan-mapping.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-mapping.h"
#include "genkan-name-template.h"

struct _GenkanMapping
{
  GObject parent_instance;

  guint                 line;
  char                 *connection;   /* (owned) (nullable) */
  char                 *record;       /* (owned) */
  char                 *product;      /* (owned) */
  char                 *product_type; /* (owned) (nullable) */
  gint64                record_id;    /* 0: none was found */
  GenkanMappingOutcome  outcome;
};

G_DEFINE_FINAL_TYPE (GenkanMapping, genkan_mapping, G_TYPE_OBJECT)

static void
genkan_mapping_finalize (GObject *object)
{
  GenkanMapping *self = GENKAN_MAPPING (object);

  g_free (self->connection);
  g_free (self->record);
  g_free (self->product);
  g_free (self->product_type);

  G_OBJECT_CLASS (genkan_mapping_parent_class)->finalize (object);
}

static void
genkan_mapping_class_init (GenkanMappingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_mapping_finalize;
}

static void
genkan_mapping_init (GenkanMapping *self)
{
}

static char *
dup_stripped (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static gboolean
can_be_name (const char *product)
{
  return product != NULL && g_utf8_strlen (product, -1) <= GENKAN_NAME_MAX;
}

/**
 * genkan_mapping_new:
 * @line: where it stands in the file, from 1
 * @connection: (nullable): the label of the Connection; %NULL or empty: any
 * @record: (nullable): the tool's id for the Record, or its name
 * @product: (nullable): the Product's name
 * @product_type: (nullable): the Product Type, if the Product has to be made
 *
 * Returns: (transfer full): a line, not looked up yet; blanks around the texts are gone
 */
GenkanMapping *
genkan_mapping_new (guint       line,
                    const char *connection,
                    const char *record,
                    const char *product,
                    const char *product_type)
{
  GenkanMapping *self = g_object_new (GENKAN_TYPE_MAPPING, NULL);

  self->line = line;
  self->connection = dup_stripped (connection);
  self->record = dup_stripped (record);
  self->product = dup_stripped (product);
  self->product_type = dup_stripped (product_type);
  self->outcome = self->record != NULL && can_be_name (self->product) ? GENKAN_MAPPING_UNKNOWN
                                                                      : GENKAN_MAPPING_INVALID;

  return self;
}

/**
 * genkan_mapping_get_line:
 * @self: a line of a spreadsheet
 *
 * Returns: the number of the line, from 1
 */
guint
genkan_mapping_get_line (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), 0);

  return self->line;
}

/**
 * genkan_mapping_get_connection:
 * @self: a line of a spreadsheet
 *
 * Returns: (nullable): the label of the Connection that it names
 */
const char *
genkan_mapping_get_connection (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), NULL);

  return self->connection;
}

/**
 * genkan_mapping_set_connection:
 * @connection: (nullable): the label of the Connection; %NULL or empty: any
 *
 * Says what the line itself leaves open.
 */
void
genkan_mapping_set_connection (GenkanMapping *self,
                               const char    *connection)
{
  char *stripped;

  g_return_if_fail (GENKAN_IS_MAPPING (self));

  stripped = dup_stripped (connection);
  g_free (self->connection);
  self->connection = stripped;
}

/**
 * genkan_mapping_get_record:
 * @self: a line of a spreadsheet
 *
 * Returns: what it calls the Record: its id in the tool, or its name
 */
const char *
genkan_mapping_get_record (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), NULL);

  return self->record;
}

/**
 * genkan_mapping_get_product:
 * @self: a line of a spreadsheet
 *
 * Returns: the Product that it names
 */
const char *
genkan_mapping_get_product (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), NULL);

  return self->product;
}

/**
 * genkan_mapping_get_type_name:
 * @self: a line of a spreadsheet
 *
 * Returns: (nullable): the Product Type that it names
 */
const char *
genkan_mapping_get_type_name (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), NULL);

  return self->product_type;
}

/**
 * genkan_mapping_get_record_id:
 * @self: a line of a spreadsheet
 *
 * Returns: the number of the Record that was found, or 0
 */
gint64
genkan_mapping_get_record_id (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), 0);

  return self->record_id;
}

/**
 * genkan_mapping_set_record_id:
 * @self: a line of a spreadsheet
 * @record_id: the number of the Record that was found
 */
void
genkan_mapping_set_record_id (GenkanMapping *self,
                              gint64         record_id)
{
  g_return_if_fail (GENKAN_IS_MAPPING (self));

  self->record_id = record_id;
}

/**
 * genkan_mapping_get_outcome:
 * @self: a line of a spreadsheet
 *
 * Returns: what became of it
 */
GenkanMappingOutcome
genkan_mapping_get_outcome (GenkanMapping *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPING (self), GENKAN_MAPPING_INVALID);

  return self->outcome;
}

/**
 * genkan_mapping_set_outcome:
 * @self: a line of a spreadsheet
 * @outcome: what became of it
 */
void
genkan_mapping_set_outcome (GenkanMapping        *self,
                            GenkanMappingOutcome  outcome)
{
  g_return_if_fail (GENKAN_IS_MAPPING (self));

  self->outcome = outcome;
}
