/* genkan-cli-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-cli-json.h"
#include "genkan-connection.h"

G_BEGIN_DECLS

/* The options of `connections add` and `connections set` that make rules. */
typedef struct
{
  gboolean   auto_map;
  gboolean   no_auto_map;
  gboolean   no_filter;
  char      *product_template; /* (owned) (nullable) */
  char      *type_template;    /* (owned) (nullable) */
  char      *collision;        /* (owned) (nullable) */
  char      *minimum;          /* (owned) (nullable) */
  char     **includes;         /* (owned) (nullable) FIELD=PATTERN */
  char     **excludes;         /* (owned) (nullable) FIELD=PATTERN */
} GenkanRuleOptions;

/* A part of the entries of a command; @rules is a pointer to the options. */
#define GENKAN_CLI_RULE_ENTRIES(rules)                                                            \
  { "auto-map", 0, 0, G_OPTION_ARG_NONE, &(rules)->auto_map,                                      \
    N_("Map new records by themselves, by the templates"), NULL },                                \
  { "no-auto-map", 0, 0, G_OPTION_ARG_NONE, &(rules)->no_auto_map,                                \
    N_("Leave the mapping of new records to a person"), NULL },                                   \
  { "product-template", 0, 0, G_OPTION_ARG_STRING, &(rules)->product_template,                    \
    N_("The name of the product: {name}, {parent}, {kind}, {label} and {tool} stand for what the tool tells"), N_("TEMPLATE") }, \
  { "type-template", 0, 0, G_OPTION_ARG_STRING, &(rules)->type_template,                          \
    N_("The same for the product type of a new product"), N_("TEMPLATE") },                       \
  { "collision", 0, 0, G_OPTION_ARG_STRING, &(rules)->collision,                                  \
    N_("When two records come to one name: number them, or share the product"), "number|share" }, \
  { "include", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(rules)->includes,                               \
    N_("Discover only what matches: FIELD is name, parent, kind or tag; PATTERN a text with * and ?, or /regular expression/; may be repeated"), N_("FIELD=PATTERN") }, \
  { "exclude", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(rules)->excludes,                               \
    N_("Leave out what matches; may be repeated"), N_("FIELD=PATTERN") },                         \
  { "minimum-severity", 0, 0, G_OPTION_ARG_STRING, &(rules)->minimum,                             \
    N_("Keep only findings of this severity and above: critical, high, medium, low or info"), N_("SEVERITY") }

void     genkan_rule_options_clear (GenkanRuleOptions       *options);
gboolean genkan_rule_options_given (const GenkanRuleOptions *options);

/* FALSE after saying that there is no such severity. */
gboolean genkan_cli_read_severity  (const char              *word,
                                    GenkanSeverity          *ret_severity);

/* FALSE after saying what is wrong. Lines of the filter replace those that were there. */
gboolean genkan_cli_take_rules     (const GenkanRuleOptions *options,
                                    GenkanConnection        *connection);
void     genkan_cli_json_add_rules (JsonBuilder             *builder,
                                    GenkanRules             *rules);

G_END_DECLS
