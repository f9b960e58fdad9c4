/* genkan-operation-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-operation-item.h"

#include "closures/genkan-format.h"

#include <glib/gi18n.h>

struct _GenkanOperationItem
{
  GObject          parent_instance;

  GenkanOperation *operation; /* (owned) */
  GenkanActivity  *activity;  /* (owned) (nullable): while it runs here */
  GSignalGroup    *progress;  /* (owned) */
  guint            clock;     /* while it runs here: its duration grows */
};

G_DEFINE_FINAL_TYPE (GenkanOperationItem, genkan_operation_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_KIND,
  PROP_STATUS,
  PROP_TRIGGER,
  PROP_STARTED,
  PROP_ENDED,
  PROP_DURATION,
  PROP_SEEN,
  PROP_NEW,
  PROP_CHANGED,
  PROP_MISSING,
  PROP_RETURNED,
  PROP_MAPPED,
  PROP_LEFT_OUT,
  PROP_MESSAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_running (GenkanOperationItem *self)
{
  return genkan_operation_get_status (self->operation) == GENKAN_OPERATION_STATUS_RUNNING;
}

static guint
get_n_seen (GenkanOperationItem *self)
{
  if (is_running (self) && self->activity != NULL)
    return genkan_progress_get_rows (genkan_activity_get_progress (self->activity));

  return genkan_operation_get_n_seen (self->operation);
}

static char *
dup_duration (GenkanOperationItem *self)
{
  gint64 end = genkan_operation_get_ended (self->operation);

  if (is_running (self))
    end = self->activity != NULL ? g_get_real_time () : 0;

  if (end == 0)
    return g_strdup ("");

  return genkan_format_duration (end - genkan_operation_get_started (self->operation));
}

/* While it runs, what it will have found is not known: nothing is better than a nought. */
static char *
dup_count (GenkanOperationItem *self,
           guint                count)
{
  return is_running (self) ? g_strdup ("") : genkan_format_count (count);
}

/* A Discover is about Records, the others about findings, and each has words of its own. */
static char *
dup_words (GenkanOperationItem *self,
           guint                count,
           const char          *of_discover,
           const char          *of_sync)
{
  gboolean is_sync = genkan_operation_get_kind (self->operation) != GENKAN_OPERATION_TYPE_DISCOVER;
  g_autofree char *number = dup_count (self, count);
  g_auto (GStrv) parts = NULL;

  if (count == 0 || *number == '\0')
    return g_steal_pointer (&number);

  parts = g_strsplit (is_sync ? of_sync : of_discover, "%s", 2);

  return g_strjoinv (number, parts);
}

static void
genkan_operation_item_progress_changed_cb (GenkanOperationItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
}

static gboolean
genkan_operation_item_clock_cb (gpointer user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_DURATION]);

  return G_SOURCE_CONTINUE;
}

static void
genkan_operation_item_set_activity (GenkanOperationItem *self,
                                    GenkanActivity      *activity)
{
  if (!g_set_object (&self->activity, activity))
    return;

  g_signal_group_set_target (self->progress,
                             activity != NULL ? genkan_activity_get_progress (activity) : NULL);
  g_clear_handle_id (&self->clock, g_source_remove);
  if (activity != NULL)
    self->clock = g_timeout_add_seconds (1, genkan_operation_item_clock_cb, self);
}

static void
genkan_operation_item_finalize (GObject *object)
{
  GenkanOperationItem *self = GENKAN_OPERATION_ITEM (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->progress);
  g_clear_object (&self->activity);
  g_clear_object (&self->operation);

  G_OBJECT_CLASS (genkan_operation_item_parent_class)->finalize (object);
}

static void
genkan_operation_item_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GenkanOperationItem *self = GENKAN_OPERATION_ITEM (object);
  GenkanOperation *operation = self->operation;

  switch (prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, genkan_operation_get_kind (operation));
      break;

    case PROP_STATUS:
      g_value_set_enum (value, genkan_operation_get_status (operation));
      break;

    case PROP_TRIGGER:
      g_value_set_enum (value, genkan_operation_get_trigger (operation));
      break;

    case PROP_STARTED:
      g_value_set_int64 (value, genkan_operation_get_started (operation));
      break;

    case PROP_ENDED:
      g_value_set_int64 (value, genkan_operation_get_ended (operation));
      break;

    case PROP_DURATION:
      g_value_take_string (value, dup_duration (self));
      break;

    case PROP_SEEN:
      g_value_take_string (value, genkan_format_count (get_n_seen (self)));
      break;

    case PROP_NEW:
      g_value_take_string (value, dup_count (self, genkan_operation_get_n_new (operation)));
      break;

    case PROP_CHANGED:
      g_value_take_string (value, dup_count (self, genkan_operation_get_n_changed (operation)));
      break;

    case PROP_MISSING:
      /* Translators: how many Records, of a Discover, and how many findings, of a Sync */
      g_value_take_string (value, dup_words (self, genkan_operation_get_n_missing (operation),
                                             _("%s missing"), _("%s closed")));
      break;

    case PROP_RETURNED:
      g_value_take_string (value, dup_words (self, genkan_operation_get_n_returned (operation),
                                             _("%s returned"), _("%s reopened")));
      break;

    case PROP_MAPPED:
      g_value_take_string (value, dup_count (self, genkan_operation_get_n_mapped (operation)));
      break;

    case PROP_LEFT_OUT:
      g_value_take_string (value, dup_count (self, genkan_operation_get_n_left_out (operation)));
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, genkan_operation_get_message (operation));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_operation_item_class_init (GenkanOperationItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_operation_item_finalize;
  object_class->get_property = genkan_operation_item_get_property;

  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, GENKAN_TYPE_OPERATION_TYPE, 0, flags);
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, GENKAN_TYPE_OPERATION_STATUS, 0, flags);
  properties[PROP_TRIGGER] =
    g_param_spec_enum ("trigger", NULL, NULL, GENKAN_TYPE_OPERATION_TRIGGER, 0, flags);
  properties[PROP_STARTED] =
    g_param_spec_int64 ("started", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_ENDED] =
    g_param_spec_int64 ("ended", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_DURATION] = g_param_spec_string ("duration", NULL, NULL, NULL, flags);
  properties[PROP_SEEN] = g_param_spec_string ("seen", NULL, NULL, NULL, flags);
  properties[PROP_NEW] = g_param_spec_string ("new", NULL, NULL, NULL, flags);
  properties[PROP_CHANGED] = g_param_spec_string ("changed", NULL, NULL, NULL, flags);
  properties[PROP_MISSING] = g_param_spec_string ("missing", NULL, NULL, NULL, flags);
  properties[PROP_RETURNED] = g_param_spec_string ("returned", NULL, NULL, NULL, flags);
  properties[PROP_MAPPED] = g_param_spec_string ("mapped", NULL, NULL, NULL, flags);
  properties[PROP_LEFT_OUT] = g_param_spec_string ("left-out", NULL, NULL, NULL, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_operation_item_init (GenkanOperationItem *self)
{
  self->progress = g_signal_group_new (GENKAN_TYPE_PROGRESS);
  g_signal_group_connect_swapped (self->progress, "changed",
                                  G_CALLBACK (genkan_operation_item_progress_changed_cb), self);
}

/**
 * genkan_operation_item_new:
 * @operation: the Operation
 * @activity: (nullable): what runs for its Connection in this process
 *
 * Returns: (transfer full): a row
 */
GenkanOperationItem *
genkan_operation_item_new (GenkanOperation *operation,
                           GenkanActivity  *activity)
{
  GenkanOperationItem *self;

  g_return_val_if_fail (GENKAN_IS_OPERATION (operation), NULL);

  self = g_object_new (GENKAN_TYPE_OPERATION_ITEM, NULL);
  genkan_operation_item_update (self, operation, activity);

  return self;
}

GenkanOperation *
genkan_operation_item_get_operation (GenkanOperationItem *self)
{
  g_return_val_if_fail (GENKAN_IS_OPERATION_ITEM (self), NULL);

  return self->operation;
}

/**
 * genkan_operation_item_update:
 * @self: a row
 * @operation: the same Operation, as the store knows it now
 * @activity: (nullable): what runs for its Connection in this process
 */
void
genkan_operation_item_update (GenkanOperationItem *self,
                              GenkanOperation     *operation,
                              GenkanActivity      *activity)
{
  g_return_if_fail (GENKAN_IS_OPERATION_ITEM (self));
  g_return_if_fail (GENKAN_IS_OPERATION (operation));

  if (genkan_operation_get_status (operation) != GENKAN_OPERATION_STATUS_RUNNING)
    activity = NULL;

  g_set_object (&self->operation, operation);
  genkan_operation_item_set_activity (self, activity);
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}
