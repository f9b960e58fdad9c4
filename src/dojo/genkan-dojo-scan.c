/* genkan-dojo-scan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An import is the one request that must not be sent twice: two at once into one Test double
 * its Findings. So it is sent once, with half an hour of patience; and who has no answer looks at
 * the Test and its list of imports before anything else.
 *
 * `close_old_findings` is always said, because what DefectDojo takes for granted differs between
 * import and reimport. `minimum_severity` is always Info: what is below a threshold would be
 * closed, and it is our store that decides this.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-scan.h"

#include "genkan-dojo-form-private.h"
#include "genkan-dojo-json-private.h"
#include "genkan-dojo-private.h"
#include "genkan-dojo-values-private.h"

#define SCAN_TYPE "Generic Findings Import"

/* In characters. */
#define MAX_TITLE 255
#define MAX_VERSION 100
#define MAX_BRANCH 150
#define MAX_TAG 255

/* --- what is sent --------------------------------------------------------------------------- */

static void
add_text (GenkanDojoForm *form,
          const char     *name,
          const char     *text,
          guint           longest)
{
  g_autofree char *clean = text != NULL ? _genkan_dojo_value_clean_name (text, longest) : NULL;

  if (clean != NULL && *clean != '\0')
    _genkan_dojo_form_add (form, name, clean);
}

static void
add_number (GenkanDojoForm *form,
            const char     *name,
            gint64          number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  _genkan_dojo_form_add (form, name, text);
}

static void
add_place (GenkanDojoForm       *form,
           const GenkanDojoScan *scan)
{
  if (scan->test_id > 0)
    {
      add_number (form, "test", scan->test_id);
      _genkan_dojo_form_add (form, "close_old_findings", scan->close_old ? "true" : "false");
      _genkan_dojo_form_add (form, "do_not_reactivate", scan->keep_closed ? "true" : "false");
    }
  else
    {
      add_number (form, "engagement", scan->engagement_id);
      add_text (form, "test_title", scan->test_title, MAX_TITLE);
      /* It would close the Findings of other Tests. */
      _genkan_dojo_form_add (form, "close_old_findings", "false");
    }
}

static GBytes *
make_form (const GenkanDojoScan  *scan,
           char                 **ret_content_type)
{
  g_autoptr (GenkanDojoForm) form = _genkan_dojo_form_new ();

  _genkan_dojo_form_add (form, "scan_type", scan->scan_type != NULL ? scan->scan_type : SCAN_TYPE);
  _genkan_dojo_form_add (form, "minimum_severity", "Info");
  /* Statistics are only complete when duplicates are known; older servers ignore it. */
  _genkan_dojo_form_add (form, "deduplication_execution_mode", "async_wait");
  add_place (form, scan);
  add_text (form, "version", scan->version, MAX_VERSION);
  add_text (form, "branch_tag", scan->branch_tag, MAX_BRANCH);
  add_text (form, "build_id", scan->build_id, MAX_BRANCH);
  add_text (form, "commit_hash", scan->commit_hash, MAX_BRANCH);
  for (guint i = 0; scan->tags != NULL && scan->tags[i] != NULL; i++)
    {
      g_autofree char *tag = genkan_dojo_make_tag (scan->tags[i]);

      if (tag != NULL)
        _genkan_dojo_form_add (form, "tags", tag);
    }
  _genkan_dojo_form_add_file (form, "file", "findings.json", "application/json", scan->file);

  return _genkan_dojo_form_end (form, ret_content_type);
}

/**
 * genkan_dojo_make_tag:
 * @text: any text
 *
 * DefectDojo takes no blanks, commas or quotes inside a tag, and keeps it in lower case.
 *
 * Returns: (transfer full) (nullable): the tag nearest to it, or %NULL if nothing is left
 */
char *
genkan_dojo_make_tag (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *lower = g_utf8_strdown (g_strstrip (valid), -1);
  GString *tag = g_string_new (NULL);

  for (const char *p = lower; *p != '\0' && tag->len < MAX_TAG - 6; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\'' || g_unichar_iscntrl (c))
        continue;
      g_string_append_unichar (tag, c == ',' || g_unichar_isspace (c) ? '_' : c);
    }

  return g_string_free (tag, tag->len == 0);
}

/* --- what comes back ------------------------------------------------------------------------ */

static guint
read_total (JsonObject *counts)
{
  return (guint) MAX (0, _genkan_dojo_json_get_int (_genkan_dojo_json_get_object (counts, "total"),
                                                    "total"));
}

/* All of it is optional; before 2.46 a key had another name. */
static void
read_statistics (GenkanDojoScanResult *self,
                 JsonObject           *statistics,
                 gboolean              is_new)
{
  JsonObject *delta = _genkan_dojo_json_get_object (statistics, "delta");
  JsonObject *untouched = _genkan_dojo_json_get_object (delta, "untouched");
  JsonObject *after = _genkan_dojo_json_get_object (statistics, "after");

  if (untouched == NULL)
    untouched = _genkan_dojo_json_get_object (delta, "left untouched");

  self->has_counts = delta != NULL || (is_new && after != NULL);
  self->n_total = read_total (after);
  self->n_created = delta == NULL && is_new
                      ? self->n_total
                      : read_total (_genkan_dojo_json_get_object (delta, "created"));
  self->n_closed = read_total (_genkan_dojo_json_get_object (delta, "closed"));
  self->n_reactivated = read_total (_genkan_dojo_json_get_object (delta, "reactivated"));
  self->n_untouched = read_total (untouched);
}

static gint64
read_id (JsonObject *answer,
         const char *name,
         const char *other_name)
{
  gint64 id = _genkan_dojo_json_get_int (answer, name);

  return id > 0 ? id : _genkan_dojo_json_get_int (answer, other_name);
}

static gboolean
read_result (GenkanDojoScanResult *self,
             JsonNode             *node,
             gboolean              is_new)
{
  JsonObject *answer = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *self = (GenkanDojoScanResult) {
    .test_id = read_id (answer, "test_id", "test"),
    .engagement_id = read_id (answer, "engagement_id", "engagement"),
    .product_id = _genkan_dojo_json_get_int (answer, "product_id"),
  };
  read_statistics (self, _genkan_dojo_json_get_object (answer, "statistics"), is_new);

  return self->test_id > 0;
}

static void
genkan_dojo_scan_sent_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean is_new = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (JsonNode) node = _genkan_dojo_call_finish (GENKAN_DOJO (source), result, &error);
  g_autofree GenkanDojoScanResult *answer = g_new0 (GenkanDojoScanResult, 1);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (read_result (answer, node, is_new))
    g_task_return_pointer (task, g_steal_pointer (&answer), g_free);
  else
    g_task_return_new_error (task, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_UNCERTAIN,
                             "DefectDojo's answer to an import does not say into which Test; look "
                             "there before importing again");
}

/**
 * genkan_dojo_send_scan_async:
 * @self: a client
 * @scan: what to import
 * @cancellable: (nullable): to stop waiting; the server goes on with what it has
 * @callback: called when the server is done
 * @user_data: for @callback
 *
 * Imports or reimports, once. Only one may be under way for a Test, and only one that creates a
 * Test for a title: it is for the caller to see to that.
 */
void
genkan_dojo_send_scan_async (GenkanDojo           *self,
                             const GenkanDojoScan *scan,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autofree char *content_type = NULL;
  g_autoptr (GBytes) body = NULL;
  GenkanDojoCall call = { .method = "POST", .patient = TRUE };
  GTask *task;

  g_return_if_fail (GENKAN_IS_DOJO (self));
  g_return_if_fail (scan != NULL && scan->file != NULL);
  g_return_if_fail (scan->test_id > 0 || (scan->engagement_id > 0 && scan->test_title != NULL));

  body = make_form (scan, &content_type);
  call.path = scan->test_id > 0 ? "reimport-scan/" : "import-scan/";
  call.body = body;
  call.content_type = content_type;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, genkan_dojo_send_scan_async);
  g_task_set_task_data (task, GINT_TO_POINTER (scan->test_id == 0), NULL);
  _genkan_dojo_call_async (self, &call, cancellable, genkan_dojo_scan_sent_cb, task);
}

/**
 * genkan_dojo_send_scan_finish:
 * @self: a client
 * @result: what the callback got
 * @ret_result: (out): what DefectDojo did
 * @error: return location for a #GenkanDojoError; after %GENKAN_DOJO_ERROR_UNCERTAIN see
 *   genkan_dojo_look_async()
 *
 * Returns: whether it did it
 */
gboolean
genkan_dojo_send_scan_finish (GenkanDojo            *self,
                              GAsyncResult          *result,
                              GenkanDojoScanResult  *ret_result,
                              GError               **error)
{
  g_autofree GenkanDojoScanResult *answer = NULL;

  g_return_val_if_fail (GENKAN_IS_DOJO (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (ret_result != NULL, FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  *ret_result = *answer;

  return TRUE;
}
