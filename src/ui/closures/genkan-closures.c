/* genkan-closures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Functions that a .ui file names in a <closure>: pure ones over the formatting in
 * genkan-format.h. A class that uses them calls genkan_closures_bind() beside
 * gtk_widget_class_set_template_from_resource().
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-closures.h"
#include "genkan-format.h"

static char **
classes_new (const char *first,
             const char *second)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, first);
  if (second != NULL)
    g_strv_builder_add (builder, second);

  return g_strv_builder_end (builder);
}

/* A GtkInscription without a text is a mistake of ours to GTK's accessibility. */
char *
genkan_closure_text (gpointer    object,
                     const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/* The second line of a Record in a narrow table. */
char *
genkan_closure_record_subtitle (gpointer    object,
                                const char *product,
                                const char *parent,
                                const char *kind)
{
  g_autofree char *name = genkan_format_name (product);

  if (name != NULL)
    return g_strdup_printf ("→ %s", name);

  return genkan_format_pair (parent, kind);
}

char *
genkan_closure_count (gpointer object,
                      guint    count)
{
  return genkan_format_count (count);
}

char *
genkan_closure_record_state_icon (gpointer          object,
                                  GenkanRecordState state)
{
  switch (state)
    {
    case GENKAN_RECORD_STATE_NEW:
      return g_strdup ("genkan-new-symbolic");

    case GENKAN_RECORD_STATE_GOOD:
      return g_strdup ("genkan-good-symbolic");

    case GENKAN_RECORD_STATE_IGNORED:
      return g_strdup ("genkan-ignored-symbolic");

    case GENKAN_RECORD_STATE_STALE:
      return g_strdup ("genkan-stale-symbolic");

    case GENKAN_RECORD_STATE_MISSING:
      return g_strdup ("genkan-missing-symbolic");

    default:
      return g_strdup ("dialog-question-symbolic");
    }
}

char **
genkan_closure_record_state_classes (gpointer          object,
                                     GenkanRecordState state)
{
  switch (state)
    {
    case GENKAN_RECORD_STATE_NEW:
      return classes_new ("state", "accent");

    case GENKAN_RECORD_STATE_GOOD:
      return classes_new ("state", "success");

    case GENKAN_RECORD_STATE_STALE:
      return classes_new ("state", "error");

    case GENKAN_RECORD_STATE_MISSING:
      return classes_new ("state", "warning");

    case GENKAN_RECORD_STATE_IGNORED:
    default:
      return classes_new ("state", "dim-label");
    }
}

char *
genkan_closure_operation_type_word (gpointer            object,
                                    GenkanOperationType type)
{
  return g_strdup (genkan_format_operation_type (type));
}

char *
genkan_closure_operation_status_word (gpointer              object,
                                      GenkanOperationStatus status)
{
  return g_strdup (genkan_format_operation_status (status));
}

char *
genkan_closure_operation_status_icon (gpointer              object,
                                      GenkanOperationStatus status)
{
  switch (status)
    {
    case GENKAN_OPERATION_STATUS_RUNNING:
      return g_strdup ("media-playback-start-symbolic");

    case GENKAN_OPERATION_STATUS_COMPLETE:
      return g_strdup ("genkan-good-symbolic");

    case GENKAN_OPERATION_STATUS_PARTIAL:
      return g_strdup ("genkan-partial-symbolic");

    case GENKAN_OPERATION_STATUS_FAILED:
      return g_strdup ("genkan-failed-symbolic");

    case GENKAN_OPERATION_STATUS_CANCELLED:
    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return g_strdup ("genkan-ignored-symbolic");

    default:
      return g_strdup ("dialog-question-symbolic");
    }
}

char **
genkan_closure_operation_status_classes (gpointer              object,
                                         GenkanOperationStatus status)
{
  switch (status)
    {
    case GENKAN_OPERATION_STATUS_RUNNING:
      return classes_new ("state", "accent");

    case GENKAN_OPERATION_STATUS_COMPLETE:
      return classes_new ("state", "success");

    case GENKAN_OPERATION_STATUS_PARTIAL:
    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return classes_new ("state", "warning");

    case GENKAN_OPERATION_STATUS_FAILED:
      return classes_new ("state", "error");

    case GENKAN_OPERATION_STATUS_CANCELLED:
    default:
      return classes_new ("state", "dim-label");
    }
}

char *
genkan_closure_operation_trigger_word (gpointer               object,
                                       GenkanOperationTrigger trigger)
{
  return g_strdup (genkan_format_operation_trigger (trigger));
}

char *
genkan_closure_log_severity_word (gpointer object,
                                  int      severity)
{
  return g_strdup (genkan_format_log_severity (severity));
}

char *
genkan_closure_log_severity_icon (gpointer object,
                                  int      severity)
{
  switch (severity)
    {
    case GENKAN_LOG_WARNING:
      return g_strdup ("genkan-partial-symbolic");

    case GENKAN_LOG_ERROR:
      return g_strdup ("genkan-failed-symbolic");

    default:
      return g_strdup ("genkan-information-symbolic");
    }
}

char **
genkan_closure_log_severity_classes (gpointer object,
                                     int      severity)
{
  switch (severity)
    {
    case GENKAN_LOG_WARNING:
      return classes_new ("state", "warning");

    case GENKAN_LOG_ERROR:
      return classes_new ("state", "error");

    default:
      return classes_new ("state", "dim-label");
    }
}

/**
 * genkan_closures_bind:
 * @klass: a widget class with a template
 *
 * Makes the closures of .ui files known to the class's, nested list item factories included.
 */
void
genkan_closures_bind (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, genkan_closure_text);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_count);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_operation_type_word);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_operation_status_word);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_operation_status_icon);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_operation_status_classes);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_operation_trigger_word);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_log_severity_word);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_log_severity_icon);
  gtk_widget_class_bind_template_callback (klass, genkan_closure_log_severity_classes);
}
