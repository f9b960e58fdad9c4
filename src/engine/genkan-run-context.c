/* genkan-run-context.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what a person has entered to what a run works with. There are two sets of variables: the
 * one that mapping and the templates of steps see, and one on top of it that has the secrets and
 * is seen by the templates of `connect` alone.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-run-context.h"

#include "genkan-auth.h"
#include "genkan-enums.h"
#include "genkan-json.h"
#include "genkan-login.h"
#include "genkan-request-maker.h"

/* A check is for somebody who waits in front of a form. */
#define CHECK_ATTEMPTS 2

static gboolean
looks_like_url (const char *text)
{
  return g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://");
}

/* What comes with copying and pasting: blanks and line breaks at the ends, and the slash at the
 * end of an address, which would make two with the path that follows. */
static char *
clean_value (const char *entered)
{
  char *value = g_strstrip (g_strdup (entered));

  if (looks_like_url (value))
    for (gsize length = strlen (value); length > 0 && value[length - 1] == '/'; length--)
      value[length - 1] = '\0';

  return value;
}

static gboolean
check_choice (const GenkanSetting  *setting,
              const char           *value,
              GError              **error)
{
  if (setting->choices != NULL
      && !g_strv_contains ((const char * const *) setting->choices, value))
    {
      g_autofree char *choices = g_strjoinv (", ", setting->choices);

      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                   "the setting “%s” must be one of: %s", setting->title, choices);
      return FALSE;
    }

  if (setting->pattern != NULL && !g_regex_match_simple (setting->pattern, value, 0, 0))
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                   "the setting “%s” does not have the form that the tool expects",
                   setting->title);
      return FALSE;
    }

  return TRUE;
}

static char *
dup_setting (GenkanRunContext     *self,
             const GenkanSetting  *setting,
             GError              **error)
{
  const char *entered = g_hash_table_lookup (self->run->settings, setting->name);
  g_autofree char *value = clean_value (entered != NULL && *entered != '\0' ? entered
                                        : setting->initial != NULL          ? setting->initial
                                                                            : "");

  if (*value == '\0' && !setting->optional)
    {
      g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
                   "the setting “%s” is missing", setting->title);
      return NULL;
    }

  if (*value != '\0' && !check_choice (setting, value, error))
    return NULL;

  return g_steal_pointer (&value);
}

/* A key file in JSON has a key of several lines in it, which goes on without the JSON around. */
static void
hide_inner_keys (GenkanRedactor *redactor,
                 const char     *secret)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  GenkanJsonRef object;
  GenkanJsonRef child;
  guint root;

  if (!genkan_json_index (nodes, secret, strlen (secret), &root))
    return;

  object = genkan_json_ref (nodes, secret, root);
  if (genkan_json_get_type (object) != GENKAN_JSON_OBJECT)
    return;

  for (gboolean more = genkan_json_first_child (object, &child); more;
       more = genkan_json_next_child (object, &child))
    {
      g_autofree char *text = genkan_json_get_type (child) == GENKAN_JSON_TEXT
                              ? genkan_json_dup_text (child) : NULL;

      if (text != NULL && strchr (text, '\n') != NULL)
        genkan_redactor_add (redactor, text);
    }
}

static gboolean
add_settings (GenkanRunContext  *self,
              GHashTable        *secrets,
              GError           **error)
{
  for (guint i = 0; i < self->definition->settings->len; i++)
    {
      const GenkanSetting *setting = g_ptr_array_index (self->definition->settings, i);
      g_autofree char *text = dup_setting (self, setting, error);
      GenkanValue value;

      if (text == NULL)
        return FALSE;

      /* What is not there is not defined, and its name goes from the URL with it. */
      if (*text == '\0')
        continue;

      value = genkan_value_text (text);
      if (setting->secret)
        {
          genkan_redactor_add (self->redactor, text);
          hide_inner_keys (self->redactor, text);
          g_hash_table_insert (secrets, setting->name, g_steal_pointer (&text));
        }
      else
        {
          genkan_variables_set (self->variables, setting->name, &value);
        }
    }

  return TRUE;
}

/* Pinned for the run, or a filter by time would move while its pages are read. */
static void
add_time (GenkanRunContext *self)
{
  g_autoptr (GDateTime) now = self->run->now != NULL ? g_date_time_ref (self->run->now)
                                                     : g_date_time_new_now_utc ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  GenkanValue value = genkan_value_text (text);

  genkan_variables_set (self->variables, "now", &value);
  value = genkan_value_integer (g_date_time_to_unix (now));
  genkan_variables_set (self->variables, "now_s", &value);
}

static void
add_remembered (GenkanRunContext *self)
{
  for (guint i = 0; i < self->definition->remember->len; i++)
    {
      const GenkanNamedTemplate *first = g_ptr_array_index (self->definition->remember, i);
      g_autoptr (GString) storage = g_string_new (NULL);
      GenkanValue value = GENKAN_VALUE_INIT;

      if (genkan_template_expand_value (first->value, self->variables, storage, &value))
        genkan_variables_set (self->variables, first->name, &value);
    }
}

static void
add_secrets (GenkanRunContext *self,
             GHashTable       *secrets)
{
  GHashTableIter iter;
  gpointer name, text;

  self->secrets = genkan_variables_new (self->variables);
  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      GenkanValue value = genkan_value_text (text);

      genkan_variables_set (self->secrets, name, &value);
    }
}

static gboolean
add_variables (GenkanRunContext  *self,
               GError           **error)
{
  g_autoptr (GHashTable) secrets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  self->variables = genkan_variables_new (NULL);
  add_time (self);
  if (!add_settings (self, secrets, error))
    return FALSE;

  add_remembered (self);
  add_secrets (self, secrets);

  return TRUE;
}

static gboolean
check_base (GenkanRunContext  *self,
            GenkanHostSet     *hosts,
            GError           **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GUri) uri = NULL;

  if (genkan_host_set_add (hosts, self->base, &reason))
    uri = g_uri_parse (self->base, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, &reason);
  if (uri != NULL && genkan_host_set_check (hosts, uri, &reason))
    return TRUE;

  g_set_error (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS,
               "the address of the tool cannot be used: %s", reason->message);
  return FALSE;
}

/* Where one logs in and out may be another host. */
static gboolean
add_login_host (GenkanRunContext  *self,
                GenkanHostSet     *hosts,
                const GenkanStep  *step,
                GError           **error)
{
  g_autofree char *url = NULL;

  if (step == NULL)
    return TRUE;

  url = genkan_template_expand (step->request->url, self->secrets);

  return !looks_like_url (url) || genkan_host_set_add (hosts, url, error);
}

static GenkanHostSet *
make_hosts (GenkanRunContext  *self,
            GError           **error)
{
  g_autoptr (GenkanHostSet) hosts = genkan_host_set_new ();

  genkan_host_set_set_allow_plain (hosts, self->run->allow_plain);
  if (!check_base (self, hosts, error))
    return NULL;

  for (guint i = 0; i < self->definition->hosts->len; i++)
    {
      GenkanTemplate *template = g_ptr_array_index (self->definition->hosts, i);
      g_autofree char *host = genkan_template_expand (template, self->secrets);

      if (*host != '\0' && !genkan_host_set_add (hosts, host, error))
        return NULL;
    }

  if (self->auth != NULL
      && (!add_login_host (self, hosts, self->auth->login, error)
          || !add_login_host (self, hosts, self->auth->logout, error)))
    return NULL;

  return g_steal_pointer (&hosts);
}

static gboolean
make_session (GenkanRunContext  *self,
              GError           **error)
{
  const GenkanRunLimits *limits = &self->run->limits;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GenkanHostSet) hosts = make_hosts (self, &reason);

  if (hosts != NULL)
    {
      self->session = genkan_http_session_new (hosts, limits->request_timeout);
      genkan_http_session_set_answer_limit (self->session, limits->answer_bytes);
      genkan_http_session_set_detour (self->session, self->run->detour);
    }

  if (hosts != NULL
      && (self->run->ca_file == NULL
          || genkan_http_session_set_ca_file (self->session, self->run->ca_file, &reason))
      && (self->run->client_certificate == NULL
          || genkan_http_session_set_client_certificate (self->session,
                                                         self->run->client_certificate, &reason)))
    return TRUE;

  g_set_error_literal (error, GENKAN_ENGINE_ERROR, GENKAN_ENGINE_ERROR_SETTINGS, reason->message);
  return FALSE;
}

static gboolean
choose_auth (GenkanRunContext  *self,
             GError           **error)
{
  const GenkanAuth *first = self->definition->auth;
  GenkanSandbox *signer;

  self->auth = first;
  if (first != NULL && first->otherwise != NULL)
    {
      signer = genkan_run_context_get_signer (self, error);
      self->auth = signer != NULL ? genkan_auth_choose (first, signer, self->variables, error)
                                  : NULL;
      if (self->auth == NULL
          || !genkan_auth_check_settings (self->auth, self->definition, self->secrets, error))
        return FALSE;
    }
  genkan_auth_add_secrets (self->auth, self->secrets, self->redactor);

  return TRUE;
}

/**
 * genkan_run_context_new:
 * @run: what is to be run
 * @pool: threads for mapping
 * @cancellable: ends the run, and what is on its way to the sink
 * @error: return location for a %GENKAN_ENGINE_ERROR_SETTINGS
 *
 * Checks the settings and gets everything ready.
 *
 * Returns: (transfer full) (nullable): the context, for this thread
 */
GenkanRunContext *
genkan_run_context_new (GenkanRun     *run,
                        GThreadPool   *pool,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GenkanRunContext) self = g_new0 (GenkanRunContext, 1);
  const GenkanRunLimits *limits = &run->limits;

  self->run = g_object_ref (run);
  self->definition = genkan_connector_get_definition (run->connector);
  self->cancellable = g_object_ref (cancellable);
  self->pool = pool;
  self->redactor = genkan_redactor_new ();
  self->limiter = genkan_limiter_new ();
  self->benches = genkan_benches_new (run->connector, pool);
  self->step_counts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->outlet = genkan_outlet_new (run->sink, cancellable);
  self->policy.attempts = limits->attempts;
  self->policy.first_delay = limits->first_delay;
  self->policy.longest_delay = limits->longest_delay;
  if (run->purpose == GENKAN_PURPOSE_CHECK)
    self->policy.attempts = MIN (limits->attempts, CHECK_ATTEMPTS);

  if (!add_variables (self, error))
    return NULL;

  self->base = genkan_template_expand (self->definition->base, self->secrets);
  for (gsize length = strlen (self->base); length > 0 && self->base[length - 1] == '/'; length--)
    self->base[length - 1] = '\0';
  if (!choose_auth (self, error))
    return NULL;

  if (self->auth != NULL && self->auth->login != NULL)
    self->login = genkan_login_new (self);

  /* Nothing is by chance in a preview, not even which of two answers comes first. */
  self->max_active = run->preview_pages > 0 ? 1 : genkan_request_get_max_active (self);

  return make_session (self, error) ? g_steal_pointer (&self) : NULL;
}

void
genkan_run_context_free (GenkanRunContext *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->run);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->variables, genkan_variables_unref);
  g_clear_pointer (&self->secrets, genkan_variables_unref);
  g_free (self->base);
  g_clear_object (&self->login);
  g_clear_object (&self->signer);
  g_clear_object (&self->session);
  g_clear_object (&self->limiter);
  g_clear_pointer (&self->benches, genkan_benches_unref);
  g_clear_pointer (&self->ledger, genkan_ledger_free);
  g_clear_pointer (&self->step_counts, g_hash_table_unref);
  g_clear_pointer (&self->redactor, genkan_redactor_unref);
  g_clear_object (&self->outlet);
  g_clear_error (&self->stop_reason);
  g_free (self->stop_details);
  g_free (self);
}

/* Where the SELECTs of `auth` run that need no answer. */
GenkanSandbox *
genkan_run_context_get_signer (GenkanRunContext  *self,
                               GError           **error)
{
  if (self->signer == NULL)
    self->signer = genkan_sandbox_new_for_auth (self->run->connector, error);

  return self->signer;
}

/* A line in the Operation's log, redacted. */
void
genkan_run_context_log (GenkanRunContext *self,
                        int               severity,
                        const char       *format,
                        ...)
{
  g_autofree char *text = NULL;
  g_autofree char *redacted = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  redacted = genkan_redactor_redact (self->redactor, text);
  genkan_sink_log (self->run->sink, severity, redacted);
}

/* Tells how far the run is, and whether it waits for the tool's limit. */
void
genkan_run_context_report_progress (GenkanRunContext *self)
{
  gint64 until = 0;

  if (self->run->progress == NULL)
    return;

  genkan_progress_report (self->run->progress, self->n_done, MAX (self->n_known, self->n_done),
                          self->n_rows);

  if (self->n_delayed > 0)
    return;

  if (genkan_limiter_get_n_waiting (self->limiter, &until) > 0 && until > 0)
    genkan_progress_wait (self->run->progress, "the tool's limit", until);
  else
    genkan_progress_wait (self->run->progress, NULL, 0);
}

void
genkan_run_context_report_wait (GenkanRunContext *self,
                                const char       *waiting,
                                gint64            until)
{
  g_autofree char *redacted = NULL;

  if (self->run->progress == NULL)
    return;

  redacted = genkan_redactor_redact (self->redactor, waiting);
  genkan_progress_wait (self->run->progress, redacted, until);
}
