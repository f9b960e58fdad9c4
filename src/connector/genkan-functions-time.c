/* genkan-functions-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * iso (x): dates in every shape that vendors send, as 2025-01-31T08:00:00Z. What names no zone
 * is UTC. NULL for anything else, so that a wrong guess never becomes a date.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"

typedef struct
{
  int year, month, day, hour, minute, second;
  int offset; /* minutes east of UTC */
} Moment;

static char *
format_unix (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  if (moment == NULL || g_date_time_get_year (moment) > 9999)
    return NULL;

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

static char *
format_moment (const Moment *moment)
{
  g_autoptr (GDateTime) local = NULL;

  /* A leap second is the end of its minute. */
  local = g_date_time_new_utc (moment->year, moment->month, moment->day, moment->hour,
                               moment->minute, MIN (moment->second, 59));
  if (local == NULL || moment->second > 60 || ABS (moment->offset) > 18 * 60)
    return NULL;

  return format_unix (g_date_time_to_unix (local) - moment->offset * 60);
}

/* Seconds, or by size milliseconds, microseconds, nanoseconds since 1970. */
static char *
format_epoch (gint64 number)
{
  if (number < 0)
    return NULL;

  while (number >= G_GINT64_CONSTANT (100000000000))
    number /= 1000;

  return format_unix (number);
}

static gboolean
take_number (const char **at,
             int          digits,
             int         *ret_number)
{
  int number = 0;

  for (int i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
      number = number * 10 + g_ascii_digit_value ((*at)[i]);
    }
  *at += digits;
  *ret_number = number;

  return TRUE;
}

static gboolean
take_char (const char **at,
           char         c)
{
  if (**at != c)
    return FALSE;

  (*at)++;

  return TRUE;
}

/* Nothing, Z, UTC, GMT, +02:00, +0200, +02. */
static gboolean
take_zone (const char **at,
           int         *ret_offset)
{
  int sign, hours = 0, minutes = 0;

  while (take_char (at, ' '))
    ;

  *ret_offset = 0;
  for (const char *const *name = (const char *const[]) { "Z", "z", "UTC", "GMT", "UT", NULL };
       *name != NULL; name++)
    if (g_str_has_prefix (*at, *name))
      {
        *at += strlen (*name);
        return TRUE;
      }

  if (**at != '+' && **at != '-')
    return **at == '\0';

  sign = *(*at)++ == '-' ? -1 : 1;
  if (!take_number (at, 2, &hours))
    return FALSE;
  take_char (at, ':');
  if (**at != '\0' && !take_number (at, 2, &minutes))
    return FALSE;
  *ret_offset = sign * (hours * 60 + minutes);

  return TRUE;
}

static gboolean
take_clock (const char **at,
            Moment      *moment)
{
  if (!take_number (at, 2, &moment->hour) || !take_char (at, ':') ||
      !take_number (at, 2, &moment->minute))
    return FALSE;

  if (take_char (at, ':') && !take_number (at, 2, &moment->second))
    return FALSE;

  if (**at == '.' || **at == ',')
    for ((*at)++; g_ascii_isdigit (**at); (*at)++)
      ;

  return TRUE;
}

/* 2025-01-31, 2025-01-31T08:00:00.123+0200, 2025-01-31 08:00 UTC, 2025/01/31, 20250131. */
static gboolean
parse_iso (const char *at,
           Moment     *moment)
{
  char separator;

  if (!take_number (&at, 4, &moment->year))
    return FALSE;
  separator = *at == '-' || *at == '/' ? *at++ : '\0';
  if (!take_number (&at, 2, &moment->month) ||
      (separator != '\0' && !take_char (&at, separator)) ||
      !take_number (&at, 2, &moment->day))
    return FALSE;

  if (*at == '\0')
    return TRUE;
  if (*at != 'T' && *at != 't' && *at != ' ')
    return FALSE;
  at++;

  return take_clock (&at, moment) && take_zone (&at, &moment->offset) && *at == '\0';
}

/* RFC 2822: Tue, 15 Nov 1994 08:12:31 GMT. */
static gboolean
parse_mail (const char *at,
            Moment     *moment)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const char *comma = strchr (at, ',');
  g_autofree char *month = NULL;
  const char *found;
  int digits;

  if (comma != NULL)
    at = comma + 1;
  while (take_char (&at, ' '))
    ;
  digits = g_ascii_isdigit (at[0]) && g_ascii_isdigit (at[1]) ? 2 : 1;
  if (!take_number (&at, digits, &moment->day) ||
      (!take_char (&at, ' ') && !take_char (&at, '-')))
    return FALSE;

  month = g_ascii_strdown (at, MIN (3, strlen (at)));
  found = strlen (month) == 3 ? strstr (months, month) : NULL;
  if (found == NULL || (found - months) % 3 != 0)
    return FALSE;
  moment->month = (found - months) / 3 + 1;
  at += 3;

  if ((!take_char (&at, ' ') && !take_char (&at, '-')) || !take_number (&at, 4, &moment->year))
    return FALSE;
  if (*at == '\0')
    return TRUE;

  return take_char (&at, ' ') && take_clock (&at, moment) &&
         take_zone (&at, &moment->offset) && *at == '\0';
}

static char *
iso_of_text (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize digits = strspn (trimmed, "0123456789");
  Moment moment = { 0 };
  gint64 number;

  if (digits > 8 && trimmed[digits] == '\0')
    return g_ascii_string_to_signed (trimmed, 10, 0, G_MAXINT64, &number, NULL)
           ? format_epoch (number) : NULL;

  if (parse_iso (trimmed, &moment))
    return format_moment (&moment);

  memset (&moment, 0, sizeof moment);

  return parse_mail (trimmed, &moment) ? format_moment (&moment) : NULL;
}

static void
call_iso (sqlite3_context  *context,
          int               argc,
          sqlite3_value   **argv)
{
  const char *text;
  double real;

  switch (sqlite3_value_type (argv[0]))
    {
    case SQLITE_INTEGER:
      genkan_function_return_text (context, format_epoch (sqlite3_value_int64 (argv[0])));
      break;

    case SQLITE_FLOAT:
      real = sqlite3_value_double (argv[0]);
      if (real >= 0 && real < 9e18)
        genkan_function_return_text (context, format_epoch (real));
      break;

    case SQLITE_TEXT:
      text = genkan_function_get_text (argv[0]);
      if (text != NULL)
        genkan_function_return_text (context, iso_of_text (text));
      break;

    default:
      break;
    }
}

const GenkanFunction genkan_functions_time[] = {
  { "iso", 1, call_iso },
  { NULL },
};
