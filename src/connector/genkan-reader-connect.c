/* genkan-reader-connect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `connect`: where the service is, and how fast one may ask.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

static void
read_base (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  self->definition->base = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_URI);
}

static void
read_hosts (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_SEQUENCE, "'hosts'"))
    return;

  for (guint i = 0; i < node->values->len; i++)
    {
      GenkanTemplate *host = genkan_reader_read_template (self, node->values->pdata[i],
                                                          GENKAN_TEMPLATE_TEXT);

      if (host != NULL)
        g_ptr_array_add (self->definition->hosts, host);
    }
}

static void
read_headers (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  genkan_reader_read_fields (self, node, "'headers'", self->definition->headers);
}

/* "10/s", "100/m", "3600/h". */
static void
read_rate (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  GenkanLimit *limit = target;
  double number = 0;
  char *end = NULL;

  if (node->kind == GENKAN_YAML_SCALAR && g_ascii_isdigit (*node->text))
    number = g_ascii_strtod (node->text, &end);

  if (number <= 0 || number > 1e6 || end[0] != '/' || end[1] == '\0' || end[2] != '\0' ||
      strchr ("smh", end[1]) == NULL)
    genkan_reader_problem (self, node, "a rate such as 10/s, 100/m or 3600/h must stand here");
  else
    limit->rate = number / (end[1] == 's' ? 1 : end[1] == 'm' ? 60 : 3600);
}

static void
read_burst (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((GenkanLimit *) target)->burst = genkan_reader_read_number (self, node, 1, 100000);
}

static void
read_concurrency (GenkanReader         *self,
                  const GenkanYamlNode *node,
                  gpointer              target)
{
  ((GenkanLimit *) target)->concurrency = genkan_reader_read_number (self, node, 1, 64);
}

static void
read_per (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  ((GenkanLimit *) target)->per = genkan_reader_read_text (self, node);
}

static void
read_limit_steps (GenkanReader         *self,
                  const GenkanYamlNode *node,
                  gpointer              target)
{
  g_auto (GStrv) names = genkan_reader_read_texts (self, node);
  GenkanLimit *limit = target;

  limit->steps = g_ptr_array_new_with_free_func (g_free);
  for (char **name = names; name != NULL && *name != NULL; name++)
    g_ptr_array_add (limit->steps, g_strdup (*name));
}

static void
read_limits (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  static const GenkanKey keys[] = {
    { "rate", read_rate },
    { "burst", read_burst },
    { "concurrency", read_concurrency },
    { "per", read_per },
    { "steps", read_limit_steps },
  };

  if (!genkan_reader_expect (self, node, GENKAN_YAML_SEQUENCE, "'limits'"))
    return;

  for (guint i = 0; i < node->values->len; i++)
    {
      const GenkanYamlNode *element = node->values->pdata[i];
      GenkanLimit *limit = genkan_limit_new ();

      g_ptr_array_add (self->definition->limits, limit);
      genkan_reader_note_origin (self, limit, element);
      genkan_reader_read_mapping (self, element, "a limit", keys, G_N_ELEMENTS (keys), NULL, limit);
      if (element->kind == GENKAN_YAML_MAPPING && limit->burst > 0 &&
          genkan_yaml_find (element, "rate") == NULL)
        genkan_reader_problem (self, element, "a burst needs a rate");
    }
}

void
genkan_reader_read_connect (GenkanReader         *self,
                            const GenkanYamlNode *node,
                            gpointer              target)
{
  static const GenkanKey keys[] = {
    { "base", read_base, TRUE },
    { "hosts", read_hosts },
    { "auth", genkan_reader_read_auth },
    { "headers", read_headers },
    { "limits", read_limits },
  };

  genkan_reader_read_mapping (self, node, "'connect'", keys, G_N_ELEMENTS (keys), NULL, NULL);
}
