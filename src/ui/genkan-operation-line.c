/* genkan-operation-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-operation-line.h"

#include "closures/genkan-format.h"

struct _GenkanOperationLine
{
  GObject           parent_instance;

  gint64            time;
  GenkanLogSeverity severity;
  char             *text;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanOperationLine, genkan_operation_line, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TIME,
  PROP_SEVERITY,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_operation_line_finalize (GObject *object)
{
  g_free (GENKAN_OPERATION_LINE (object)->text);

  G_OBJECT_CLASS (genkan_operation_line_parent_class)->finalize (object);
}

static void
genkan_operation_line_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GenkanOperationLine *self = GENKAN_OPERATION_LINE (object);

  switch (prop_id)
    {
    case PROP_TIME:
      g_value_take_string (value, genkan_format_clock (self->time));
      break;

    case PROP_SEVERITY:
      g_value_set_int (value, self->severity);
      break;

    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_operation_line_class_init (GenkanOperationLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = genkan_operation_line_finalize;
  object_class->get_property = genkan_operation_line_get_property;

  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, NULL, flags);
  properties[PROP_SEVERITY] =
    g_param_spec_int ("severity", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
genkan_operation_line_init (GenkanOperationLine *self)
{
}

GenkanOperationLine *
genkan_operation_line_new (const GenkanLogLine *line)
{
  GenkanOperationLine *self;

  g_return_val_if_fail (line != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_OPERATION_LINE, NULL);
  self->time = line->time;
  self->severity = line->severity;
  self->text = g_strdup (line->text);

  return self;
}

/**
 * genkan_operation_line_dup_text:
 * @self: a line
 *
 * Returns: (transfer full): the whole line, to be pasted into a report
 */
char *
genkan_operation_line_dup_text (GenkanOperationLine *self)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (GENKAN_IS_OPERATION_LINE (self), NULL);

  time = genkan_format_clock (self->time);

  return g_strdup_printf ("%s  %s  %s", time, genkan_format_log_severity (self->severity),
                          self->text);
}
