/* genkan-format-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times and numbers as a person reads them. All times are microseconds since 1970 (UTC), and
 * "now" is an argument, so that everything here is a pure function.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-format.h"

#include <glib/gi18n.h>

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* Beyond this a date says more than a number of days. */
#define LONG_AGO (30 * DAY)

static GDateTime *
local_time (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_TIME_SPAN_SECOND);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static char *
format_local (gint64      when,
              const char *format)
{
  g_autoptr (GDateTime) time = local_time (when);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

/* The span in which an age is counted: minutes in the first hour, hours in the first day. */
static gint64
unit_of_age (gint64 age)
{
  if (age < HOUR)
    return MINUTE;

  return age < DAY ? HOUR : DAY;
}

/**
 * genkan_format_ago:
 * @when: a time, or 0 for never
 * @now: the present time
 *
 * Returns: (transfer full): "3 minutes ago", or a date when that is long ago; empty for never
 */
char *
genkan_format_ago (gint64 when,
                   gint64 now)
{
  gint64 age = now - when;
  gint64 unit = unit_of_age (age);
  int count = age / unit;

  if (when == 0)
    return g_strdup ("");

  if (age < -MINUTE || age >= LONG_AGO)
    return format_local (when, _("%-e %b %Y"));

  if (age < MINUTE)
    return g_strdup (_("just now"));

  if (unit == MINUTE)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", count), count);

  if (unit == HOUR)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", count), count);

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", count), count);
}

/**
 * genkan_format_ago_lasts:
 * @when: a time
 * @now: the present time
 *
 * Returns: for how many microseconds genkan_format_ago() will say the same; 0 when it never
 *   changes again
 */
gint64
genkan_format_ago_lasts (gint64 when,
                         gint64 now)
{
  gint64 age = now - when;

  if (when == 0 || age >= LONG_AGO)
    return 0;

  if (age < MINUTE)
    return MINUTE - age;

  return unit_of_age (age) - age % unit_of_age (age);
}

/**
 * genkan_format_exact:
 * @when: a time, or 0 for never
 *
 * Returns: (transfer full): date, time and zone as the locale writes them; empty for never
 */
char *
genkan_format_exact (gint64 when)
{
  if (when == 0)
    return g_strdup ("");

  return format_local (when, _("%a %-e %b %Y, %X %Z"));
}

/**
 * genkan_format_clock:
 * @when: a time
 *
 * Returns: (transfer full): the time of day with seconds, as in a log
 */
char *
genkan_format_clock (gint64 when)
{
  return format_local (when, "%H:%M:%S");
}

/**
 * genkan_format_duration:
 * @duration: microseconds
 *
 * Returns: (transfer full): "0.4 s", "12 s", "2 min 5 s", "1 h 3 min"
 */
char *
genkan_format_duration (gint64 duration)
{
  int seconds;

  if (duration < 10 * G_TIME_SPAN_SECOND)
    return g_strdup_printf (_("%.1f s"), MAX (duration, 0) / (double) G_TIME_SPAN_SECOND);

  seconds = duration / G_TIME_SPAN_SECOND;
  if (seconds < 60)
    return g_strdup_printf (_("%d s"), seconds);

  if (seconds < 60 * 60)
    return g_strdup_printf (_("%d min %d s"), seconds / 60, seconds % 60);

  return g_strdup_printf (_("%d h %d min"), seconds / 3600, seconds % 3600 / 60);
}

/**
 * genkan_format_count:
 * @count: a number of things
 *
 * Returns: (transfer full): the number with the locale's separators of thousands
 */
char *
genkan_format_count (guint count)
{
  return g_strdup_printf ("%'u", count);
}
