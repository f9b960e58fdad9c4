/* bench-pages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-pages.h"

#define KEY_DIGITS 9

struct _BenchPages
{
  GString *issues;                        /* (owned) a page of them, with commas between them */
  gsize    starts[BENCH_PAGE_SIZE + 1];   /* where each begins in it */
  gsize    keys[BENCH_PAGE_SIZE];         /* where the digits of each one's key stand */
};

static const char *const severities[] = { "BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO" };
static const char *const statuses[] = { "OPEN", "CONFIRMED", "REOPENED" };
static const char *const packages[] = { "billing", "catalogue", "checkout", "identity", "search" };
static const char *const classes[] = { "LoginController", "OrderRepository", "PdfExporter" };
static const char *const authors[] = { "ada@example.com", "søren@example.com", "li@example.com" };

/* One text in four has escapes, as messages about code have. */
static const char *const messages[] = {
  "Make sure that this user-controlled command argument does not lead to unwanted behaviour",
  "Use a dynamically-generated, random IV, and never the same one twice with the same key",
  "Remove this hard-coded \\\"password\\\", or read it from where secrets are kept",
  "Change this code to not construct SQL queries directly from user-controlled data",
};

static void
append_location (GString    *json,
                 const char *component,
                 guint       line)
{
  g_string_append_printf (json,
                          "{\"component\":\"%s\",\"textRange\":{\"startLine\":%u,\"endLine\":%u,"
                          "\"startOffset\":%u,\"endOffset\":%u},\"msg\":\"%s\",\"msgFormattings\":[]}",
                          component, line, line, line % 40, line % 40 + 20,
                          line % 2 == 0 ? "tainted value is propagated" : "source of user data");
}

static void
append_issue (BenchPages *self,
              guint       n)
{
  GString *json = self->issues;
  guint line = 10 + n * 7 % 900;
  g_autofree char *component =
    g_strdup_printf ("org.example:shop:src/main/java/org/example/shop/%s/%s.java",
                     packages[n % G_N_ELEMENTS (packages)], classes[n % G_N_ELEMENTS (classes)]);

  g_string_append_printf (json, "{\"key\":\"" BENCH_KEY, n);
  self->keys[n] = json->len - KEY_DIGITS;
  g_string_append_printf (json,
                          "\",\"rule\":\"java:S%u\",\"severity\":\"%s\",\"component\":\"%s\","
                          "\"project\":\"org.example:shop\",\"line\":%u,"
                          "\"hash\":\"a3f5%08x9c41e07b2d%08x\",",
                          2000 + n % 97, severities[n % G_N_ELEMENTS (severities)], component, line,
                          n * 2654435761u, n * 40503u);
  g_string_append_printf (json,
                          "\"textRange\":{\"startLine\":%u,\"endLine\":%u,\"startOffset\":8,"
                          "\"endOffset\":%u},\"flows\":[{\"locations\":[", line, line + 1, 20 + n % 60);
  append_location (json, component, line + 3);
  g_string_append_printf (json,
                          "]}],\"status\":\"%s\",\"message\":\"%s\",\"effort\":\"%umin\","
                          "\"debt\":\"%umin\",\"author\":\"%s\",\"tags\":[\"cwe\",\"owasp-a%u\"],",
                          statuses[n % G_N_ELEMENTS (statuses)], messages[n % G_N_ELEMENTS (messages)],
                          5 + n % 55, 5 + n % 55, authors[n % G_N_ELEMENTS (authors)], 1 + n % 10);
  g_string_append_printf (json,
                          "\"creationDate\":\"2024-%02u-%02uT08:%02u:33+0000\","
                          "\"updateDate\":\"2025-%02u-%02uT17:%02u:01+0000\","
                          "\"type\":\"VULNERABILITY\",\"scope\":\"MAIN\",\"quickFixAvailable\":%s,"
                          "\"messageFormattings\":[],\"cleanCodeAttribute\":\"TRUSTWORTHY\","
                          "\"impacts\":[{\"softwareQuality\":\"SECURITY\",\"severity\":\"HIGH\"}]}",
                          1 + n % 12, 1 + n % 28, n % 60, 1 + n % 12, 1 + n % 28, n % 60,
                          n % 3 == 0 ? "true" : "false");
}

BenchPages *
bench_pages_new (void)
{
  BenchPages *self = g_new0 (BenchPages, 1);

  self->issues = g_string_new (NULL);
  for (guint n = 0; n < BENCH_PAGE_SIZE; n++)
    {
      if (n > 0)
        g_string_append_c (self->issues, ',');
      self->starts[n] = self->issues->len;
      append_issue (self, n);
    }
  self->starts[BENCH_PAGE_SIZE] = self->issues->len + 1;

  return self;
}

void
bench_pages_free (BenchPages *self)
{
  g_string_free (self->issues, TRUE);
  g_free (self);
}

static void
write_key (char  *digits,
           guint  number)
{
  for (int i = KEY_DIGITS - 1; i >= 0; i--, number /= 10)
    digits[i] = '0' + number % 10;
}

/* Appends page number @page, from 1, of the @total issues of record number @record, from 0;
 * beyond the end it is empty. No two records have an issue of the same key. */
void
bench_pages_append (BenchPages *self,
                    guint       page,
                    guint       total,
                    guint       record,
                    GString    *body)
{
  guint first = (page - 1) * BENCH_PAGE_SIZE;
  guint n_issues = first < total ? MIN (BENCH_PAGE_SIZE, total - first) : 0;
  gsize start;

  g_string_append_printf (body,
                          "{\"total\":%u,\"p\":%u,\"ps\":%u,\"paging\":{\"pageIndex\":%u,"
                          "\"pageSize\":%u,\"total\":%u},\"issues\":[",
                          total, page, BENCH_PAGE_SIZE, page, BENCH_PAGE_SIZE, total);
  start = body->len;
  if (n_issues > 0)
    g_string_append_len (body, self->issues->str, self->starts[n_issues] - 1);
  for (guint n = 0; n < n_issues; n++)
    write_key (body->str + start + self->keys[n], record * total + first + n);
  g_string_append (body, "],\"components\":[],\"facets\":[]}");
}
