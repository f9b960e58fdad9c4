/* genkan-cli-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A terminal counts cells, not characters: an ideograph takes two, a combining accent none.
 * When the rows are wider than the terminal the widest of the columns that may shrink loses a
 * cell, again and again, until they fit or all have become small.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-private.h"
#include "genkan-cli-table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define GAP 2
#define SMALLEST 8

typedef struct
{
  char             *title; /* (owned) */
  GenkanColumnKind  kind;
  guint             width;
} GenkanCliColumn;

struct _GenkanCliTable
{
  GArray    *columns; /* (owned) (element-type GenkanCliColumn) */
  GPtrArray *cells;   /* (owned) (element-type utf8) row by row */
};

static void
genkan_cli_column_clear (gpointer data)
{
  GenkanCliColumn *column = data;

  g_free (column->title);
}

GenkanCliTable *
genkan_cli_table_new (void)
{
  GenkanCliTable *self = g_new0 (GenkanCliTable, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (GenkanCliColumn));
  g_array_set_clear_func (self->columns, genkan_cli_column_clear);
  self->cells = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
genkan_cli_table_free (GenkanCliTable *self)
{
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
genkan_cli_table_add_column (GenkanCliTable   *self,
                             const char       *title,
                             GenkanColumnKind  kind)
{
  GenkanCliColumn column = { .title = g_strdup (title), .kind = kind };

  g_array_append_val (self->columns, column);
}

/**
 * genkan_cli_table_add:
 * @self: a table
 * @text: (nullable): the next cell, row by row; anything that a terminal would obey is taken out
 */
void
genkan_cli_table_add (GenkanCliTable *self,
                      const char     *text)
{
  g_ptr_array_add (self->cells, genkan_cli_dup_plain (text));
}

void
genkan_cli_table_add_number (GenkanCliTable *self,
                             guint           number)
{
  g_ptr_array_add (self->cells, g_strdup_printf ("%u", number));
}

guint
genkan_cli_table_get_n_rows (GenkanCliTable *self)
{
  return self->cells->len / self->columns->len;
}

static guint
character_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

/* Returns: how many cells a terminal takes for it */
guint
genkan_cli_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += character_width (g_utf8_get_char (p));

  return width;
}

/* Returns: (transfer full): the text, or its beginning and "…" when it is wider than @width */
char *
genkan_cli_text_cut (const char *text,
                     guint       width)
{
  const char *p;
  guint used = 0;

  if (genkan_cli_text_width (text) <= width)
    return g_strdup (text);

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      used += character_width (g_utf8_get_char (p));
      if (used + 1 > width)
        break;
    }

  return g_strdup_printf ("%.*s…", (int) (p - text), text);
}

/* Returns: the columns of the terminal, or 0 when it is none */
guint
genkan_cli_get_width (int fd)
{
  struct winsize size;

  if (!isatty (fd))
    return 0;
  if (ioctl (fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return 80;

  return size.ws_col;
}

static void
measure (GenkanCliTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GenkanCliColumn *column = &g_array_index (self->columns, GenkanCliColumn, i);

      column->width = genkan_cli_text_width (column->title);
    }

  for (guint i = 0; i < self->cells->len; i++)
    {
      GenkanCliColumn *column = &g_array_index (self->columns, GenkanCliColumn, i % self->columns->len);

      column->width = MAX (column->width, genkan_cli_text_width (g_ptr_array_index (self->cells, i)));
    }
}

static guint
total_width (GenkanCliTable *self)
{
  guint total = GAP * (self->columns->len - 1);

  for (guint i = 0; i < self->columns->len; i++)
    total += g_array_index (self->columns, GenkanCliColumn, i).width;

  return total;
}

static GenkanCliColumn *
find_widest (GenkanCliTable *self)
{
  GenkanCliColumn *widest = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GenkanCliColumn *column = &g_array_index (self->columns, GenkanCliColumn, i);

      if (column->kind == GENKAN_COLUMN_SHRINK && column->width > SMALLEST &&
          (widest == NULL || column->width > widest->width))
        widest = column;
    }

  return widest;
}

static void
shrink (GenkanCliTable *self,
        guint           width)
{
  GenkanCliColumn *widest;

  while (total_width (self) > width && (widest = find_widest (self)) != NULL)
    widest->width--;
}

static void
append_cell (GString               *line,
             const GenkanCliColumn *column,
             const char            *text,
             gboolean               last)
{
  g_autofree char *cut = genkan_cli_text_cut (text, column->width);
  guint padding = column->width - MIN (column->width, genkan_cli_text_width (cut));

  if (column->kind == GENKAN_COLUMN_NUMBER)
    g_string_append_printf (line, "%*s%s", (int) padding, "", cut);
  else if (last)
    g_string_append (line, cut);
  else
    g_string_append_printf (line, "%s%*s", cut, (int) padding, "");

  if (!last)
    g_string_append_printf (line, "%*s", GAP, "");
}

/* A cell of the head for row -1. */
static const char *
get_cell (GenkanCliTable *self,
          int             row,
          guint           column)
{
  if (row < 0)
    return g_array_index (self->columns, GenkanCliColumn, column).title;

  return g_ptr_array_index (self->cells, row * self->columns->len + column);
}

/**
 * genkan_cli_table_render:
 * @self: a table in which every row is whole
 * @width: the cells of the terminal, or 0 for as many as it takes
 * @styled: whether the head stands out
 *
 * Returns: (transfer full): its lines
 */
char *
genkan_cli_table_render (GenkanCliTable *self,
                         guint           width,
                         gboolean        styled)
{
  GString *text = g_string_new (NULL);
  int n_rows = genkan_cli_table_get_n_rows (self);

  measure (self);
  if (width > 0)
    shrink (self, width);

  for (int row = -1; row < n_rows; row++)
    {
      if (styled && row < 0)
        g_string_append (text, "\033[1m");
      for (guint i = 0; i < self->columns->len; i++)
        append_cell (text, &g_array_index (self->columns, GenkanCliColumn, i),
                     get_cell (self, row, i), i + 1 == self->columns->len);
      if (styled && row < 0)
        g_string_append (text, "\033[0m");
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

void
genkan_cli_table_print (GenkanCliTable *self)
{
  guint width = genkan_cli_get_width (STDOUT_FILENO);
  const char *no_color = g_getenv ("NO_COLOR");
  g_autofree char *text = NULL;

  text = genkan_cli_table_render (self, width, width > 0 && (no_color == NULL || *no_color == '\0'));
  g_print ("%s", text);
}
