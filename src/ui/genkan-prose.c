/* genkan-prose.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the beginning of a very long text is shown: a label of megabytes would stop the window
 * for seconds. All of it can be copied.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-prose.h"

#include "closures/genkan-format.h"
#include "closures/genkan-markdown.h"
#include "genkan-toaster.h"

#include <glib/gi18n.h>

#define MOST_CHARACTERS 20000
#define MOST_BLOCKS     200

static gboolean
activate_link_cb (GtkWidget  *label,
                  const char *uri)
{
  genkan_toaster_launch (label, uri);

  return TRUE;
}

static GtkWidget *
make_label (const char        *markup,
            GtkAccessibleRole  role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", role,
                                   "use-markup", TRUE,
                                   "label", markup,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "selectable", TRUE,
                                   "xalign", 0.0f,
                                   "hexpand", TRUE,
                                   NULL);

  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);

  return label;
}

static GtkWidget *
make_item (const GenkanMarkdownBlock *block)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *marker = gtk_label_new (block->marker);

  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  gtk_widget_set_margin_start (row, 18 * block->level);
  gtk_box_append (GTK_BOX (row), marker);
  gtk_box_append (GTK_BOX (row), make_label (block->text, GTK_ACCESSIBLE_ROLE_LABEL));

  return row;
}

/* Lines of code are not wrapped, but can be moved sideways. */
static GtkWidget *
make_code (const char *text)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "selectable", TRUE,
                                   "xalign", 0.0f, NULL);

  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (scroller, "code");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);

  return scroller;
}

static GtkWidget *
make_block (const GenkanMarkdownBlock *block)
{
  GtkWidget *label;

  switch (block->kind)
    {
    case GENKAN_MARKDOWN_ITEM:
      return make_item (block);

    case GENKAN_MARKDOWN_CODE:
      return make_code (block->text);

    case GENKAN_MARKDOWN_HEADING:
      label = make_label (block->text, GTK_ACCESSIBLE_ROLE_HEADING);
      gtk_widget_add_css_class (label, block->level <= 2 ? "title-4" : "heading");
      return label;

    case GENKAN_MARKDOWN_QUOTE:
      label = make_label (block->text, GTK_ACCESSIBLE_ROLE_LABEL);
      gtk_widget_add_css_class (label, "quote");
      return label;

    case GENKAN_MARKDOWN_TEXT:
    default:
      return make_label (block->text, GTK_ACCESSIBLE_ROLE_LABEL);
    }
}

static void
copy_cb (GtkWidget *button)
{
  const char *text = g_object_get_data (G_OBJECT (button), "genkan-text");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
  genkan_toast (button, _("Copied"));
}

static GtkWidget *
make_rest (const char *text,
           glong       n_characters)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Copy All of It"));
  g_autofree char *count = genkan_format_count (n_characters);
  g_autofree char *words =
    g_strdup_printf (_("This is the beginning of a text of %s characters."), count);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "genkan-text", g_strdup (text), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);

  return row;
}

/**
 * genkan_prose_new:
 * @text: what a tool wrote
 *
 * Returns: (transfer floating): the text; nothing of it is HTML, and only addresses of the web
 *   are links
 */
GtkWidget *
genkan_prose_new (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  glong n_characters = g_utf8_strlen (valid, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (n_characters, MOST_CHARACTERS));
  g_autoptr (GPtrArray) blocks = NULL;
  gboolean more = FALSE;

  blocks = genkan_markdown_parse (cut, MOST_BLOCKS, &more);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (GTK_BOX (box), make_block (blocks->pdata[i]));
  if (more || n_characters > MOST_CHARACTERS)
    gtk_box_append (GTK_BOX (box), make_rest (valid, n_characters));

  return box;
}
