/* serve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stand-in DefectDojo as a program, for tests of other programs and for a look by hand. It
 * prints its address, and ends with its standard input. A line there is a question: `findings`
 * prints what the Tests have, a line each.
 */

#include "config.h"

#include "dojo-stand-in.h"

#include <stdio.h>

static void
tell (DojoStandIn *stand_in)
{
  GPtrArray *findings = stand_in->tables[DOJO_FINDINGS];

  for (guint i = 0; i < findings->len; i++)
    {
      JsonObject *finding = g_ptr_array_index (findings, i);

      g_print ("%" G_GINT64_FORMAT " %s %s %s\n", json_object_get_int_member (finding, "test"),
               json_object_get_string_member (finding, "unique_id_from_tool"),
               json_object_get_string_member (finding, "severity"),
               json_object_get_boolean_member (finding, "is_mitigated") ? "closed" : "open");
    }
  g_print (".\n");
}

static gboolean
read_line_cb (GIOChannel   *channel,
              GIOCondition  condition,
              gpointer      user_data)
{
  DojoStandIn *stand_in = user_data;
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    {
      g_main_context_wakeup (NULL);
      stand_in->is_staff = -1;
      return G_SOURCE_REMOVE;
    }

  if (g_str_has_prefix (line, "findings"))
    tell (stand_in);
  else if (g_str_has_prefix (line, "requests"))
    g_print ("%u\n", stand_in->log->len);
  fflush (stdout);

  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (DojoStandIn) stand_in = dojo_stand_in_new (argc > 1 ? argv[1] : "3.2.0");
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (STDIN_FILENO);

  g_print ("%s\n", stand_in->url);
  fflush (stdout);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, read_line_cb, stand_in);
  while ((int) stand_in->is_staff != -1)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
