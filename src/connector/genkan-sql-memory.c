/* genkan-sql-memory.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much memory a SELECT takes. SQLite can count that itself, but only for the whole process, and
 * behind one lock for all threads: when several map and another writes, they wait for each other
 * at every allocation. So it is told not to count, and each thread counts its own here.
 *
 * SQLite can be told so only before anybody uses it: when the program is loaded. A process in which
 * that came too late is counted as a whole.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-sql-memory.h"

#include <sqlite3.h>
#include <stdlib.h>

/* Before each piece of memory stands its size. */
typedef struct
{
  gint64 size;
} Head;

static __thread gint64 used;
static gboolean counts;

static void *
take_piece (int size)
{
  Head *head = malloc (sizeof *head + size);

  if (head == NULL)
    return NULL;

  head->size = size;
  used += size;

  return head + 1;
}

static int
get_size (void *piece)
{
  return piece != NULL ? ((Head *) piece)[-1].size : 0;
}

static void
give_piece (void *piece)
{
  used -= get_size (piece);
  free ((Head *) piece - 1);
}

static void *
resize_piece (void *piece,
              int   size)
{
  int old_size = get_size (piece);
  Head *head = realloc ((Head *) piece - 1, sizeof *head + size);

  if (head == NULL)
    return NULL;

  head->size = size;
  used += size - old_size;

  return head + 1;
}

static int
round_up (int size)
{
  return (size + 7) & ~7;
}

static int
init (void *data)
{
  return SQLITE_OK;
}

static void
shut_down (void *data)
{
}

__attribute__ ((constructor)) static void
configure (void)
{
  static const sqlite3_mem_methods methods = {
    take_piece, give_piece, resize_piece, get_size, round_up, init, shut_down, NULL
  };

  counts = sqlite3_config (SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK
           && sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
}

/* Returns: bytes that SQLite has taken in this thread, and not given back here; of use only as a
 *   difference */
gint64
genkan_sql_memory_get_used (void)
{
  return counts ? used : sqlite3_memory_used ();
}
