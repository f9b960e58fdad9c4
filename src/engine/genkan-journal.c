/* genkan-journal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows are played back because what is inherited may differ: the same rule, of another project.
 * Where it does not differ in anything that the steps downstream use, playing them back would
 * do the same again; and where steps feed each other (folders that link in a circle), for ever.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-journal.h"

struct _GenkanJournal
{
  GHashTable *entries; /* (owned) (element-type utf8 Entry) by the invocation's key */
};

typedef struct
{
  gboolean        done;
  GPtrArray      *rows;    /* (owned) (nullable) (element-type GenkanMapped) of tables */
  GenkanRowBatch *next;    /* (owned) (nullable) */
  GPtrArray      *waiting; /* (owned) (element-type GenkanInvocation) who asked meanwhile */
  GHashTable     *known;   /* (owned) (element-type utf8) with what it was asked already */
} Entry;

static Entry *
entry_new (void)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_invocation_unref);
  entry->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->rows, g_ptr_array_unref);
  g_clear_pointer (&entry->next, genkan_row_batch_unref);
  g_clear_pointer (&entry->waiting, g_ptr_array_unref);
  g_hash_table_unref (entry->known);
  g_free (entry);
}

GenkanJournal *
genkan_journal_new (void)
{
  GenkanJournal *self = g_new0 (GenkanJournal, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);

  return self;
}

void
genkan_journal_free (GenkanJournal *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * genkan_journal_ask:
 * @self: a journal
 * @invocation: what is to be done; a poll is none of the journal's business
 * @known: the values of all variables that the steps downstream use
 * @ret_rows: (out) (transfer none) (nullable): with %GENKAN_JOURNAL_DONE, the rows it made
 * @ret_next: (out) (transfer none) (nullable): with %GENKAN_JOURNAL_DONE, the pages after it
 *
 * Returns: what is known of it
 */
GenkanJournalState
genkan_journal_ask (GenkanJournal     *self,
                    GenkanInvocation  *invocation,
                    const char        *known,
                    GPtrArray        **ret_rows,
                    GenkanRowBatch   **ret_next)
{
  Entry *entry = g_hash_table_lookup (self->entries, invocation->key);

  if (entry == NULL)
    {
      entry = entry_new ();
      g_hash_table_add (entry->known, g_strdup (known));
      g_hash_table_insert (self->entries, g_strdup (invocation->key), entry);
      return GENKAN_JOURNAL_NEW;
    }

  if (!g_hash_table_add (entry->known, g_strdup (known)))
    return GENKAN_JOURNAL_STALE;

  if (!entry->done)
    {
      g_ptr_array_add (entry->waiting, genkan_invocation_ref (invocation));
      return GENKAN_JOURNAL_DOING;
    }

  *ret_rows = entry->rows;
  *ret_next = entry->next;
  return GENKAN_JOURNAL_DONE;
}

/**
 * genkan_journal_done:
 * @self: a journal
 * @invocation: what is done
 * @rows: (nullable) (element-type GenkanMapped): the rows that it made for other steps
 * @next: (nullable): the pages after it
 *
 * Returns: (transfer full) (element-type GenkanInvocation): who asked for the same meanwhile
 */
GPtrArray *
genkan_journal_done (GenkanJournal    *self,
                     GenkanInvocation *invocation,
                     GPtrArray        *rows,
                     GenkanRowBatch   *next)
{
  Entry *entry = g_hash_table_lookup (self->entries, invocation->key);

  g_return_val_if_fail (entry != NULL && !entry->done, NULL);

  entry->done = TRUE;
  entry->rows = rows != NULL ? g_ptr_array_ref (rows) : NULL;
  entry->next = next != NULL ? genkan_row_batch_ref (next) : NULL;

  return g_steal_pointer (&entry->waiting);
}
