/* genkan-format-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window calls states, Operations and their outcomes. A value that this Genkan does
 * not know (written by a later one) is shown as such.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format.h"

#include <glib/gi18n.h>

const char *
genkan_format_record_state (GenkanRecordState state)
{
  switch (state)
    {
    case GENKAN_RECORD_STATE_NEW:
      return C_("record state", "New");

    case GENKAN_RECORD_STATE_GOOD:
      return C_("record state", "Good");

    case GENKAN_RECORD_STATE_IGNORED:
      return C_("record state", "Ignored");

    case GENKAN_RECORD_STATE_STALE:
      return C_("record state", "Stale");

    case GENKAN_RECORD_STATE_MISSING:
      return C_("record state", "Missing");

    default:
      return C_("record state", "Unknown");
    }
}

const char *
genkan_format_operation_type (GenkanOperationType type)
{
  switch (type)
    {
    case GENKAN_OPERATION_TYPE_DISCOVER:
      return _("Discover");

    case GENKAN_OPERATION_TYPE_SYNC:
      return _("Sync");

    case GENKAN_OPERATION_TYPE_DELIVER:
      return _("Deliver");

    default:
      return _("Unknown");
    }
}

const char *
genkan_format_operation_status (GenkanOperationStatus status)
{
  switch (status)
    {
    case GENKAN_OPERATION_STATUS_RUNNING:
      return C_("operation status", "Running");

    case GENKAN_OPERATION_STATUS_COMPLETE:
      return C_("operation status", "Complete");

    case GENKAN_OPERATION_STATUS_PARTIAL:
      return C_("operation status", "Partial");

    case GENKAN_OPERATION_STATUS_FAILED:
      return C_("operation status", "Failed");

    case GENKAN_OPERATION_STATUS_CANCELLED:
      return C_("operation status", "Cancelled");

    case GENKAN_OPERATION_STATUS_INTERRUPTED:
      return C_("operation status", "Interrupted");

    default:
      return C_("operation status", "Unknown");
    }
}

const char *
genkan_format_operation_trigger (GenkanOperationTrigger trigger)
{
  switch (trigger)
    {
    case GENKAN_OPERATION_TRIGGER_MANUAL:
      return C_("operation trigger", "Manual");

    case GENKAN_OPERATION_TRIGGER_SCHEDULED:
      return C_("operation trigger", "Scheduled");

    default:
      return C_("operation trigger", "Unknown");
    }
}

const char *
genkan_format_log_severity (GenkanLogSeverity severity)
{
  switch (severity)
    {
    case GENKAN_LOG_INFO:
      return C_("log severity", "Information");

    case GENKAN_LOG_WARNING:
      return C_("log severity", "Warning");

    case GENKAN_LOG_ERROR:
      return C_("log severity", "Failure");

    default:
      return C_("log severity", "Unknown");
    }
}

/* Letters that are read from right to left, and marks that say how to read. */
static gboolean
is_from_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC)
         || (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF)
         || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * genkan_format_name:
 * @name: (nullable): what a tool or a person calls something
 *
 * Returns: (transfer full) (nullable): the name for a place within a sentence. One that is read
 *   from right to left is isolated, so that the words around it keep their places.
 */
char *
genkan_format_name (const char *name)
{
  for (const char *c = name; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    if (is_from_right (g_utf8_get_char (c)))
      return g_strconcat ("\u2068", name, "\u2069", NULL);

  return g_strdup (name);
}

/**
 * genkan_format_pair:
 * @first: (nullable): a text
 * @second: (nullable): a text
 *
 * Returns: (transfer full): both with a dot between, or the one that is there
 */
char *
genkan_format_pair (const char *first,
                    const char *second)
{
  gboolean has_first = first != NULL && *first != '\0';
  gboolean has_second = second != NULL && *second != '\0';
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (has_first && has_second)
    {
      before = genkan_format_name (first);
      after = genkan_format_name (second);
      return g_strdup_printf ("%s · %s", before, after);
    }

  if (has_first)
    return g_strdup (first);

  return g_strdup (has_second ? second : "");
}

/* Adds a part of a list of counts, unless there is nothing to count. Takes @text. */
void
genkan_format_add_part (GPtrArray *parts,
                        guint      count,
                        char      *text)
{
  if (count > 0)
    g_ptr_array_add (parts, text);
  else
    g_free (text);
}

/**
 * genkan_format_outcome:
 * @operation: an Operation that has ended
 *
 * Returns: (transfer full): what it saw and what is different now: "5 Records: 5 new"
 */
char *
genkan_format_outcome (GenkanOperation *operation)
{
  guint seen = genkan_operation_get_n_seen (operation);
  guint n_new = genkan_operation_get_n_new (operation);
  guint changed = genkan_operation_get_n_changed (operation);
  guint missing = genkan_operation_get_n_missing (operation);
  guint returned = genkan_operation_get_n_returned (operation);
  guint mapped = genkan_operation_get_n_mapped (operation);
  guint left_out = genkan_operation_get_n_left_out (operation);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *records = g_strdup_printf (ngettext ("%'u Record", "%'u Records", seen), seen);
  g_autofree char *changes = NULL;

  genkan_format_add_part (parts, n_new, g_strdup_printf (ngettext ("%'u new", "%'u new", n_new), n_new));
  genkan_format_add_part (parts, changed,
            g_strdup_printf (ngettext ("%'u changed", "%'u changed", changed), changed));
  genkan_format_add_part (parts, missing,
            g_strdup_printf (ngettext ("%'u missing", "%'u missing", missing), missing));
  genkan_format_add_part (parts, returned,
            g_strdup_printf (ngettext ("%'u back again", "%'u back again", returned), returned));
  genkan_format_add_part (parts, mapped,
            g_strdup_printf (ngettext ("%'u mapped", "%'u mapped", mapped), mapped));
  genkan_format_add_part (parts, left_out,
            g_strdup_printf (ngettext ("%'u left out", "%'u left out", left_out), left_out));

  if (parts->len == 0)
    return g_strdup_printf (_("%s, nothing changed"), records);

  g_ptr_array_add (parts, NULL);
  changes = g_strjoinv (", ", (char **) parts->pdata);

  return g_strdup_printf ("%s: %s", records, changes);
}

static char *
format_requests (guint done,
                 guint known)
{
  if (known <= done)
    return g_strdup_printf (ngettext ("%'u request", "%'u requests", done), done);

  return g_strdup_printf (ngettext ("%'u of %'u request", "%'u of %'u requests", known), done, known);
}

/**
 * genkan_format_progress:
 * @type: what runs
 * @requests_done: answers that were read
 * @requests_known: those and what is known to follow
 * @rows: what the tool has listed so far
 * @unit: (nullable): what the tool calls them, in the plural ("sites")
 *
 * Returns: (transfer full): "Discovering… 12 of 40 requests, 5,871 sites"
 */
char *
genkan_format_progress (GenkanOperationType  type,
                        guint                requests_done,
                        guint                requests_known,
                        guint                rows,
                        const char          *unit)
{
  const char *verb = type == GENKAN_OPERATION_TYPE_SYNC ? _("Syncing…")
                     : type == GENKAN_OPERATION_TYPE_DELIVER ? _("Delivering to DefectDojo…")
                     : _("Discovering…");
  g_autofree char *requests = NULL;

  if (requests_known == 0)
    return g_strdup (verb);

  requests = format_requests (requests_done, requests_known);

  return g_strdup_printf ("%s %s, %'u %s", verb, requests, rows, unit != NULL ? unit : _("Records"));
}

/**
 * genkan_format_delivering:
 * @done: Records that are through
 * @known: how many are delivered
 *
 * Returns: (transfer full): "Delivering to DefectDojo… 3 of 12 Records"
 */
char *
genkan_format_delivering (guint done,
                          guint known)
{
  return g_strdup_printf (ngettext ("Delivering to DefectDojo… %'u of %'u Record",
                                    "Delivering to DefectDojo… %'u of %'u Records", known),
                          done, known);
}

/**
 * genkan_format_waiting:
 * @waiting: (nullable): what a run waits for
 * @left: microseconds until that ends, or 0 when it is not known
 *
 * Returns: (transfer full) (nullable): "waiting for the tool's limit, 8 s"
 */
char *
genkan_format_waiting (const char *waiting,
                       gint64      left)
{
  int seconds = (left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

  if (waiting == NULL)
    return NULL;

  if (seconds <= 0)
    return g_strdup_printf (_("waiting for %s"), waiting);

  return g_strdup_printf (_("waiting for %s, %d s"), waiting, seconds);
}
