/* genkan-cli-finding-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options that say which Findings are meant. Words are read first, so that a wrong one is
 * told before anything is opened; names are looked up afterwards.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-private.h"
#include "genkan-cli-rules.h"
#include "genkan-store-products.h"
#include "genkan-store-records.h"

#include <glib/gi18n.h>

/* A hundred years. */
#define MOST_DAYS 36500

void
genkan_cli_finding_choice_clear (GenkanCliFindingChoice *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->record, g_free);
  g_clear_pointer (&self->product, g_free);
  g_clear_pointer (&self->severities, g_strfreev);
  g_clear_pointer (&self->states, g_strfreev);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->component, g_free);
  g_clear_pointer (&self->cve, g_free);
}

static gboolean
read_severities (char  **words,
                 guint  *ret_bits)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      GenkanSeverity severity;

      if (!genkan_cli_read_severity (words[i], &severity))
        return FALSE;
      *ret_bits |= 1u << severity;
    }

  return TRUE;
}

static gboolean
read_state (const char *word,
            guint      *ret_bits)
{
  for (guint i = 0; i < GENKAN_N_FINDING_STATES; i++)
    if (g_ascii_strcasecmp (word, genkan_finding_state_to_nick (i)) == 0)
      {
        *ret_bits |= 1u << i;
        return TRUE;
      }

  genkan_cli_complain (_("There is no state “%s”: a finding is open, closed, false-positive, risk-accepted, "
                         "out-of-scope or inactive"), word);

  return FALSE;
}

/* FALSE: it has been said what is wrong. */
gboolean
genkan_cli_finding_choice_read (GenkanCliFindingChoice *self,
                                GenkanFindingQuery     *ret_query)
{
  for (gsize i = 0; self->states != NULL && self->states[i] != NULL; i++)
    if (!read_state (self->states[i], &ret_query->states))
      return FALSE;

  if (self->record != NULL && self->label == NULL)
    {
      genkan_cli_complain (_("A record is looked for in a connection; name that too"));
      return FALSE;
    }

  if (self->days < 0 || self->days > MOST_DAYS)
    {
      genkan_cli_complain (_("--seen-within is a number of days, at most %d"), MOST_DAYS);
      return FALSE;
    }

  ret_query->search = self->search;
  ret_query->component = self->component;
  ret_query->vulnerability = self->cve;
  if (self->days > 0)
    ret_query->seen_since = g_get_real_time () - self->days * G_TIME_SPAN_DAY;

  return read_severities (self->severities, &ret_query->severities);
}

typedef struct
{
  const char *word;
  gint64      by_id;
  gint64      by_name;
  guint       n_names;
} GenkanRecordSearch;

static gboolean
compare_record_cb (GenkanRecord *record,
                   gpointer      user_data)
{
  GenkanRecordSearch *search = user_data;

  if (g_str_equal (genkan_record_get_vendor_id (record), search->word))
    search->by_id = genkan_record_get_id (record);
  if (g_str_equal (genkan_record_get_name (record), search->word))
    {
      search->by_name = genkan_record_get_id (record);
      search->n_names++;
    }

  return search->by_id == 0;
}

/* Returns: the Record with that id in its tool, or the only one of that name; 0 after saying that
 * there is none */
gint64
genkan_cli_find_record (GenkanWorkspace *workspace,
                        gint64           connection_id,
                        const char      *word)
{
  GenkanRecordSearch search = { .word = word };
  g_autoptr (GError) error = NULL;

  if (!genkan_store_foreach_record (genkan_workspace_get_store (workspace), connection_id,
                                    compare_record_cb, &search, &error))
    {
      genkan_cli_fail (error);
      return 0;
    }
  if (search.by_id != 0)
    return search.by_id;
  if (search.n_names == 1)
    return search.by_name;

  if (search.n_names == 0)
    genkan_cli_complain (_("There is no record “%s”; “genkan records” lists them"), word);
  else
    genkan_cli_complain (_("%u records are called “%s”; name the one by its id, which “genkan records --json” tells"),
                         search.n_names, word);

  return 0;
}

/**
 * genkan_cli_find_records:
 * @workspace: the profile
 * @connection: a Connection
 * @words: (nullable): ids or names of Records
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their numbers; none if there are no
 *   words; or %NULL after saying which there is not
 */
GArray *
genkan_cli_find_records (GenkanWorkspace   *workspace,
                         GenkanConnection  *connection,
                         char             **words)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      gint64 id = genkan_cli_find_record (workspace, genkan_connection_get_id (connection), words[i]);

      if (id == 0)
        return NULL;
      g_array_append_val (ids, id);
    }

  return g_steal_pointer (&ids);
}

static gboolean
look_up_product (GenkanCliFindingChoice *self,
                 GenkanWorkspace        *workspace,
                 GenkanFindingQuery     *query)
{
  g_autoptr (GenkanProduct) product = NULL;
  g_autoptr (GError) error = NULL;

  product = genkan_store_find_product (genkan_workspace_get_store (workspace), self->product, &error);
  if (product != NULL)
    query->product_id = genkan_product_get_id (product);
  else if (error != NULL && !g_error_matches (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND))
    genkan_cli_fail (error);
  else
    genkan_cli_complain (_("There is no product “%s”"), self->product);

  return product != NULL;
}

/* FALSE after saying what there is not. */
gboolean
genkan_cli_finding_choice_look_up (GenkanCliFindingChoice *self,
                                   GenkanWorkspace        *workspace,
                                   GenkanFindingQuery     *query)
{
  g_autoptr (GenkanConnection) connection = NULL;

  if (self->label != NULL)
    {
      connection = genkan_cli_find_connection (workspace, self->label);
      if (connection == NULL)
        return FALSE;
      query->connection_id = genkan_connection_get_id (connection);
    }

  if (self->record != NULL)
    {
      query->record_id = genkan_cli_find_record (workspace, query->connection_id, self->record);
      if (query->record_id == 0)
        return FALSE;
    }

  return self->product == NULL || look_up_product (self, workspace, query);
}
