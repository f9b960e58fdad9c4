/* genkan-mark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a Record is known again in DefectDojo, by whichever installation of Genkan comes along. It
 * is made of what all of them see alike, and of nothing that a person can rename.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-mark.h"

#include <string.h>

#define N_DIGITS 16

/* With the byte at its end, so that no two triples are one text. */
static void
update (GChecksum  *checksum,
        const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

/**
 * genkan_mark_new:
 * @connector_id: of which connector the Record is
 * @host: (nullable): at which address of the tool, see genkan_mark_dup_host(); case does not
 *   matter
 * @vendor_id: its id at the tool
 *
 * The mark is a tag and the name of a metadatum, and neither says what was marked.
 *
 * Returns: (transfer full): the mark of a Record
 */
char *
genkan_mark_new (const char *connector_id,
                 const char *host,
                 const char *vendor_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *lower = g_utf8_strdown (host != NULL ? host : "", -1);

  g_return_val_if_fail (connector_id != NULL, NULL);
  g_return_val_if_fail (vendor_id != NULL, NULL);

  update (checksum, connector_id);
  update (checksum, lower);
  update (checksum, vendor_id);

  return g_strdup_printf (GENKAN_MARK_PREFIX "%.*s", N_DIGITS,
                          g_checksum_get_string (checksum));
}

static gboolean
is_usual_port (GUri *uri)
{
  return g_uri_get_port (uri) == (g_str_equal (g_uri_get_scheme (uri), "http") ? 80 : 443);
}

/**
 * genkan_mark_dup_host:
 * @url: (nullable): the setting `url` of a Connection
 *
 * Where a tool is, as far as all who connect to it say it alike.
 *
 * Returns: (transfer full): the host, with the port if it says one that is not usual; empty if it
 *   has none
 */
char *
genkan_mark_dup_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autofree char *lower = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup ("");

  lower = g_utf8_strdown (g_uri_get_host (uri), -1);
  if (g_uri_get_port (uri) == -1 || is_usual_port (uri))
    return g_steal_pointer (&lower);

  return g_strdup_printf ("%s:%d", lower, g_uri_get_port (uri));
}

/**
 * genkan_mark_is_valid:
 * @text: (nullable): a tag or a name
 *
 * Returns: whether it is the mark of a Record
 */
gboolean
genkan_mark_is_valid (const char *text)
{
  gsize prefix = strlen (GENKAN_MARK_PREFIX);

  if (text == NULL || !g_str_has_prefix (text, GENKAN_MARK_PREFIX)
      || strlen (text) != prefix + N_DIGITS)
    return FALSE;

  return strspn (text + prefix, "0123456789abcdef") == N_DIGITS;
}
