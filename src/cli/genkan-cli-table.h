/* genkan-cli-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GENKAN_COLUMN_FIXED,  /* never cut */
  GENKAN_COLUMN_SHRINK, /* cut when the terminal is too narrow */
  GENKAN_COLUMN_NUMBER, /* never cut, to the right */
} GenkanColumnKind;

/* A table for people: columns aligned by what a terminal shows, cut to fit into it, and never
 * wrapped. Into a pipe or a file it goes uncut. */
typedef struct _GenkanCliTable GenkanCliTable;

GenkanCliTable *genkan_cli_table_new        (void);
void            genkan_cli_table_free       (GenkanCliTable   *self);
void            genkan_cli_table_add_column (GenkanCliTable   *self,
                                             const char       *title,
                                             GenkanColumnKind  kind);
void            genkan_cli_table_add        (GenkanCliTable   *self,
                                             const char       *text);
void            genkan_cli_table_add_number (GenkanCliTable   *self,
                                             guint             number);
guint           genkan_cli_table_get_n_rows (GenkanCliTable   *self);
char           *genkan_cli_table_render     (GenkanCliTable   *self,
                                             guint             width,
                                             gboolean          styled);
void            genkan_cli_table_print      (GenkanCliTable   *self);

guint           genkan_cli_get_width        (int               fd);
guint           genkan_cli_text_width       (const char       *text);
char           *genkan_cli_text_cut         (const char       *text,
                                             guint             width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanCliTable, genkan_cli_table_free)

G_END_DECLS
