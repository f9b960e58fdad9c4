/* genkan-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The details end with the versions of what Genkan stands on, so that a report that is pasted
 * into an issue can be worked on without a question first.
 */

#define G_LOG_DOMAIN "genkan-app"

#include "config.h"

#include "genkan-report-private.h"

#include <glib/gi18n.h>

struct _GenkanReport
{
  GObject parent_instance;

  gboolean  good;
  char     *summary; /* (owned) */
  char     *advice;  /* (owned) (nullable) */
  char     *details; /* (owned) */
};

G_DEFINE_FINAL_TYPE (GenkanReport, genkan_report, G_TYPE_OBJECT)

static void
genkan_report_finalize (GObject *object)
{
  GenkanReport *self = GENKAN_REPORT (object);

  g_free (self->summary);
  g_free (self->advice);
  g_free (self->details);

  G_OBJECT_CLASS (genkan_report_parent_class)->finalize (object);
}

static void
genkan_report_class_init (GenkanReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = genkan_report_finalize;
}

static void
genkan_report_init (GenkanReport *self)
{
}

static void
append_versions (GString *text)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  g_string_append_printf (text, "Genkan %s, GLib %u.%u.%u, %s",
                          PACKAGE_VERSION,
                          glib_major_version, glib_minor_version, glib_micro_version,
                          GENKAN_LIBRARIES);
  if (system != NULL)
    g_string_append_printf (text, ", %s", system);
}

/* What happened, then what was asked and what came, then the versions. */
static char *
compose_details (const char *message,
                 const char *details)
{
  GString *text = g_string_new (message);

  if (text->len > 0)
    g_string_append_c (text, '\n');

  if (details != NULL && *details != '\0')
    {
      g_autofree char *stripped = g_strchomp (g_strdup (details));

      g_string_append_printf (text, "\n%s\n", stripped);
    }

  if (text->len > 0)
    g_string_append_c (text, '\n');
  append_versions (text);

  return g_string_free (text, FALSE);
}

/**
 * genkan_report_new:
 * @good: whether it went well; a good report can still carry advice
 * @summary: one translated sentence
 * @advice: (nullable): what to try, translated
 * @details: (nullable): technical text to copy, without secrets
 *
 * Returns: (transfer full): a report
 */
GenkanReport *
genkan_report_new (gboolean    good,
                   const char *summary,
                   const char *advice,
                   const char *details)
{
  GenkanReport *self;

  g_return_val_if_fail (summary != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_REPORT, NULL);
  self->good = good;
  self->summary = g_strdup (summary);
  self->advice = g_strdup (advice);
  self->details = compose_details (NULL, details);

  return self;
}

/**
 * genkan_report_new_for_error:
 * @error: what went wrong, in any domain
 * @details: (nullable): further technical text to copy, without secrets
 *
 * Returns: (transfer full): a report that says it in the person's language
 */
GenkanReport *
genkan_report_new_for_error (const GError *error,
                             const char   *details)
{
  GenkanReport *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_REPORT, NULL);
  self->summary = genkan_error_dup_summary (error);
  self->advice = genkan_error_dup_advice (error);
  self->details = compose_details (error->message, details);

  return self;
}

/**
 * genkan_report_join:
 * @self: a report of something that went wrong
 * @other: a report of what went wrong besides
 *
 * Says both in one sentence; what to try is still about the first, if it says that.
 */
void
genkan_report_join (GenkanReport *self,
                    GenkanReport *other)
{
  g_autofree char *first = NULL;

  g_return_if_fail (GENKAN_IS_REPORT (self));
  g_return_if_fail (GENKAN_IS_REPORT (other));

  first = g_steal_pointer (&self->summary);
  /* Translators: two things that went wrong, each a sentence of its own. */
  self->summary = g_strdup_printf (_("%s; %s"), first, other->summary);
  if (self->advice == NULL)
    self->advice = g_strdup (other->advice);
}

gboolean
genkan_report_is_good (GenkanReport *self)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (self), FALSE);

  return self->good;
}

/**
 * genkan_report_get_summary:
 * @self: a report
 *
 * Returns: (transfer none): one sentence
 */
const char *
genkan_report_get_summary (GenkanReport *self)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (self), NULL);

  return self->summary;
}

/**
 * genkan_report_get_advice:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): what to try
 */
const char *
genkan_report_get_advice (GenkanReport *self)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (self), NULL);

  return self->advice;
}

/**
 * genkan_report_get_details:
 * @self: a report
 *
 * Returns: (transfer none): technical text to copy, ending with the versions
 */
const char *
genkan_report_get_details (GenkanReport *self)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (self), NULL);

  return self->details;
}

/**
 * genkan_report_dup_words:
 * @self: a report
 *
 * Returns: (transfer full): what is wrong and what to do about it, for where nothing else stands
 */
char *
genkan_report_dup_words (GenkanReport *self)
{
  g_return_val_if_fail (GENKAN_IS_REPORT (self), NULL);

  /* Translators: what is wrong, and what to do about it. */
  return self->advice != NULL ? g_strdup_printf (_("%s. %s"), self->summary, self->advice)
                              : g_strdup (self->summary);
}
