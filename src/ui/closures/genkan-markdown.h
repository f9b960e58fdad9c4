/* genkan-markdown.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GENKAN_MARKDOWN_TEXT,    /* paragraphs */
  GENKAN_MARKDOWN_HEADING,
  GENKAN_MARKDOWN_ITEM,    /* of a list */
  GENKAN_MARKDOWN_QUOTE,
  GENKAN_MARKDOWN_CODE,    /* also a table: its columns stand one below the other */
} GenkanMarkdownKind;

/**
 * GenkanMarkdownBlock:
 * @kind: what it is
 * @level: of a heading, from 1 on; of an item, how deep it is, from 0 on
 * @marker: (owned) (nullable): of an item: a bullet or a number
 * @text: (owned): Pango markup; plain for %GENKAN_MARKDOWN_CODE
 */
typedef struct
{
  GenkanMarkdownKind  kind;
  guint               level;
  char               *marker;
  char               *text;
} GenkanMarkdownBlock;

GPtrArray *genkan_markdown_parse        (const char *text,
                                         guint       max_blocks,
                                         gboolean   *ret_cut);

/* Emphasis, code and links within a block, as Pango markup. */
char      *genkan_markdown_parse_inline (const char *text);

G_END_DECLS
