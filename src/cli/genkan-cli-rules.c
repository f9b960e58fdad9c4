/* genkan-cli-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-rules.h"
#include "genkan-rules-words.h"

#include <glib/gi18n.h>

static const char *const field_nicks[] = {
  [GENKAN_FILTER_NAME] = "name",
  [GENKAN_FILTER_PARENT] = "parent",
  [GENKAN_FILTER_KIND] = "kind",
  [GENKAN_FILTER_TAG] = "tag",
  NULL
};

static const char *const collision_nicks[] = {
  [GENKAN_COLLISION_NUMBER] = "number",
  [GENKAN_COLLISION_SHARE] = "share",
  NULL
};

void
genkan_rule_options_clear (GenkanRuleOptions *options)
{
  g_free (options->product_template);
  g_free (options->type_template);
  g_free (options->collision);
  g_free (options->minimum);
  g_strfreev (options->includes);
  g_strfreev (options->excludes);
}

/* Returns: whether there is any */
gboolean
genkan_rule_options_given (const GenkanRuleOptions *options)
{
  return options->auto_map || options->no_auto_map || options->no_filter
         || options->product_template != NULL || options->type_template != NULL
         || options->collision != NULL || options->minimum != NULL || options->includes != NULL || options->excludes != NULL;
}

/* Returns: its place among the nicks, or -1 */
static int
find_nick (const char *const *nicks,
           const char        *nick)
{
  for (int i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], nick))
      return i;

  return -1;
}

static gboolean
take_line (GenkanRules *rules,
           gboolean     exclude,
           const char  *line)
{
  g_auto (GStrv) parts = g_strsplit (line, "=", 2);
  int field = parts[0] != NULL ? find_nick (field_nicks, parts[0]) : -1;

  if (g_strv_length (parts) < 2 || *parts[1] == '\0')
    {
      genkan_cli_complain (_("“%s” is no FIELD=PATTERN, such as name=web-*"), line);
      return FALSE;
    }
  if (field < 0)
    {
      genkan_cli_complain (_("The filter knows no “%s”; it looks at name, parent, kind and tag"), parts[0]);
      return FALSE;
    }

  genkan_rules_add_filter (rules, exclude, field, parts[1]);

  return TRUE;
}

static gboolean
take_lines (GenkanRules  *rules,
            gboolean      exclude,
            char        **lines)
{
  for (; lines != NULL && *lines != NULL; lines++)
    if (!take_line (rules, exclude, *lines))
      return FALSE;

  return TRUE;
}

static gboolean
take_collision (GenkanRules *rules,
                const char  *nick)
{
  int collision = find_nick (collision_nicks, nick);

  if (collision < 0)
    {
      genkan_cli_complain (_("--collision is number or share, not “%s”"), nick);
      return FALSE;
    }

  genkan_rules_set_collision (rules, collision);

  return TRUE;
}

static gboolean
take_filter (const GenkanRuleOptions *options,
             GenkanRules             *rules)
{
  if (options->no_filter || options->includes != NULL || options->excludes != NULL)
    genkan_rules_clear_filters (rules);

  return take_lines (rules, FALSE, options->includes) && take_lines (rules, TRUE, options->excludes);
}

static gboolean
take_auto_map (const GenkanRuleOptions *options,
               GenkanRules             *rules)
{
  if (options->auto_map && options->no_auto_map)
    {
      genkan_cli_complain ("%s", _("--auto-map and --no-auto-map exclude each other"));
      return FALSE;
    }

  if (options->auto_map || options->no_auto_map)
    genkan_rules_set_auto_map (rules, options->auto_map);
  if (options->product_template != NULL)
    genkan_rules_set_product_template (rules, options->product_template);
  if (options->type_template != NULL)
    genkan_rules_set_type_template (rules, options->type_template);

  return options->collision == NULL || take_collision (rules, options->collision);
}

gboolean
genkan_cli_read_severity (const char     *word,
                          GenkanSeverity *ret_severity)
{
  if (genkan_severity_from_text (word, ret_severity))
    return TRUE;

  genkan_cli_complain (_("There is no severity “%s”: a finding is critical, high, medium, low or info"),
                       word);

  return FALSE;
}

gboolean
genkan_cli_take_rules (const GenkanRuleOptions *options,
                       GenkanConnection        *connection)
{
  g_autoptr (GenkanRules) rules = genkan_rules_copy (genkan_connection_get_rules (connection));
  GenkanSeverity minimum = genkan_connection_get_minimum_severity (connection);
  g_autoptr (GError) error = NULL;

  if (!take_auto_map (options, rules) || !take_filter (options, rules)
      || (options->minimum != NULL && !genkan_cli_read_severity (options->minimum, &minimum)))
    return FALSE;

  if (!genkan_rules_check (rules, &error))
    {
      g_autofree char *words = genkan_rules_describe_error (error);

      genkan_cli_complain ("%s", words);
      return FALSE;
    }

  genkan_connection_set_rules (connection, rules);
  genkan_connection_set_minimum_severity (connection, minimum);

  return TRUE;
}

static void
add_filter (JsonBuilder *builder,
            GenkanRules *rules)
{
  json_builder_set_member_name (builder, "filter");
  json_builder_begin_array (builder);
  for (guint i = 0; i < genkan_rules_get_n_filters (rules); i++)
    {
      GenkanFilterField field;
      gboolean exclude;
      const char *pattern = genkan_rules_get_filter (rules, i, &exclude, &field);

      json_builder_begin_object (builder);
      genkan_cli_json_add_text (builder, "effect", exclude ? "exclude" : "include");
      genkan_cli_json_add_text (builder, "field", field_nicks[field]);
      genkan_cli_json_add_text (builder, "pattern", pattern);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
genkan_cli_json_add_rules (JsonBuilder *builder,
                           GenkanRules *rules)
{
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "auto_map");
  json_builder_add_boolean_value (builder, genkan_rules_get_auto_map (rules));
  genkan_cli_json_add_text (builder, "product_template", genkan_rules_get_product_template (rules));
  genkan_cli_json_add_text (builder, "type_template", genkan_rules_get_type_template (rules));
  genkan_cli_json_add_text (builder, "collision", collision_nicks[genkan_rules_get_collision (rules)]);
  add_filter (builder, rules);
  json_builder_end_object (builder);
}
