/* genkan-records-decide.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-records-decide.h"

#include "closures/genkan-format-finding.h"
#include "closures/genkan-format.h"
#include "genkan-history.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

/* What a decision is about, until the store has carried it out. */
typedef struct
{
  GtkWidget          *from;    /* (owned): whose toaster says how it went */
  GenkanDecisionKind  kind;
  char               *name;    /* (owned) (nullable) of the Record, if it is one */
  char               *product; /* (owned) (nullable) */
  int                 minimum;
} GenkanDeciding;

static void
genkan_deciding_free (GenkanDeciding *deciding)
{
  g_object_unref (deciding->from);
  g_free (deciding->name);
  g_free (deciding->product);
  g_free (deciding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanDeciding, genkan_deciding_free)

static char *
say_mapped (GenkanDeciding *deciding,
            guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Mapped %s to %s"), deciding->name, deciding->product);

  return g_strdup_printf (ngettext ("Mapped %'u Record to %s", "Mapped %'u Records to %s", n_records),
                          n_records, deciding->product);
}

static char *
say_mapped_each (GenkanDeciding *deciding,
                 guint           n_records)
{
  return g_strdup_printf (ngettext ("Mapped %'u Record to a Product of its name",
                                    "Mapped %'u Records to a Product each", n_records),
                          n_records);
}

static char *
say_ignored (GenkanDeciding *deciding,
             guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Ignored %s"), deciding->name);

  return g_strdup_printf (ngettext ("Ignored %'u Record", "Ignored %'u Records", n_records),
                          n_records);
}

static char *
say_restored (GenkanDeciding *deciding,
              guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Restored %s"), deciding->name);

  return g_strdup_printf (ngettext ("Restored %'u Record", "Restored %'u Records", n_records),
                          n_records);
}

static char *
say_deleted (GenkanDeciding *deciding,
             guint           n_records)
{
  if (deciding->name != NULL)
    return g_strdup_printf (_("Deleted %s"), deciding->name);

  return g_strdup_printf (ngettext ("Deleted %'u Record", "Deleted %'u Records", n_records),
                          n_records);
}

static char *
say_minimum (GenkanDeciding *deciding,
             guint           n_records)
{
  g_autofree char *severity = genkan_format_minimum (deciding->minimum);

  /* Translators: a Record, and a minimum severity such as “High and above” */
  if (deciding->name != NULL)
    return g_strdup_printf (_("Minimum severity of %s: %s"), deciding->name, severity);

  return g_strdup_printf (ngettext ("Minimum severity of %'u Record: %s",
                                    "Minimum severity of %'u Records: %s", n_records),
                          n_records, severity);
}

static char *
say_done (GenkanDeciding *deciding,
          guint           n_records)
{
  switch (deciding->kind)
    {
    case GENKAN_DECISION_MAP:
      return say_mapped (deciding, n_records);

    case GENKAN_DECISION_MAP_EACH:
      return say_mapped_each (deciding, n_records);

    case GENKAN_DECISION_IGNORE:
      return say_ignored (deciding, n_records);

    case GENKAN_DECISION_RESTORE:
      return say_restored (deciding, n_records);

    case GENKAN_DECISION_DELETE:
      return say_deleted (deciding, n_records);

    case GENKAN_DECISION_MINIMUM:
      return say_minimum (deciding, n_records);

    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
genkan_records_decide_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GenkanDeciding) deciding = user_data;
  GenkanStore *store = GENKAN_STORE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanUndo) undo = genkan_store_decide_finish (store, result, &error);
  g_autofree char *text = NULL;

  if (undo == NULL)
    {
      genkan_toast_error (deciding->from, error);
      return;
    }

  if (genkan_undo_get_n_records (undo) == 0)
    {
      genkan_toast (deciding->from, _("Nothing to change there"));
      return;
    }

  text = say_done (deciding, genkan_undo_get_n_records (undo));
  genkan_history_add (genkan_history_get (store), deciding->from, undo, text);
}

/**
 * genkan_records_decide:
 * @store: where the Records are
 * @from: whose toaster says what was done
 * @ids: (element-type gint64): the Records
 * @name: (nullable): the Record's name, for one that is named in the toast
 * @decision: what shall be with them
 *
 * Starts carrying out a person's decision. The toast comes when it is done, or failed, and the
 * store's history takes it back.
 */
void
genkan_records_decide (GenkanStore          *store,
                       GtkWidget            *from,
                       GArray               *ids,
                       const char           *name,
                       const GenkanDecision *decision)
{
  GenkanDeciding *deciding;

  g_return_if_fail (GENKAN_IS_STORE (store));
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (decision != NULL);

  if (ids->len == 0)
    return;

  deciding = g_new0 (GenkanDeciding, 1);
  deciding->from = g_object_ref (from);
  deciding->kind = decision->kind;
  deciding->name = genkan_format_name (name);
  deciding->product = genkan_format_name (decision->product_name);
  deciding->minimum = decision->minimum_severity;
  genkan_store_decide_async (store, (const gint64 *) (void *) ids->data, ids->len, decision,
                             NULL, genkan_records_decide_cb, deciding);
}
