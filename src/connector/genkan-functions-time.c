/* genkan-functions-time.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * iso (x): dates in every shape that vendors send, as 2025-01-31T08:00:00Z. What names no zone
 * is UTC. NULL for anything else, so that a wrong guess never becomes a date; so 01/02/2025 is
 * one only for who says which of the numbers is the day.
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

static void
write_number (char *at,
              int   number,
              int   digits)
{
  for (int i = digits - 1; i >= 0; i--, number /= 10)
    at[i] = '0' + number % 10;
}

/* A moment of UTC that is one: by far the most, and a calendar costs ten times as much. */
static char *
format_utc (const Moment *moment)
{
  char iso[] = "0000-00-00T00:00:00Z";

  write_number (iso, moment->year, 4);
  write_number (iso + 5, moment->month, 2);
  write_number (iso + 8, moment->day, 2);
  write_number (iso + 11, moment->hour, 2);
  write_number (iso + 14, moment->minute, 2);
  write_number (iso + 17, MIN (moment->second, 59), 2);

  return g_strdup (iso);
}

static char *
format_moment (const Moment *moment)
{
  g_autoptr (GDateTime) local = NULL;

  /* The first day of the first year is how some say that there is none. A leap second is the end
   * of its minute. */
  if (moment->year <= 1 || moment->month < 1 || moment->month > 12 || moment->day < 1 ||
      moment->day > g_date_get_days_in_month (moment->month, moment->year) || moment->hour > 23 ||
      moment->minute > 59 || moment->second > 60 || ABS (moment->offset) > 18 * 60)
    return NULL;

  if (moment->offset == 0)
    return format_utc (moment);

  local = g_date_time_new_utc (moment->year, moment->month, moment->day, moment->hour,
                               moment->minute, MIN (moment->second, 59));

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
      number = number * 10 + ((*at)[i] - '0');
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

/* Z, UTC, GMT, and what RFC 2822 knows of America. */
static gboolean
take_zone_name (const char **at,
                int         *ret_offset)
{
  static const struct { const char *name; int hours; } zones[] = {
    { "UTC", 0 }, { "GMT", 0 }, { "UT", 0 }, { "Z", 0 }, { "z", 0 },
    { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
    { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (zones) && g_ascii_isalpha (**at); i++)
    {
      gsize length = strlen (zones[i].name);

      if (strncmp (*at, zones[i].name, length) != 0 || g_ascii_isalpha ((*at)[length]))
        continue;
      *at += length;
      *ret_offset = zones[i].hours * 60;
      return TRUE;
    }

  return FALSE;
}

/* What Java ([Europe/Berlin]) and Go (+0200 CEST m=+0.1) say about a zone that is known. */
static void
skip_zone_remarks (const char **at)
{
  if (**at == '[' && strchr (*at, ']') != NULL)
    *at = strchr (*at, ']') + 1;

  if ((*at)[0] == ' ' && g_ascii_isupper ((*at)[1]))
    for ((*at)++; g_ascii_isupper (**at); (*at)++)
      ;
  if (g_str_has_prefix (*at, " m="))
    *at += strlen (*at);
}

/* Nothing, a name, +02:00, +0200, +02. */
static gboolean
take_zone (const char **at,
           int         *ret_offset)
{
  int sign, hours = 0, minutes = 0;

  while (take_char (at, ' '))
    ;

  *ret_offset = 0;
  if (!take_zone_name (at, ret_offset))
    {
      if (**at != '+' && **at != '-')
        return **at == '\0';

      sign = *(*at)++ == '-' ? -1 : 1;
      if (!take_number (at, 2, &hours))
        return FALSE;
      if (take_char (at, ':') || g_ascii_isdigit (**at))
        if (!take_number (at, 2, &minutes))
          return FALSE;
      *ret_offset = sign * (hours * 60 + minutes);
    }
  skip_zone_remarks (at);

  return TRUE;
}

/* AM, PM: hours from 1 to 12. Some vendors write them behind 13 too. */
static gboolean
take_half (const char **at,
           Moment      *moment)
{
  const char *word = *at + (**at == ' ');
  gboolean pm = g_ascii_strncasecmp (word, "PM", 2) == 0;

  if ((!pm && g_ascii_strncasecmp (word, "AM", 2) != 0) || g_ascii_isalpha (word[2]))
    return TRUE;

  *at = word + 2;
  if (moment->hour == 12 && !pm)
    moment->hour = 0;
  else if (moment->hour < 12 && pm)
    moment->hour += 12;

  return TRUE;
}

/* 08:00, 8:00:00 AM, 08:00:00.123, 080000. */
static gboolean
take_clock (const char **at,
            Moment      *moment)
{
  gsize digits = strspn (*at, "0123456789");
  gboolean colons = digits < 3 && (*at)[digits] == ':';

  if (!take_number (at, colons ? digits : 2, &moment->hour) ||
      (colons && !take_char (at, ':')) || !take_number (at, 2, &moment->minute))
    return FALSE;

  if ((colons ? take_char (at, ':') : g_ascii_isdigit (**at)) &&
      !take_number (at, 2, &moment->second))
    return FALSE;

  if (**at == '.' || **at == ',')
    for ((*at)++; g_ascii_isdigit (**at); (*at)++)
      ;

  return take_half (at, moment);
}

/* Nothing, or a time of the day and perhaps a zone. */
static gboolean
take_rest (const char *at,
           Moment     *moment)
{
  if (*at == '\0')
    return TRUE;
  if (*at != 'T' && *at != 't' && *at != ' ')
    return FALSE;
  at++;

  return take_clock (&at, moment) && take_zone (&at, &moment->offset) && *at == '\0';
}

/* 2025-01-31, 2025-01-31T08:00:00.123+0200, 2025-01-31 08:00 UTC, 2025/01/31, 20250131T080000Z. */
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

  return take_rest (at, moment);
}

/* 31/01/2025 08:00 PM, 31.1.2025. @order: "dmy" or "mdy". */
static gboolean
parse_ordered (const char *at,
               const char *order,
               Moment     *moment)
{
  int numbers[2];
  char separator = '\0';

  for (int i = 0; i < 2; i++)
    {
      if (!take_number (&at, g_ascii_isdigit (at[0]) && g_ascii_isdigit (at[1]) ? 2 : 1,
                        &numbers[i]) ||
          *at == '\0' || strchr ("/.-", *at) == NULL || (i > 0 && *at != separator))
        return FALSE;
      separator = *at++;
    }
  moment->day = numbers[*order == 'm'];
  moment->month = numbers[*order != 'm'];

  return take_number (&at, 4, &moment->year) && take_rest (at, moment);
}

/* 0 if it is none. English, by three letters or more. */
static int
find_month (const char *word,
            gsize       length)
{
  static const char *const months[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (length >= 3 && length <= strlen (months[i]) &&
        g_ascii_strncasecmp (word, months[i], length) == 0)
      return i + 1;

  return 0;
}

static gboolean
is_filler (const char *word,
           gsize       length)
{
  static const char *const fillers[] = {
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "at",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (length == strlen (fillers[i]) && g_ascii_strncasecmp (word, fillers[i], length) == 0)
      return TRUE;

  return FALSE;
}

/* One word of a date with a named month; none may come twice. */
static gboolean
take_word (const char **at,
           Moment      *moment,
           gboolean    *clock)
{
  gsize letters = 0, digits = strspn (*at, "0123456789");

  while (g_ascii_isalpha ((*at)[letters]))
    letters++;

  if (digits == 4 && moment->year == 0)
    return take_number (at, 4, &moment->year);
  if (!*clock && digits > 0 && digits <= 2 && (*at)[digits] == ':')
    return *clock = take_clock (at, moment);
  if (digits > 0 && digits <= 2 && moment->day == 0)
    return take_number (at, digits, &moment->day);
  if (letters > 0 && moment->month == 0 && (moment->month = find_month (*at, letters)) > 0)
    {
      *at += letters;
      return TRUE;
    }
  if (is_filler (*at, letters))
    {
      *at += letters;
      return TRUE;
    }

  return *clock && moment->offset == 0 && take_zone (at, &moment->offset);
}

/* With the month's name, the order of things does not matter: RFC 2822 (Tue, 15 Nov 1994
 * 08:12:31 GMT), C (Tue Nov 15 08:12:31 1994), Java (… GMT 1994), people (November 15, 1994). */
static gboolean
parse_words (const char *at,
             Moment     *moment)
{
  gboolean clock = FALSE;

  while (*at != '\0')
    {
      if (!take_word (&at, moment, &clock))
        return FALSE;
      /* A hyphen before a clock's zone is its sign. */
      if (*at != '\0' && strchr (clock ? " ,." : " ,.-", *at) == NULL && *at != '+' && *at != '-')
        return FALSE;
      at += strspn (at, clock ? " ,." : " ,.-");
    }

  return moment->day > 0 && moment->month > 0 && moment->year > 0;
}

/* 1738310400, 1738310400.5, /Date(1738310400000)/; 20250131080000 is a date and a time. */
static gboolean
parse_epoch (const char  *text,
             char       **ret_iso)
{
  gboolean wrapped = g_str_has_prefix (text, "/Date(");
  const char *number = wrapped ? text + strlen ("/Date(") : text;
  gsize digits = strspn (number, "0123456789");
  const char *end = number + digits;
  gint64 value;
  Moment moment = { 0 };

  if (digits == 14 && *end == '\0' && take_number (&number, 4, &moment.year) &&
      take_number (&number, 2, &moment.month) && take_number (&number, 2, &moment.day) &&
      take_clock (&number, &moment) && (*ret_iso = format_moment (&moment)) != NULL)
    return TRUE;

  if (*end == '.')
    end += 1 + strspn (end + 1, "0123456789");
  if (digits < 9 || digits > 19 || (wrapped ? !g_str_has_suffix (end, ")/") : *end != '\0'))
    return FALSE;

  value = g_ascii_strtoll (wrapped ? text + strlen ("/Date(") : text, NULL, 10);
  *ret_iso = format_epoch (value);

  return TRUE;
}

static char *
iso_of_text (const char *text,
             const char *order)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *iso = NULL;
  Moment moment = { 0 };

  if (parse_epoch (trimmed, &iso))
    return iso;
  if (parse_iso (trimmed, &moment))
    return format_moment (&moment);

  memset (&moment, 0, sizeof moment);
  if (order != NULL && parse_ordered (trimmed, order, &moment))
    return format_moment (&moment);

  memset (&moment, 0, sizeof moment);

  return parse_words (trimmed, &moment) ? format_moment (&moment) : NULL;
}

/* iso (x [, order]): "dmy" or "mdy" says what 01/02/2025 is. */
static void
call_iso (sqlite3_context  *context,
          int               argc,
          sqlite3_value   **argv)
{
  const char *order = argc > 1 ? genkan_function_get_text (argv[1]) : NULL;
  const char *text;
  double real;

  if (order != NULL && !g_str_equal (order, "dmy") && !g_str_equal (order, "mdy"))
    {
      sqlite3_result_error (context, "iso () takes 'dmy' or 'mdy' for the order of a date", -1);
      return;
    }

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
        genkan_function_return_text (context, iso_of_text (text, order));
      break;

    default:
      break;
    }
}

const GenkanFunction genkan_functions_time[] = {
  { "iso", 1, call_iso },
  { "iso", 2, call_iso },
  { NULL },
};
