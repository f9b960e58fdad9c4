/* genkan-reader-cases.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

static void
read_when (GenkanReader         *self,
           const GenkanYamlNode *node,
           gpointer              target)
{
  ((GenkanCase *) target)->when = genkan_reader_read_sql (self, node);
}

static void
read_say (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  ((GenkanCase *) target)->say = genkan_reader_read_sql (self, node);
}

static void
read_after (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((GenkanCase *) target)->after = genkan_reader_read_sql (self, node);
}

static void
read_do (GenkanReader         *self,
         const GenkanYamlNode *node,
         gpointer              target)
{
  static const char *const actions[] = {
    [GENKAN_ACTION_RETRY] = "retry",     [GENKAN_ACTION_RELOGIN] = "relogin",
    [GENKAN_ACTION_ACCEPT] = "accept",   [GENKAN_ACTION_EMPTY] = "empty",
    [GENKAN_ACTION_KEEP] = "keep",       [GENKAN_ACTION_PARTIAL] = "partial",
    [GENKAN_ACTION_SKIP] = "skip",       [GENKAN_ACTION_FAIL] = "fail",
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = genkan_reader_read_text (self, node);
  g_autofree char *hint = NULL;

  if (text == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i], text))
        {
          ((GenkanCase *) target)->action = i;
          return;
        }
      g_ptr_array_add (names, (char *) actions[i]);
    }

  hint = genkan_did_you_mean (text, names);
  genkan_reader_problem (self, node, "unknown action '%s'%s", text, hint);
}

/* One element of `cases`. */
void
genkan_reader_read_case (GenkanReader         *self,
                         const GenkanYamlNode *node,
                         GenkanStep           *step)
{
  static const GenkanKey keys[] = {
    { "when", read_when, TRUE },
    { "do", read_do, TRUE },
    { "say", read_say },
    { "after", read_after },
  };
  GenkanCase *condition = genkan_case_new ();

  condition->index = self->definition->n_statements++;
  g_ptr_array_add (step->cases, condition);
  genkan_reader_read_mapping (self, node, "a case", keys, G_N_ELEMENTS (keys), NULL, condition);
}
