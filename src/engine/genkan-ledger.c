/* genkan-ledger.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal of a scope keeps what it was asked for as long as the scope lives, since there it
 * is also what ends circles. This one only saves requests, so it may forget: what has not been
 * asked for the longest time goes first when the rows take more memory than they may.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-ledger.h"

/* Of an entry without rows. */
#define OVERHEAD 512

struct _GenkanLedger
{
  GHashTable       *entries; /* (owned) (element-type utf8 Entry) by the invocation's key */
  GQueue            done;    /* (element-type Entry) the one to be forgotten first at the head */
  gsize             size;    /* of those */
  gsize             budget;
  GenkanLedgerFunc  func;
};

typedef struct
{
  gpointer          scope;
  GenkanInvocation *invocation; /* (owned) */
} Waiting;

typedef struct
{
  char           *key;     /* (owned) */
  GList           link;    /* in the queue, once it is done */
  gsize           size;
  GPtrArray      *rows;    /* (owned) (nullable) (element-type GenkanMapped) once it is done */
  GenkanRowBatch *next;    /* (owned) (nullable) */
  GPtrArray      *waiting; /* (owned) (element-type Waiting) */
} Entry;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  genkan_invocation_unref (waiting->invocation);
  g_free (waiting);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_clear_pointer (&entry->rows, g_ptr_array_unref);
  g_clear_pointer (&entry->next, genkan_row_batch_unref);
  g_ptr_array_unref (entry->waiting);
  g_free (entry);
}

/**
 * genkan_ledger_new:
 * @budget: about how many bytes of rows it keeps
 * @func: tells a scope about what it waits for
 *
 * Returns: (transfer full): an empty ledger
 */
GenkanLedger *
genkan_ledger_new (gsize            budget,
                   GenkanLedgerFunc func)
{
  GenkanLedger *self = g_new0 (GenkanLedger, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->budget = budget;
  self->func = func;

  return self;
}

void
genkan_ledger_free (GenkanLedger *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

static Entry *
genkan_ledger_add (GenkanLedger     *self,
                   GenkanInvocation *invocation)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = g_strdup (invocation->key);
  entry->link.data = entry;
  entry->waiting = g_ptr_array_new_with_free_func (waiting_free);
  g_hash_table_insert (self->entries, entry->key, entry);

  return entry;
}

static void
entry_add_waiting (Entry            *entry,
                   gpointer          scope,
                   GenkanInvocation *invocation)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->scope = scope;
  waiting->invocation = genkan_invocation_ref (invocation);
  g_ptr_array_add (entry->waiting, waiting);
}

/**
 * genkan_ledger_ask:
 * @self: a ledger
 * @scope: who asks, alive until it is told or withdraws
 * @invocation: what is to be done; a poll is none of the ledger's business
 * @ret_rows: (out) (transfer full): with %GENKAN_LEDGER_DONE, the rows of its tables
 * @ret_next: (out) (transfer full) (nullable): with %GENKAN_LEDGER_DONE, the pages after it
 *
 * With %GENKAN_LEDGER_NEW the scope must say how it went by genkan_ledger_done() or
 * genkan_ledger_give_up().
 *
 * Returns: what is known of it
 */
GenkanLedgerState
genkan_ledger_ask (GenkanLedger      *self,
                   gpointer           scope,
                   GenkanInvocation  *invocation,
                   GPtrArray        **ret_rows,
                   GenkanRowBatch   **ret_next)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, GENKAN_LEDGER_NEW);

  entry = g_hash_table_lookup (self->entries, invocation->key);
  if (entry == NULL)
    {
      genkan_ledger_add (self, invocation);
      return GENKAN_LEDGER_NEW;
    }

  if (entry->rows == NULL)
    {
      entry_add_waiting (entry, scope, invocation);
      return GENKAN_LEDGER_DOING;
    }

  g_queue_unlink (&self->done, &entry->link);
  g_queue_push_tail_link (&self->done, &entry->link);
  *ret_rows = g_ptr_array_ref (entry->rows);
  *ret_next = entry->next != NULL ? genkan_row_batch_ref (entry->next) : NULL;

  return GENKAN_LEDGER_DONE;
}

static gsize
measure (GPtrArray      *rows,
         GenkanRowBatch *next)
{
  gsize size = OVERHEAD + (next != NULL ? genkan_row_batch_get_size (next) : 0);

  for (guint i = 0; i < rows->len; i++)
    size += genkan_row_batch_get_size (((GenkanMapped *) g_ptr_array_index (rows, i))->rows);

  return size;
}

static void
genkan_ledger_forget (GenkanLedger *self)
{
  while (self->size > self->budget && self->done.length > 0)
    {
      GList *link = g_queue_pop_head_link (&self->done);
      Entry *entry = link->data;

      self->size -= entry->size;
      g_hash_table_remove (self->entries, entry->key);
    }
}

static void
genkan_ledger_tell (GenkanLedger   *self,
                    GPtrArray      *waiting,
                    GPtrArray      *rows,
                    GenkanRowBatch *next)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiting *one = g_ptr_array_index (waiting, i);

      if (one->scope != NULL)
        self->func (one->scope, one->invocation, rows, next);
    }
}

/* Those who wait are told when the ledger is in order again: they may ask for more. */
void
genkan_ledger_done (GenkanLedger     *self,
                    GenkanInvocation *invocation,
                    GPtrArray        *rows,
                    GenkanRowBatch   *next)
{
  Entry *entry = g_hash_table_lookup (self->entries, invocation->key);
  g_autoptr (GPtrArray) waiting = NULL;

  g_return_if_fail (entry != NULL && entry->rows == NULL);

  waiting = g_steal_pointer (&entry->waiting);
  entry->waiting = g_ptr_array_new_with_free_func (waiting_free);
  entry->rows = g_ptr_array_ref (rows);
  entry->next = next != NULL ? genkan_row_batch_ref (next) : NULL;
  entry->size = measure (rows, next);
  self->size += entry->size;
  g_queue_push_tail_link (&self->done, &entry->link);
  genkan_ledger_forget (self);

  genkan_ledger_tell (self, waiting, rows, next);
}

/* The scope that was at it has not got an answer that is good for all. */
void
genkan_ledger_give_up (GenkanLedger     *self,
                       GenkanInvocation *invocation)
{
  Entry *entry = g_hash_table_lookup (self->entries, invocation->key);
  g_autoptr (GPtrArray) waiting = NULL;

  g_return_if_fail (entry != NULL && entry->rows == NULL);

  waiting = g_steal_pointer (&entry->waiting);
  entry->waiting = g_ptr_array_new ();
  g_hash_table_remove (self->entries, invocation->key);

  genkan_ledger_tell (self, waiting, NULL, NULL);
}

/* A scope that ends waits for nothing any more. */
void
genkan_ledger_withdraw (GenkanLedger *self,
                        gpointer      scope)
{
  GHashTableIter iter;
  gpointer data;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Entry *entry = data;

      for (guint i = 0; i < entry->waiting->len; i++)
        {
          Waiting *waiting = g_ptr_array_index (entry->waiting, i);

          if (waiting->scope == scope)
            waiting->scope = NULL;
        }
    }
}
