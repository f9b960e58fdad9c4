/* genkan-http-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-http-request.h"

struct _GenkanHttpRequest
{
  char   *method;       /* (owned) */
  GUri   *uri;          /* (owned) */
  GArray *headers;      /* (owned) (element-type Header) */
  char   *content_type; /* (owned) (nullable) */
  GBytes *body;         /* (owned) (nullable) */
};

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned) */
} Header;

G_DEFINE_BOXED_TYPE (GenkanHttpRequest, genkan_http_request,
                     genkan_http_request_ref, genkan_http_request_unref)

static void
header_clear (gpointer data)
{
  Header *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
genkan_http_request_clear (gpointer data)
{
  GenkanHttpRequest *self = data;

  g_free (self->method);
  g_uri_unref (self->uri);
  g_array_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
}

/**
 * genkan_http_request_new:
 * @method: `GET`, `POST` …
 * @uri: where to, without a fragment
 *
 * Returns: (transfer full): a request without headers and body
 */
GenkanHttpRequest *
genkan_http_request_new (const char *method,
                         GUri       *uri)
{
  GenkanHttpRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_atomic_rc_box_new0 (GenkanHttpRequest);
  self->method = g_strdup (method);
  self->uri = g_uri_ref (uri);
  self->headers = g_array_new (FALSE, FALSE, sizeof (Header));
  g_array_set_clear_func (self->headers, header_clear);

  return self;
}

GenkanHttpRequest *
genkan_http_request_ref (GenkanHttpRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_http_request_unref (GenkanHttpRequest *self)
{
  g_atomic_rc_box_release_full (self, genkan_http_request_clear);
}

/**
 * genkan_http_request_set_header:
 * @self: a request
 * @name: the header's name, in any case
 * @value: its value, which replaces an earlier one; line breaks and other control characters,
 *   which could make a header of their own, become spaces
 */
void
genkan_http_request_set_header (GenkanHttpRequest *self,
                                const char        *name,
                                const char        *value)
{
  Header header;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->headers, Header, i).name, name) == 0)
      g_array_remove_index (self->headers, i--);

  header.name = g_strdup (name);
  header.value = g_strdup (value);
  for (char *c = header.value; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_array_append_val (self->headers, header);
}

/**
 * genkan_http_request_set_body:
 * @self: a request
 * @content_type: what @body is, if no header has said it already
 * @body: the body
 */
void
genkan_http_request_set_body (GenkanHttpRequest *self,
                              const char        *content_type,
                              GBytes            *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  for (guint i = 0; i < self->headers->len; i++)
    if (g_ascii_strcasecmp (g_array_index (self->headers, Header, i).name, "Content-Type") == 0)
      content_type = g_array_index (self->headers, Header, i).value;

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
}

const char *
genkan_http_request_get_method (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

GUri *
genkan_http_request_get_uri (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->uri;
}

const char *
genkan_http_request_get_content_type (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_type;
}

GBytes *
genkan_http_request_get_body (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

guint
genkan_http_request_get_n_headers (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->headers->len;
}

/**
 * genkan_http_request_get_header:
 * @self: a request
 * @index: below genkan_http_request_get_n_headers()
 * @ret_value: (out) (transfer none): the value
 *
 * Returns: (transfer none): the name
 */
const char *
genkan_http_request_get_header (GenkanHttpRequest  *self,
                                guint               index,
                                const char        **ret_value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->headers->len, NULL);

  *ret_value = g_array_index (self->headers, Header, index).value;

  return g_array_index (self->headers, Header, index).name;
}
