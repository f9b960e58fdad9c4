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

static GenkanArchiveKind
find_archive (const char *name)
{
  if (g_str_equal (name, "zip"))
    return GENKAN_ARCHIVE_ZIP;

  return g_str_equal (name, "tar") ? GENKAN_ARCHIVE_TAR : GENKAN_ARCHIVE_NONE;
}

static void
read_members (GenkanReader         *self,
              const GenkanYamlNode *node,
              GenkanStep           *step)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_SCALAR, "which members are meant"))
    return;

  if (*node->text == '\0' || g_str_has_suffix (node->text, "/"))
    genkan_reader_problem (self, node, "this names no member of the archive: it should be a name "
                           "such as \"*.csv\"");
  else
    step->members = g_strdup (node->text);
}

/* `[zip, "*.csv", csv]`; the last may be sniffed. */
static void
read_archive (GenkanReader         *self,
              const GenkanYamlNode *node,
              GenkanStep           *step)
{
  const GenkanYamlNode *kind = node->values->len > 0 ? node->values->pdata[0] : NULL;

  if (node->values->len < 2 || node->values->len > 3)
    {
      genkan_reader_problem (self, node, "a list of decode is an archive, the names of its members "
                             "and their format: [zip, \"*.csv\", csv]");
      return;
    }
  if (!genkan_reader_expect (self, kind, GENKAN_YAML_SCALAR, "an archive"))
    return;

  step->archive = find_archive (kind->text);
  if (step->archive == GENKAN_ARCHIVE_NONE)
    genkan_reader_problem (self, kind, "'%s' is no archive that decode knows: zip, tar",
                           kind->text);
  read_members (self, node->values->pdata[1], step);
  if (node->values->len > 2)
    read_format (self, node->values->pdata[2], step);
}

void
genkan_reader_read_decode (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           GenkanStep           *step)
{
  if (node->kind == GENKAN_YAML_SEQUENCE)
    read_archive (self, node, step);
  else if (node->kind == GENKAN_YAML_SCALAR && find_archive (node->text) != GENKAN_ARCHIVE_NONE)
    genkan_reader_problem (self, node, "which members of the archive are meant? "
                           "decode: [%s, \"*.csv\", csv]", node->text);
  else
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
