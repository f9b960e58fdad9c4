/* genkan-checker-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names in `auth`: a login sees the settings, secrets among them; what uses the session sees
 * its columns too; `sign` sees what it signs besides.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-checker.h"

#include "genkan-aws-host.h"

#define COLUMN_EXPIRES "expires_in"
#define COLUMN_REFRESH_TOKEN "refresh_token"

static void
check_credentials (GenkanNameCheck  *check,
                   const GenkanAuth *auth)
{
  genkan_name_check_templates (check, auth->headers);
  genkan_name_check_templates (check, auth->query);
  genkan_name_check_template (check, auth->basic_user);
  genkan_name_check_template (check, auth->basic_password);
  if (auth->aws == NULL)
    return;

  genkan_name_check_template (check, auth->aws->key);
  genkan_name_check_template (check, auth->aws->secret);
  genkan_name_check_template (check, auth->aws->token);
  genkan_name_check_template (check, auth->aws->service);
  genkan_name_check_template (check, auth->aws->region);
}

/* The address without its placeholders filled in, if its host has none. */
static char *
dup_fixed_host (GenkanTemplate *template_)
{
  g_auto (GStrv) names = template_ != NULL ? genkan_template_dup_names (template_) : NULL;
  g_autoptr (GenkanVariables) none = genkan_variables_new (NULL);
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;

  if (names == NULL || *names != NULL)
    return NULL;

  url = genkan_template_expand (template_, none);
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/* Where the host is known, so is whether it says the service and its region. */
static void
check_aws_host (GenkanChecker       *self,
                const GenkanAwsAuth *aws,
                GenkanTemplate      *base)
{
  g_autofree char *host = dup_fixed_host (base);
  g_autofree char *service = NULL;
  g_autofree char *region = NULL;

  if (host == NULL || (aws->service != NULL && aws->region != NULL)
      || genkan_aws_host_parse (host, &service, &region))
    return;

  genkan_reader_problem (self->reader, genkan_checker_get_origin (self, aws),
                         "connect.auth: the host %s does not say which service and region of AWS "
                         "it is: aws_sigv4 needs 'service' and 'region'", host);
}

static GHashTable *
dup_names (GHashTable         *names,
           const char * const *more)
{
  GHashTable *copy = genkan_name_set_new ();

  genkan_name_set_add (copy, names);
  for (; more != NULL && *more != NULL; more++)
    g_hash_table_add (copy, (char *) *more);

  return copy;
}

/* Sees what it signs, besides what its templates see. */
static void
check_sign (const GenkanNameCheck *outer,
            GenkanStep            *step)
{
  static const char *const of_request[] = {
    "method", "host", "path", "query", "target", "body_sha256", "now_s", "now_ms", "amz_date",
    "nonce", NULL,
  };
  g_autoptr (GHashTable) names = dup_names (outer->names, of_request);
  GenkanNameCheck check = *outer;

  check.names = names;
  genkan_name_check_output (&check, step, step->outputs->pdata[0]);
}

/* Adds its columns to the names of the request. */
static void
check_prepare (GenkanNameCheck *check,
               GenkanStep      *login)
{
  static const char *const of_moment[] = { "now_s", "now_ms", "amz_date", "nonce", NULL };
  const GenkanOutput *prepare = login->prepare;
  g_autoptr (GHashTable) names = dup_names (check->names, of_moment);
  GenkanNameCheck inner = *check;
  GenkanStep before = *login;

  inner.names = names;
  before.request = NULL;
  genkan_name_check_output (&inner, &before, login->prepare);

  for (guint i = 0; i < prepare->n_columns; i++)
    {
      g_hash_table_add (check->names, prepare->columns[i]);
      g_hash_table_remove (check->used, prepare->columns[i]);
    }
}

static void
check_prepared_is_used (const GenkanNameCheck *check,
                        const GenkanOutput    *prepare)
{
  for (guint i = 0; i < prepare->n_columns; i++)
    if (!g_hash_table_contains (check->used, prepare->columns[i]))
      genkan_reader_problem (check->checker->reader,
                             genkan_checker_get_origin (check->checker, prepare),
                             "login.prepare: the column %s is used by nothing in the request",
                             prepare->columns[i]);
}

static void
check_login_request (const GenkanNameCheck *outer,
                     GenkanStep            *login)
{
  g_autoptr (GHashTable) names = dup_names (outer->names, NULL);
  GenkanNameCheck check = *outer;

  check.where = "connect.auth";
  genkan_name_check_templates (&check, login->with);
  check.names = names;
  for (guint i = 0; i < login->with->len; i++)
    g_hash_table_add (names, ((GenkanNamedTemplate *) login->with->pdata[i])->name);

  if (login->prepare != NULL)
    check_prepare (&check, login);
  genkan_name_check_request (&check, login);
  if (login->prepare != NULL)
    check_prepared_is_used (&check, login->prepare);
}

static void
check_login (GenkanNameCheck  *check,
             const GenkanAuth *auth)
{
  check_login_request (check, auth->login);
  if (auth->login->outputs->len > 0)
    genkan_name_check_output (check, auth->login, auth->login->outputs->pdata[0]);

  if (auth->login_auth == NULL)
    return;

  check->where = "login.auth";
  check_credentials (check, auth->login_auth);
  if (auth->login_auth->sign != NULL)
    check_sign (check, auth->login_auth->sign);
}

static GenkanOutput *
get_session (const GenkanAuth *auth)
{
  return auth->login != NULL && auth->login->outputs->len > 0
         ? auth->login->outputs->pdata[0] : NULL;
}

static void
check_session_is_used (GenkanNameCheck  *check,
                       const GenkanAuth *auth)
{
  const GenkanOutput *session = get_session (auth);

  for (guint i = 0; session != NULL && i < session->n_columns; i++)
    {
      const char *column = session->columns[i];

      if (auth->kept != NULL && g_str_equal (column, COLUMN_REFRESH_TOKEN))
        continue;
      if (!g_hash_table_contains (check->used, column) && !g_str_equal (column, COLUMN_EXPIRES))
        genkan_reader_problem (check->checker->reader,
                               genkan_checker_get_origin (check->checker, session),
                               "login.session: the column %s is used by nothing in auth", column);
    }
}

/* What is chosen by is seen by everybody. */
static void
check_when (const GenkanNameCheck *outer,
            GenkanCase            *when)
{
  GenkanNameCheck check = *outer;
  GenkanStep none = { .name = (char *) "auth" };

  check.allow_secrets = FALSE;
  genkan_name_check_case (&check, &none, when);
}

/* It goes to the keyring, where the others are. */
static void
check_kept (GenkanChecker    *self,
            const GenkanAuth *auth)
{
  const GenkanSetting *setting = genkan_definition_find_setting (self->definition, auth->kept);

  if (setting != NULL && !setting->secret)
    genkan_reader_problem (self->reader, genkan_checker_get_origin (self, auth),
                           "connect.auth: the refresh token {%s} must be a secret setting",
                           auth->kept);
}

static void
check_one (GenkanChecker    *self,
           const GenkanAuth *auth,
           GHashTable       *settings)
{
  g_autoptr (GHashTable) names = dup_names (settings, NULL);
  g_autoptr (GHashTable) used = genkan_name_set_new ();
  GenkanNameCheck check = { self, NULL, names, TRUE, used };
  const GenkanOutput *session;

  if (auth->when != NULL)
    check_when (&check, auth->when);
  if (auth->login != NULL)
    check_login (&check, auth);
  if (auth->kept != NULL)
    check_kept (self, auth);

  session = get_session (auth);
  for (guint i = 0; session != NULL && i < session->n_columns; i++)
    g_hash_table_add (names, session->columns[i]);
  g_hash_table_remove_all (used);

  check.where = "connect.auth";
  check_credentials (&check, auth);
  if (auth->aws != NULL)
    check_aws_host (self, auth->aws, self->definition->base);
  if (auth->logout != NULL)
    genkan_name_check_request (&check, auth->logout);
  if (auth->sign != NULL)
    check_sign (&check, auth->sign);
  check_session_is_used (&check, auth);
}

void
genkan_checker_check_auth (GenkanChecker *self)
{
  g_autoptr (GHashTable) settings = genkan_name_set_new ();

  for (guint i = 0; i < self->definition->settings->len; i++)
    g_hash_table_add (settings, ((GenkanSetting *) self->definition->settings->pdata[i])->name);
  for (const GenkanAuth *auth = self->definition->auth; auth != NULL; auth = auth->otherwise)
    check_one (self, auth, settings);
}
