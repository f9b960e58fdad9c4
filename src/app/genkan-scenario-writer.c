/* genkan-scenario-writer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a trial as a scenario of tests/connectors, without what is secret or personal. JSON is
 * YAML, so an exchange is a line of JSON. Exchanges and rows are changed by one table, so that
 * the ones still bring the others.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-scenario-writer.h"

#include "genkan-json.h"
#include "genkan-record.h"
#include "genkan-redaction.h"
#include "genkan-trial-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What the reader of a scenario takes. */
#define MOST_BYTES (1024 * 1024)
/* Of all JSON that is not written as text: the reader has a limit for values too. */
#define MOST_VALUES 8000

typedef struct
{
  GenkanTrial     *trial;
  const char      *connector_text;
  GenkanRedaction *redaction;
  guint            n_values;  /* that were written as JSON */
} GenkanScenarioWriter;

/* --- looking through it --------------------------------------------------------------------- */

static char *
dup_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return g_strndup (data != NULL ? data : "", length);
}

static void
learn_settings (GenkanScenarioWriter *self)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (genkan_trial_get_connector (self->trial));
  GHashTable *values = genkan_trial_get_kept (self->trial)->settings;

  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *value = g_hash_table_lookup (values, setting->name);

      if (value == NULL)
        continue;
      genkan_redaction_add_setting (self->redaction, value, setting->secret);
      if (!setting->secret && strstr (value, "://") != NULL)
        genkan_redaction_add_tool (self->redaction, value);
    }
}

static void
learn_exchange (GenkanScenarioWriter *self,
                const GenkanTrialRaw *raw)
{
  g_autofree char *sent = dup_text (raw->body);
  g_autofree char *came = dup_text (raw->answer);
  GHashTableIter iter;
  gpointer value;

  genkan_redaction_learn (self->redaction, raw->url, FALSE);
  genkan_redaction_learn (self->redaction, sent, raw->is_login);
  genkan_redaction_learn (self->redaction, came, raw->is_login);
  g_hash_table_iter_init (&iter, raw->headers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    genkan_redaction_learn (self->redaction, value, FALSE);
}

static void
learn (GenkanScenarioWriter *self)
{
  GPtrArray *raws = genkan_trial_get_raw (self->trial);

  learn_settings (self);
  for (guint i = 0; i < raws->len; i++)
    genkan_redaction_add_tool (self->redaction, ((GenkanTrialRaw *) raws->pdata[i])->url);
  for (guint i = 0; i < raws->len; i++)
    learn_exchange (self, raws->pdata[i]);
}

/* --- writing -------------------------------------------------------------------------------- */

static void
append_name (GString    *text,
             const char *name)
{
  if (text->str[text->len - 1] != '{')
    g_string_append (text, ", ");
  genkan_json_write_text (text, name, -1);
  g_string_append (text, ": ");
}

static void
append_member (GenkanScenarioWriter *self,
               GString              *text,
               const char           *name,
               const char           *value)
{
  g_autofree char *changed = genkan_redaction_apply (self->redaction, value);

  append_name (text, name);
  genkan_json_write_text (text, changed, -1);
}

/* An upper bound. */
static guint
count_values (const char *json)
{
  guint n = 1;

  for (; *json != '\0'; json++)
    n += strchr ("{[,:", *json) != NULL;

  return n;
}

/* A list of JSON, one a line, is changed as such. */
static char *
dup_lines (GenkanScenarioWriter *self,
           const char           *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = lines[i];

      lines[i] = genkan_redaction_is_json (line) ? genkan_redaction_apply_json (self->redaction, line, FALSE)
                                : genkan_redaction_apply (self->redaction, line);
    }

  return g_strjoinv ("\n", lines);
}

static void
append_body (GenkanScenarioWriter *self,
             GString              *text,
             GBytes               *bytes)
{
  g_autofree char *body = dup_text (bytes);
  g_autofree char *changed = NULL;
  gboolean json = genkan_redaction_is_json (body);

  if (*body == '\0')
    return;

  changed = json ? genkan_redaction_apply_json (self->redaction, body, TRUE) : dup_lines (self, body);
  if (json && self->n_values + count_values (changed) <= MOST_VALUES)
    {
      self->n_values += count_values (changed);
      append_name (text, "json");
      g_string_append (text, changed);
    }
  else
    {
      append_name (text, "body");
      genkan_json_write_text (text, changed, -1);
    }
}

/* Those that any connector may read, and those that this one names. */
static gboolean
matters (GenkanScenarioWriter *self,
         const char           *name)
{
  g_autofree char *lower = NULL;

  if (g_regex_match_simple ("^(content-type|link|retry-after|x-(total|page|per-page|next|prev|limit|offset)"
                            ".*|(x-)?rate-?limit.*)$", name, G_REGEX_CASELESS, 0))
    return TRUE;
  if (g_regex_match_simple ("cookie|^(date|server)$", name, G_REGEX_CASELESS, 0))
    return FALSE;

  lower = g_ascii_strdown (self->connector_text, -1);

  return strstr (lower, name) != NULL;
}

static void
append_headers (GenkanScenarioWriter *self,
                GString              *text,
                GHashTable           *headers)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (headers), (GCompareFunc) strcmp);

  append_name (text, "headers");
  g_string_append_c (text, '{');
  for (GList *l = names; l != NULL; l = l->next)
    if (matters (self, l->data))
      append_member (self, text, l->data, g_hash_table_lookup (headers, l->data));
  g_string_append_c (text, '}');
}

/* What a login sends is made of the secrets, and is not compared. */
static void
append_exchange (GenkanScenarioWriter *self,
                 GString              *text,
                 const GenkanTrialRaw *raw)
{
  g_string_append (text, "  - request: {");
  append_member (self, text, "method", raw->method);
  append_member (self, text, "url", raw->url);
  if (!raw->is_login)
    append_body (self, text, raw->body);
  g_string_append_printf (text, "}\n    response: {\"status\": %u", raw->status);
  append_headers (self, text, raw->headers);
  append_body (self, text, raw->answer);
  g_string_append (text, "}\n");
}

static void
append_settings (GenkanScenarioWriter *self,
                 GString              *text)
{
  const GenkanDefinition *definition = genkan_connector_get_definition (genkan_trial_get_connector (self->trial));
  GHashTable *values = genkan_trial_get_kept (self->trial)->settings;

  g_string_append (text, "settings: {");
  for (guint i = 0; i < definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (definition->settings, i);
      const char *value = g_hash_table_lookup (values, setting->name);

      if (value != NULL)
        append_member (self, text, setting->name, value);
    }
  g_string_append (text, "}\n");
}

static void
append_records (GenkanScenarioWriter *self,
                GString              *text,
                GPtrArray            *records)
{
  g_string_append (text, records->len > 0 ? "records:\n" : "");
  for (guint i = 0; i < records->len; i++)
    {
      GenkanRecord *record = g_ptr_array_index (records, i);

      g_string_append (text, "  - {");
      append_member (self, text, "id", genkan_record_get_vendor_id (record));
      append_member (self, text, "name", genkan_record_get_name (record));
      g_string_append (text, "}\n");
    }
}

static const char *
get_word (GenkanOutcome outcome)
{
  static const char *const words[] = { "complete", "partial", "failed", "skipped" };

  return words[outcome];
}

static void
append_outcomes (GenkanScenarioWriter *self,
                 GString              *text)
{
  GPtrArray *ends = genkan_trial_get_kept (self->trial)->ends;

  g_string_append (text, "outcomes: {");
  for (guint i = 0; i < ends->len; i++)
    {
      const GenkanTrialEnd *end = g_ptr_array_index (ends, i);
      g_autofree char *scope = genkan_redaction_apply (self->redaction,
                                                       end->record_id != NULL ? end->record_id : "");

      append_name (text, scope);
      genkan_json_write_text (text, get_word (end->outcome), -1);
    }
  g_string_append (text, "}\n");
}

static char *
dup_scenario (GenkanScenarioWriter *self)
{
  const GenkanTrialKept *kept = genkan_trial_get_kept (self->trial);
  GPtrArray *raws = genkan_trial_get_raw (self->trial);
  g_autofree char *now = g_date_time_format (kept->now, "%Y-%m-%dT%H:%M:%SZ");
  GString *text = g_string_new ("# What a tool has answered; values that tell who or where it is are made up.\n");

  g_string_append_printf (text, "purpose: %s\npreview: true\nnow: \"%s\"\n",
                          kept->records != NULL ? "sync" : "discover", now);
  append_settings (self, text);
  if (kept->records != NULL)
    append_records (self, text, kept->records);
  append_outcomes (self, text);
  g_string_append (text, "exchanges:\n");
  for (guint i = 0; i < raws->len; i++)
    append_exchange (self, text, raws->pdata[i]);

  return g_string_free (text, FALSE);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* Sorted, each once. */
static char *
dup_rows (GenkanScenarioWriter *self)
{
  GPtrArray *lines = genkan_trial_get_kept (self->trial)->lines;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (changed, genkan_redaction_apply_json (self->redaction, lines->pdata[i], FALSE));
  g_ptr_array_sort (changed, compare_lines);
  for (guint i = 0; i < changed->len; i++)
    if (i == 0 || !g_str_equal (changed->pdata[i], changed->pdata[i - 1]))
      g_string_append_printf (text, "%s\n", (char *) changed->pdata[i]);

  return g_string_free (text, FALSE);
}

/* --- what can be saved ---------------------------------------------------------------------- */

static gboolean
check_exchanges (GPtrArray  *raws,
                 GError    **error)
{
  for (guint i = 0; i < raws->len; i++)
    {
      const GenkanTrialRaw *raw = g_ptr_array_index (raws, i);
      gsize length = 0;
      const char *data = raw->answer != NULL ? g_bytes_get_data (raw->answer, &length) : NULL;

      if (raw->status > 0 && raw->headers != NULL && (length == 0 || (raw->is_whole && g_utf8_validate (data, length, NULL))))
        continue;

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("The answer to a request of the step “%s” did not come as a whole text, so that it cannot be saved"),
                   raw->step);
      return FALSE;
    }

  if (raws->len == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _("Nothing was asked, so that there is nothing to save"));

  return raws->len > 0;
}

/* By value, as a last look: what the run knows as secret stands in no file. */
static gboolean
check_text (GenkanTrial  *trial,
            const char   *text,
            GError      **error)
{
  GPtrArray *raws = genkan_trial_get_raw (trial);
  const GenkanTrialRaw *any = g_ptr_array_index (raws, 0);
  g_autofree char *redacted = genkan_redactor_redact (any->redactor, text);

  if (strlen (text) > MOST_BYTES)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The answers are too long for a scenario: it may have %u bytes"), MOST_BYTES);
  else if (!g_str_equal (redacted, text))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _("Nothing was saved: a secret would still be in the scenario"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_free (const char  *file,
            gboolean     replace,
            GError     **error)
{
  if (replace || !g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” is there already; --force replaces it"), file);

  return FALSE;
}

static char *
dup_counts (GenkanRedaction *redaction)
{
  const guint n_settings = genkan_redaction_count (redaction, GENKAN_REDACTED_SETTING);
  const guint n_hosts = genkan_redaction_count (redaction, GENKAN_REDACTED_HOST);
  const guint n_emails = genkan_redaction_count (redaction, GENKAN_REDACTED_EMAIL);
  const guint n_addresses = genkan_redaction_count (redaction, GENKAN_REDACTED_ADDRESS);
  const guint n_people = genkan_redaction_count (redaction, GENKAN_REDACTED_PERSON);
  const guint n_tokens = genkan_redaction_count (redaction, GENKAN_REDACTED_TOKEN);

  /* Translators: values that were replaced by made-up ones */
  return g_strdup_printf (_("settings: %u, hosts: %u, e-mail addresses: %u, IP addresses: %u, names of people: %u, tokens: %u"),
                          n_settings, n_hosts, n_emails, n_addresses, n_people, n_tokens);
}

static gboolean
write_files (const char  *path,
             const char  *scenario,
             const char  *rows,
             gboolean     replace,
             GError     **error)
{
  g_autofree char *yaml_file = g_strconcat (path, ".yaml", NULL);
  g_autofree char *rows_file = g_strconcat (path, ".rows", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  /* If the folder cannot be made, the file says why. */
  g_mkdir_with_parents (folder, 0755);

  return check_free (yaml_file, replace, error) && check_free (rows_file, replace, error)
         && g_file_set_contents (rows_file, rows, -1, error)
         && g_file_set_contents (yaml_file, scenario, -1, error);
}

/**
 * genkan_trial_save_scenario:
 * @trial: a trial that has ended
 * @connector_text: the connector file: what stands in it is no secret
 * @path: where to write, without `.yaml` and `.rows`
 * @replace: whether files may be replaced
 * @ret_redacted: (out) (transfer full): how many values were replaced, in words
 * @error: the files are there, cannot be written, or the trial cannot be repeated
 *
 * Writes the exchanges as a scenario, and the rows that came of them. Whatever tells whose they
 * are is made up, as far as it can be told by its looks and its name: a person has to read it.
 *
 * Returns: whether both files were written
 */
gboolean
genkan_trial_save_scenario (GenkanTrial  *trial,
                            const char   *connector_text,
                            const char   *path,
                            gboolean      replace,
                            char        **ret_redacted,
                            GError      **error)
{
  g_autoptr (GenkanRedaction) redaction = genkan_redaction_new (connector_text);
  GenkanScenarioWriter self = { trial, connector_text, redaction, 0 };
  g_autofree char *scenario = NULL;
  g_autofree char *rows = NULL;

  g_return_val_if_fail (GENKAN_IS_TRIAL (trial), FALSE);

  if (!check_exchanges (genkan_trial_get_raw (trial), error))
    return FALSE;

  learn (&self);
  scenario = dup_scenario (&self);
  rows = dup_rows (&self);
  if (!check_text (trial, scenario, error) || !check_text (trial, rows, error)
      || !write_files (path, scenario, rows, replace, error))
    return FALSE;

  *ret_redacted = dup_counts (redaction);

  return TRUE;
}
