/* dojo-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON, and the shapes in which DefectDojo says yes and no.
 */

#include "config.h"

#include "dojo-tables.h"

#define ADVERTISEMENT "Pro comes with support."

/* --- JSON ----------------------------------------------------------------------------------- */

const char *
dojo_get_string (JsonObject *object,
                 const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

gint64
dojo_get_int (JsonObject *object,
              const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

gboolean
dojo_get_boolean (JsonObject *object,
                  const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

JsonObject *
dojo_parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

JsonObject *
dojo_copy (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  return dojo_parse (text);
}

/* --- answers -------------------------------------------------------------------------------- */

void
dojo_answer_clear (DojoAnswer *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->type, g_free);
}

/* Takes the object. */
DojoAnswer
dojo_answer_object (guint       status,
                    JsonObject *object)
{
  DojoAnswer answer = { .status = status, .json = json_node_alloc () };

  json_node_init_object (answer.json, object);
  json_object_unref (object);

  return answer;
}

DojoAnswer
dojo_answer_detail (guint       status,
                    const char *detail)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "detail", detail);

  return dojo_answer_object (status, object);
}

static void
advertise (JsonObject *object)
{
  JsonArray *pro = json_array_new ();

  json_array_add_string_element (pro, ADVERTISEMENT);
  json_object_set_array_member (object, "pro", pro);
}

DojoAnswer
dojo_answer_field (const char *field,
                   const char *text)
{
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autofree char *message =
    g_strdup_printf ("{'%s': [ErrorDetail(string='%s', code='invalid')]}", field, text);

  json_array_add_string_element (list, text);
  json_object_set_array_member (object, field, list);
  json_object_set_string_member (object, "message", message);
  advertise (object);

  return dojo_answer_object (400, object);
}

DojoAnswer
dojo_answer_message (guint       status,
                     const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "message", message);
  if (status == 400)
    advertise (object);

  return dojo_answer_object (status, object);
}

DojoAnswer
dojo_answer_array (const char *format,
                   ...)
{
  DojoAnswer answer = { .status = 400, .json = json_node_alloc () };
  JsonArray *list = json_array_new ();
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  json_array_add_string_element (list, text);
  json_node_init_array (answer.json, list);
  json_array_unref (list);

  return answer;
}

DojoAnswer
dojo_answer_page (guint       status,
                  const char *title)
{
  return (DojoAnswer) {
    .status = status,
    .type = g_strdup ("text/html; charset=utf-8"),
    .text = g_strdup_printf ("\n\n<!DOCTYPE html>\n<html><head><title>\n  %s\n</title></head>"
                             "<body></body></html>", title),
  };
}
