/* genkan-moment.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When something was, as tools write it. Nearly all come as our own `iso()` writes them, and a
 * hundred thousand a second: those are read here, all others by GDateTime.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <string.h>

#include "genkan-moment.h"

/* The number of so many digits, or -1. */
static int
read_digits (const char *text,
             guint       n_digits)
{
  int number = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      number = number * 10 + (text[i] - '0');
    }

  return number;
}

/* Days from 1970 to a day of the Gregorian calendar, whose years begin in March here. */
static gint64
count_days (int year,
            int month,
            int day)
{
  gint64 from_march = (month + 9) % 12;
  gint64 y = month <= 2 ? year - 1 : year;

  return y * 365 + y / 4 - y / 100 + y / 400 + (from_march * 153 + 2) / 5 + day - 1 - 719468;
}

/* “2026-01-31T23:59:59Z”, or “2026-01-31”. */
static gboolean
read_plain (const char *text,
            gint64     *ret_seconds)
{
  gsize length = strlen (text);
  int year, month, day, hour = 0, minute = 0, second = 0;

  if ((length != 10 && length != 20) || text[4] != '-' || text[7] != '-')
    return FALSE;

  year = read_digits (text, 4);
  month = read_digits (text + 5, 2);
  day = read_digits (text + 8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1
      || day > g_date_get_days_in_month (month, year))
    return FALSE;

  if (length == 20)
    {
      if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return FALSE;
      hour = read_digits (text + 11, 2);
      minute = read_digits (text + 14, 2);
      second = read_digits (text + 17, 2);
    }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return FALSE;

  *ret_seconds = ((count_days (year, month, day) * 24 + hour) * 60 + minute) * 60 + second;

  return TRUE;
}

/* Returns: microseconds since 1970 (UTC), whole seconds of them; 0 if the text is no time */
gint64
genkan_moment_from_text (const char *text)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *midnight = NULL;
  gint64 seconds;

  if (read_plain (text, &seconds))
    return seconds * G_USEC_PER_SEC;

  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    {
      midnight = g_strconcat (text, "T00:00:00", NULL);
      time = g_date_time_new_from_iso8601 (midnight, utc);
    }

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}
