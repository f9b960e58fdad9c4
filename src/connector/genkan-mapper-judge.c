/* genkan-mapper-judge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer is, by the cases of the step and the rules that every connector gets, and
 * whether a good one has the shape that the connector file says.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-mapper-private.h"

#include "genkan-html.h"
#include "genkan-sniff.h"
#include "genkan-verdict.h"

/* Whether there is something to read in the answer. */
gboolean
genkan_mapper_is_good (GenkanMapper *self)
{
  return self->verdict.kind == GENKAN_VERDICT_GOOD || self->verdict.kind == GENKAN_VERDICT_PARTIAL;
}

void
genkan_mapper_fill_answer (GenkanMapper *self,
                           GenkanAnswer *answer)
{
  answer->status = self->status;
  answer->headers = self->headers;
  answer->body = NULL;
  answer->body_length = 0;
  answer->n_items = self->n_items;
  answer->items = self->items;
  answer->first_row = 0;
  answer->one_by_one = FALSE;
}

/* Asks the cases from the first on. Without @body_is_here it stops at the first that wants to
 * see the body, and then nothing is decided. */
static gboolean
ask_cases (GenkanMapper        *self,
           const GenkanAnswer  *answer,
           gboolean             body_is_here,
           gboolean            *ret_waits,
           GError             **error)
{
  *ret_waits = FALSE;

  for (guint i = 0; i < self->step->cases->len; i++)
    {
      const GenkanCase *condition = self->step->cases->pdata[i];
      gboolean matches;

      if (condition->needs_body && !body_is_here)
        {
          *ret_waits = TRUE;
          return TRUE;
        }
      if (!genkan_sandbox_test_case (self->sandbox, condition, self->variables, answer,
                                     self->cancellable, &matches, &self->verdict.message,
                                     &self->verdict.after, error))
        {
          g_prefix_error (error, "step %s, case %u: ", self->step->name, i + 1);
          return FALSE;
        }
      if (matches)
        {
          self->verdict.kind = genkan_verdict_of_action (condition->action);
          self->decided = TRUE;
          return TRUE;
        }
    }

  return TRUE;
}

static gboolean
is_graphql (GenkanMapper *self)
{
  return self->step->request != NULL && self->step->request->body_kind == GENKAN_BODY_GRAPHQL;
}

/* Before the body: what status and headers alone can say. */
gboolean
genkan_mapper_decide_early (GenkanMapper  *self,
                            GError       **error)
{
  GenkanAnswer answer;
  gboolean waits;

  genkan_mapper_fill_answer (self, &answer);
  answer.items = NULL;
  if (!ask_cases (self, &answer, FALSE, &waits, error))
    return FALSE;

  if (!self->decided && !waits && !is_graphql (self) &&
      genkan_verdict_of_status (self->status) == GENKAN_VERDICT_GOOD)
    self->decided = TRUE;

  return TRUE;
}

/* GraphQL says "too many requests" with whatever status it likes; when to come again says that
 * it is that. */
static void
take_throttling (GenkanMapper       *self,
                 const GenkanAnswer *answer)
{
  gint64 after = genkan_verdict_find_after (answer->body, answer->body_length);

  if (after < 0)
    return;

  self->verdict.kind = GENKAN_VERDICT_RETRY;
  self->verdict.after = after;
}

/* A case that stumbles over what is no data: that it is none is the reason. */
static gboolean
ask_cases_about_body (GenkanMapper        *self,
                      const GenkanAnswer  *answer,
                      GError             **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean waits;

  if (ask_cases (self, answer, TRUE, &waits, &reason))
    return TRUE;

  if (self->parse_error != NULL && genkan_sniff_is_html (self->raw->str, self->raw->len))
    return genkan_mapper_refuse_shape (self, error);

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
genkan_mapper_decide (GenkanMapper        *self,
                      const GenkanAnswer  *answer,
                      GError             **error)
{
  if (!self->decided && !ask_cases_about_body (self, answer, error))
    return FALSE;

  if (!self->decided)
    {
      self->decided = TRUE;
      self->verdict.kind = genkan_verdict_of_status (self->status);
      if (genkan_mapper_is_good (self) && is_graphql (self) && answer->body != NULL)
        {
          self->verdict.message = genkan_verdict_dup_graphql (answer->body, answer->body_length);
          if (self->verdict.message != NULL)
            self->verdict.kind = GENKAN_VERDICT_FAIL;
        }
      if (!genkan_mapper_is_good (self) && is_graphql (self) && answer->body != NULL)
        take_throttling (self, answer);
    }

  if (self->verdict.message == NULL && !genkan_mapper_is_good (self) && answer->body != NULL)
    self->verdict.message = genkan_verdict_dup_words (answer->body, answer->body_length);

  return TRUE;
}

gboolean
genkan_mapper_refuse_shape (GenkanMapper  *self,
                            GError       **error)
{
  g_autofree char *title = NULL;

  if (!genkan_sniff_is_html (self->raw->str, self->raw->len))
    {
      g_propagate_prefixed_error (error, g_error_copy (self->parse_error), "step %s: ",
                                  self->step->name);
      return FALSE;
    }

  title = genkan_html_dup_title (self->raw->str);
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_NOT_DATA,
               "step %s: a web page came instead of %s%s%s%s; is the address right?",
               self->step->name, genkan_format_get_title (self->step->format), title != NULL ? " (its title: “" : "",
               title != NULL ? title : "", title != NULL ? "”)" : "");

  return FALSE;
}

static char *
dup_items_path (GenkanMapper *self)
{
  g_autofree char *names = g_strjoinv (".", self->step->items);

  return *names != '\0' ? g_strconcat ("$.", names, NULL) : g_strdup ("$");
}

gboolean
genkan_mapper_check_items (GenkanMapper  *self,
                           GError       **error)
{
  g_autofree char *path = NULL;
  const char *other;
  GenkanCutterItems found;

  if (self->step->items == NULL)
    return TRUE;

  found = genkan_decoder_get_items (genkan_decoding_get_decoder (self->decoding), &other);
  if (found == GENKAN_CUTTER_FOUND || (found == GENKAN_CUTTER_ABSENT && self->step->items_optional))
    return TRUE;

  path = dup_items_path (self);
  if (found == GENKAN_CUTTER_ABSENT)
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "step %s: the answer has no %s", self->step->name, path);
  else
    g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
                 "step %s: %s of the answer is %s, not a list", self->step->name, path, other);

  return FALSE;
}
