/* genkan-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A unit passes the filter when some including line matches it, or there is none, and no
 * excluding line does. A line whose pattern cannot be understood would silently let everything
 * or nothing through: genkan_rules_check() tells before it is stored.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include "genkan-name-template.h"
#include "genkan-pattern.h"
#include "genkan-rules.h"

#define DEFAULT_PRODUCT "{name}"
#define DEFAULT_TYPE "{parent}"

typedef struct
{
  gboolean           exclude;
  GenkanFilterField  field;
  char              *text;    /* (owned) */
  GenkanPattern     *pattern; /* (owned) (nullable): it cannot be understood */
} GenkanFilterLine;

struct _GenkanRules
{
  GObject parent_instance;

  gboolean         auto_map;
  char            *product_template; /* (owned) */
  char            *type_template;    /* (owned) */
  GenkanCollision  collision;
  GPtrArray       *filters;          /* (owned) (element-type GenkanFilterLine) */
};

G_DEFINE_FINAL_TYPE (GenkanRules, genkan_rules, G_TYPE_OBJECT)

static void
filter_line_free (gpointer data)
{
  GenkanFilterLine *line = data;

  g_clear_pointer (&line->pattern, genkan_pattern_free);
  g_free (line->text);
  g_free (line);
}

static void
genkan_rules_finalize (GObject *object)
{
  GenkanRules *self = GENKAN_RULES (object);

  g_free (self->product_template);
  g_free (self->type_template);
  g_ptr_array_unref (self->filters);

  G_OBJECT_CLASS (genkan_rules_parent_class)->finalize (object);
}

static void
genkan_rules_class_init (GenkanRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_rules_finalize;
}

static void
genkan_rules_init (GenkanRules *self)
{
  self->product_template = g_strdup (DEFAULT_PRODUCT);
  self->type_template = g_strdup (DEFAULT_TYPE);
  self->filters = g_ptr_array_new_with_free_func (filter_line_free);
}

/**
 * genkan_rules_new:
 *
 * Returns: (transfer full): rules by which nothing happens by itself, and nothing is left out
 */
GenkanRules *
genkan_rules_new (void)
{
  return g_object_new (GENKAN_TYPE_RULES, NULL);
}

/**
 * genkan_rules_copy:
 * @self: rules
 *
 * Returns: (transfer full): rules that say the same
 */
GenkanRules *
genkan_rules_copy (GenkanRules *self)
{
  GenkanRules *copy = genkan_rules_new ();

  g_return_val_if_fail (GENKAN_IS_RULES (self), copy);

  genkan_rules_set_auto_map (copy, self->auto_map);
  genkan_rules_set_product_template (copy, self->product_template);
  genkan_rules_set_type_template (copy, self->type_template);
  genkan_rules_set_collision (copy, self->collision);
  for (guint i = 0; i < self->filters->len; i++)
    {
      const GenkanFilterLine *line = g_ptr_array_index (self->filters, i);

      genkan_rules_add_filter (copy, line->exclude, line->field, line->text);
    }

  return copy;
}

static gboolean
lines_equal (const GenkanFilterLine *a,
             const GenkanFilterLine *b)
{
  return a->exclude == b->exclude && a->field == b->field && g_str_equal (a->text, b->text);
}

gboolean
genkan_rules_equal (GenkanRules *self,
                    GenkanRules *other)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), FALSE);
  g_return_val_if_fail (GENKAN_IS_RULES (other), FALSE);

  if (self->auto_map != other->auto_map || self->collision != other->collision
      || !g_str_equal (self->product_template, other->product_template)
      || !g_str_equal (self->type_template, other->type_template)
      || self->filters->len != other->filters->len)
    return FALSE;

  for (guint i = 0; i < self->filters->len; i++)
    if (!lines_equal (g_ptr_array_index (self->filters, i), g_ptr_array_index (other->filters, i)))
      return FALSE;

  return TRUE;
}

gboolean
genkan_rules_get_auto_map (GenkanRules *self)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), FALSE);

  return self->auto_map;
}

/**
 * genkan_rules_set_auto_map:
 * @self: rules
 * @auto_map: whether a Discover maps what it finds
 */
void
genkan_rules_set_auto_map (GenkanRules *self,
                           gboolean     auto_map)
{
  g_return_if_fail (GENKAN_IS_RULES (self));

  self->auto_map = auto_map;
}

const char *
genkan_rules_get_product_template (GenkanRules *self)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), NULL);

  return self->product_template;
}

void
genkan_rules_set_product_template (GenkanRules *self,
                                   const char  *template)
{
  g_autofree char *old = NULL;

  g_return_if_fail (GENKAN_IS_RULES (self));
  g_return_if_fail (template != NULL);

  old = self->product_template;
  self->product_template = g_strdup (template);
}

const char *
genkan_rules_get_type_template (GenkanRules *self)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), NULL);

  return self->type_template;
}

/**
 * genkan_rules_set_type_template:
 * @self: rules
 * @template: the Product Type of Products that are made; an empty one makes none
 */
void
genkan_rules_set_type_template (GenkanRules *self,
                                const char  *template)
{
  g_autofree char *old = NULL;

  g_return_if_fail (GENKAN_IS_RULES (self));
  g_return_if_fail (template != NULL);

  old = self->type_template;
  self->type_template = g_strdup (template);
}

GenkanCollision
genkan_rules_get_collision (GenkanRules *self)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), GENKAN_COLLISION_NUMBER);

  return self->collision;
}

void
genkan_rules_set_collision (GenkanRules     *self,
                            GenkanCollision  collision)
{
  g_return_if_fail (GENKAN_IS_RULES (self));

  self->collision = collision;
}

guint
genkan_rules_get_n_filters (GenkanRules *self)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), 0);

  return self->filters->len;
}

/**
 * genkan_rules_get_filter:
 * @self: rules
 * @position: which line
 * @ret_exclude: (out): whether it leaves out what it matches
 * @ret_field: (out): what it looks at
 *
 * Returns: the pattern as it was typed
 */
const char *
genkan_rules_get_filter (GenkanRules       *self,
                         guint              position,
                         gboolean          *ret_exclude,
                         GenkanFilterField *ret_field)
{
  const GenkanFilterLine *line;

  g_return_val_if_fail (GENKAN_IS_RULES (self), NULL);
  g_return_val_if_fail (position < self->filters->len, NULL);

  line = g_ptr_array_index (self->filters, position);
  *ret_exclude = line->exclude;
  *ret_field = line->field;

  return line->text;
}

/**
 * genkan_rules_add_filter:
 * @self: rules
 * @exclude: whether what it fits is left out, rather than kept
 * @field: what it looks at
 * @pattern: a pattern; one that cannot be understood fits nothing
 */
void
genkan_rules_add_filter (GenkanRules       *self,
                         gboolean           exclude,
                         GenkanFilterField  field,
                         const char        *pattern)
{
  GenkanFilterLine *line;

  g_return_if_fail (GENKAN_IS_RULES (self));
  g_return_if_fail (pattern != NULL);

  line = g_new0 (GenkanFilterLine, 1);
  line->exclude = exclude;
  line->field = field;
  line->text = g_strdup (pattern);
  line->pattern = genkan_pattern_new (pattern, NULL);
  g_ptr_array_add (self->filters, line);
}

void
genkan_rules_clear_filters (GenkanRules *self)
{
  g_return_if_fail (GENKAN_IS_RULES (self));

  g_ptr_array_set_size (self->filters, 0);
}

/**
 * genkan_rules_check:
 * @self: rules
 * @error: return location for a sentence that names the line
 *
 * Returns: whether all templates and patterns can be understood
 */
gboolean
genkan_rules_check (GenkanRules  *self,
                    GError      **error)
{
  g_return_val_if_fail (GENKAN_IS_RULES (self), FALSE);

  if (!genkan_name_template_check (self->product_template, error)
      || !genkan_name_template_check (self->type_template, error))
    return FALSE;

  for (guint i = 0; i < self->filters->len; i++)
    {
      const GenkanFilterLine *line = g_ptr_array_index (self->filters, i);
      g_autoptr (GenkanPattern) pattern = genkan_pattern_new (line->text, error);

      if (pattern == NULL)
        return FALSE;
    }

  return TRUE;
}

/* --- the filter ----------------------------------------------------------------------------- */

/* Tags are short texts in a JSON array, made by a connector's own json_array() or the tool; they
 * are unquoted here as far as names go, without a JSON library in this part of the house. */
static gboolean
matches_tag (GenkanPattern *pattern,
             const char    *tags)
{
  const char *open = strchr (tags, '"');

  while (open != NULL)
    {
      const char *close = open + 1;
      g_autofree char *quoted = NULL;
      g_autofree char *tag = NULL;

      while (*close != '\0' && *close != '"')
        close += close[0] == '\\' && close[1] != '\0' ? 2 : 1;
      quoted = g_strndup (open + 1, close - open - 1);
      tag = g_strcompress (quoted);
      if (g_utf8_validate (tag, -1, NULL) && genkan_pattern_matches (pattern, tag))
        return TRUE;

      open = *close != '\0' ? strchr (close + 1, '"') : NULL;
    }

  return FALSE;
}

static gboolean
line_matches (const GenkanFilterLine  *line,
              const GenkanFilterFacts *facts)
{
  if (line->pattern == NULL)
    return FALSE;

  switch (line->field)
    {
    case GENKAN_FILTER_NAME:
      return genkan_pattern_matches (line->pattern, facts->name);

    case GENKAN_FILTER_PARENT:
      return genkan_pattern_matches (line->pattern, facts->parent);

    case GENKAN_FILTER_KIND:
      return genkan_pattern_matches (line->pattern, facts->kind);

    case GENKAN_FILTER_TAG:
      return facts->tags != NULL && matches_tag (line->pattern, facts->tags);

    default:
      return FALSE;
    }
}

/**
 * genkan_rules_lets_through:
 * @self: rules
 * @facts: a unit
 *
 * Returns: whether the filter lets the unit become, or stay, a Record
 */
gboolean
genkan_rules_lets_through (GenkanRules             *self,
                           const GenkanFilterFacts *facts)
{
  gboolean any_include = FALSE;
  gboolean included = FALSE;

  g_return_val_if_fail (GENKAN_IS_RULES (self), TRUE);
  g_return_val_if_fail (facts != NULL, TRUE);

  for (guint i = 0; i < self->filters->len; i++)
    {
      const GenkanFilterLine *line = g_ptr_array_index (self->filters, i);
      gboolean matches = line_matches (line, facts);

      if (line->exclude && matches)
        return FALSE;

      any_include = any_include || !line->exclude;
      included = included || (!line->exclude && matches);
    }

  return included || !any_include;
}
