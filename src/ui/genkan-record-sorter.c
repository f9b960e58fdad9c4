/* genkan-record-sorter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GtkColumnView tells by which column a person sorts only since GTK 4.10. Its sorter, though,
 * asks the sorter of that column first, and turns the answer round when the order is descending:
 * so two things are compared that no table holds, and the marker writes down that it was asked.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-sorter.h"

struct _GenkanRecordSorter
{
  GtkSorter          parent_instance;

  GenkanRecordColumn column;
};

typedef struct
{
  gboolean           asked;
  GenkanRecordColumn column;
} GenkanSortProbe;

G_DEFINE_ENUM_TYPE (GenkanRecordColumn, genkan_record_column,
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_NAME, "name"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_KIND, "kind"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_PARENT, "parent"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_STATE, "state"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_PRODUCT, "product"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_FIRST_DISCOVERED, "first-discovered"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_LAST_DISCOVERED, "last-discovered"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_FINALIZED, "finalized"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_CONNECTION, "connection"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_FINDINGS, "findings"),
                    G_DEFINE_ENUM_VALUE (GENKAN_RECORD_COLUMN_LAST_SYNCED, "last-synced"))

G_DEFINE_FINAL_TYPE (GenkanRecordSorter, genkan_record_sorter, GTK_TYPE_SORTER)

enum
{
  PROP_0,
  PROP_COLUMN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkOrdering
genkan_record_sorter_compare (GtkSorter *sorter,
                              gpointer   item1,
                              gpointer   item2)
{
  GenkanSortProbe *probe = item1;

  probe->asked = TRUE;
  probe->column = GENKAN_RECORD_SORTER (sorter)->column;

  return GTK_ORDERING_LARGER;
}

static GtkSorterOrder
genkan_record_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
genkan_record_sorter_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COLUMN:
      g_value_set_enum (value, GENKAN_RECORD_SORTER (object)->column);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_sorter_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COLUMN:
      GENKAN_RECORD_SORTER (object)->column = g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_record_sorter_class_init (GenkanRecordSorterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkSorterClass *sorter_class = GTK_SORTER_CLASS (klass);

  object_class->get_property = genkan_record_sorter_get_property;
  object_class->set_property = genkan_record_sorter_set_property;

  sorter_class->compare = genkan_record_sorter_compare;
  sorter_class->get_order = genkan_record_sorter_get_order;

  properties[PROP_COLUMN] =
    g_param_spec_enum ("column", NULL, NULL,
                       GENKAN_TYPE_RECORD_COLUMN, GENKAN_RECORD_COLUMN_NAME,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_record_sorter_init (GenkanRecordSorter *self)
{
}

/**
 * genkan_record_sorter_read:
 * @view_sorter: the sorter of a GtkColumnView all of whose sorters are of this class
 * @ret_column: (out): the column by which a person sorts
 * @ret_descending: (out): whether the order is turned round
 *
 * Returns: whether the view is sorted by any column
 */
gboolean
genkan_record_sorter_read (GtkSorter          *view_sorter,
                           GenkanRecordColumn *ret_column,
                           gboolean           *ret_descending)
{
  GenkanSortProbe probe = { FALSE, GENKAN_RECORD_COLUMN_NAME };
  GenkanSortProbe other = probe;
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_SORTER (view_sorter), FALSE);

  ordering = gtk_sorter_compare (view_sorter, &probe, &other);
  if (!probe.asked)
    return FALSE;

  *ret_column = probe.column;
  *ret_descending = ordering == GTK_ORDERING_SMALLER;

  return TRUE;
}
