/* genkan-dojo-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-form-private.h"

static void
append (GenkanDojoForm *self,
        const char     *text)
{
  g_byte_array_append (self->body, (const guint8 *) text, (guint) strlen (text));
}

/* A random boundary of 122 bits does not stand in a file by accident, nor by guessing. */
GenkanDojoForm *
_genkan_dojo_form_new (void)
{
  GenkanDojoForm *self = g_new0 (GenkanDojoForm, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->boundary = g_strconcat ("genkan-", uuid, NULL);
  self->body = g_byte_array_new ();

  return self;
}

void
_genkan_dojo_form_free (GenkanDojoForm *self)
{
  g_free (self->boundary);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

/* Names are our own words. */
void
_genkan_dojo_form_add (GenkanDojoForm *self,
                       const char     *name,
                       const char     *value)
{
  g_autofree char *head =
    g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n",
                     self->boundary, name);

  append (self, head);
  append (self, value);
  append (self, "\r\n");
}

void
_genkan_dojo_form_add_file (GenkanDojoForm *self,
                            const char     *name,
                            const char     *file_name,
                            const char     *content_type,
                            GBytes         *content)
{
  g_autofree char *head =
    g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                     "Content-Type: %s\r\n\r\n",
                     self->boundary, name, file_name, content_type);
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  append (self, head);
  g_byte_array_append (self->body, data, (guint) size);
  append (self, "\r\n");
}

/* Takes the body out. */
GBytes *
_genkan_dojo_form_end (GenkanDojoForm  *self,
                       char           **ret_content_type)
{
  g_autofree char *end = g_strdup_printf ("--%s--\r\n", self->boundary);

  append (self, end);
  *ret_content_type = g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);

  return g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
}
