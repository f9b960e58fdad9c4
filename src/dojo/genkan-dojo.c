/* genkan-dojo.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People paste what stands in the address bar of their browser. What of it is the server's own
 * path and what is a page of DefectDojo is told by the names of the pages that one is sent to.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-error-private.h"
#include "genkan-dojo-private.h"

/* A page of 250 Findings with long descriptions is far below. */
#define MAX_ANSWER (256 * 1024 * 1024)

#define TIMEOUT 60
#define SCAN_TIMEOUT (30 * 60)
#define FILE_LIMIT (90 * 1024 * 1024)

/* A reimport shows nothing while it finds what it knows: some 20,000 Findings in that time. */
#define SETTLE_TIME (30 * 1000)

static const GenkanRetryPolicy default_retry = {
  .attempts = 4,
  .first_delay = G_USEC_PER_SEC,
  .longest_delay = 60 * G_USEC_PER_SEC,
};

G_DEFINE_FINAL_TYPE (GenkanDojo, genkan_dojo, G_TYPE_OBJECT)

static void
genkan_dojo_finalize (GObject *object)
{
  GenkanDojo *self = GENKAN_DOJO (object);

  g_free (self->url);
  g_free (self->token);
  g_clear_object (&self->session);
  g_clear_object (&self->patient);
  g_clear_pointer (&self->redactor, genkan_redactor_unref);

  G_OBJECT_CLASS (genkan_dojo_parent_class)->finalize (object);
}

static void
genkan_dojo_class_init (GenkanDojoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_dojo_finalize;
}

static void
genkan_dojo_init (GenkanDojo *self)
{
}

static gboolean
cut_suffix (char       *path,
            const char *suffix)
{
  if (!g_str_has_suffix (path, suffix))
    return FALSE;

  path[strlen (path) - strlen (suffix)] = '\0';

  return TRUE;
}

/* Takes the pages of DefectDojo off the end of a path. */
static void
cut_pages (char *path)
{
  static const char *const pages[] = {
    "/", "/api/v2", "/api/key-v2", "/api/v2/oa3/swagger-ui", "/login", "/dashboard", NULL
  };
  gboolean cut;

  do
    {
      cut = FALSE;
      for (guint i = 0; pages[i] != NULL; i++)
        cut = cut_suffix (path, pages[i]) || cut;
    }
  while (cut);
}

/**
 * genkan_dojo_clean_url:
 * @text: (nullable): an address as a person typed or pasted it
 * @error: return location for %GENKAN_DOJO_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): the address of DefectDojo's start page, without a slash at
 *   its end
 */
char *
genkan_dojo_clean_url (const char  *text,
                       GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GUri) uri = g_uri_parse (stripped, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GUri) clean = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !g_str_equal (g_uri_get_scheme (uri), "http")))
    {
      g_set_error_literal (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_ADDRESS,
                           "The address of DefectDojo has to look like "
                           "https://defectdojo.example.org");
      return NULL;
    }

  path = g_strdup (g_uri_get_path (uri));
  cut_pages (path);
  clean = g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                       g_uri_get_port (uri), path, NULL, NULL);

  return g_uri_to_string (clean);
}

static GenkanHttpSession *
make_session (const GenkanDojoOptions  *options,
              GenkanHostSet            *hosts,
              guint                     timeout,
              GError                  **error)
{
  g_autoptr (GenkanHttpSession) session = genkan_http_session_new (hosts, timeout);

  genkan_http_session_set_answer_limit (session, MAX_ANSWER);
  if (options->ca_file != NULL
      && !genkan_http_session_set_ca_file (session, options->ca_file, error))
    return NULL;

  return g_steal_pointer (&session);
}

static gboolean
make_sessions (GenkanDojo               *self,
               const GenkanDojoOptions  *options,
               GError                  **error)
{
  g_autoptr (GenkanHostSet) hosts = genkan_host_set_new ();
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, error);
  guint timeout = options->timeout > 0 ? options->timeout : TIMEOUT;
  guint scan_timeout = options->scan_timeout > 0 ? options->scan_timeout : SCAN_TIMEOUT;

  self->scan_timeout = scan_timeout * G_USEC_PER_SEC;
  genkan_host_set_set_allow_plain (hosts, options->allow_plain);
  if (uri == NULL || !genkan_host_set_add (hosts, self->url, error)
      || !genkan_host_set_check (hosts, uri, error))
    return FALSE;

  self->session = make_session (options, hosts, timeout, error);
  if (self->session == NULL)
    return FALSE;
  self->patient = make_session (options, hosts, scan_timeout, error);

  return self->patient != NULL;
}

/* A header ends at its line's end: a token that was pasted with blanks works, others do not. */
static char *
clean_token (const char  *text,
             GError     **error)
{
  g_autofree char *token = g_strstrip (g_strdup (text != NULL ? text : ""));

  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        g_set_error_literal (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOKEN,
                             "The token has blanks or other characters that no token has; copy "
                             "it again from API v2 Key");
        return NULL;
      }

  if (*token == '\0')
    {
      g_set_error_literal (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_TOKEN,
                           "DefectDojo needs a token; it shows yours under API v2 Key");
      return NULL;
    }

  return g_steal_pointer (&token);
}

/**
 * genkan_dojo_new:
 * @options: where DefectDojo is
 * @error: return location for a #GenkanDojoError
 *
 * Makes a client; asks nothing yet. Without leave, http:// is refused. Of the address, the path before `/api/v2` is kept, and the
 * name of a page such as `/dashboard` is taken off.
 *
 * Returns: (transfer full) (nullable): a client for this thread
 */
GenkanDojo *
genkan_dojo_new (const GenkanDojoOptions  *options,
                 GError                  **error)
{
  g_autoptr (GenkanDojo) self = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_DOJO, NULL);
  self->retry = options->retry != NULL ? *options->retry : default_retry;
  self->file_limit = options->file_limit > 0 ? options->file_limit : FILE_LIMIT;
  self->settle_time = (options->settle_time > 0 ? options->settle_time : SETTLE_TIME) * 1000LL;
  self->url = genkan_dojo_clean_url (options->url, error);
  self->token = self->url != NULL ? clean_token (options->token, error) : NULL;
  if (self->token == NULL)
    return NULL;

  self->redactor = genkan_redactor_new ();
  genkan_redactor_add (self->redactor, self->token);
  if (!make_sessions (self, options, &reason))
    {
      g_set_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_ADDRESS,
                   "DefectDojo at %s cannot be asked: %s", self->url, reason->message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * genkan_dojo_get_url:
 * @self: a client
 *
 * Returns: (transfer none): the address of the server, without the slash at its end
 */
const char *
genkan_dojo_get_url (GenkanDojo *self)
{
  g_return_val_if_fail (GENKAN_IS_DOJO (self), NULL);

  return self->url;
}

/* What a server says may repeat what was sent to it. Takes and gives the error. */
GError *
_genkan_dojo_redact (GenkanDojo *self,
                     GError     *error)
{
  char *clean = genkan_redactor_redact (self->redactor, error->message);
  const char *said = genkan_dojo_error_get_said (error);

  g_free (error->message);
  error->message = clean;
  if (said != NULL)
    _genkan_dojo_error_take_said (error, genkan_redactor_redact (self->redactor, said));

  return error;
}
