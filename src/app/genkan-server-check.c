/* genkan-server-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an account of DefectDojo means for a person who wants to deliver there: one sentence when
 * all is well, and one more for each thing that will not work.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-server-check-private.h"

#include <glib/gi18n.h>

/* What Genkan was tried with. */
#define OLDEST GENKAN_DOJO_VERSION (2, 40)

G_DEFINE_BOXED_TYPE (GenkanServerCheck, genkan_server_check, genkan_server_check_copy,
                     genkan_server_check_free)

/**
 * genkan_server_dup_expiry_words:
 * @token_expiry: when the key ends, in microseconds since 1970 (UTC), or 0
 * @now: microseconds since 1970 (UTC)
 *
 * Returns: (transfer full) (nullable): a sentence if it ends within the next days, or has ended
 */
char *
genkan_server_dup_expiry_words (gint64 token_expiry,
                                gint64 now)
{
  const GenkanDojoAccount account = { .token_expiry = token_expiry };
  guint days;

  if (!genkan_dojo_account_expires_soon (&account, now, &days))
    return NULL;

  if (token_expiry <= now)
    return g_strdup (_("The DefectDojo key has expired."));
  if (days == 0)
    return g_strdup (_("The DefectDojo key expires within a day."));

  return g_strdup_printf (g_dngettext (NULL, "The DefectDojo key expires in %u day.",
                                       "The DefectDojo key expires in %u days.", days), days);
}

static char *
dup_summary (const GenkanDojoAccount *account)
{
  g_autofree char *name = account->version_text != NULL
                            ? g_strdup_printf ("DefectDojo %s", account->version_text)
                            : g_strdup ("DefectDojo");
  g_autofree char *products =
    g_strdup_printf (g_dngettext (NULL, "%" G_GINT64_FORMAT " Product",
                                  "%" G_GINT64_FORMAT " Products", (gulong) account->n_products),
                     account->n_products);

  /* Translators: “Connected to DefectDojo 3.2.0 as genkan: 213 Products visible” */
  return g_strdup_printf (_("Connected to %s as %s: %s visible"), name, account->user, products);
}

/* What the user may not do, in the order in which it hurts. */
static void
add_limits (GStrvBuilder            *sentences,
            const GenkanDojoAccount *account)
{
  if (account->import != GENKAN_DOJO_MAY)
    g_strv_builder_add (sentences, _("Findings are only taken for Products that this user is a member of."));
  if (account->create_products != GENKAN_DOJO_MAY)
    g_strv_builder_add (sentences, _("New Products can only be created in Product Types that this user is in charge of."));
  if (account->create_types == GENKAN_DOJO_MAY_NOT)
    g_strv_builder_add (sentences, _("This user may not create Product Types: choose among those of DefectDojo."));
  if (account->create_types == GENKAN_DOJO_MAY_SOMETIMES)
    g_strv_builder_add (sentences, _("Whether this user may create Product Types, DefectDojo says when it is tried."));
}

static char *
dup_advice (const GenkanDojoAccount *account,
            gint64                   now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *expiry = genkan_server_dup_expiry_words (account->token_expiry, now);
  g_auto (GStrv) sentences = NULL;

  if (expiry != NULL)
    {
      g_strv_builder_add (builder, expiry);
      g_strv_builder_add (builder, _("Make a new one under API v2 Key, and enter it here."));
    }
  if (account->n_products == 0 && !account->sees_all)
    g_strv_builder_add (builder, _("This user sees no Products. Give it the staff status (in DefectDojo 2 the global role Maintainer), or make it a member of Products."));
  else
    add_limits (builder, account);
  if (account->version != 0 && account->version < OLDEST)
    g_strv_builder_add (builder, _("Genkan was not tried with a DefectDojo this old: 2.40 and later are known to work."));

  sentences = g_strv_builder_end (builder);

  return sentences[0] != NULL ? g_strjoinv ("\n", sentences) : NULL;
}

static const char *
get_word (GenkanDojoPermission permission)
{
  static const char *const words[] = { "no", "depends on membership", "yes" };

  return words[permission];
}

static char *
dup_details (const GenkanDojoAccount *account,
             const char              *url)
{
  g_autoptr (GDateTime) expiry =
    g_date_time_new_from_unix_utc (account->token_expiry / G_USEC_PER_SEC);
  g_autofree char *expires = account->token_expiry != 0 && expiry != NULL
                               ? g_date_time_format_iso8601 (expiry) : g_strdup ("never");

  return g_strdup_printf ("Server: %s\nVersion: %s\nUser: %s%s%s\n"
                          "Products visible: %" G_GINT64_FORMAT "\n"
                          "May create Product Types: %s\nMay create Products: %s\n"
                          "May import Findings: %s\nKey expires: %s",
                          url, account->version_text != NULL ? account->version_text : "not told",
                          account->user, account->is_staff ? ", staff" : "",
                          account->is_superuser ? ", superuser" : "", account->n_products,
                          get_word (account->create_types), get_word (account->create_products),
                          get_word (account->import), expires);
}

/* @url: where it was found */
GenkanServerCheck *
genkan_server_check_new (const GenkanDojoAccount *account,
                         const char              *url)
{
  GenkanServerCheck *self = g_new0 (GenkanServerCheck, 1);
  g_autofree char *summary = dup_summary (account);
  g_autofree char *advice = dup_advice (account, g_get_real_time ());
  g_autofree char *details = dup_details (account, url);

  self->report = genkan_report_new (TRUE, summary, advice, details);
  self->user = g_strdup (account->user);
  self->version = g_strdup (account->version_text);
  self->n_products = account->n_products;
  self->token_expiry = account->token_expiry;
  self->create_types = (GenkanServerMay) account->create_types;
  self->create_products = (GenkanServerMay) account->create_products;
  self->import = (GenkanServerMay) account->import;

  return self;
}

GenkanServerCheck *
genkan_server_check_new_for_error (const GError *error)
{
  GenkanServerCheck *self = g_new0 (GenkanServerCheck, 1);

  self->report = genkan_report_new_for_error (error, NULL);

  return self;
}

GenkanServerCheck *
genkan_server_check_copy (const GenkanServerCheck *self)
{
  GenkanServerCheck *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->report = g_object_ref (self->report);
  copy->user = g_strdup (self->user);
  copy->version = g_strdup (self->version);

  return copy;
}

void
genkan_server_check_free (GenkanServerCheck *self)
{
  g_object_unref (self->report);
  g_free (self->user);
  g_free (self->version);
  g_free (self);
}
