/* genkan-report-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each error is in a person's words. The messages of the layers below are technical and
 * English, and go to the details; a code alone decides the sentence. Where only the layer below
 * knows what is wrong (the tool's own words, SQLite's, a setting's) the sentence quotes it.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-connector.h"
#include "genkan-dojo-error.h"
#include "genkan-report-private.h"
#include "genkan-run.h"
#include "genkan-secrets.h"
#include "genkan-store.h"
#include "genkan-workspace.h"

#include <glib/gi18n.h>

typedef struct
{
  int         code;
  gboolean    quote;   /* the error's own message follows the sentence */
  const char *summary; /* untranslated */
  const char *advice;  /* (nullable) untranslated */
} GenkanWords;

static const GenkanWords engine_words[] = {
  { GENKAN_ENGINE_ERROR_SETTINGS, TRUE,
    N_("A setting is missing or cannot be used"),
    N_("Correct it in the connection’s settings.") },
  { GENKAN_ENGINE_ERROR_UNREACHABLE, FALSE,
    N_("The tool cannot be reached"),
    N_("Check the URL, and whether this computer may connect to it: a VPN, a proxy or a firewall can be in the way.") },
  { GENKAN_ENGINE_ERROR_TLS, FALSE,
    N_("No secure connection to the tool can be made"),
    N_("If your organization signs its own certificates, give the connection its CA file; if the tool asks for a client certificate, give it yours. Both stand under Network. Do not go on if you did not expect this.") },
  { GENKAN_ENGINE_ERROR_TIMEOUT, FALSE,
    N_("The tool did not answer in time"),
    N_("Try again later. If it happens every time, check the URL and the tool’s own health page.") },
  { GENKAN_ENGINE_ERROR_UNAUTHORIZED, FALSE,
    N_("The tool does not accept the key"),
    N_("Enter the key again: it may have expired, been revoked, or not been copied as a whole.") },
  { GENKAN_ENGINE_ERROR_FORBIDDEN, FALSE,
    N_("The key is not allowed to read this"),
    N_("Give the key the permissions that the connector asks for, or ask the tool’s administrator to.") },
  { GENKAN_ENGINE_ERROR_NOT_FOUND, FALSE,
    N_("The tool has nothing at this address"),
    N_("Check the URL: it is the address of the tool’s start page, without what follows when you are signed in.") },
  { GENKAN_ENGINE_ERROR_THROTTLED, FALSE,
    N_("The tool asks to be left alone for longer than Genkan waits"),
    N_("Try again later; others may be using the same key, or the tool’s plan allows few requests.") },
  { GENKAN_ENGINE_ERROR_SERVER, FALSE,
    N_("The tool has a problem of its own"),
    N_("Try again later. If it stays, show the details to the tool’s administrator.") },
  { GENKAN_ENGINE_ERROR_REFUSED, FALSE,
    N_("The tool refused the request"),
    N_("The details say what it answered.") },
  { GENKAN_ENGINE_ERROR_NOT_DATA, FALSE,
    N_("A web page came where data was expected"),
    N_("Most often the URL is not quite right, or a sign-in page or a proxy stands before the tool.") },
  { GENKAN_ENGINE_ERROR_SHAPE, TRUE,
    N_("The tool’s answer is not what this connector knows"),
    N_("Its version may be too old or too new for the connector. Please report it with the details.") },
  { GENKAN_ENGINE_ERROR_CUT, FALSE,
    N_("The tool’s answer ended in the middle"),
    N_("Try again. If it stays, a proxy between here and the tool may be cutting long answers.") },
  { GENKAN_ENGINE_ERROR_REPEATS, FALSE,
    N_("The tool keeps sending the same page"),
    N_("Nothing was changed, as the rest may be missing. Please report it with the details.") },
  { GENKAN_ENGINE_ERROR_TOO_LARGE, FALSE,
    N_("An answer of the tool is larger than Genkan accepts"),
    N_("Please report it with the details.") },
  { GENKAN_ENGINE_ERROR_LIMIT, TRUE,
    N_("There is more than one run may read"),
    N_("What came was kept, and nothing was marked as missing.") },
  { GENKAN_ENGINE_ERROR_HOST, FALSE,
    N_("The tool points to a host that its connector does not name"),
    N_("The key was not sent there. If the URL redirects, enter the address where it ends.") },
  { GENKAN_ENGINE_ERROR_VENDOR, TRUE,
    N_("The tool reports a problem"),
    NULL },
  { GENKAN_ENGINE_ERROR_TOTAL, FALSE,
    N_("The tool gave more or less than it announced"),
    N_("Its list may have changed while it was read. What came was kept, and nothing was marked as missing; try again.") },
  { GENKAN_ENGINE_ERROR_SINK, TRUE,
    N_("What came could not be stored"),
    N_("Check that there is room on the disk.") },
};

static const GenkanWords store_words[] = {
  { GENKAN_STORE_ERROR_FAILED, TRUE,
    N_("The database cannot be used"),
    NULL },
  { GENKAN_STORE_ERROR_NOT_A_DATABASE, TRUE,
    N_("The database is damaged, or something else lies in its place"),
    N_("Nothing was changed. Put a backup in its place, or move the file away to begin with an empty one.") },
  { GENKAN_STORE_ERROR_FOREIGN, TRUE,
    N_("The database belongs to another program"),
    N_("Nothing was changed. Move the file away, or choose another profile folder.") },
  { GENKAN_STORE_ERROR_NEWER, TRUE,
    N_("The database was written by a newer Genkan"),
    N_("Nothing was changed. Update Genkan, or choose another profile folder.") },
  { GENKAN_STORE_ERROR_READ_ONLY, TRUE,
    N_("The database cannot be written"),
    N_("Check the permissions of the file and its folder.") },
  { GENKAN_STORE_ERROR_LOCKED, TRUE,
    N_("Another program keeps the database locked"),
    N_("Close that program (a backup, a database browser) and try again.") },
  { GENKAN_STORE_ERROR_FULL, TRUE,
    N_("There is no room on the disk"),
    N_("Free some space and try again. Nothing was changed.") },
  { GENKAN_STORE_ERROR_EXISTS, FALSE,
    N_("This name is taken"),
    N_("Choose another one.") },
  { GENKAN_STORE_ERROR_NOT_FOUND, FALSE,
    N_("This does not exist any more"),
    N_("It may have been removed in another window or in the terminal.") },
  { GENKAN_STORE_ERROR_BUSY, FALSE,
    N_("Genkan is already at work on this connection"),
    N_("Wait until that has ended, here or in another window, or cancel it.") },
  { GENKAN_STORE_ERROR_INVALID, TRUE,
    N_("The tool sent records that cannot be kept"),
    N_("Please report it with the details.") },
};

static const GenkanWords secrets_words[] = {
  { GENKAN_SECRETS_ERROR_UNAVAILABLE, FALSE,
    N_("No keyring answers, and Genkan keeps keys nowhere else"),
    N_("Start one (GNOME Keyring, KWallet or KeePassXC with its Secret Service), or give the key in the environment, for example as GENKAN_SECRET_TOKEN; “genkan help environment” says how.") },
  { GENKAN_SECRETS_ERROR_LOCKED, FALSE,
    N_("The keyring is locked"),
    N_("Unlock it and try again: sign in to the desktop, or open the keyring’s own program.") },
  { GENKAN_SECRETS_ERROR_FAILED, TRUE,
    N_("The keyring reports a problem"),
    NULL },
};

static const GenkanWords connector_words[] = {
  { GENKAN_CONNECTOR_ERROR_INVALID, TRUE,
    N_("The connector file has mistakes"),
    N_("“genkan check FILE” lists all of them.") },
  { GENKAN_CONNECTOR_ERROR_SHAPE, TRUE,
    N_("The tool’s answer is not what this connector knows"),
    N_("Its version may be too old or too new for the connector. Please report it with the details.") },
  { GENKAN_CONNECTOR_ERROR_CUT, FALSE,
    N_("The tool’s answer ended in the middle"),
    N_("Try again.") },
  { GENKAN_CONNECTOR_ERROR_TOO_LARGE, FALSE,
    N_("An answer of the tool is larger than Genkan accepts"),
    N_("Please report it with the details.") },
  { GENKAN_CONNECTOR_ERROR_SQL, TRUE,
    N_("The connector file failed while it ran"),
    N_("Please report it with the details.") },
  { GENKAN_CONNECTOR_ERROR_TIME, FALSE,
    N_("The connector file takes too long to read an answer"),
    N_("Please report it with the details.") },
};

static const GenkanWords dojo_words[] = {
  { GENKAN_DOJO_ERROR_ADDRESS, TRUE,
    N_("This address of DefectDojo cannot be used"),
    N_("It is the address of DefectDojo’s start page, with the path under which it stands, for example https://security.example.org/defectdojo.") },
  { GENKAN_DOJO_ERROR_UNREACHABLE, FALSE,
    N_("DefectDojo cannot be reached"),
    N_("Check the URL, and whether this computer may connect to it: a VPN, a proxy or a firewall can be in the way.") },
  { GENKAN_DOJO_ERROR_TLS, TRUE,
    N_("No secure connection to DefectDojo can be made"),
    N_("If your organization signs its own certificates, give its CA file. Do not go on if you did not expect this.") },
  { GENKAN_DOJO_ERROR_UNCERTAIN, TRUE,
    N_("DefectDojo did not answer as it should, and may have done what it was asked to or not"),
    N_("Try again: Genkan looks first, and does nothing twice. If it stays, show the details to DefectDojo’s administrator.") },
  { GENKAN_DOJO_ERROR_NOT_DOJO, TRUE,
    N_("Something else than DefectDojo answers at this address"),
    N_("Most often the path is missing or not quite right, or a sign-in page or a proxy stands before DefectDojo.") },
  { GENKAN_DOJO_ERROR_TOKEN, FALSE,
    N_("DefectDojo does not accept the key"),
    N_("Copy it again from API v2 Key in DefectDojo’s user menu: it may have been replaced, not been copied as a whole, or belong to a user who may not sign in any more.") },
  { GENKAN_DOJO_ERROR_EXPIRED, FALSE,
    N_("The DefectDojo key has expired"),
    N_("Make a new one under API v2 Key in DefectDojo’s user menu, and enter it in Preferences.") },
  { GENKAN_DOJO_ERROR_PERMISSION, TRUE,
    N_("DefectDojo knows the key, but its user may not do this"),
    N_("Give the user the staff status (in DefectDojo 2 the global role Maintainer), or ask DefectDojo’s administrator to.") },
  { GENKAN_DOJO_ERROR_NOT_FOUND, TRUE,
    N_("This is not in DefectDojo any more, or the key’s user may not see it"),
    N_("Look for it there; if it is gone, map the Record again to have it made anew.") },
  { GENKAN_DOJO_ERROR_EXISTS, TRUE,
    N_("DefectDojo has one of this name already"),
    N_("It may be one that the key’s user cannot see.") },
  { GENKAN_DOJO_ERROR_REFUSED, TRUE,
    N_("DefectDojo does not accept what was sent"),
    N_("Please report it with the details.") },
  { GENKAN_DOJO_ERROR_TOO_LARGE, TRUE,
    N_("DefectDojo, or a proxy before it, does not take that much at once"),
    N_("Ask its administrator to let more through: DD_SCAN_FILE_MAX_SIZE in DefectDojo, or a proxy’s limit, such as client_max_body_size.") },
  { GENKAN_DOJO_ERROR_BUSY, TRUE,
    N_("DefectDojo is busy"),
    N_("Try again later.") },
};

/* Quoted alone, without a sentence before: `app` says it in the person's language already. */
static const GenkanWords workspace_words[] = {
  { GENKAN_WORKSPACE_ERROR_SETTING, TRUE, NULL, NULL },
  { GENKAN_WORKSPACE_ERROR_CONNECTOR, TRUE, NULL,
    N_("Put the connector file back into its place or correct it; “genkan check FILE” lists its mistakes.") },
  { GENKAN_WORKSPACE_ERROR_BUSY, FALSE,
    N_("Genkan is already at work on this connection"),
    N_("Wait until that has ended, or cancel it.") },
  { GENKAN_WORKSPACE_ERROR_CLOSED, FALSE,
    N_("Genkan is closing"),
    NULL },
  { GENKAN_WORKSPACE_ERROR_FOLDER, TRUE, NULL,
    N_("Check its permissions, or choose another profile folder.") },
  { GENKAN_WORKSPACE_ERROR_NOTHING_MAPPED, TRUE, NULL, NULL },
  { GENKAN_WORKSPACE_ERROR_DELIVERY, TRUE, NULL,
    N_("The findings are kept here; the next sync delivers what is missing. The results of this one say why for each Record.") },
};

static const GenkanWords *
find_words (const GError *error)
{
  const struct
  {
    GQuark             domain;
    const GenkanWords *words;
    gsize              n_words;
  } domains[] = {
    { GENKAN_ENGINE_ERROR, engine_words, G_N_ELEMENTS (engine_words) },
    { GENKAN_STORE_ERROR, store_words, G_N_ELEMENTS (store_words) },
    { GENKAN_SECRETS_ERROR, secrets_words, G_N_ELEMENTS (secrets_words) },
    { GENKAN_CONNECTOR_ERROR, connector_words, G_N_ELEMENTS (connector_words) },
    { GENKAN_DOJO_ERROR, dojo_words, G_N_ELEMENTS (dojo_words) },
    { GENKAN_WORKSPACE_ERROR, workspace_words, G_N_ELEMENTS (workspace_words) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (gsize j = 0; j < domains[i].n_words; j++)
      if (g_error_matches (error, domains[i].domain, domains[i].words[j].code))
        return &domains[i].words[j];

  return NULL;
}

/* What only the layer below knows, without the stop at its end. */
static char *
dup_heart (const GenkanWords *words,
           const GError      *error)
{
  const char *said = genkan_dojo_error_get_said (error);
  g_autofree char *heart = words->quote ? g_strdup (said != NULL ? said : error->message) : NULL;

  if (heart == NULL || *g_strstrip (heart) == '\0')
    return NULL;
  if (g_str_has_suffix (heart, "."))
    heart[strlen (heart) - 1] = '\0';

  return g_steal_pointer (&heart);
}

char *
genkan_error_dup_summary (const GError *error)
{
  const GenkanWords *words = find_words (error);
  g_autofree char *heart = words != NULL ? dup_heart (words, error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("Cancelled"));

  if (words == NULL || words->summary == NULL)
    return g_strdup (error->message);

  if (heart == NULL)
    return g_strdup (_(words->summary));

  /* Translators: a sentence, and what the tool, the database or the keyring itself says. */
  return g_strdup_printf (_("%s: %s"), _(words->summary), heart);
}

char *
genkan_error_dup_advice (const GError *error)
{
  const GenkanWords *words = find_words (error);

  return words != NULL && words->advice != NULL ? g_strdup (_(words->advice)) : NULL;
}
