/* genkan-markdown-text-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-markdown-text.h"

G_BEGIN_DECLS

/* A run of * _ or ~ that may begin or end an emphasis, or the bracket of a link. */
typedef struct
{
  gsize    start;    /* in the HTML */
  guint    length;
  char     mark;
  gboolean opens;
  gboolean closes;
  gboolean dropped;  /* it is no text */
} GenkanMarkdownRun;

typedef struct
{
  GString *html;         /* (owned) */
  GArray  *runs;         /* (owned) (element-type GenkanMarkdownRun) of the current line */
  GArray  *brackets;     /* (owned) (element-type guint) places of runs: those that are open */
  char     fence;        /* what the open block of code began with, or NUL */
  gsize    fence_length;
  gboolean open;         /* a paragraph or list item, which the next line goes on */
} GenkanMarkdownWriter;

void genkan_markdown_append_escaped (GString              *html,
                                     const char           *text,
                                     gsize                 length);
void genkan_markdown_write_inline   (GenkanMarkdownWriter *self,
                                     const char           *at,
                                     const char           *end);

G_END_DECLS
