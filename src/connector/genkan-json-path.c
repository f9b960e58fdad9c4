/* genkan-json-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The right side of `->` and `->>`, compiled once per SELECT. One meaning over all versions of
 * SQLite: a text that does not begin with `$` is the name of a member, dots and all.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-json.h"

typedef struct
{
  char   *name;   /* (owned) (nullable) of a member; else an element */
  gsize   length;
  guint32 tag;
  guint   guess;  /* where it was last, behind its object */
  gint64  index;
} PathStep;

struct _GenkanJsonPath
{
  GArray *steps; /* (owned) (element-type PathStep) */
};

static void
path_step_clear (gpointer data)
{
  g_free (((PathStep *) data)->name);
}

static GenkanJsonPath *
path_new (void)
{
  GenkanJsonPath *self = g_new0 (GenkanJsonPath, 1);

  self->steps = g_array_new (FALSE, FALSE, sizeof (PathStep));
  g_array_set_clear_func (self->steps, path_step_clear);

  return self;
}

static void
add_name (GenkanJsonPath *self,
          const char     *name,
          gsize           length)
{
  PathStep step = { g_strndup (name, length), length, genkan_json_make_tag (name, length) };

  g_array_append_val (self->steps, step);
}

static void
add_index (GenkanJsonPath *self,
           gint64          index)
{
  PathStep step = { .index = index };

  g_array_append_val (self->steps, step);
}

/* After the dot: `name` or `"name"`. Returns what follows, or NULL. */
static const char *
parse_name (GenkanJsonPath *self,
            const char     *at,
            const char     *end)
{
  const char *start = at;

  if (at < end && *at == '"')
    {
      const char *quote = memchr (at + 1, '"', end - at - 1);

      if (quote == NULL)
        return NULL;
      add_name (self, at + 1, quote - at - 1);
      return quote + 1;
    }

  while (at < end && *at != '.' && *at != '[')
    at++;
  if (at == start)
    return NULL;
  add_name (self, start, at - start);

  return at;
}

/* After the bracket: `0]` or `#-1]`. Returns what follows, or NULL. */
static const char *
parse_index (GenkanJsonPath *self,
             const char     *at,
             const char     *end)
{
  gboolean from_end = FALSE;
  gint64 index = 0;
  const char *start;

  if (end - at > 2 && at[0] == '#' && at[1] == '-')
    {
      from_end = TRUE;
      at += 2;
    }

  for (start = at; at < end && g_ascii_isdigit (*at) && at - start < 10; at++)
    index = index * 10 + g_ascii_digit_value (*at);
  if (at == start || at >= end || *at != ']' || (from_end && index == 0))
    return NULL;
  add_index (self, from_end ? -index : index);

  return at + 1;
}

/**
 * genkan_json_path_new:
 * @source: a path or a member's name
 * @length: of @source
 *
 * Returns: (transfer full) (nullable): the path, or %NULL when it is not one
 */
GenkanJsonPath *
genkan_json_path_new (const char *source,
                      gsize       length)
{
  g_autoptr (GenkanJsonPath) self = path_new ();
  const char *at = source + 1;
  const char *end = source + length;

  if (length == 0 || *source != '$')
    {
      add_name (self, source, length);
      return g_steal_pointer (&self);
    }

  while (at != NULL && at < end)
    if (*at == '.')
      at = parse_name (self, at + 1, end);
    else if (*at == '[')
      at = parse_index (self, at + 1, end);
    else
      at = NULL;

  return at != NULL ? g_steal_pointer (&self) : NULL;
}

GenkanJsonPath *
genkan_json_path_new_index (gint64 index)
{
  GenkanJsonPath *self = path_new ();

  add_index (self, index);

  return self;
}

void
genkan_json_path_free (GenkanJsonPath *self)
{
  g_array_unref (self->steps);
  g_free (self);
}

/**
 * genkan_json_path_find:
 * @self: a path
 * @from: where it begins
 * @ret_found: (out): the value
 *
 * Returns: whether there is one
 */
gboolean
genkan_json_path_find (GenkanJsonPath *self,
                       GenkanJsonRef   from,
                       GenkanJsonRef  *ret_found)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      PathStep *step = &g_array_index (self->steps, PathStep, i);

      if (step->name != NULL
          ? !genkan_json_guessed_member (from, step->name, step->length, step->tag, &step->guess, &from)
          : !genkan_json_element (from, step->index, &from))
        return FALSE;
    }
  *ret_found = from;

  return TRUE;
}
