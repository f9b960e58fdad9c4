/* bench-watch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A library to preload (LD_PRELOAD) into a program with a GLib main loop. It notes in the file
 * $BENCH_WATCH each turn of the default main loop that kept it from listening for at least a
 * millisecond, a line each, in microseconds:
 *
 *   when it ended (monotonic), how long it took, how much of that it waited for a processor,
 *   how much it used one
 *
 * The program itself need not know. A turn lasts from one return of poll() to the next call, so
 * a nested main loop, as of a menu, does not count as a pause. What a turn waits for a processor
 * that other programs have is told by the kernel, and is no fault of the program.
 */

#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LEAST 1000

typedef struct
{
  gint64 wall;
  gint64 cpu;
  gint64 waited;
} Times;

static int out = -1;
static int schedstat = -1;
static Times woken; /* .wall == 0: not yet */

static gint64
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The second number is how many nanoseconds the thread could run, but did not. */
static gint64
read_waited (void)
{
  char text[128];
  ssize_t length = pread (schedstat, text, sizeof text - 1, 0);
  char *second;

  if (length <= 0)
    return 0;

  text[length] = '\0';
  second = strchr (text, ' ');

  return second != NULL ? g_ascii_strtoll (second, NULL, 10) / 1000 : 0;
}

static Times
read_times (void)
{
  return (Times) {
    .wall = read_clock (CLOCK_MONOTONIC),
    .cpu = read_clock (CLOCK_THREAD_CPUTIME_ID),
    .waited = read_waited (),
  };
}

static void
note_turn (void)
{
  Times now = read_times ();

  if (woken.wall != 0 && now.wall - woken.wall >= LEAST)
    dprintf (out, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
             " %" G_GINT64_FORMAT "\n", now.wall, now.wall - woken.wall,
             now.waited - woken.waited, now.cpu - woken.cpu);
}

static int
watched_poll (GPollFD *fds,
              guint    n_fds,
              int      timeout)
{
  int result;

  note_turn ();
  result = poll ((struct pollfd *) fds, n_fds, timeout);
  woken = read_times ();

  return result;
}

/* In the main thread, before main(). */
__attribute__ ((constructor)) static void
start (void)
{
  const char *path = g_getenv ("BENCH_WATCH");

  if (path == NULL)
    return;

  out = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  schedstat = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  g_main_context_set_poll_func (NULL, watched_poll);
}
