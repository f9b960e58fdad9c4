/* fault-pages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Faults of lists and their pages. Where the list of an answer is, the connector's own steps
 * say; only JSON is changed.
 */

#include "config.h"

#include "faults.h"

/* Names of what says where a page begins. */
#define PAGE_NAMES                                                                              \
  "(?i)(page|offset|start|cursor|after|skip|token|next|from|index|marker|since|^p$)"

/* The step with the longest path to a list that is in the answer. */
const GenkanStep *
find_step (const GenkanDefinition *definition,
           const Tree             *json)
{
  const GenkanStep *best = NULL;

  for (guint i = 0; i < definition->steps->len; i++)
    {
      const GenkanStep *step = definition->steps->pdata[i];
      Tree *found = step->items != NULL ? tree_find (json, step->items) : NULL;

      if (found != NULL && found->kind == TREE_ARRAY
          && (best == NULL || g_strv_length (step->items) > g_strv_length (best->items)))
        best = step;
    }

  return best;
}

/* The list itself, if there is one and it is not empty. */
Tree *
find_items (const GenkanDefinition *definition,
            const Tree             *json)
{
  const GenkanStep *step = find_step (definition, json);
  Tree *items = step != NULL ? tree_find (json, step->items) : NULL;

  return items != NULL && items->children->len > 0 ? items : NULL;
}

static gboolean
is_total (const char *name)
{
  return g_regex_match_simple ("(?i)total", name, 0, 0)
         && !g_regex_match_simple ("(?i)(page|size|byte|time|score)", name, 0, 0);
}

/* The first number outside of the items that is called a total. */
static Tree *
find_total_node (const Tree *json,
                 const Tree *items)
{
  for (guint i = 0; json != items && json->names != NULL && i < json->names->len; i++)
    {
      Tree *child = json->children->pdata[i];
      Tree *found;

      if (is_total (json->names->pdata[i]) && tree_get_integer (child) >= 0)
        return child;

      found = find_total_node (child, items);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static const char *
find_total_header (const Answer *answer)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, answer->headers);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (is_total (name))
      return name;

  return NULL;
}

/* How many there are on all pages, by what the answer says; -1 when it does not. */
gint64
find_total (const GenkanDefinition *definition,
            const Answer           *answer)
{
  g_autoptr (Tree) json = answer_get_json (answer);
  const char *header = find_total_header (answer);
  Tree *node;

  if (header != NULL)
    return g_ascii_strtoll (g_hash_table_lookup (answer->headers, header), NULL, 10);

  node = json != NULL ? find_total_node (json, find_items (definition, json)) : NULL;

  return node != NULL ? tree_get_integer (node) : -1;
}

static const Answer *
get_answer (const Scenario *scenario,
            guint           exchange)
{
  return &((Exchange *) scenario->exchanges->pdata[exchange])->answer;
}

static Answer *
change_list (const Scenario         *scenario,
             const GenkanDefinition *definition,
             guint                   exchange,
             void                  (*change) (GPtrArray *items))
{
  const Answer *answer = get_answer (scenario, exchange);
  g_autoptr (Tree) json = answer_get_json (answer);
  Tree *items = json != NULL ? find_items (definition, json) : NULL;
  Answer *changed;

  if (items == NULL || answer->status >= 300)
    return NULL;

  change (items->children);
  changed = answer_copy (answer);
  answer_set_json (changed, json);

  return changed;
}

static void
double_items (GPtrArray *items)
{
  guint n = items->len;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, tree_copy (items->pdata[i]));
}

static void
drop_items (GPtrArray *items)
{
  g_ptr_array_set_size (items, 0);
}

static void
drop_last_item (GPtrArray *items)
{
  g_ptr_array_set_size (items, items->len - 1);
}

Answer *
change_duplicates (const Scenario         *scenario,
                   const GenkanDefinition *definition,
                   guint                   exchange)
{
  return change_list (scenario, definition, exchange, double_items);
}

Answer *
change_empty (const Scenario         *scenario,
              const GenkanDefinition *definition,
              guint                   exchange)
{
  return change_list (scenario, definition, exchange, drop_items);
}

Answer *
change_short (const Scenario         *scenario,
              const GenkanDefinition *definition,
              guint                   exchange)
{
  return change_list (scenario, definition, exchange, drop_last_item);
}

/* --- totals --------------------------------------------------------------------------------- */

static Answer *
change_total (const Scenario         *scenario,
              const GenkanDefinition *definition,
              guint                   exchange,
              int                     difference)
{
  const Answer *answer = get_answer (scenario, exchange);
  g_autoptr (Tree) json = answer_get_json (answer);
  gint64 total = find_total (definition, answer) + difference;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, total);
  const char *header = find_total_header (answer);
  Answer *changed;

  if (total < 0 || total - difference < 0 || answer->status >= 300)
    return NULL;

  changed = answer_copy (answer);
  if (header != NULL)
    {
      g_hash_table_insert (changed->headers, g_strdup (header), g_strdup (number));
      return changed;
    }

  tree_assign (find_total_node (json, find_items (definition, json)), tree_new_scalar (number));
  answer_set_json (changed, json);

  return changed;
}

Answer *
change_more (const Scenario         *scenario,
             const GenkanDefinition *definition,
             guint                   exchange)
{
  return change_total (scenario, definition, exchange, 1);
}

Answer *
change_fewer (const Scenario         *scenario,
              const GenkanDefinition *definition,
              guint                   exchange)
{
  return change_total (scenario, definition, exchange, -1);
}

/* --- the page before, once more ------------------------------------------------------------- */

static void
flatten (const Tree *json,
         const char *name,
         GHashTable *leaves)
{
  if (json->kind == TREE_SCALAR)
    {
      g_hash_table_insert (leaves, g_strdup (name), g_strdup (json->raw));
      return;
    }

  for (guint i = 0; i < json->children->len; i++)
    {
      g_autofree char *index = g_strdup_printf ("%u", i);
      g_autofree char *path = g_strjoin ("/", name,
                                         json->names != NULL ? (char *) json->names->pdata[i]
                                                             : index,
                                         NULL);

      flatten (json->children->pdata[i], path, leaves);
    }
}

static void
add_pairs (char       **pairs,
           GHashTable  *leaves)
{
  for (char **pair = pairs; pair != NULL && *pair != NULL; pair++)
    {
      g_auto (GStrv) parts = g_strsplit (*pair, "=", 2);

      g_hash_table_insert (leaves, g_strdup (parts[0]), g_strdup (parts[1]));
    }
}

/* All that a request is made of, by name. */
static GHashTable *
get_leaves (const Asked *asked)
{
  GHashTable *leaves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const Tree *bodies[] = { asked->json, asked->json_has, asked->variables };

  add_pairs (asked->query, leaves);
  add_pairs (asked->form, leaves);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (bodies[i] != NULL)
      flatten (bodies[i], "", leaves);

  return leaves;
}

static gboolean
differ_in_page_only (GHashTable *a,
                     GHashTable *b)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const char *slash = strrchr (name, '/');

      if (g_strcmp0 (value, g_hash_table_lookup (b, name)) != 0
          && !g_regex_match_simple (PAGE_NAMES, slash != NULL ? slash + 1 : name, 0, 0))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_other_page (const Asked *a,
               const Asked *b)
{
  g_autoptr (GHashTable) leaves_a = get_leaves (a);
  g_autoptr (GHashTable) leaves_b = get_leaves (b);

  return g_str_equal (a->method, b->method) && g_str_equal (a->host, b->host)
         && g_str_equal (a->path, b->path) && g_strcmp0 (a->graphql, b->graphql) == 0
         && differ_in_page_only (leaves_a, leaves_b) && differ_in_page_only (leaves_b, leaves_a);
}

/* What was answered to the page before is answered again, cursor and all. */
Answer *
change_repeated (const Scenario         *scenario,
                 const GenkanDefinition *definition,
                 guint                   exchange)
{
  const Exchange *page = scenario->exchanges->pdata[exchange];

  for (guint i = exchange; i > 0; i--)
    {
      const Exchange *before = scenario->exchanges->pdata[i - 1];
      g_autoptr (Tree) json = answer_get_json (&before->answer);

      if (is_other_page (&page->asked, &before->asked) && before->answer.status < 300
          && json != NULL && find_items (definition, json) != NULL
          && !g_bytes_equal (page->answer.body, before->answer.body))
        return answer_copy (&before->answer);
    }

  return NULL;
}
