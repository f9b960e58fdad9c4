/* genkan-cli-try-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `genkan try` shows: step by step what was asked, what came, and what was made of it.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-json.h"
#include "genkan-cli-private.h"
#include "genkan-cli-table.h"
#include "genkan-cli-try.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* A line of an answer, and a cell of a row. */
#define LINE_WIDTH 400
#define CELL_WIDTH 40

static void
print_line (const char *mark,
            const char *text)
{
  guint terminal = genkan_cli_get_width (STDOUT_FILENO);
  g_autofree char *plain = text != NULL ? genkan_cli_dup_plain (text) : NULL;
  g_autofree char *cut = NULL;

  if (plain == NULL)
    return;

  cut = genkan_cli_text_cut (plain, terminal > 10 ? terminal - 4 : LINE_WIDTH);
  g_print ("  %s %s\n", mark, cut);
}

static void
print_exchange (const GenkanTrialExchange *exchange)
{
  g_autofree char *size = g_format_size (exchange->size);
  g_autofree char *asked = g_strdup_printf ("%s %s", exchange->method, exchange->url);
  g_autofree char *came = g_strdup_printf ("%u · %s · %s", exchange->status, size, exchange->shape);

  print_line ("→", asked);
  print_line (" ", exchange->sent);
  if (exchange->status > 0)
    print_line ("←", came);
  print_line (" ", exchange->excerpt);
  print_line ("!", exchange->error);
}

static void
print_table (const GenkanTrialTable *table)
{
  g_autoptr (GenkanCliTable) lines = genkan_cli_table_new ();
  g_autofree char *count = g_strdup_printf (ngettext ("%s: %u row", "%s: %u rows", table->n_rows),
                                            table->output, table->n_rows);

  print_line ("=", count);
  if (table->rows->len == 0)
    return;

  for (char **column = table->columns; *column != NULL; column++)
    genkan_cli_table_add_column (lines, *column, GENKAN_COLUMN_SHRINK);
  for (guint i = 0; i < table->rows->len; i++)
    {
      GPtrArray *cells = g_ptr_array_index (table->rows, i);

      for (guint j = 0; j < cells->len; j++)
        {
          const char *text = g_ptr_array_index (cells, j);
          g_autofree char *plain = genkan_cli_dup_plain (text != NULL ? text : "NULL");
          g_autofree char *cut = genkan_cli_text_cut (plain, CELL_WIDTH);

          genkan_cli_table_add (lines, cut);
        }
    }
  genkan_cli_table_print (lines);
}

/* (element-type utf8) borrowed, in the order in which they were run */
static GPtrArray *
list_steps (GenkanTrial *trial)
{
  GPtrArray *steps = g_ptr_array_new ();
  GPtrArray *exchanges = genkan_trial_get_exchanges (trial);
  GPtrArray *tables = genkan_trial_get_tables (trial);

  for (guint i = 0; i < exchanges->len; i++)
    {
      const GenkanTrialExchange *exchange = g_ptr_array_index (exchanges, i);

      if (!g_ptr_array_find_with_equal_func (steps, exchange->step, g_str_equal, NULL))
        g_ptr_array_add (steps, exchange->step);
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const GenkanTrialTable *table = g_ptr_array_index (tables, i);

      if (!g_ptr_array_find_with_equal_func (steps, table->step, g_str_equal, NULL))
        g_ptr_array_add (steps, table->step);
    }

  return steps;
}

static void
print_step (GenkanTrial *trial,
            const char    *step)
{
  GPtrArray *exchanges = genkan_trial_get_exchanges (trial);
  GPtrArray *tables = genkan_trial_get_tables (trial);

  g_print ("%s\n", step);
  for (guint i = 0; i < exchanges->len; i++)
    {
      const GenkanTrialExchange *exchange = g_ptr_array_index (exchanges, i);

      if (g_str_equal (exchange->step, step))
        print_exchange (exchange);
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const GenkanTrialTable *table = g_ptr_array_index (tables, i);

      if (g_str_equal (table->step, step))
        print_table (table);
    }
  g_print ("\n");
}

static void
print_list (const char *title,
            GPtrArray  *lines)
{
  if (lines->len == 0)
    return;

  g_print ("%s\n", title);
  for (guint i = 0; i < lines->len; i++)
    print_line ("·", g_ptr_array_index (lines, i));
  g_print ("\n");
}

static void
print_summary (GenkanTrial *trial)
{
  guint n_requests = genkan_trial_get_exchanges (trial)->len;
  guint n_rows = genkan_trial_get_n_rows (trial);
  const char *reason = genkan_trial_get_reason (trial);
  g_autofree char *requests = g_strdup_printf (ngettext ("%u request", "%u requests", n_requests), n_requests);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *plain = reason != NULL ? genkan_cli_dup_plain (reason) : NULL;

  /* Translators: "complete: 3 requests, 12 rows; there is more"; nothing of it was stored */
  g_print ("%s: %s, %s%s\n", genkan_trial_get_outcome (trial), requests, rows,
           genkan_trial_has_more (trial) ? _("; there is more, a trial shows the beginning") : "");
  if (plain != NULL)
    g_print ("%s\n", plain);
}

void
genkan_cli_print_trial (GenkanTrial *trial)
{
  g_autoptr (GPtrArray) steps = list_steps (trial);

  for (guint i = 0; i < steps->len; i++)
    print_step (trial, g_ptr_array_index (steps, i));

  print_list (_("JSON paths that met nothing"), genkan_trial_get_unmet (trial));
  print_list (_("Warnings"), genkan_trial_get_warnings (trial));
  print_summary (trial);
}

/* --- for programs --------------------------------------------------------------------------- */

static void
add_exchange (JsonBuilder                 *builder,
              const GenkanTrialExchange *exchange)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "step", exchange->step);
  genkan_cli_json_add_text (builder, "method", exchange->method);
  genkan_cli_json_add_text (builder, "url", exchange->url);
  genkan_cli_json_add_text (builder, "sent", exchange->sent);
  genkan_cli_json_add_number (builder, "attempt", exchange->attempt);
  genkan_cli_json_add_number (builder, "status", exchange->status);
  genkan_cli_json_add_number (builder, "size", exchange->size);
  genkan_cli_json_add_text (builder, "shape", exchange->shape);
  genkan_cli_json_add_text (builder, "excerpt", exchange->excerpt);
  genkan_cli_json_add_text (builder, "error", exchange->error);
  json_builder_end_object (builder);
}

static void
add_table (JsonBuilder              *builder,
           const GenkanTrialTable *table)
{
  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "step", table->step);
  genkan_cli_json_add_text (builder, "name", table->output);
  genkan_cli_json_add_number (builder, "n_rows", table->n_rows);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->rows->len; i++)
    {
      GPtrArray *cells = g_ptr_array_index (table->rows, i);

      json_builder_begin_object (builder);
      for (guint j = 0; j < cells->len; j++)
        genkan_cli_json_add_text (builder, table->columns[j], g_ptr_array_index (cells, j));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_texts (JsonBuilder *builder,
           const char  *name,
           GPtrArray   *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

void
genkan_cli_print_trial_json (GenkanTrial *trial)
{
  GPtrArray *exchanges = genkan_trial_get_exchanges (trial);
  GPtrArray *tables = genkan_trial_get_tables (trial);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  genkan_cli_json_add_text (builder, "outcome", genkan_trial_get_outcome (trial));
  genkan_cli_json_add_text (builder, "reason", genkan_trial_get_reason (trial));
  json_builder_set_member_name (builder, "more");
  json_builder_add_boolean_value (builder, genkan_trial_has_more (trial));
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_array (builder);
  for (guint i = 0; i < exchanges->len; i++)
    add_exchange (builder, g_ptr_array_index (exchanges, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tables->len; i++)
    add_table (builder, g_ptr_array_index (tables, i));
  json_builder_end_array (builder);
  add_texts (builder, "unmet", genkan_trial_get_unmet (trial));
  add_texts (builder, "warnings", genkan_trial_get_warnings (trial));
  json_builder_end_object (builder);
  genkan_cli_json_print (builder);
}
