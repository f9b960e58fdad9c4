/* genkan-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all parts of the reader share: scalars with a type, mappings with known keys, templates.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

G_GNUC_PRINTF (4, 0)
static void
add_problem (GenkanReader         *self,
             const GenkanYamlNode *node,
             gsize                 offset,
             const char           *format,
             va_list               args)
{
  g_autofree char *message = g_strdup_vprintf (format, args);
  guint line, column;

  genkan_yaml_get_place (self->document, node, offset, &line, &column);
  genkan_problems_add (self->problems, line, column, "%s", message);
}

void
genkan_reader_problem (GenkanReader         *self,
                       const GenkanYamlNode *node,
                       const char           *format,
                       ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  genkan_problems_add (self->problems, node->line, node->column, "%s", message);
}

void
genkan_reader_problem_at (GenkanReader         *self,
                          const GenkanYamlNode *node,
                          gsize                 offset,
                          const char           *format,
                          ...)
{
  va_list args;

  va_start (args, format);
  add_problem (self, node, offset, format, args);
  va_end (args);
}

void
genkan_reader_note_origin (GenkanReader         *self,
                           gconstpointer         thing,
                           const GenkanYamlNode *node)
{
  g_hash_table_insert (self->origins, (gpointer) thing, (gpointer) node);
}

gboolean
genkan_reader_expect (GenkanReader         *self,
                      const GenkanYamlNode *node,
                      GenkanYamlKind        kind,
                      const char           *what)
{
  static const char *const kinds[] = { "a text", "a list", "a mapping" };

  if (node->kind == kind)
    return TRUE;

  genkan_reader_problem (self, node, "%s must be %s, not %s", what, kinds[kind],
                         genkan_yaml_kind_name (node));

  return FALSE;
}

static const GenkanKey *
find_key (const GenkanKey *keys,
          gsize            n_keys,
          const char      *name)
{
  for (gsize i = 0; i < n_keys; i++)
    if (g_str_equal (keys[i].key, name))
      return &keys[i];

  return NULL;
}

static void
report_unknown_key (GenkanReader         *self,
                    const GenkanYamlNode *key,
                    const char           *what,
                    const GenkanKey      *keys,
                    gsize                 n_keys)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *hint = NULL;

  for (gsize i = 0; i < n_keys; i++)
    g_ptr_array_add (names, (char *) keys[i].key);
  hint = genkan_did_you_mean (key->text, names);
  genkan_reader_problem (self, key, "unknown key '%s' in %s%s", key->text, what, hint);
}

/* Reads the members of a mapping by a table of known keys. */
void
genkan_reader_read_mapping (GenkanReader         *self,
                            const GenkanYamlNode *node,
                            const char           *what,
                            const GenkanKey      *keys,
                            gsize                 n_keys,
                            GenkanOtherKeyFunc    other,
                            gpointer              target)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, what))
    return;

  for (guint i = 0; i < node->keys->len; i++)
    {
      const GenkanYamlNode *name = node->keys->pdata[i];
      const GenkanYamlNode *value = node->values->pdata[i];
      const GenkanKey *key = find_key (keys, n_keys, name->text);

      gboolean known = key != NULL;

      if (known && key->read != NULL)
        key->read (self, value, target);
      else if (other != NULL)
        known |= other (self, name, value, target);
      if (!known)
        report_unknown_key (self, name, what, keys, n_keys);
    }

  for (gsize i = 0; i < n_keys; i++)
    if (keys[i].required && genkan_yaml_find (node, keys[i].key) == NULL)
      genkan_reader_problem (self, node, "%s lacks the key '%s'", what, keys[i].key);
}

/* A text that is not empty; NULL, and a problem, for anything else. */
char *
genkan_reader_read_text (GenkanReader         *self,
                         const GenkanYamlNode *node)
{
  if (node->kind == GENKAN_YAML_SCALAR && *node->text != '\0')
    return g_strdup (node->text);

  genkan_reader_problem (self, node, "a text must stand here, this is %s",
                         genkan_yaml_kind_name (node));

  return NULL;
}

char **
genkan_reader_read_texts (GenkanReader         *self,
                          const GenkanYamlNode *node)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (node->kind != GENKAN_YAML_SEQUENCE)
    {
      genkan_reader_problem (self, node, "a list of texts must stand here, this is %s",
                             genkan_yaml_kind_name (node));
      return NULL;
    }

  for (guint i = 0; i < node->values->len; i++)
    {
      g_autofree char *text = genkan_reader_read_text (self, node->values->pdata[i]);

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }

  return g_strv_builder_end (texts);
}

gboolean
genkan_reader_read_boolean (GenkanReader         *self,
                            const GenkanYamlNode *node)
{
  if (node->kind == GENKAN_YAML_SCALAR && g_str_equal (node->text, "true"))
    return TRUE;

  if (node->kind != GENKAN_YAML_SCALAR || !g_str_equal (node->text, "false"))
    genkan_reader_problem (self, node, "true or false must stand here");

  return FALSE;
}

guint
genkan_reader_read_number (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           guint                 least,
                           guint                 most)
{
  guint64 number;

  if (node->kind == GENKAN_YAML_SCALAR &&
      g_ascii_string_to_unsigned (node->text, 10, least, most, &number, NULL))
    return number;

  genkan_reader_problem (self, node, "a number from %u to %u must stand here", least, most);

  return 0;
}

/* "90s", "30m", "6h", "2d", in microseconds; 0, and a problem, for anything else. */
gint64
genkan_reader_read_duration (GenkanReader         *self,
                             const GenkanYamlNode *node)
{
  static const struct { char unit; gint64 seconds; } units[] = {
    { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 },
  };
  char *end = NULL;
  guint64 number = 0;

  if (node->kind == GENKAN_YAML_SCALAR && g_ascii_isdigit (*node->text))
    number = g_ascii_strtoull (node->text, &end, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (number > 0 && number < 100000 && end[0] == units[i].unit && end[1] == '\0')
      return number * units[i].seconds * G_USEC_PER_SEC;

  genkan_reader_problem (self, node, "a duration such as 90s, 30m, 6h or 2d must stand here");

  return 0;
}

/* Names of settings, steps, tables and variables: what SQL and templates can both say. */
gboolean
genkan_reader_check_name (GenkanReader         *self,
                          const GenkanYamlNode *node,
                          const char           *what)
{
  const char *text = node->text;
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

  if (length > 0 && length <= 64 && text[length] == '\0' && !g_ascii_isdigit (*text))
    return TRUE;

  genkan_reader_problem (self, node, "'%s' cannot be the name of %s: letters, digits and _ can",
                         text, what);

  return FALSE;
}

/* A URI or text template. */
GenkanTemplate *
genkan_reader_read_template (GenkanReader         *self,
                             const GenkanYamlNode *node,
                             GenkanTemplateKind    kind)
{
  g_autoptr (GError) error = NULL;
  GenkanTemplate *template_;
  gsize offset = 0;

  if (node->kind != GENKAN_YAML_SCALAR)
    {
      genkan_reader_problem (self, node, "a text must stand here, this is %s",
                             genkan_yaml_kind_name (node));
      return NULL;
    }

  template_ = genkan_template_parse (kind, node->text, &offset, &error);
  if (template_ == NULL)
    genkan_reader_problem_at (self, node, offset, "%s", error->message);
  else
    genkan_reader_note_origin (self, template_, node);

  return template_;
}

static GenkanTemplate *
read_container (GenkanReader         *self,
                const GenkanYamlNode *node)
{
  gboolean mapping = node->kind == GENKAN_YAML_MAPPING;
  GenkanTemplate *template_ =
    genkan_template_new_kind (mapping ? GENKAN_TEMPLATE_OBJECT : GENKAN_TEMPLATE_ARRAY);

  genkan_reader_note_origin (self, template_, node);
  for (guint i = 0; i < node->values->len; i++)
    {
      GenkanTemplate *child = genkan_reader_read_value (self, node->values->pdata[i]);

      if (child != NULL)
        genkan_template_add_child (template_,
                                   mapping ? ((GenkanYamlNode *) node->keys->pdata[i])->text : NULL,
                                   child);
    }

  return template_;
}

/* A body template: a plain scalar without a placeholder has the type that it looks like. */
GenkanTemplate *
genkan_reader_read_value (GenkanReader         *self,
                          const GenkanYamlNode *node)
{
  GenkanTemplate *template_;

  if (node->kind != GENKAN_YAML_SCALAR)
    return read_container (self, node);

  if (!node->plain || strpbrk (node->text, "{}") != NULL)
    return genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);

  template_ = genkan_template_new_literal (node->text);
  genkan_reader_note_origin (self, template_, node);

  return template_;
}

/* A SELECT or an expression. */
char *
genkan_reader_read_sql (GenkanReader         *self,
                        const GenkanYamlNode *node)
{
  char *sql = genkan_reader_read_text (self, node);

  if (sql != NULL)
    genkan_reader_note_origin (self, sql, node);

  return sql;
}

/* A mapping of names to values. */
void
genkan_reader_read_templates (GenkanReader         *self,
                              const GenkanYamlNode *node,
                              const char           *what,
                              GPtrArray            *into)
{
  if (!genkan_reader_expect (self, node, GENKAN_YAML_MAPPING, what))
    return;

  for (guint i = 0; i < node->keys->len; i++)
    {
      const GenkanYamlNode *key = node->keys->pdata[i];
      GenkanTemplate *value = genkan_reader_read_value (self, node->values->pdata[i]);
      GenkanNamedTemplate *named;

      if (value == NULL)
        continue;
      named = genkan_named_template_new (key->text, value);
      genkan_reader_note_origin (self, named, key);
      g_ptr_array_add (into, named);
    }
}

/* The same for headers and query parameters, whose values are texts. */
void
genkan_reader_read_fields (GenkanReader         *self,
                           const GenkanYamlNode *node,
                           const char           *what,
                           GPtrArray            *into)
{
  for (guint i = 0; node->kind == GENKAN_YAML_MAPPING && i < node->values->len; i++)
    genkan_reader_expect (self, node->values->pdata[i], GENKAN_YAML_SCALAR,
                          "the value of a header or parameter");

  genkan_reader_read_templates (self, node, what, into);
}
