/* genkan-redactor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every secret is written down in the shapes in which it can turn up: as it is, percent-encoded
 * in two ways, JSON-escaped, in base64 (which shifts with what stands before it, so all three
 * alignments), and line by line when it is a key of several lines. A text is then read once, and
 * at each place the longest shape wins.
 *
 * A text that was cut to size before it came here can end in the middle of a secret. What is left
 * of it, if it is enough to know it by, goes too.
 *
 * A very short secret is also part of ordinary words. To blot it out everywhere would spoil the
 * text and tell the secret by what is missing; it is taken out where it stands alone.
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-redactor.h"

#define REPLACEMENT "[secret]"
#define SHORT_LENGTH 4
#define SHORT_LINE_LENGTH 8
#define SHORT_REST_LENGTH 8

typedef struct
{
  char    *text;   /* (owned) */
  gsize    length;
  gboolean alone;  /* only where no letter or digit touches it */
} Shape;

struct _GenkanRedactor
{
  GPtrArray *shapes; /* (owned) (element-type Shape) longest first */
};

G_DEFINE_BOXED_TYPE (GenkanRedactor, genkan_redactor, genkan_redactor_ref, genkan_redactor_unref)

static void
shape_free (gpointer data)
{
  Shape *shape = data;

  g_free (shape->text);
  g_free (shape);
}

static void
genkan_redactor_clear (gpointer data)
{
  GenkanRedactor *self = data;

  g_ptr_array_unref (self->shapes);
}

/**
 * genkan_redactor_new:
 *
 * Returns: (transfer full): a redactor that knows no secret
 */
GenkanRedactor *
genkan_redactor_new (void)
{
  GenkanRedactor *self = g_atomic_rc_box_new0 (GenkanRedactor);

  self->shapes = g_ptr_array_new_with_free_func (shape_free);

  return self;
}

GenkanRedactor *
genkan_redactor_ref (GenkanRedactor *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
genkan_redactor_unref (GenkanRedactor *self)
{
  g_atomic_rc_box_release_full (self, genkan_redactor_clear);
}

static gint
compare_shapes (gconstpointer a,
                gconstpointer b)
{
  const Shape *first = *(const Shape * const *) a;
  const Shape *second = *(const Shape * const *) b;

  return first->length < second->length ? 1 : first->length > second->length ? -1 : 0;
}

/* Takes the text over. */
static void
add_shape (GenkanRedactor *self,
           char           *text)
{
  Shape *shape;
  gboolean known = *text == '\0';

  for (guint i = 0; i < self->shapes->len && !known; i++)
    known = g_str_equal (((Shape *) g_ptr_array_index (self->shapes, i))->text, text);
  if (known)
    {
      g_free (text);
      return;
    }

  shape = g_new0 (Shape, 1);
  shape->text = text;
  shape->length = strlen (text);
  shape->alone = shape->length < SHORT_LENGTH;
  g_ptr_array_add (self->shapes, shape);
}

static char *
escape_json (const char *secret,
             gboolean    slashes)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *c = secret; *c != '\0'; c++)
    switch (*c)
      {
      case '\b':
        g_string_append (escaped, "\\b");
        break;

      case '\f':
        g_string_append (escaped, "\\f");
        break;

      case '\n':
        g_string_append (escaped, "\\n");
        break;

      case '\r':
        g_string_append (escaped, "\\r");
        break;

      case '\t':
        g_string_append (escaped, "\\t");
        break;

      case '"':
      case '\\':
        g_string_append_printf (escaped, "\\%c", *c);
        break;

      case '/':
        g_string_append (escaped, slashes ? "\\/" : "/");
        break;

      default:
        g_string_append_c (escaped, *c);
      }

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* Lower-case hex digits after the percent signs; the rest stays. */
static char *
lower_escapes (const char *escaped)
{
  char *lower = g_strdup (escaped);

  for (char *c = lower; *c != '\0'; c++)
    if (c[0] == '%' && c[1] != '\0' && c[2] != '\0')
      {
        c[1] = g_ascii_tolower (c[1]);
        c[2] = g_ascii_tolower (c[2]);
      }

  return lower;
}

/* As in application/x-www-form-urlencoded. */
static char *
plus_for_space (const char *escaped)
{
  g_autoptr (GString) form = g_string_new (escaped);

  g_string_replace (form, "%20", "+", 0);

  return g_string_free (g_steal_pointer (&form), FALSE);
}

static void
add_percent_encoded (GenkanRedactor *self,
                     const char     *secret)
{
  g_autofree char *strict = g_uri_escape_string (secret, NULL, FALSE);
  /* RFC 6570's reserved expansion, {+x}. */
  g_autofree char *loose = g_uri_escape_string (secret, ":/?#[]@!$&'()*+,;=", FALSE);

  add_shape (self, plus_for_space (strict));
  add_shape (self, lower_escapes (strict));
  add_shape (self, lower_escapes (loose));
  add_shape (self, g_steal_pointer (&strict));
  add_shape (self, g_steal_pointer (&loose));
}

/* Base64 of something that has the secret in it: the characters that depend on the secret alone,
 * for each of the three places at which it can start. */
static void
add_base64_inside (GenkanRedactor *self,
                   const char     *secret)
{
  gsize length = strlen (secret);

  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree char *padded = g_strdup_printf ("%.*s%s", (int) shift, "xx", secret);
      g_autofree char *encoded = g_base64_encode ((const guchar *) padded, shift + length);
      gsize from = (shift * 8 + 5) / 6;
      gsize to = (shift + length) * 8 / 6;

      if (to >= from + SHORT_LINE_LENGTH)
        add_shape (self, g_strndup (encoded + from, to - from));
    }
}

static void
add_lines (GenkanRedactor *self,
           const char     *secret)
{
  g_auto (GStrv) lines = g_strsplit_set (secret, "\r\n", -1);

  if (g_strv_length (lines) < 2)
    return;

  for (char **line = lines; *line != NULL; line++)
    {
      g_strstrip (*line);
      if (strlen (*line) >= SHORT_LINE_LENGTH)
        add_shape (self, g_strdup (*line));
    }
}

/**
 * genkan_redactor_add:
 * @self: a redactor
 * @secret: what must not be seen; an empty text hides nothing
 */
void
genkan_redactor_add (GenkanRedactor *self,
                     const char     *secret)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (secret != NULL);

  if (*secret == '\0')
    return;

  add_shape (self, g_strdup (secret));
  add_percent_encoded (self, secret);
  add_shape (self, escape_json (secret, FALSE));
  add_shape (self, escape_json (secret, TRUE));
  add_shape (self, g_base64_encode ((const guchar *) secret, strlen (secret)));
  add_base64_inside (self, secret);
  add_lines (self, secret);
  g_ptr_array_sort (self->shapes, compare_shapes);
}

/**
 * genkan_redactor_add_basic:
 * @self: a redactor
 * @user: the user of a basic authentication
 * @password: its password
 *
 * Adds what RFC 7617 makes of both.
 */
void
genkan_redactor_add_basic (GenkanRedactor *self,
                           const char     *user,
                           const char     *password)
{
  g_autofree char *both = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (user != NULL);
  g_return_if_fail (password != NULL);

  both = g_strconcat (user, ":", password, NULL);
  add_shape (self, g_base64_encode ((const guchar *) both, strlen (both)));
  g_ptr_array_sort (self->shapes, compare_shapes);
}

static gboolean
stands_alone (const char *text,
              const char *place,
              gsize       length)
{
  return (place == text || !g_ascii_isalnum (place[-1])) && !g_ascii_isalnum (place[length]);
}

/* How much of the shape stands at the place, if the text is cut there; else 0. */
static gsize
get_rest (const Shape *shape,
          const char  *place)
{
  gsize length = 0;

  while (length < shape->length && place[length] != '\0' && place[length] == shape->text[length])
    length++;

  return length >= SHORT_REST_LENGTH
         && (place[length] == '\0' || g_str_has_prefix (place + length, "…")) ? length : 0;
}

static gsize
find_rest (GenkanRedactor *self,
           const char     *place)
{
  gsize longest = 0;

  for (guint i = 0; i < self->shapes->len; i++)
    longest = MAX (longest, get_rest (g_ptr_array_index (self->shapes, i), place));

  return longest;
}

static const Shape *
find_shape (GenkanRedactor *self,
            const char     *text,
            const char     *place)
{
  for (guint i = 0; i < self->shapes->len; i++)
    {
      const Shape *shape = g_ptr_array_index (self->shapes, i);

      if (strncmp (place, shape->text, shape->length) == 0
          && (!shape->alone || stands_alone (text, place, shape->length)))
        return shape;
    }

  return NULL;
}

/**
 * genkan_redactor_redact:
 * @self: a redactor
 * @text: any text
 *
 * Returns: (transfer full): @text with `[secret]` in the place of each secret
 */
char *
genkan_redactor_redact (GenkanRedactor *self,
                        const char     *text)
{
  g_autoptr (GString) redacted = NULL;
  const char *place;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  redacted = g_string_sized_new (strlen (text));
  for (place = text; *place != '\0';)
    {
      const Shape *shape = find_shape (self, text, place);
      gsize length = shape != NULL ? shape->length : find_rest (self, place);

      if (length > 0)
        {
          g_string_append (redacted, REPLACEMENT);
          place += length;
        }
      else
        {
          g_string_append_c (redacted, *place++);
        }
    }

  return g_string_free (g_steal_pointer (&redacted), FALSE);
}
