/* genkan-reader-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The head of a connector file and its settings.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

#define FORMAT 1

static const char *const reserved_names[] = {
  "record_id", "record_name", "record_extra", "now", "now_s", "status", "headers", "body",
  "items", "after_", NULL
};

static void
read_format (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  g_autofree char *text = genkan_reader_read_text (self, node);

  if (text == NULL)
    return;

  if (g_str_equal (text, G_STRINGIFY (1)))
    self->definition->format = FORMAT;
  else
    genkan_reader_problem (self, node, "this Genkan reads format %d, not %s", FORMAT, text);
}

static void
read_id (GenkanReader         *self,
         const GenkanYamlNode *node,
         gpointer              target)
{
  char *id = genkan_reader_read_text (self, node);

  if (id != NULL && (strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (id) ||
                     strlen (id) > 64))
    genkan_reader_problem (self, node,
                           "an id has small letters, digits and hyphens, at most 64: not '%s'", id);
  self->definition->id = id;
}

static void
read_name (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  self->definition->name = genkan_reader_read_text (self, node);
}

static void
read_vendor (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  self->definition->vendor = genkan_reader_read_text (self, node);
}

static void
read_link (GenkanReader         *self,
           const GenkanYamlNode *node,
           char                **place)
{
  char *link = genkan_reader_read_text (self, node);

  if (link != NULL && !g_str_has_prefix (link, "https://") && !g_str_has_prefix (link, "http://"))
    genkan_reader_problem (self, node, "a link begins with https://");
  *place = link;
}

static void
read_documentation (GenkanReader         *self,
                    const GenkanYamlNode *node,
                    gpointer              target)
{
  read_link (self, node, &self->definition->documentation);
}

static void
read_imports (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  g_autofree char *text = genkan_reader_read_text (self, node);

  if (text == NULL || g_str_equal (text, "findings"))
    return;

  if (g_str_equal (text, "assets"))
    self->definition->imports = GENKAN_IMPORTS_ASSETS;
  else
    genkan_reader_problem (self, node, "imports is findings or assets, not '%s'", text);
}

static void
read_record_one (GenkanReader         *self,
                 const GenkanYamlNode *node,
                 gpointer              target)
{
  self->definition->record_one = genkan_reader_read_text (self, node);
}

static void
read_record_many (GenkanReader         *self,
                  const GenkanYamlNode *node,
                  gpointer              target)
{
  self->definition->record_many = genkan_reader_read_text (self, node);
}

static void
read_record_means (GenkanReader         *self,
                   const GenkanYamlNode *node,
                   gpointer              target)
{
  self->definition->record_means = genkan_reader_read_text (self, node);
}

static void
read_record (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  static const GenkanKey keys[] = {
    { "one", read_record_one, TRUE },
    { "many", read_record_many, TRUE },
    { "means", read_record_means },
  };

  genkan_reader_read_mapping (self, node, "'record'", keys, G_N_ELEMENTS (keys), NULL, NULL);
}

static void
read_key_steps (GenkanReader         *self,
                const GenkanYamlNode *node,
                gpointer              target)
{
  self->definition->key_steps = genkan_reader_read_texts (self, node);
}

static void
read_key_permissions (GenkanReader         *self,
                      const GenkanYamlNode *node,
                      gpointer              target)
{
  self->definition->key_permissions = genkan_reader_read_texts (self, node);
}

static void
read_key_link (GenkanReader         *self,
               const GenkanYamlNode *node,
               gpointer              target)
{
  read_link (self, node, &self->definition->key_link);
}

static void
read_key (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  static const GenkanKey keys[] = {
    { "steps", read_key_steps },
    { "permissions", read_key_permissions },
    { "link", read_key_link },
  };

  genkan_reader_read_mapping (self, node, "'key'", keys, G_N_ELEMENTS (keys), NULL, NULL);
}

static void
read_setting_title (GenkanReader         *self,
                    const GenkanYamlNode *node,
                    gpointer              target)
{
  ((GenkanSetting *) target)->title = genkan_reader_read_text (self, node);
}

static void
read_setting_help (GenkanReader         *self,
                   const GenkanYamlNode *node,
                   gpointer              target)
{
  ((GenkanSetting *) target)->help = genkan_reader_read_text (self, node);
}

static void
read_setting_default (GenkanReader         *self,
                      const GenkanYamlNode *node,
                      gpointer              target)
{
  ((GenkanSetting *) target)->initial = genkan_reader_read_text (self, node);
}

static void
read_setting_secret (GenkanReader         *self,
                     const GenkanYamlNode *node,
                     gpointer              target)
{
  ((GenkanSetting *) target)->secret = genkan_reader_read_boolean (self, node);
}

static void
read_setting_optional (GenkanReader         *self,
                       const GenkanYamlNode *node,
                       gpointer              target)
{
  ((GenkanSetting *) target)->optional = genkan_reader_read_boolean (self, node);
}

static void
read_setting_choices (GenkanReader         *self,
                      const GenkanYamlNode *node,
                      gpointer              target)
{
  GenkanSetting *setting = target;

  setting->choices = genkan_reader_read_texts (self, node);
  if (setting->choices != NULL && setting->choices[0] == NULL)
    genkan_reader_problem (self, node, "choices without a choice");
}

static void
read_setting_pattern (GenkanReader         *self,
                      const GenkanYamlNode *node,
                      gpointer              target)
{
  GenkanSetting *setting = target;
  g_autofree char *pattern = genkan_reader_read_text (self, node);
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GError) error = NULL;

  if (pattern == NULL)
    return;

  regex = g_regex_new (pattern, 0, 0, &error);
  if (regex == NULL)
    genkan_reader_problem (self, node, "this is not a regular expression: %s", error->message);
  else
    setting->pattern = g_steal_pointer (&pattern);
}

static void
check_setting (GenkanReader         *self,
               const GenkanSetting  *setting,
               const GenkanYamlNode *node)
{
  const GenkanYamlNode *initial = genkan_yaml_find (node, "default");

  if (setting->initial == NULL)
    return;

  if (setting->secret)
    genkan_reader_problem (self, initial, "a secret has no default");
  else if (setting->choices != NULL &&
           !g_strv_contains ((const char * const *) setting->choices, setting->initial))
    genkan_reader_problem (self, initial, "the default '%s' is none of the choices",
                           setting->initial);
  else if (setting->pattern != NULL &&
           !g_regex_match_simple (setting->pattern, setting->initial, 0, 0))
    genkan_reader_problem (self, initial, "the default '%s' does not match the pattern",
                           setting->initial);
}

static void
read_setting (GenkanReader         *self,
              const GenkanYamlNode *name,
              const GenkanYamlNode *node)
{
  static const GenkanKey keys[] = {
    { "title", read_setting_title, TRUE },
    { "help", read_setting_help },
    { "default", read_setting_default },
    { "secret", read_setting_secret },
    { "optional", read_setting_optional },
    { "choices", read_setting_choices },
    { "pattern", read_setting_pattern },
  };
  GenkanSetting *setting;

  if (!genkan_reader_check_name (self, name, "a setting"))
    return;

  if (g_strv_contains (reserved_names, name->text))
    genkan_reader_problem (self, name, "'%s' cannot be the name of a setting: it has a meaning of "
                           "its own", name->text);

  setting = genkan_setting_new ();
  setting->name = g_strdup (name->text);
  g_ptr_array_add (self->definition->settings, setting);
  genkan_reader_note_origin (self, setting, name);
  genkan_reader_read_mapping (self, node, "a setting", keys, G_N_ELEMENTS (keys), NULL, setting);
  if (node->kind == GENKAN_YAML_MAPPING)
    check_setting (self, setting, node);
}

static void
read_settings (GenkanReader         *self,
               const GenkanYamlNode *node,
               gpointer              target)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, "'settings'"))
    return;

  for (guint i = 0; i < node->keys->len; i++)
    read_setting (self, node->keys->pdata[i], node->values->pdata[i]);
}

static void
read_remember (GenkanReader         *self,
               const GenkanYamlNode *node,
               gpointer              target)
{
  genkan_reader_read_templates (self, node, "'remember'", self->definition->remember);
}

/* `x-…`: a place for anchors. */
static gboolean
read_other (GenkanReader         *self,
            const GenkanYamlNode *key,
            const GenkanYamlNode *value,
            gpointer              target)
{
  return g_str_has_prefix (key->text, "x-");
}

void
genkan_reader_read_file (GenkanReader *self)
{
  static const GenkanKey keys[] = {
    { "format", read_format, TRUE },
    { "id", read_id, TRUE },
    { "name", read_name, TRUE },
    { "vendor", read_vendor, TRUE },
    { "imports", read_imports },
    { "record", read_record },
    { "key", read_key },
    { "documentation", read_documentation },
    { "settings", read_settings },
    { "connect", genkan_reader_read_connect, TRUE },
    { "remember", read_remember },
    { "cases", NULL },
    { "steps", genkan_reader_read_steps, TRUE },
  };
  const GenkanYamlNode *root = genkan_yaml_get_root (self->document);
  GenkanDefinition *definition = self->definition;

  if (root->kind == GENKAN_YAML_MAPPING)
    self->file_cases = genkan_yaml_find (root, "cases");
  genkan_reader_read_mapping (self, root, "a connector file", keys, G_N_ELEMENTS (keys),
                              read_other, NULL);

  if (definition->record_one == NULL)
    definition->record_one = g_strdup ("record");
  if (definition->record_many == NULL)
    definition->record_many = g_strdup ("records");
}
