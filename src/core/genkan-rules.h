/* genkan-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GenkanCollision:
 * @GENKAN_COLLISION_NUMBER: the second one gets a Product of its own: "shop 2"
 * @GENKAN_COLLISION_SHARE: both go to the same Product
 *
 * What auto-map does when two Records of one Connection come to the same Product name. The
 * numbers are stored in the database and never change.
 */
typedef enum
{
  GENKAN_COLLISION_NUMBER = 0,
  GENKAN_COLLISION_SHARE = 1,
} GenkanCollision;

/* What a line of the filter looks at. The numbers are stored and never change. */
typedef enum
{
  GENKAN_FILTER_NAME = 0,
  GENKAN_FILTER_PARENT = 1,
  GENKAN_FILTER_KIND = 2,
  GENKAN_FILTER_TAG = 3,
} GenkanFilterField;

/* What the filter needs to know of a unit. */
typedef struct
{
  const char *name;   /* (nullable) */
  const char *parent; /* (nullable) */
  const char *kind;   /* (nullable) */
  const char *tags;   /* (nullable) a JSON array of texts */
} GenkanFilterFacts;

#define GENKAN_TYPE_RULES (genkan_rules_get_type ())

/* What shall happen by itself with what a Discover finds: which units become Records (the
 * filter), and to which Products they are mapped (auto-map). */
G_DECLARE_FINAL_TYPE (GenkanRules, genkan_rules, GENKAN, RULES, GObject)

GenkanRules       *genkan_rules_new                  (void);
GenkanRules       *genkan_rules_copy                 (GenkanRules        *self);
gboolean           genkan_rules_equal                (GenkanRules        *self,
                                                      GenkanRules        *other);
gboolean           genkan_rules_get_auto_map         (GenkanRules        *self);
void               genkan_rules_set_auto_map         (GenkanRules        *self,
                                                      gboolean            auto_map);
const char        *genkan_rules_get_product_template (GenkanRules        *self);
void               genkan_rules_set_product_template (GenkanRules        *self,
                                                      const char         *template);
const char        *genkan_rules_get_type_template    (GenkanRules        *self);
void               genkan_rules_set_type_template    (GenkanRules        *self,
                                                      const char         *template);
GenkanCollision    genkan_rules_get_collision        (GenkanRules        *self);
void               genkan_rules_set_collision        (GenkanRules        *self,
                                                      GenkanCollision     collision);

guint              genkan_rules_get_n_filters        (GenkanRules        *self);
const char        *genkan_rules_get_filter           (GenkanRules        *self,
                                                      guint               position,
                                                      gboolean           *ret_exclude,
                                                      GenkanFilterField  *ret_field);
void               genkan_rules_add_filter           (GenkanRules        *self,
                                                      gboolean            exclude,
                                                      GenkanFilterField   field,
                                                      const char         *pattern);
void               genkan_rules_clear_filters        (GenkanRules        *self);

gboolean           genkan_rules_check                (GenkanRules        *self,
                                                      GError            **error);
gboolean           genkan_rules_lets_through         (GenkanRules             *self,
                                                      const GenkanFilterFacts *facts);

G_END_DECLS
