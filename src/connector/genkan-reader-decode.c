/* genkan-reader-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `decode`: what an answer is, where its first bytes are not to be trusted.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder.h"
#include "genkan-problems.h"
#include "genkan-reader.h"

static const struct
{
  const char   *name;
  GenkanFormat  format;
} formats[] = {
  { "json", GENKAN_FORMAT_JSON },
  { "ndjson", GENKAN_FORMAT_NDJSON },
  { "csv", GENKAN_FORMAT_CSV },
  { "xml", GENKAN_FORMAT_XML },
  { "text", GENKAN_FORMAT_TEXT },
};

static void
refuse_name (GenkanReader         *self,
             const GenkanYamlNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) all = g_string_new (NULL);
  const char *meant;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ptr_array_add (names, (gpointer) formats[i].name);
      g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", formats[i].name);
    }
  meant = genkan_suggest (node->text, names);

  if (g_str_equal (node->text, "gzip"))
    genkan_reader_problem (self, node, "gzip needs no word: it is unpacked wherever it is met");
  else if (meant != NULL)
    genkan_reader_problem (self, node, "'%s' is no format that decode knows (did you mean %s?)",
                           node->text, meant);
  else
    genkan_reader_problem (self, node, "'%s' is no format that decode knows: %s", node->text,
                           all->str);
}

static void
read_format (GenkanReader         *self,
             const GenkanYamlNode *node,
             GenkanStep           *step)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_SCALAR, "a format"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (node->text, formats[i].name))
      {
        step->format = formats[i].format;
        return;
      }

  refuse_name (self, node);
}

void
genkan_reader_read_decode (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           GenkanStep           *step)
{
  read_format (self, node, step);
}

/* What only both keys together can have wrong. */
void
genkan_reader_check_decode (GenkanReader         *self,
                            const GenkanYamlNode *node,
                            GenkanStep           *step)
{
  gboolean rows = step->format == GENKAN_FORMAT_NDJSON || step->format == GENKAN_FORMAT_CSV ||
                  step->format == GENKAN_FORMAT_TEXT;

  if (rows && step->items != NULL && step->items[0] != NULL)
    genkan_reader_problem (self, node, "%s is a list of lines, so items is $",
                           genkan_format_get_title (step->format));
}
