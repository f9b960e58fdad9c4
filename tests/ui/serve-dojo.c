/* serve-dojo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A DefectDojo on loopback for tests that drive the real program: serve-dojo VERSION PRODUCTS.
 * Its first line says where it is. Then it does what its standard input says, a line each, and
 * answers “done”:
 *
 *   expiry DAYS     the key expires that soon
 *   expired         it has
 *   count START     answers how many requests began so
 */

#include "config.h"

#include "dojo-stand-in.h"
#include "dojo-tables.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <unistd.h>

static void
add_products (DojoStandIn *dojo,
              guint        n_products)
{
  dojo_stand_in_add (dojo, DOJO_PRODUCT_TYPES, dojo_parse ("{\"name\":\"Shops\"}"));
  for (guint i = 1; i <= n_products; i++)
    {
      g_autofree char *fields = g_strdup_printf ("{\"name\":\"Product %04u\",\"prod_type\":1}", i);

      dojo_stand_in_add (dojo, DOJO_PRODUCTS, dojo_parse (fields));
    }
}

static void
set_expiry (DojoStandIn *dojo,
            int          days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_hours (now, days * 24 + 1);

  g_free (dojo->token_expiry);
  dojo->token_expiry = g_date_time_format_iso8601 (soon);
}

static void
obey (DojoStandIn *dojo,
      const char  *line)
{
  if (g_str_has_prefix (line, "expiry "))
    set_expiry (dojo, (int) g_ascii_strtoll (line + strlen ("expiry "), NULL, 10));
  else if (g_str_equal (line, "expired"))
    dojo->token_state = DOJO_TOKEN_EXPIRED;
  else if (g_str_has_prefix (line, "count "))
    g_print ("%u\n", dojo_stand_in_count (dojo, line + strlen ("count ")));
  else
    g_error ("“%s” cannot be done", line);

  g_print ("done\n");
}

static gboolean
input_cb (GIOChannel   *channel,
          GIOCondition  condition,
          gpointer      user_data)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    exit (0);
  obey (user_data, g_strchomp (line));

  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (DojoStandIn) dojo = NULL;
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (STDIN_FILENO);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (argc != 3)
    {
      g_printerr ("Usage: %s VERSION PRODUCTS\n", argv[0]);
      return 2;
    }

  setvbuf (stdout, NULL, _IOLBF, 0);
  dojo = dojo_stand_in_new (argv[1]);
  dojo->is_staff = TRUE;
  add_products (dojo, (guint) g_ascii_strtoull (argv[2], NULL, 10));
  g_print ("%s\n", dojo->url);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, dojo);
  g_main_loop_run (loop);

  return 0;
}
