/* test-markdown.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown of tools as Pango markup: what is understood, what stays text, and that no text at all
 * makes markup that a label refuses.
 */

#include "config.h"

#include "closures/genkan-markdown.h"
#include "genkan-prose.h"

#include <gtk/gtk.h>
#include <string.h>

static void
assert_inline (const char *text,
               const char *expected)
{
  g_autofree char *markup = genkan_markdown_parse_inline (text);

  g_assert_cmpstr (markup, ==, expected);
}

#define LINK(address, text) "<a href=\"" address "\" title=\"" address "\">" text "</a>"

static void
test_emphasis (void)
{
  assert_inline ("", "");
  assert_inline ("**bold** and *not so*", "<b>bold</b> and <i>not so</i>");
  assert_inline ("__bold__, _slanted_, ~~gone~~", "<b>bold</b>, <i>slanted</i>, <s>gone</s>");
  assert_inline ("***both***", "<b><i>both</i></b>");
  assert_inline ("**a *b* c**", "<b>a <i>b</i> c</b>");
  assert_inline ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4");
  assert_inline ("**no end", "**no end");
  assert_inline ("* ** _ __ ` ~~", "* ** _ __ ` ~~");
  assert_inline ("\\*text\\* C:\\dir", "*text* C:\\dir");
  assert_inline ("`a **b** <c>`", "<tt>a **b** &lt;c&gt;</tt>");
  assert_inline ("``a ` b`` `c", "<tt>a ` b</tt> `c");
}

static void
test_html (void)
{
  assert_inline ("<b>x</b> <script>alert(1)</script> & &lt;",
                 "&lt;b&gt;x&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt; &amp; &amp;lt;");
  assert_inline ("<a href=\"https://evil.example\">x</a>",
                 "&lt;a href=&quot;" LINK ("https://evil.example", "https://evil.example")
                 "&quot;&gt;x&lt;/a&gt;");
  assert_inline ("a\x01" "b\x1b[31m", "a\xEF\xBF\xBD" "b\xEF\xBF\xBD[31m");
}

static void
test_links (void)
{
  assert_inline ("[here](https://a.example/x_y_z)", LINK ("https://a.example/x_y_z", "here"));
  assert_inline ("[**b**](http://a.example \"title\")", LINK ("http://a.example", "<b>b</b>"));
  assert_inline ("[here](<https://a.example>)", LINK ("https://a.example", "here"));
  assert_inline ("![picture](https://a.example/p.png)", LINK ("https://a.example/p.png", "picture"));
  assert_inline ("see https://a.example/x(1).", "see " LINK ("https://a.example/x(1)", "https://a.example/x(1)") ".");
  assert_inline ("(https://a.example)", "(" LINK ("https://a.example", "https://a.example") ")");
  assert_inline ("<https://a.example>", "&lt;" LINK ("https://a.example", "https://a.example") "&gt;");
  assert_inline ("https://a.example/?a=1&b=\"2", LINK ("https://a.example/?a=1&amp;b=",
                 "https://a.example/?a=1&amp;b=") "&quot;2");
  assert_inline ("[x](javascript:alert(1))", "x");
  assert_inline ("[x](file:///etc/passwd) [y](data:text/html,z) [z](mailto:a@b)", "x y z");
  assert_inline ("[x](/relative) [](https://)", "x https://");
  assert_inline ("file:///etc/passwd ftp://a.example xhttps://a.example",
                 "file:///etc/passwd ftp://a.example xhttps://a.example");
  assert_inline ("[a [b] c](https://a.example)", LINK ("https://a.example", "a [b] c"));
  assert_inline ("[a](https://a.example [b] x[1]", "[a](" LINK ("https://a.example", "https://a.example") " [b] x[1]");
  assert_inline ("[https://b.example](https://a.example)", LINK ("https://a.example", "https://b.example"));
}

static char *
tell_blocks (const char *text,
             guint       max_blocks,
             gboolean   *ret_cut)
{
  static const char *const kinds[] = { "text", "heading", "item", "quote", "code" };
  g_autoptr (GPtrArray) blocks = genkan_markdown_parse (text, max_blocks, ret_cut);
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const GenkanMarkdownBlock *block = blocks->pdata[i];

      g_string_append_printf (told, "%s %u %s(%s)\n", kinds[block->kind], block->level,
                              block->marker != NULL ? block->marker : "", block->text);
    }

  return g_string_free (told, FALSE);
}

static void
assert_blocks (const char *text,
               const char *expected)
{
  gboolean cut = TRUE;
  g_autofree char *told = tell_blocks (text, 100, &cut);

  g_assert_cmpstr (told, ==, expected);
  g_assert_false (cut);
}

static void
test_blocks (void)
{
  assert_blocks ("", "");
  assert_blocks ("one\ntwo\r\n\n\nthree", "text 0 (one\ntwo\n\nthree)\n");
  assert_blocks ("# One\n### Three ##\n#no\n", "heading 1 (One)\nheading 3 (Three)\ntext 0 (#no)\n");
  assert_blocks ("Title\n=====\nMinor\n---\ntext\n\n---\nmore",
                 "heading 1 (Title)\nheading 2 (Minor)\ntext 0 (text\n\nmore)\n");
  assert_blocks ("- a\n  - b\n    goes on\n* c\n10. d\n\nend",
                 "item 0 •(a)\nitem 1 •(b\ngoes on)\nitem 0 •(c)\nitem 0 10.(d)\ntext 0 (end)\n");
  assert_blocks ("> said\n> so\nlazily\n\nend", "quote 0 (said\nso\nlazily)\ntext 0 (end)\n");
  assert_blocks ("-5 degrees\n1.5 times", "text 0 (-5 degrees\n1.5 times)\n");
}

static void
test_code (void)
{
  assert_blocks ("before\n```c\nint *a;\n\n  <b>\n```\nafter",
                 "text 0 (before)\ncode 0 (int *a;\n\n  <b>)\ntext 0 (after)\n");
  assert_blocks ("~~~\n```\n~~~", "code 0 (```)\n");
  assert_blocks ("```\nno end", "code 0 (no end)\n");
  assert_blocks ("text\n\n    indented\n\n    more\n\nend",
                 "text 0 (text)\ncode 0 (indented\n\nmore)\ntext 0 (end)\n");
  assert_blocks ("| a | b |\n|---|---|\n| 1 | 2 |", "code 0 (| a | b |\n|---|---|\n| 1 | 2 |)\n");
  assert_blocks ("GET / HTTP/1.1\n    folded", "text 0 (GET / HTTP/1.1\nfolded)\n");
}

static void
test_cut (void)
{
  g_autofree char *told = NULL;
  gboolean cut = FALSE;

  told = tell_blocks ("- a\n- b\n- c\n- d", 2, &cut);
  g_assert_true (cut);
  g_assert_true (g_str_has_prefix (told, "item 0 •(a)\nitem 0 •(b)\n"));
}

/* Pieces that mean something, in any order: what comes out is markup. */
static void
test_any (void)
{
  static const char *const pieces[] = {
    "*", "**", "_", "__", "~~", "`", "```", "[", "]", "(", ")", "!", "<", ">", "&", "\\", "\n", " ",
    "a", "é", "#", "- ", "1. ", "|", "https://a.example", "](https://a.example)", "\"", "'", "\x7f",
    "\t", "\xE2\x80\xAE", "&#1;", "    ",
  };
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *markup = NULL;
      guint n_pieces = g_test_rand_int_range (1, 40);

      for (guint i = 0; i < n_pieces; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      markup = genkan_markdown_parse_inline (text->str);
      gtk_label_set_label (GTK_LABEL (label), "before");
      gtk_label_set_markup (GTK_LABEL (label), markup); /* a warning is a failure here */
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), !=, "before");
    }
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

/* Texts that are made to take long are done in no time, and of 5 MB only the beginning shows. */
static void
test_long (void)
{
  static const char *const pieces[] = { "*a ", "[", "`", "**", "_a", "[a](", "- x\n", "> ", "x" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GtkWidget) prose = NULL;

      while (text->len < 5 * 1024 * 1024)
        g_string_append (text, pieces[i]);

      prose = g_object_ref_sink (genkan_prose_new (text->str));
      g_assert_cmpuint (count_children (prose), >, 0);
      g_assert_cmpuint (count_children (prose), <, 250);
      g_assert_true (GTK_IS_BUTTON (gtk_widget_get_last_child (gtk_widget_get_last_child (prose))));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/markdown/emphasis", test_emphasis);
  g_test_add_func ("/markdown/html", test_html);
  g_test_add_func ("/markdown/links", test_links);
  g_test_add_func ("/markdown/blocks", test_blocks);
  g_test_add_func ("/markdown/code", test_code);
  g_test_add_func ("/markdown/cut", test_cut);
  g_test_add_func ("/markdown/any", test_any);
  g_test_add_func ("/markdown/long", test_long);

  return g_test_run ();
}
