/* genkan-functions-package.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and versions of software: package URLs (ECMA-427) and Semantic Versioning 2.0.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-functions.h"

/* Besides letters and digits, what a package URL does not encode. */
#define PLAIN ".-_~:"

/* What the definitions of types say about capitals: they are no difference. */
typedef struct
{
  const char *type;
  gboolean    fold_namespace;
  gboolean    fold_name;
  gboolean    fold_version;
} Folding;

static const Folding foldings[] = {
  { "alpm", TRUE, TRUE }, { "apk", TRUE, TRUE }, { "bitbucket", TRUE, TRUE },
  { "bitnami", FALSE, TRUE }, { "brew", TRUE, TRUE }, { "composer", TRUE, TRUE },
  { "deb", TRUE, TRUE }, { "github", TRUE, TRUE }, { "hex", TRUE, TRUE },
  { "huggingface", FALSE, FALSE, TRUE }, { "luarocks", TRUE, TRUE },
  { "oci", FALSE, TRUE, TRUE }, { "otp", FALSE, TRUE }, { "pub", FALSE, TRUE },
  { "pypi", FALSE, TRUE, TRUE }, { "qpkg", TRUE, FALSE }, { "rpm", TRUE, FALSE },
  { "vscode-extension", TRUE, TRUE, TRUE }, { "yocto", TRUE, FALSE },
};

static const Folding *
find_folding (const char *type)
{
  static const Folding nothing = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (foldings); i++)
    if (g_str_equal (foldings[i].type, type))
      return &foldings[i];

  return &nothing;
}

/* Lower case, or NULL: letters, digits, dots and hyphens, beginning with a letter. */
static char *
dup_type (const char *type)
{
  g_autofree char *lower = g_strstrip (g_ascii_strdown (type, -1));

  if (!g_ascii_isalpha (*lower))
    return NULL;
  for (const char *at = lower; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '.' && *at != '-')
      return NULL;

  return g_steal_pointer (&lower);
}

static void
append_encoded (GString    *purl,
                const char *text,
                gboolean    fold)
{
  g_autofree char *folded = fold ? g_utf8_strdown (text, -1) : g_strdup (text);

  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at) || strchr (PLAIN, *at) != NULL)
      g_string_append_c (purl, *at);
    else
      g_string_append_printf (purl, "%%%02X", (guchar) *at);
}

/* Each part that is not empty, with a slash behind it. */
static void
append_namespace (GString    *purl,
                  const char *namespace,
                  gboolean    fold)
{
  g_auto (GStrv) parts = g_strsplit (namespace, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        append_encoded (purl, parts[i], fold);
        g_string_append_c (purl, '/');
      }
}

static char *
dup_name (const char *type,
          const char *name)
{
  char *copy = g_strdup (name + strspn (name, "/"));
  gsize length;

  for (length = strlen (copy); length > 0 && copy[length - 1] == '/'; length--)
    copy[length - 1] = '\0';
  if (g_str_equal (type, "pypi"))
    g_strdelimit (copy, "_", '-');

  return copy;
}

/* purl (type, namespace, name, version): a package URL. Namespace and version may be NULL. */
static void
call_purl (sqlite3_context  *context,
           int               argc,
           sqlite3_value   **argv)
{
  const char *type_text = genkan_function_get_text (argv[0]);
  const char *namespace = genkan_function_get_text (argv[1]);
  const char *name_text = genkan_function_get_text (argv[2]);
  const char *version = genkan_function_get_text (argv[3]);
  g_autofree char *type = type_text != NULL ? dup_type (type_text) : NULL;
  g_autofree char *name = type != NULL && name_text != NULL ? dup_name (type, name_text) : NULL;
  const Folding *folding;
  GString *purl;

  if (name == NULL || *name == '\0')
    return;

  folding = find_folding (type);
  purl = g_string_new ("pkg:");
  g_string_append_printf (purl, "%s/", type);
  if (namespace != NULL)
    append_namespace (purl, namespace, folding->fold_namespace);
  append_encoded (purl, name, folding->fold_name);
  if (version != NULL && *version != '\0')
    {
      g_string_append_c (purl, '@');
      append_encoded (purl, version, folding->fold_version);
    }
  genkan_function_return_text (context, g_string_free (purl, FALSE));
}

/* Numbers of any length. */
static int
compare_numbers (const char *a,
                 gsize       a_length,
                 const char *b,
                 gsize       b_length)
{
  for (; a_length > 0 && *a == '0'; a++)
    a_length--;
  for (; b_length > 0 && *b == '0'; b++)
    b_length--;
  if (a_length != b_length)
    return a_length < b_length ? -1 : 1;

  return CLAMP (memcmp (a, b, a_length), -1, 1);
}

/* Dotted parts; numbers are less than words, and what is shorter is less. */
static int
compare_prereleases (const char *a,
                     const char *b)
{
  for (;;)
    {
      gsize a_length = strcspn (a, ".+"), b_length = strcspn (b, ".+");
      gboolean a_number = strspn (a, "0123456789") == a_length;
      gboolean b_number = strspn (b, "0123456789") == b_length;
      int order;

      if (a_number != b_number)
        return a_number ? -1 : 1;
      if (a_number)
        order = compare_numbers (a, a_length, b, b_length);
      else
        {
          order = memcmp (a, b, MIN (a_length, b_length));
          order = order != 0 ? CLAMP (order, -1, 1) : (a_length > b_length) - (a_length < b_length);
        }
      if (order != 0)
        return order;
      if (a[a_length] != '.' || b[b_length] != '.')
        return (a[a_length] == '.') - (b[b_length] == '.');
      a += a_length + 1;
      b += b_length + 1;
    }
}

/* Behind the dotted numbers, or NULL if @version does not begin with any, or goes on oddly. */
static const char *
skip_numbers (const char *version)
{
  gsize digits;

  for (;;)
    {
      digits = strspn (version, "0123456789");
      if (digits == 0)
        return NULL;
      version += digits;
      if (*version != '.')
        return *version == '\0' || *version == '-' || *version == '+' ? version : NULL;
      version++;
    }
}

static const char *
skip_prefix (const char *version)
{
  version += strspn (version, " \t");

  return *version == 'v' || *version == 'V' ? version + 1 : version;
}

/* Numbers that are not there are 0. */
static int
compare_releases (const char *a,
                  const char *a_end,
                  const char *b,
                  const char *b_end)
{
  while (a < a_end || b < b_end)
    {
      gsize a_length = a < a_end ? strspn (a, "0123456789") : 0;
      gsize b_length = b < b_end ? strspn (b, "0123456789") : 0;
      int order = compare_numbers (a, a_length, b, b_length);

      if (order != 0)
        return order;
      a = MIN (a + a_length + 1, a_end);
      b = MIN (b + b_length + 1, b_end);
    }

  return 0;
}

/* semver_cmp (a, b): -1, 0 or 1; NULL if one of them is no version. A `v` before it, more or
 * fewer than three numbers and leading zeros are no reason to refuse; build metadata is no
 * difference. */
static void
call_semver_cmp (sqlite3_context  *context,
                 int               argc,
                 sqlite3_value   **argv)
{
  const char *a = genkan_function_get_text (argv[0]);
  const char *b = genkan_function_get_text (argv[1]);
  const char *a_end, *b_end;
  int order;

  if (a == NULL || b == NULL)
    return;
  a = skip_prefix (a);
  b = skip_prefix (b);
  a_end = skip_numbers (a);
  b_end = skip_numbers (b);
  if (a_end == NULL || b_end == NULL)
    return;

  order = compare_releases (a, a_end, b, b_end);
  if (order == 0 && *a_end == '-' && *b_end == '-')
    order = compare_prereleases (a_end + 1, b_end + 1);
  else if (order == 0)
    order = (*b_end == '-') - (*a_end == '-');
  sqlite3_result_int (context, order);
}

const GenkanFunction genkan_functions_package[] = {
  { "purl", 4, call_purl },
  { "semver_cmp", 2, call_semver_cmp },
  { NULL },
};
