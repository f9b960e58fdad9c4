/* genkan-record-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the chooser offers for a text, and which of it Enter takes: the Product of that very name;
 * else what is suggested for a sure reason; else, of what a person typed, one whose name begins so,
 * or has a word that does; else to create it, which stands above. The text that the chooser
 * opened with is the name of what is mapped, and whole: that another name is like it is never
 * reason enough to put two things together by a key that was meant for a new one.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-record-choices.h"

#include "genkan-record-choice.h"

typedef enum
{
  RANK_NONE,
  RANK_WORDS,
  RANK_BEGINS,
  RANK_SUGGESTED,
  RANK_SAME_NAME,
} Rank;

typedef struct
{
  GListStore *choices;
  const char *text;
  const char *folded; /* the text */
  gboolean    typed;  /* by a person, who may not have come to its end */
  guint       best;
  Rank        rank;
} Filling;

static Rank
rank_name (Filling    *filling,
           const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  if (*filling->folded == '\0')
    return RANK_NONE;
  if (g_str_equal (folded, filling->folded))
    return RANK_SAME_NAME;

  if (!filling->typed)
    return RANK_NONE;
  if (g_str_has_prefix (folded, filling->folded))
    return RANK_BEGINS;

  return g_str_match_string (filling->text, name, TRUE) ? RANK_WORDS : RANK_NONE;
}

static void
add_choice (Filling            *filling,
            GenkanRecordChoice *choice,
            Rank                rank)
{
  g_list_store_append (filling->choices, choice);
  if (rank > filling->rank)
    {
      filling->best = g_list_model_get_n_items (G_LIST_MODEL (filling->choices)) - 1;
      filling->rank = rank;
    }
}

static void
add_suggestions (Filling    *filling,
                 GPtrArray  *suggestions,
                 GHashTable *added)
{
  for (guint i = 0; i < suggestions->len; i++)
    {
      GenkanSuggestion *suggestion = g_ptr_array_index (suggestions, i);
      g_autoptr (GenkanRecordChoice) choice = genkan_record_choice_new_for_suggestion (suggestion);
      gint64 id = genkan_suggestion_get_product_id (suggestion);
      Rank rank = rank_name (filling, genkan_suggestion_get_product_name (suggestion));

      if (genkan_suggestion_get_reason (suggestion) <= GENKAN_SUGGESTION_SOURCE)
        rank = MAX (rank, RANK_SUGGESTED);
      add_choice (filling, choice, rank);
      g_hash_table_add (added, g_memdup2 (&id, sizeof id));
    }
}

static void
add_products (Filling    *filling,
              GPtrArray  *products,
              GHashTable *added)
{
  for (guint i = 0; i < products->len; i++)
    {
      GenkanProduct *product = g_ptr_array_index (products, i);
      g_autoptr (GenkanRecordChoice) choice = NULL;
      gint64 id = genkan_product_get_id (product);

      if (g_hash_table_contains (added, &id))
        continue;

      choice = genkan_record_choice_new_for_product (product);
      add_choice (filling, choice, rank_name (filling, genkan_product_get_name (product)));
    }
}

/* A name that no Product has yet can be created; it stands behind what is suggested. */
static void
offer_new (Filling    *filling,
           const char *text,
           guint       position)
{
  g_autoptr (GenkanRecordChoice) choice = NULL;

  if (*text == '\0' || filling->rank == RANK_SAME_NAME)
    return;

  choice = genkan_record_choice_new_to_create (text);
  g_list_store_insert (filling->choices, position, choice);
  if (filling->rank == RANK_NONE)
    filling->best = position;
  else if (filling->best >= position)
    filling->best++;
}

/**
 * genkan_record_choices_fill:
 * @choices: the list to fill with #GenkanRecordChoice
 * @suggestions: (nullable) (element-type GenkanSuggestion): what is likely, the likeliest first
 * @products: (element-type GenkanProduct): what the text finds
 * @text: the name that is looked for
 * @typed: whether a person typed it; the chooser opens with a name of its own
 *
 * Returns: what to choose, or %GTK_INVALID_LIST_POSITION
 */
guint
genkan_record_choices_fill (GListStore *choices,
                            GPtrArray  *suggestions,
                            GPtrArray  *products,
                            const char *text,
                            gboolean    typed)
{
  g_autoptr (GHashTable) added = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  Filling filling = {
    .choices = choices, .text = text, .folded = folded, .typed = typed,
    .best = GTK_INVALID_LIST_POSITION,
  };

  g_list_store_remove_all (choices);
  if (suggestions != NULL)
    add_suggestions (&filling, suggestions, added);
  add_products (&filling, products, added);
  offer_new (&filling, text, suggestions != NULL ? suggestions->len : 0);

  return filling.best;
}
