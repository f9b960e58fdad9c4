/* genkan-mapper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be said before the body is there is said then: if the status and headers settle that
 * the answer is good, the items are mapped a thousand at a time while they arrive and are
 * forgotten. If a case (or GraphQL's `errors`) wants to see the body, or a SELECT that runs at
 * the end reads `item`, the items of the answer are kept until its end.
 *
 * What the answer is comes before what it should be: a missing list in an answer that says "try
 * again later" is no mistake of its shape.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-mapper-private.h"

#define BATCH 1000
#define EXCERPT 2048

G_DEFINE_FINAL_TYPE (GenkanMapper, genkan_mapper, G_TYPE_OBJECT)

static void
mapped_free (gpointer data)
{
  GenkanMapped *mapped = data;

  genkan_row_batch_unref (mapped->rows);
  g_free (mapped);
}

static void
genkan_mapper_finalize (GObject *object)
{
  GenkanMapper *self = GENKAN_MAPPER (object);

  g_clear_pointer (&self->variables, genkan_variables_unref);
  g_clear_object (&self->cancellable);
  g_free (self->headers);
  g_clear_pointer (&self->decoding, genkan_decoding_free);
  genkan_items_set_recall (self->items, NULL, 0);
  genkan_sandbox_give_items (self->sandbox, g_steal_pointer (&self->items));
  g_clear_pointer (&self->recall, genkan_recall_unref);
  g_clear_object (&self->sandbox);
  g_string_free (self->raw, TRUE);
  g_clear_error (&self->parse_error);
  genkan_verdict_clear (&self->verdict);
  g_free (self->n_rows);
  g_clear_pointer (&self->mapped, g_ptr_array_unref);
  g_clear_pointer (&self->next, genkan_row_batch_unref);

  G_OBJECT_CLASS (genkan_mapper_parent_class)->finalize (object);
}

static void
genkan_mapper_class_init (GenkanMapperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_mapper_finalize;
}

static void
genkan_mapper_init (GenkanMapper *self)
{
  self->raw = g_string_new (NULL);
  self->mapped = g_ptr_array_new_with_free_func (mapped_free);
  self->verdict.after = -1;
}

static char *
headers_to_json (GHashTable *headers)
{
  GString *json = g_string_new ("{");
  GHashTableIter iter;
  gpointer name, value;

  if (headers != NULL)
    {
      g_hash_table_iter_init (&iter, headers);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          g_autofree char *lower = g_ascii_strdown (name, -1);
          g_autofree char *valid_name = g_utf8_make_valid (lower, -1);
          g_autofree char *valid_value = g_utf8_make_valid (value, -1);

          if (json->len > 1)
            g_string_append_c (json, ',');
          genkan_json_write_text (json, valid_name, -1);
          g_string_append_c (json, ':');
          genkan_json_write_text (json, valid_value, -1);
        }
    }
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/* A SELECT that cannot run before the end. */
static gboolean
runs_at_end (const GenkanOutput *output)
{
  return output->needs_body || !output->reads_item || output->kind == GENKAN_OUTPUT_NEXT;
}

static gboolean
end_reads_item (const GenkanStep *step)
{
  if (step->next != NULL && step->next->reads_item)
    return TRUE;

  for (guint i = 0; i < step->outputs->len; i++)
    {
      const GenkanOutput *output = step->outputs->pdata[i];

      if (output->reads_item && runs_at_end (output))
        return TRUE;
    }

  return FALSE;
}

/**
 * genkan_mapper_new:
 * @sandbox: the sandbox of the scope; no other thread uses it meanwhile
 * @step: the step that the answer belongs to, of the sandbox's connector
 * @variables: the variables of the request
 * @status: the HTTP status
 * @headers: (nullable) (element-type utf8 utf8): the answer's headers
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full): a mapper that has read nothing
 */
GenkanMapper *
genkan_mapper_new (GenkanSandbox    *sandbox,
                   const GenkanStep *step,
                   GenkanVariables  *variables,
                   guint             status,
                   GHashTable       *headers,
                   GCancellable     *cancellable)
{
  GenkanMapper *self;

  g_return_val_if_fail (GENKAN_IS_SANDBOX (sandbox), NULL);
  g_return_val_if_fail (step != NULL, NULL);
  g_return_val_if_fail (variables != NULL, NULL);

  self = g_object_new (GENKAN_TYPE_MAPPER, NULL);
  self->sandbox = g_object_ref (sandbox);
  self->items = genkan_sandbox_take_items (sandbox);
  self->step = step;
  self->variables = genkan_variables_ref (variables);
  self->status = status;
  self->headers = headers_to_json (headers);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  self->decoding = genkan_mapper_new_decoding (self, headers);
  self->n_rows = g_new0 (guint, step->outputs->len + 1);
  self->keep_items = end_reads_item (step);

  return self;
}

/* Takes the rows. */
void
genkan_mapper_add_mapped (GenkanMapper       *self,
                          const GenkanOutput *output,
                          GenkanRowBatch     *rows)
{
  GenkanMapped *mapped;
  guint n_known;

  genkan_row_batch_get_known (rows, &n_known);
  if (genkan_row_batch_get_n_rows (rows) == 0 && n_known == 0)
    {
      genkan_row_batch_unref (rows);
      return;
    }

  mapped = g_new0 (GenkanMapped, 1);
  mapped->output = output;
  mapped->rows = rows;
  g_ptr_array_add (self->mapped, mapped);
}

static gboolean
run_outputs (GenkanMapper        *self,
             const GenkanAnswer  *template_answer,
             gboolean             at_end,
             GError             **error)
{
  GenkanAnswer answer = *template_answer;

  for (guint i = 0; i < self->step->outputs->len; i++)
    {
      const GenkanOutput *output = self->step->outputs->pdata[i];
      GenkanRowBatch *rows;

      if (runs_at_end (output) != at_end)
        continue;

      answer.first_row = self->n_rows[i];
      answer.one_by_one = output == self->recalled;
      rows = genkan_sandbox_map (self->sandbox, output, self->variables, &answer,
                                 self->cancellable, error);
      if (rows == NULL)
        {
          g_prefix_error (error, "step %s: ", self->step->name);
          return FALSE;
        }
      self->n_rows[i] += genkan_row_batch_get_n_rows (rows);
      genkan_mapper_add_mapped (self, output, rows);
    }

  return TRUE;
}

/* Maps the kept items that have not been mapped, a batch at a time. */
gboolean
genkan_mapper_map_batches (GenkanMapper  *self,
                           GError       **error)
{
  GenkanAnswer answer;

  genkan_mapper_fill_answer (self, &answer);
  while (self->n_mapped < genkan_items_get_n (self->items))
    {
      guint batch_end = MIN (self->n_mapped + BATCH, genkan_items_get_n (self->items));

      genkan_items_set_window (self->items, self->n_mapped, batch_end);
      if (!run_outputs (self, &answer, FALSE, error))
        return FALSE;
      self->n_mapped = batch_end;
    }

  genkan_mapper_flush_known (self);
  if (!self->keep_items)
    {
      genkan_items_clear (self->items);
      self->n_mapped = 0;
    }

  return TRUE;
}

/* The body that cases and SELECTs see: the document without its items, or whatever came. */
static void
fill_body (GenkanMapper *self,
           GenkanAnswer *answer)
{
  if (!self->begun)
    return;

  if (self->parse_error == NULL)
    {
      answer->body = genkan_decoder_get_body (genkan_decoding_get_decoder (self->decoding),
                                              &answer->body_length);
      return;
    }

  if (self->raw->len == 0)
    return;

  if (!g_utf8_validate_len (self->raw->str, self->raw->len, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (self->raw->str, self->raw->len);

      g_string_assign (self->raw, valid);
    }
  answer->body = self->raw->str;
  answer->body_length = self->raw->len;
}

static gboolean
wants_body (GenkanMapper *self)
{
  if (self->step->items != NULL || (self->step->next != NULL && self->step->next->needs_body))
    return TRUE;

  for (guint i = 0; i < self->step->outputs->len; i++)
    if (((GenkanOutput *) self->step->outputs->pdata[i])->needs_body)
      return TRUE;

  return FALSE;
}

static gboolean
map_rest (GenkanMapper        *self,
          const GenkanAnswer  *answer,
          GError             **error)
{
  if (!genkan_mapper_map_batches (self, error))
    return FALSE;

  genkan_items_set_window (self->items, 0, genkan_items_get_n (self->items));
  if (!run_outputs (self, answer, TRUE, error))
    return FALSE;

  if (self->step->next == NULL)
    return TRUE;

  self->next = genkan_sandbox_map (self->sandbox, self->step->next, self->variables, answer,
                                   self->cancellable, error);
  if (self->next == NULL)
    g_prefix_error (error, "step %s: ", self->step->name);

  return self->next != NULL;
}

/* A good answer: is it what the connector expects, and what is in it? */
static gboolean
read_good (GenkanMapper        *self,
           const GenkanAnswer  *answer,
           GError             **error)
{
  if (!self->begun)
    {
      if (!wants_body (self))
        return map_rest (self, answer, error);
      if (self->status == 204 || self->status == 205)
        {
          self->verdict.kind = GENKAN_VERDICT_EMPTY;
          return TRUE;
        }
      g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                   "step %s: the answer is empty", self->step->name);
      return FALSE;
    }

  if (self->parse_error != NULL)
    return !wants_body (self) ? map_rest (self, answer, error)
                              : genkan_mapper_refuse_shape (self, error);

  return genkan_mapper_check_items (self, error) && map_rest (self, answer, error);
}

/**
 * genkan_mapper_end:
 * @self: a mapper that has got the whole answer
 * @error: return location for a #GenkanConnectorError or a #GIOErrorEnum
 *
 * Judges the answer and maps what is left of it.
 *
 * Returns: %FALSE when the answer should be good and is not what the connector file says
 */
gboolean
genkan_mapper_end (GenkanMapper  *self,
                   GError       **error)
{
  GenkanAnswer answer;

  g_return_val_if_fail (GENKAN_IS_MAPPER (self), FALSE);

  if (self->begun && self->parse_error == NULL && !genkan_mapper_end_decoding (self, error))
    return FALSE;

  genkan_mapper_fill_answer (self, &answer);
  fill_body (self, &answer);
  if (!genkan_mapper_decide (self, &answer, error))
    return FALSE;

  return !genkan_mapper_is_good (self) || read_good (self, &answer, error);
}

/**
 * genkan_mapper_get_verdict:
 * @self: a mapper that has ended
 *
 * Returns: (transfer none): what became of the answer
 */
const GenkanVerdict *
genkan_mapper_get_verdict (GenkanMapper *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPER (self), NULL);

  return &self->verdict;
}

/**
 * genkan_mapper_take_mapped:
 * @self: a mapper
 *
 * Returns: (transfer full) (element-type GenkanMapped): what was mapped since the last call
 */
GPtrArray *
genkan_mapper_take_mapped (GenkanMapper *self)
{
  GPtrArray *mapped;

  g_return_val_if_fail (GENKAN_IS_MAPPER (self), NULL);

  mapped = g_steal_pointer (&self->mapped);
  self->mapped = g_ptr_array_new_with_free_func (mapped_free);

  return mapped;
}

/**
 * genkan_mapper_take_next:
 * @self: a mapper that has ended
 *
 * Returns: (transfer full) (nullable): the rows of `next`, or %NULL if there are none
 */
GenkanRowBatch *
genkan_mapper_take_next (GenkanMapper *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPER (self), NULL);

  if (self->next != NULL && genkan_row_batch_get_n_rows (self->next) == 0)
    g_clear_pointer (&self->next, genkan_row_batch_unref);

  return g_steal_pointer (&self->next);
}

guint
genkan_mapper_get_n_items (GenkanMapper *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPER (self), 0);

  return self->n_items;
}

/**
 * genkan_mapper_dup_excerpt:
 * @self: a mapper
 *
 * Returns: (transfer full): the beginning of the answer as it came, as valid UTF-8
 */
char *
genkan_mapper_dup_excerpt (GenkanMapper *self)
{
  g_return_val_if_fail (GENKAN_IS_MAPPER (self), NULL);

  return g_utf8_make_valid (self->raw->str, MIN (self->raw->len, EXCERPT));
}
