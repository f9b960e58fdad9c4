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

  GenkanHttpSignFunc  sign_func;      /* (nullable) */
  gpointer            sign_data;
  GDestroyNotify      sign_destroy;   /* (nullable) */
  GenkanHttpRequest  *origin;         /* (owned) (nullable) the one that was redirected */
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
  if (self->sign_destroy != NULL)
    self->sign_destroy (self->sign_data);
  g_clear_pointer (&self->origin, genkan_http_request_unref);
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

/**
 * genkan_http_request_set_sign_func:
 * @self: a request that is signed for its address
 * @func: (scope notified): signs it for another
 * @user_data: for @func
 * @destroy: (nullable): for @user_data
 *
 * What follows a redirect needs a signature of its own: without @func it goes on with the
 * headers that it has.
 */
void
genkan_http_request_set_sign_func (GenkanHttpRequest  *self,
                                   GenkanHttpSignFunc  func,
                                   gpointer            user_data,
                                   GDestroyNotify      destroy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->sign_func == NULL);
  g_return_if_fail (func != NULL);

  self->sign_func = func;
  self->sign_data = user_data;
  self->sign_destroy = destroy;
}

/**
 * genkan_http_request_redirect:
 * @self: a request
 * @uri: where a server has sent it
 * @error: return location for what the sign function says
 *
 * Returns: (transfer full) (nullable): the same request for @uri, signed for it
 */
GenkanHttpRequest *
genkan_http_request_redirect (GenkanHttpRequest  *self,
                              GUri               *uri,
                              GError            **error)
{
  GenkanHttpRequest *origin;
  g_autoptr (GenkanHttpRequest) copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  origin = self->origin != NULL ? self->origin : self;
  copy = genkan_http_request_new (self->method, uri);
  copy->origin = genkan_http_request_ref (origin);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = &g_array_index (self->headers, Header, i);

      genkan_http_request_set_header (copy, header->name, header->value);
    }
  if (self->body != NULL)
    genkan_http_request_set_body (copy, self->content_type, self->body);

  if (origin->sign_func != NULL && !origin->sign_func (copy, origin->sign_data, error))
    return NULL;

  return g_steal_pointer (&copy);
}

/**
 * genkan_http_request_get_method:
 * @self: a request
 *
 * Returns: such as "GET"
 */
const char *
genkan_http_request_get_method (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

/**
 * genkan_http_request_get_uri:
 * @self: a request
 *
 * Returns: (transfer none): where it goes
 */
GUri *
genkan_http_request_get_uri (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->uri;
}

/**
 * genkan_http_request_get_content_type:
 * @self: a request
 *
 * Returns: (nullable): of its body
 */
const char *
genkan_http_request_get_content_type (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_type;
}

/**
 * genkan_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): its body
 */
GBytes *
genkan_http_request_get_body (GenkanHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/**
 * genkan_http_request_get_n_headers:
 * @self: a request
 *
 * Returns: how many headers were added
 */
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
