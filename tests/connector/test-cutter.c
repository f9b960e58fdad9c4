/* test-cutter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connector.h"
#include "genkan-cutter.h"

typedef struct
{
  const char        *json;
  const char        *path;  /* "a/b", "" for the top, NULL for none */
  const char        *items; /* with | between, k=… before those that have a key */
  const char        *body;
  GenkanCutterItems  found;
} Case;

static const Case cases[] = {
  { "{\"a\": [1, \"x\", {\"b\": [2]}, null]}", "a", "1|\"x\"|{\"b\":[2]}|null", "{\"a\":[]}",
    GENKAN_CUTTER_FOUND },
  { "[{\"a\": 1}, {\"a\": \"ü, ]\"}]", "", "{\"a\":1}|{\"a\":\"ü, ]\"}", "[]", GENKAN_CUTTER_FOUND },
  { "{\"a\": {\"b\": [1], \"c\": 2}, \"b\": [3]}", "a/b", "1", "{\"a\":{\"b\":[],\"c\":2},\"b\":[3]}",
    GENKAN_CUTTER_FOUND },
  { "{\"x\": {\"b\": [9]}, \"a\": [{\"b\": [8]}], \"total\": 5}", "a/b", "",
    "{\"x\":{\"b\":[9]},\"a\":[{\"b\":[8]}],\"total\":5}", GENKAN_CUTTER_ABSENT },
  { "{\"a\": {\"c\": [7], \"b\": [1]}, \"d\": [2]}", "a/b", "1",
    "{\"a\":{\"c\":[7],\"b\":[]},\"d\":[2]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": {\"x\": 1, \"y\\u00e4\": [2]}}", "a", "x=1|yä=[2]", "{\"a\":{}}", GENKAN_CUTTER_FOUND },
  { "{\"\\u0061\": [1]}", "a", "1", "{\"\\u0061\":[]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": null}", "a", "", "{\"a\":null}", GENKAN_CUTTER_FOUND },
  { "null", "", "", "null", GENKAN_CUTTER_ABSENT },
  { "{\"a\": []}", "a", "", "{\"a\":[]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": \"text\"}", "a", "", "{\"a\":\"text\"}", GENKAN_CUTTER_OTHER },
  { "{\"a\": -1.5e+3}", "a", "", "{\"a\":-1.5e+3}", GENKAN_CUTTER_OTHER },
  { "{\"a\": [[1, 2], [3]]}", "a", "[1,2]|[3]", "{\"a\":[]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": [1, 2]}", NULL, "", "{\"a\":[1,2]}", GENKAN_CUTTER_ABSENT },
  { " 12 ", NULL, "", "12", GENKAN_CUTTER_ABSENT },
  { "0", NULL, "", "0", GENKAN_CUTTER_ABSENT },
  { "\"a\\\"b\\\\\"", NULL, "", "\"a\\\"b\\\\\"", GENKAN_CUTTER_ABSENT },
  { "\357\273\277{\"a\": [1]}", "a", "1", "{\"a\":[]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": [\"\xF0\x9F\x98\x80\"]}", "a", "\"\xF0\x9F\x98\x80\"", "{\"a\":[]}",
    GENKAN_CUTTER_FOUND },
  { "{\"a\": [0, -0.0, 1E5]}", "a", "0|-0.0|1E5", "{\"a\":[]}", GENKAN_CUTTER_FOUND },
  { "{\"a\": [ ] , \"b\" : { } }", "a", "", "{\"a\":[],\"b\":{}}", GENKAN_CUTTER_FOUND },
};

static GenkanCutter *
cutter_new (const char  *path,
            GenkanItems *items)
{
  g_auto (GStrv) names = NULL;

  if (path != NULL)
    names = *path != '\0' ? g_strsplit (path, "/", -1) : g_new0 (char *, 1);

  return genkan_cutter_new ((const char * const *) names, items);
}

static char *
join_items (GenkanItems *items)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < genkan_items_get_n (items); i++)
    {
      gsize length;
      const char *key = genkan_items_get_key (items, i, &length);

      if (i > 0)
        g_string_append_c (all, '|');
      if (key != NULL)
        g_string_append_printf (all, "%s=", key);
      g_string_append (all, genkan_items_get_json (items, i, &length));
      g_assert_cmpuint (strlen (genkan_items_get_json (items, i, &length)), ==, length);
    }

  return g_string_free (all, FALSE);
}

/* Feeds @json in three pieces. */
static gboolean
cut (GenkanCutter  *cutter,
     const char    *json,
     gsize          length,
     gsize          first,
     gsize          second,
     GError       **error)
{
  gsize ends[] = { first, second, length };
  gsize at = 0, used;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      /* A copy of its own size, so that a sanitizer sees every read beyond it. */
      g_autofree guint8 *piece = g_memdup2 (json + at, ends[i] - at);

      if (!genkan_cutter_feed (cutter, piece, ends[i] - at, G_MAXUINT, &used, error))
        return FALSE;
      g_assert_cmpuint (used, ==, ends[i] - at);
      at = ends[i];
    }

  return genkan_cutter_end (cutter, error);
}

static void
check (const Case *one,
       gsize       first,
       gsize       second)
{
  g_autoptr (GenkanItems) items = genkan_items_new ();
  g_autoptr (GenkanCutter) cutter = cutter_new (one->path, items);
  g_autoptr (GError) error = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *body = NULL;
  const char *other;
  gsize length;

  cut (cutter, one->json, strlen (one->json), first, second, &error);
  g_assert_no_error (error);
  joined = join_items (items);
  g_assert_cmpstr (joined, ==, one->items);
  body = g_strdup (genkan_cutter_get_body (cutter, &length));
  g_assert_cmpstr (body, ==, one->body);
  g_assert_cmpint (genkan_cutter_get_items (cutter, &other), ==, one->found);
}

static void
test_every_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize first = 0; first <= strlen (cases[i].json); first++)
      for (gsize second = first; second <= strlen (cases[i].json); second++)
        check (&cases[i], first, second);
}

/* Every document that is cut short is noticed, wherever. */
static void
test_every_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize whole = strlen (cases[i].json);

      if (cases[i].json[whole - 1] != '}' && cases[i].json[whole - 1] != ']')
        continue;

      for (gsize length = 0; length < whole; length++)
        {
          g_autoptr (GenkanItems) items = genkan_items_new ();
          g_autoptr (GenkanCutter) cutter = cutter_new (cases[i].path, items);
          g_autoptr (GError) error = NULL;

          g_assert_false (cut (cutter, cases[i].json, length, 0, length / 2, &error));
          g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT);
        }
    }
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "{\"a\" 1}", "{a: 1}", "[1,]", "{\"a\": 1,}", "[1 2]", "01", "1.", ".5", "+1", "1e", "-", "tru ",
    "nul}", "[1}", "{\"a\": 1]", "}", "]", "\"\\x\"", "\"\\u12G4\"", "\"a\nb\"", "{} {}", "1 2",
    "<html>", "'a'", "[\"\x80\"]", "[\"\xC0\xAF\"]", "[\"\xED\xA0\x80\"]", "[\"\xF4\x90\x80\x80\"]",
    "[\"\xE2\x28\xA1\"]", "[\"\xF0\x28\x8C\xBC\"]", "\xEF\xBB{}", "{\"a\": NaN}", "[,]", "{,}",
    "{\"a\"}", "{1: 2}", "[1]]", "\x01", "/* c */ 1", "[1] // c",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    for (gsize split = 0; split <= strlen (bad[i]); split++)
      {
        g_autoptr (GenkanItems) items = genkan_items_new ();
        g_autoptr (GenkanCutter) cutter = cutter_new ("", items);
        g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
        guint root;

        if (cut (cutter, bad[i], strlen (bad[i]), split, split, NULL))
          g_test_fail_printf ("taken as JSON: %s", bad[i]);
        if (genkan_json_index (nodes, bad[i], strlen (bad[i]), &root))
          g_test_fail_printf ("indexed as JSON: %s", bad[i]);
      }
}

static void
test_depth (void)
{
  for (guint depth = GENKAN_JSON_MAX_DEPTH - 1; depth <= 100000; depth *= 10)
    {
      g_autoptr (GenkanItems) items = genkan_items_new ();
      g_autoptr (GenkanCutter) cutter = cutter_new (NULL, items);
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
      g_autofree char *json = g_strnfill (2 * depth, '[');
      guint root;
      gboolean allowed = depth <= GENKAN_JSON_MAX_DEPTH;

      memset (json + depth, ']', depth);
      g_assert_cmpint (cut (cutter, json, 2 * depth, 1, depth, NULL), ==, allowed);
      g_assert_cmpint (genkan_json_index (nodes, json, 2 * depth, &root), ==, allowed);
    }
}

static void
test_twice (void)
{
  static const char json[] = "{\"a\": [1], \"a\": [2]}";
  g_autoptr (GenkanItems) items = genkan_items_new ();
  g_autoptr (GenkanCutter) cutter = cutter_new ("a", items);
  g_autoptr (GError) error = NULL;

  g_assert_false (cut (cutter, json, strlen (json), 0, 0, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "the list of items stands in the answer twice");
}

static void
test_stops_at_limit (void)
{
  static const char json[] = "[1,2,3,4,5]";
  g_autoptr (GenkanItems) items = genkan_items_new ();
  g_autoptr (GenkanCutter) cutter = cutter_new ("", items);
  gsize used = 0;

  g_assert_true (genkan_cutter_feed (cutter, (const guint8 *) json, strlen (json), 2, &used, NULL));
  g_assert_cmpuint (genkan_items_get_n (items), ==, 2);
  g_assert_cmpuint (used, <, strlen (json));
}

static void
test_large_item (void)
{
  g_autoptr (GenkanItems) items = genkan_items_new ();
  g_autoptr (GenkanCutter) cutter = cutter_new ("", items);
  g_autoptr (GError) error = NULL;
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  gsize used;
  gboolean good = genkan_cutter_feed (cutter, (const guint8 *) "[\"", 2, G_MAXUINT, &used, &error);

  for (int i = 0; i < 20 && good; i++)
    good = genkan_cutter_feed (cutter, (const guint8 *) filler, 1024 * 1024, G_MAXUINT, &used,
                               &error);

  g_assert_false (good);
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
}

/* What the cutter takes for JSON, the index does too, whatever bytes are changed. */
static void
test_mutations (void)
{
  static const char bytes[] = "{}[]\",:\\ue0-1.tnf \n\x80\xc3\xff";

  for (guint round = 0; round < 20000; round++)
    {
      const Case *one = &cases[g_test_rand_int_range (0, G_N_ELEMENTS (cases))];
      g_autofree char *json = g_strdup (one->json);
      gsize length = strlen (json);
      g_autoptr (GenkanItems) items = genkan_items_new ();
      g_autoptr (GenkanCutter) cutter = cutter_new (NULL, items);
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
      gboolean bom = json[0] == '\357';
      guint root;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        json[g_test_rand_int_range (0, length)] = bytes[g_test_rand_int_range (0, sizeof bytes)];
      if (bom || json[0] == '\357')
        continue;

      if (cut (cutter, json, length, length / 3, length / 2, NULL) !=
          genkan_json_index (nodes, json, length, &root))
        {
          g_autofree char *escaped = g_strescape (json, NULL);

          g_test_fail_printf ("cutter and index disagree about %s", escaped);
        }
    }
}

/* What a document comes to, and what is wrong with it, in one text. */
static char *
describe (const char *json,
          gsize       length,
          gsize       first,
          gsize       second)
{
  g_autoptr (GenkanItems) items = genkan_items_new ();
  g_autoptr (GenkanCutter) cutter = cutter_new ("a", items);
  g_autoptr (GError) error = NULL;
  g_autofree char *joined = NULL;
  GString *all;
  gsize body_length;

  cut (cutter, json, length, first, second, &error);
  joined = join_items (items);
  all = g_string_new (joined);
  g_string_append_printf (all, " in %s", genkan_cutter_get_body (cutter, &body_length));
  if (error != NULL)
    g_string_append_printf (all, ": %s", error->message);

  for (guint i = 0; i < genkan_items_get_n (items); i++)
    {
      const char *item = genkan_items_get_json (items, i, &length);
      g_autoptr (GString) value = g_string_new (NULL);
      GenkanJsonRef root, found;

      if (genkan_items_find_json (items, item, length, &root) &&
          genkan_json_member (root, "b", 1, &found))
        genkan_json_append_text (found, value);
      g_string_append_printf (all, ", %s", value->str);
    }

  return g_string_free (all, FALSE);
}

/* Whether items come as a whole or across pieces, and however they are broken: it is the same. */
static void
test_pieces_agree (void)
{
  static const char document[] =
    "{\"n\":1,\"a\":[{\"b\":\"x\",\"c\":[1,{\"b\":2}]},{ \"b\" : -1.5e3 , \"d\":\"\\u00e4\\\"\"},"
    "[[\"\xC3\xA4\"]],{\"\\u0062\":3,\"b\":4},\"t\",null,{\"b\":5,\"b\":6,\"e\":{}}],\"z\":[true]}";
  static const char bytes[] = "{}[]\",:\\ue0-1.tnfb \n\x80\xc3\xff";
  gsize length = strlen (document);

  for (guint round = 0; round < 5000; round++)
    {
      g_autofree char *json = g_strdup (document);
      gsize first = g_test_rand_int_range (0, length + 1);
      gsize second = g_test_rand_int_range (first, length + 1);
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;

      for (int i = g_test_rand_int_range (0, 3); i > 0; i--)
        json[g_test_rand_int_range (0, length)] = bytes[g_test_rand_int_range (0, sizeof bytes)];
      whole = describe (json, length, length, length);
      pieces = describe (json, length, first, second);
      g_assert_cmpstr (whole, ==, pieces);
    }
}

/* What a path finds must not depend on what it has found before. */
static void
test_path_guesses (void)
{
  static const struct { const char *json, *found; } documents[] = {
    { "{\"a\":1,\"b\":{\"c\":2},\"d\":[3]}", "2" },
    { "{\"b\":{\"c\":4}}", "4" },
    { "{\"a\":{\"c\":5},\"x\":{\"b\":{\"c\":6}}}", NULL },
    { "{\"a\":1,\"b\":{\"c\":7,\"c\":8},\"b\":{\"c\":9}}", "9" },
    { "{\"a\":1,\"b\":{\"x\":{\"c\":1},\"c\":10}}", "10" },
    { "{\"a\":1,\"b\":{\"c\":11},\"\\u0062\":{\"c\":12}}", "12" },
    { "{\"a\":[{\"b\":{\"c\":1}}],\"b\":{\"d\":1,\"\\u0063\":13}}", "13" },
    { "{\"a\":1,\"bb\":{\"c\":1},\"b\":{\"cc\":1}}", NULL },
    { "{}", NULL }, { "[1,{\"c\":1}]", NULL }, { "{\"\":1,\"b\":{\"\":2,\"c\":14}}", "14" },
  };
  g_autoptr (GenkanJsonPath) path = genkan_json_path_new ("$.b.c", 5);

  for (gsize i = 0; i < 20 * G_N_ELEMENTS (documents); i++)
    {
      gsize n = g_test_rand_int_range (0, G_N_ELEMENTS (documents));
      const char *json = documents[n].json;
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
      g_autofree char *text = NULL;
      GenkanJsonRef found;
      guint root;

      g_assert_true (genkan_json_index (nodes, json, strlen (json), &root));
      if (genkan_json_path_find (path, genkan_json_ref (nodes, json, root), &found))
        text = genkan_json_dup_text (found);
      g_assert_cmpstr (text, ==, documents[n].found);
    }
}

/* More names than there are bits for: those that come twice are found all the same. */
static void
test_many_names (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  guint root;

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (json, "%s\"name-%d\":%d", i > 0 ? "," : "", i % 900, i);
  g_string_append_c (json, '}');
  g_assert_true (genkan_json_index (nodes, json->str, json->len, &root));

  for (int i = 0; i < 900; i++)
    {
      g_autofree char *name = g_strdup_printf ("name-%d", i);
      GenkanJsonRef found;
      gint64 number;

      g_assert_true (genkan_json_member (genkan_json_ref (nodes, json->str, root), name,
                                         strlen (name), &found));
      g_assert_true (genkan_json_get_integer (found, &number));
      g_assert_cmpint (number, ==, i < 100 ? i + 900 : i);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cutter/every-split", test_every_split);
  g_test_add_func ("/cutter/every-cut", test_every_cut);
  g_test_add_func ("/cutter/bad", test_bad);
  g_test_add_func ("/cutter/depth", test_depth);
  g_test_add_func ("/cutter/twice", test_twice);
  g_test_add_func ("/cutter/stops-at-limit", test_stops_at_limit);
  g_test_add_func ("/cutter/large-item", test_large_item);
  g_test_add_func ("/cutter/mutations", test_mutations);
  g_test_add_func ("/cutter/pieces-agree", test_pieces_agree);
  g_test_add_func ("/json/path-guesses", test_path_guesses);
  g_test_add_func ("/json/many-names", test_many_names);

  return g_test_run ();
}
