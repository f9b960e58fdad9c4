/* genkan-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What tools say of the repository or container image that they scanned, in one spelling, so
 * that Records of several tools are known to be about the same thing:
 *
 *   https://ci@GitHub.com/Acme/Shop.git   git@github.com:acme/shop   → github.com/acme/shop
 *   docker.io/library/nginx:1.25@sha256:…  nginx                      → docker.io/library/nginx
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <string.h>

#include "genkan-source.h"

static void
cut_at (char *text,
        char  sign)
{
  char *at = strchr (text, sign);

  if (at != NULL)
    *at = '\0';
}

static void
drop_suffix (char       *text,
             const char *suffix)
{
  if (g_str_has_suffix (text, suffix))
    text[strlen (text) - strlen (suffix)] = '\0';
}

/* After scheme:// comes [user@]host[:port]/path. */
static char *
normalize_url (const char *rest)
{
  gsize authority = strcspn (rest, "/");
  const char *at = memchr (rest, '@', authority);
  char *text = g_strdup (at != NULL ? at + 1 : rest);

  cut_at (text, '?');
  cut_at (text, '#');

  return text;
}

/* git@host:path, as ssh writes it. */
static char *
normalize_ssh (const char *text,
               const char *at)
{
  const char *colon = strchr (at, ':');

  return g_strdup_printf ("%.*s/%s", (int) (colon - at - 1), at + 1, colon + 1);
}

/* [registry/]name[:tag][@digest]; the registry has a dot or a port, or is localhost. */
static char *
normalize_image (const char *image)
{
  g_autofree char *text = g_strdup (image);
  char *slash;
  char *tag;
  gsize first;

  cut_at (text, '@');
  slash = strrchr (text, '/');
  tag = strchr (slash != NULL ? slash : text, ':');
  if (tag != NULL)
    *tag = '\0';

  first = strcspn (text, "/");
  if (text[first] == '\0')
    return g_strconcat ("docker.io/library/", text, NULL);

  if (memchr (text, '.', first) != NULL || memchr (text, ':', first) != NULL
      || g_str_has_prefix (text, "localhost/"))
    return g_steal_pointer (&text);

  return g_strconcat ("docker.io/", text, NULL);
}

static char *
normalize (const char *text)
{
  const char *scheme = strstr (text, "://");
  const char *at = strchr (text, '@');

  if (scheme != NULL)
    return normalize_url (scheme + 3);
  if (at != NULL && strchr (at, ':') != NULL && memchr (text, '/', at - text) == NULL
      && strchr (at, '/') != NULL && strchr (at, ':') < strchr (at, '/'))
    return normalize_ssh (text, at);

  return normalize_image (text);
}

/**
 * genkan_source_normalize:
 * @text: (nullable): the URL of a repository, or the name of a container image
 *
 * Returns: (transfer full) (nullable): it in one spelling, to be compared; %NULL if it is empty
 */
char *
genkan_source_normalize (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  g_autofree char *plain = NULL;
  g_autofree char *folded = NULL;
  const char *start;

  if (stripped == NULL || *stripped == '\0')
    return NULL;

  plain = normalize (stripped);
  while (g_str_has_suffix (plain, "/"))
    plain[strlen (plain) - 1] = '\0';
  drop_suffix (plain, ".git");

  folded = g_utf8_strdown (plain, -1);
  start = g_str_has_prefix (folded, "www.") ? folded + strlen ("www.") : folded;

  return *start != '\0' ? g_strdup (start) : NULL;
}
