/* genkan-cli-findings-show.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `genkan findings show`: all that is known of one Finding, and what happened to it.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-finding-choice.h"
#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-words.h"
#include "genkan-store-events.h"

#include <glib/gi18n.h>

/* --- which --- */

static gboolean
collect_cb (GenkanFinding *finding,
            gpointer       user_data)
{
  GPtrArray *found = user_data;

  g_ptr_array_add (found, g_object_ref (finding));

  return TRUE;
}

/* Genkan's own number, which `findings --json` tells. */
static GenkanFinding *
find_by_number (GenkanStore *store,
                const char  *word)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (word, 10, 1, G_MAXINT64, &number, NULL))
    return NULL;

  return genkan_store_get_finding (store, number, NULL);
}

/* Returns: (nullable): %NULL after saying that there is none, or more than one */
static GenkanFinding *
find_finding (GenkanStore        *store,
              GenkanFindingQuery *query,
              const char         *word)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  GenkanFinding *finding;

  query->unique_id = word;
  if (!genkan_store_foreach_finding (store, query, collect_cb, found, &error))
    {
      genkan_cli_fail (error);
      return NULL;
    }

  if (found->len == 1)
    return g_object_ref (found->pdata[0]);

  finding = found->len == 0 ? find_by_number (store, word) : NULL;
  if (finding != NULL)
    return finding;

  if (found->len == 0)
    genkan_cli_complain (_("There is no finding “%s”; “genkan findings --json” tells their ids"), word);
  else
    genkan_cli_complain (_("%u findings have the id “%s”; say whose, with --connection and --record"),
                         found->len, word);

  return NULL;
}

/* --- telling it --- */

static void
print_fact (const char *title,
            const char *value)
{
  g_autofree char *plain = NULL;

  if (value == NULL || *value == '\0')
    return;

  plain = genkan_cli_dup_plain (value);
  g_print ("%s: %s\n", title, plain);
}

static void
print_time (const char *title,
            gint64      time)
{
  g_autofree char *text = genkan_cli_dup_time (time);

  print_fact (title, text);
}

static void
print_prose (JsonObject *columns,
             const char *column,
             const char *title)
{
  const char *text = json_object_get_string_member_with_default (columns, column, NULL);
  g_auto (GStrv) lines = NULL;

  if (text == NULL || *text == '\0')
    return;

  g_print ("\n%s\n", title);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *plain = genkan_cli_dup_plain (lines[i]);

      g_print ("  %s\n", g_strchomp (plain));
    }
}

static void
print_columns (const char *fields)
{
  g_autoptr (JsonNode) node = json_from_string (fields, NULL);
  JsonObject *columns;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  columns = json_node_get_object (node);
  print_fact (_("In the tool"), json_object_get_string_member_with_default (columns, "url", NULL));
  print_prose (columns, "description", _("Description"));
  print_prose (columns, "impact", _("Impact"));
  print_prose (columns, "steps_to_reproduce", _("Steps to reproduce"));
  print_prose (columns, "mitigation", _("Mitigation"));
  print_prose (columns, "references", _("References"));
}

static char *
describe_event (const GenkanFindingEvent *event)
{
  switch (event->kind)
    {
    case GENKAN_FINDING_EVENT_NEW:
      return g_strdup (_("First seen"));

    case GENKAN_FINDING_EVENT_CLOSED:
      return g_strdup (event->operation_id != 0 ? _("Closed by a Sync") : _("Closed by hand"));

    case GENKAN_FINDING_EVENT_REOPENED:
      return g_strdup (_("Reopened by a Sync"));

    case GENKAN_FINDING_EVENT_CHANGED:
    default:
      break;
    }

  if (event->earlier == event->severity)
    return g_strdup (_("Changed in the tool"));

  /* Translators: two severities */
  return g_strdup_printf (_("Severity changed from %s to %s"),
                          genkan_cli_describe_severity (event->earlier),
                          genkan_cli_describe_severity (event->severity));
}

static void
print_finding (const GenkanFindingFields *finding,
               GArray                    *events)
{
  g_autofree char *title = genkan_cli_dup_plain (finding->title);

  g_print ("%s\n\n", title);
  print_fact (_("Severity"), genkan_cli_describe_severity (finding->severity));
  print_fact (_("State"), genkan_cli_describe_finding_state (finding->state));
  print_fact (_("Record"), finding->record_name);
  print_fact (_("Product"), finding->product_name);
  print_fact (_("Component"), finding->component);
  print_fact (_("Vulnerability"), finding->vulnerability);
  print_fact (_("Id in the tool"), finding->unique_id);
  print_time (_("First seen"), finding->first_seen);
  print_time (_("Last changed"), finding->changed);
  print_time (_("Closed"), finding->closed);
  print_columns (finding->fields);

  g_print ("\n%s\n", _("History"));
  for (guint i = 0; i < events->len; i++)
    {
      const GenkanFindingEvent *event = &g_array_index (events, GenkanFindingEvent, i);
      g_autofree char *time = genkan_cli_dup_time (event->time);
      g_autofree char *text = describe_event (event);

      g_print ("  %s  %s\n", time, text);
    }
}

static void
print_json (const GenkanFindingFields *finding,
            GArray                    *events)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "finding");
  genkan_cli_json_add_finding (builder, finding);
  json_builder_set_member_name (builder, "history");
  json_builder_begin_array (builder);
  for (guint i = 0; i < events->len; i++)
    {
      const GenkanFindingEvent *event = &g_array_index (events, GenkanFindingEvent, i);

      json_builder_begin_object (builder);
      genkan_cli_json_add_text (builder, "kind", genkan_finding_event_kind_to_nick (event->kind));
      genkan_cli_json_add_time (builder, "time", event->time);
      genkan_cli_json_add_number (builder, "operation_id", event->operation_id);
      genkan_cli_json_add_text (builder, "severity", genkan_severity_to_nick (event->severity));
      genkan_cli_json_add_text (builder, "earlier_severity", genkan_severity_to_nick (event->earlier));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}

static GenkanExit
show (GenkanCliFindingChoice *choice,
      const char             *word,
      gboolean                json)
{
  g_autoptr (GenkanWorkspace) workspace = NULL;
  g_autoptr (GenkanFinding) finding = NULL;
  g_autoptr (GArray) events = NULL;
  g_autoptr (GError) error = NULL;
  GenkanFindingQuery query = { 0 };

  if (!genkan_cli_finding_choice_read (choice, &query))
    return GENKAN_EXIT_USAGE;

  workspace = genkan_cli_open (&error);
  if (workspace == NULL)
    return genkan_cli_fail (error);
  if (!genkan_cli_finding_choice_look_up (choice, workspace, &query))
    return GENKAN_EXIT_FAILED;

  finding = find_finding (genkan_workspace_get_store (workspace), &query, word);
  if (finding == NULL)
    return GENKAN_EXIT_FAILED;

  events = genkan_store_list_finding_events (genkan_workspace_get_store (workspace),
                                             genkan_finding_get (finding)->id, 0, &error);
  if (events == NULL)
    return genkan_cli_fail (error);

  if (json)
    print_json (genkan_finding_get (finding), events);
  else
    print_finding (genkan_finding_get (finding), events);

  return GENKAN_EXIT_COMPLETE;
}

GenkanExit
genkan_cli_findings_show (int    argc,
                          char **argv)
{
  g_auto (GenkanCliFindingChoice) choice = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON, for programs"), NULL },
    { "connection", 'c', 0, G_OPTION_ARG_STRING, &choice.label, N_("The finding of this connection"), N_("LABEL") },
    { "record", 0, 0, G_OPTION_ARG_STRING, &choice.record, N_("The finding of this record: its id in its tool, or its name"), N_("NAME|ID") },
    { NULL }
  };

  g_set_prgname ("genkan findings show");
  if (!genkan_cli_parse (&argc, argv, entries, _("ID"),
                         _("Show a finding and its history. Its id is the tool’s, or the number that “genkan findings --json” tells."),
                         1, 1))
    return GENKAN_EXIT_USAGE;

  return show (&choice, argv[1], json);
}
