/* test-decoder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-connector.h"
#include "genkan-decoding.h"
#include "genkan-sniff.h"

/* What a decoding brings, and where it goes. */
typedef struct
{
  GenkanItems    *items;
  GenkanDecoding *decoding;
  gsize           n_unpacked;
  gsize           largest; /* piece that was handed on */
} Fixture;

typedef struct
{
  GenkanFormat  format;
  const char   *content_type;
  const char   *path;  /* "a/b", "" for the top, NULL for none */
  const char   *text;
  const char   *items; /* with | between */
  const char   *body;
} Case;

#define CSV GENKAN_FORMAT_CSV
#define NDJSON GENKAN_FORMAT_NDJSON
#define TEXT GENKAN_FORMAT_TEXT
#define XML GENKAN_FORMAT_XML
#define SNIFFED GENKAN_FORMAT_SNIFFED

static const Case cases[] = {
  /* CSV */
  { CSV, NULL, "", "a,b\r\n1,2\r\n3,4\r\n", "{\"a\":\"1\",\"b\":\"2\"}|{\"a\":\"3\",\"b\":\"4\"}", "[]" },
  { CSV, NULL, "", "a,b\n1,2", "{\"a\":\"1\",\"b\":\"2\"}", "[]" },
  { CSV, NULL, "", "a,b\r1,2\r", "{\"a\":\"1\",\"b\":\"2\"}", "[]" },
  { CSV, NULL, "", "\xEF\xBB\xBF" "a;b,c;\n\"1;x\";2,5;\n", "{\"a\":\"1;x\",\"b,c\":\"2,5\",\"column_3\":null}", "[]" },
  { CSV, NULL, "", "a\tb\tc,d\n1\t\t3\n", "{\"a\":\"1\",\"b\":null,\"c,d\":\"3\"}", "[]" },
  { CSV, NULL, "", "a,b\n\"x \"\"y\"\"\r\nz\",\"\"\n", "{\"a\":\"x \\\"y\\\"\\u000d\\nz\",\"b\":null}", "[]" },
  { CSV, NULL, "", "\"a\n,\",b\n1,2\n", "{\"a\\n,\":\"1\",\"b\":\"2\"}", "[]" },
  { CSV, NULL, "", "\n\r\na,b\n\n1,2\n\n", "{\"a\":\"1\",\"b\":\"2\"}", "[]" },
  { CSV, NULL, "", " a ,a,,a,a_2\n1,2,3,4,5\n",
    "{\"a\":\"1\",\"a_2\":\"2\",\"column_3\":\"3\",\"a_3\":\"4\",\"a_2_2\":\"5\"}", "[]" },
  { CSV, NULL, "", "name\nü\nb \"c\"\n", "{\"name\":\"ü\"}|{\"name\":\"b \\\"c\\\"\"}", "[]" },
  { CSV, NULL, "", "a,b\n", "", "[]" },
  { CSV, NULL, "", "a,b\n1,\n", "{\"a\":\"1\",\"b\":null}", "[]" },
  { CSV, NULL, NULL, "a,b\n1,2\n3,4", "", "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\",\"b\":\"4\"}]" },
  /* NDJSON */
  { NDJSON, NULL, "", "{\"a\":1}\r\n\n[2]\n\"x\"", "{\"a\":1}|[2]|\"x\"", "[]" },
  { NDJSON, NULL, "", "\xEF\xBB\xBF{\"a\": 1}\n", "{\"a\": 1}", "[]" },
  { NDJSON, NULL, NULL, "1\n2\n", "", "[1,2]" },
  { NDJSON, NULL, "", "\n", "", "[]" },
  /* Text */
  { TEXT, NULL, NULL, "a \"b\"\nc\n", "", "\"a \\\"b\\\"\\nc\\n\"" },
  { TEXT, NULL, "", "\xEF\xBB\xBFone\r\n\ntwo", "\"one\"|\"two\"", "[]" },
  { TEXT, NULL, NULL, "{\"a\": 1}", "", "\"{\\\"a\\\": 1}\"" },
  /* XML */
  { XML, NULL, "", "<r/>", "", "null" },
  { XML, NULL, NULL, "<r> a &lt;b&gt; &#xE9;\n</r>", "", "\"a <b> é\"" },
  { XML, NULL, NULL, "<r><a>1</a><b/><a>2</a><c x='&quot;1'/></r>", "",
    "{\"a\":[\"1\",\"2\"],\"b\":[null],\"c\":[{\"@x\":\"\\\"1\"}]}" },
  { XML, NULL, NULL, "<r a='1' b='2'>x<b>y</b> z </r>", "",
    "{\"@a\":\"1\",\"@b\":\"2\",\"#text\":\"x z\",\"b\":[\"y\"]}" },
  { XML, NULL, NULL, "<r><![CDATA[ <a>&amp; ]]>\nb<!-- c --> d<?pi x?></r>", "",
    "\"<a>&amp; \\nb d\"" },
  { XML, NULL, NULL,
    "<n:r xmlns:n='urn:n' xmlns='urn:d' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    " xsi:schemaLocation='x'><a xml:lang='en'>1</a><n:a n:k='v'/><b n:i='1' i='2' n:j='3'/>"
    "<c xsi:nil='true'/></n:r>", "",
    "{\"a\":[\"1\",{\"@k\":\"v\"}],\"b\":[{\"@i\":\"2\",\"@j\":\"3\"}],\"c\":[null]}" },
  { XML, NULL, "L/I", "<R><N>2</N><L n='2'><I>1</I><J/><I><K>2</K><I>3</I></I></L><I>no</I><L><I/></L></R>",
    "\"1\"|{\"K\":[\"2\"],\"I\":[\"3\"]}|null",
    "{\"N\":[\"2\"],\"L\":[{\"@n\":\"2\",\"J\":[null]},null],\"I\":[\"no\"]}" },
  { XML, NULL, "", "<r n='1'><a>1</a>x<b><a>2</a></b></r>", "\"1\"|{\"a\":[\"2\"]}",
    "{\"@n\":\"1\",\"#text\":\"x\"}" },
  { XML, NULL, "i", "\xEF\xBB\xBF<?xml version='1.0'?>\n<!DOCTYPE r SYSTEM 'http://x/y.dtd'"
    " [<!ATTLIST i d CDATA 'default'>]>\n<r><i/><i>ü</i></r>\n", "null|\"ü\"", "null" },
  { SNIFFED, NULL, "p", "<?xml version='1.0'?><table><p>1</p></table>", "\"1\"", "null" },
  { SNIFFED, "application/json", "p", "<products><p>1</p></products>", "\"1\"", "null" },
  { SNIFFED, "text/html", "i", "<!-- c -->\n<!DOCTYPE report><report><i>1</i></report>", "\"1\"", "null" },
  { SNIFFED, NULL, NULL, "\n<ü:r xmlns:ü='x'>1</ü:r>", "", "\"1\"" },
  { SNIFFED, NULL, NULL, "<?xml version='1.0' encoding='ISO-8859-1'?><r>\xFC</r>", "", "\"ü\"" },
  { SNIFFED, NULL, NULL, "<?xml version='1.0' encoding='windows-1252'?><r>\x80</r>", "", "\"€\"" },
  /* Sniffed */
  { SNIFFED, NULL, "a", "{\"a\":\n[1,2]}", "1|2", "{\"a\":[]}" },
  { SNIFFED, "text/csv", "", "[1,2]", "1|2", "[]" },
  { SNIFFED, NULL, "", "\n{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}|{\"a\":2}", "[]" },
  { SNIFFED, "application/json", "", "{\"a\":1}\r\n\r\n{\"a\":2}", "{\"a\":1}|{\"a\":2}", "[]" },
  { SNIFFED, "application/x-ndjson; charset=utf-8", "", "{\"a\":1}\n", "{\"a\":1}", "[]" },
  { SNIFFED, NULL, NULL, "{\"a\":1}\n", "", "{\"a\":1}" },
  { SNIFFED, "application/octet-stream", "", "a;b\n1;2\n", "{\"a\":\"1\",\"b\":\"2\"}", "[]" },
  { SNIFFED, NULL, "", "\"id\",\"n,\"\n\"1\",\"2\"", "{\"id\":\"1\",\"n,\":\"2\"}", "[]" },
  { SNIFFED, "text/csv", "", "name\nx\n", "{\"name\":\"x\"}", "[]" },
  { SNIFFED, NULL, NULL, " 12 ", "", "12" },
  { SNIFFED, NULL, NULL, "\"a, b\"", "", "\"a, b\"" },
};

static gboolean
deliver (GenkanDecoder  *decoder,
         const guint8   *data,
         gsize           length,
         gpointer        user_data,
         GError        **error)
{
  Fixture *fixture = user_data;
  gsize used;

  fixture->n_unpacked += length;
  fixture->largest = MAX (fixture->largest, length);
  while (length > 0)
    {
      if (!genkan_decoder_feed (decoder, data, length, G_MAXUINT, &used, error))
        return FALSE;
      data += used;
      length -= used;
    }

  return TRUE;
}

static void
set_up (Fixture      *fixture,
        GenkanFormat  format,
        const char   *content_type,
        const char   *path)
{
  g_auto (GStrv) names = NULL;

  memset (fixture, 0, sizeof *fixture);
  if (path != NULL)
    names = *path != '\0' ? g_strsplit (path, "/", -1) : g_new0 (char *, 1);
  fixture->items = genkan_items_new ();
  fixture->decoding = genkan_decoding_new (format, content_type, (const char * const *) names,
                                           fixture->items, deliver, fixture);
}

static void
tear_down (Fixture *fixture)
{
  genkan_decoding_free (fixture->decoding);
  genkan_items_unref (fixture->items);
}

static gboolean
feed (Fixture       *fixture,
      const guint8  *data,
      gsize          length,
      GError       **error)
{
  /* A copy of its own size, so that a sanitizer sees every read beyond it. */
  g_autofree guint8 *piece = g_memdup2 (data, length);

  return genkan_decoding_feed (fixture->decoding, piece, length, error);
}

static gboolean
end (Fixture  *fixture,
     GError  **error)
{
  GenkanDecoder *decoder;

  if (!genkan_decoding_end (fixture->decoding, error))
    return FALSE;
  decoder = genkan_decoding_get_decoder (fixture->decoding);

  return decoder == NULL || genkan_decoder_end (decoder, error);
}

static gboolean
feed_whole (Fixture     *fixture,
            const void  *data,
            gsize        length,
            gsize        split,
            GError     **error)
{
  return feed (fixture, data, split, error) &&
         feed (fixture, (const guint8 *) data + split, length - split, error) &&
         end (fixture, error);
}

static char *
join_items (GenkanItems *items)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < genkan_items_get_n (items); i++)
    {
      gsize length;

      g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                              genkan_items_get_json (items, i, &length));
    }

  return g_string_free (all, FALSE);
}

static void
assert_brought (Fixture    *fixture,
                const Case *one)
{
  g_autofree char *items = join_items (fixture->items);
  g_autofree char *body = NULL;
  gsize length;

  body = g_strdup (genkan_decoder_get_body (genkan_decoding_get_decoder (fixture->decoding),
                                            &length));
  g_assert_cmpuint (strlen (body), ==, length);
  g_assert_cmpstr (items, ==, one->items);
  g_assert_cmpstr (body, ==, one->body);
}

static GBytes *
pack (const char *text,
      gsize       length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_data (text, length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (input,
                                                                  G_CONVERTER (compressor));
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (output, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
test_every_split (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize split = 0; split <= strlen (cases[i].text); split++)
      {
        Fixture fixture;
        g_autoptr (GError) error = NULL;

        set_up (&fixture, cases[i].format, cases[i].content_type, cases[i].path);
        feed_whole (&fixture, cases[i].text, strlen (cases[i].text), split, &error);
        g_assert_no_error (error);
        assert_brought (&fixture, &cases[i]);
        tear_down (&fixture);
      }
}

static void
test_byte_by_byte (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;

      set_up (&fixture, cases[i].format, cases[i].content_type, cases[i].path);
      for (const char *at = cases[i].text; *at != '\0' && error == NULL; at++)
        feed (&fixture, (const guint8 *) at, 1, &error);
      g_assert_no_error (error);
      end (&fixture, &error);
      g_assert_no_error (error);
      assert_brought (&fixture, &cases[i]);
      tear_down (&fixture);
    }
}

/* @expected may end with a * for what other libraries say. */
static void
assert_message (const GError *error,
                const char   *expected)
{
  if (!g_pattern_match_simple (expected, error->message))
    g_assert_cmpstr (error->message, ==, expected);
}

static void
test_bad (void)
{
  static const struct
  {
    GenkanFormat          format;
    const char           *text;
    GenkanConnectorError  code;
    const char           *message;
  } bad[] = {
    { CSV, "a,b\n1,2\n3\n", GENKAN_CONNECTOR_ERROR_SHAPE,
      "line 3 of the CSV: it has 1 fields, the first line has 2" },
    { CSV, "a,b\n\"1\n1\",2\n3,4,5\n", GENKAN_CONNECTOR_ERROR_SHAPE,
      "line 4 of the CSV: it has 3 fields, the first line has 2" },
    { CSV, "a,b\n\"1\"x,2\n", GENKAN_CONNECTOR_ERROR_SHAPE,
      "line 2 of the CSV: there is something behind the closing quote of a field" },
    { CSV, "a,b\n1,\"2\n", GENKAN_CONNECTOR_ERROR_CUT,
      "the CSV ended in the middle of a quoted field" },
    { CSV, "a,b\n1,\xFC\n", GENKAN_CONNECTOR_ERROR_SHAPE, "line 2 of the CSV: a field is not UTF-8" },
    { CSV, "{\"error\": \"no\"}", GENKAN_CONNECTOR_ERROR_SHAPE, "line 1 of the CSV: this is JSON" },
    { NDJSON, "{\"a\":1}\n1 2\n", GENKAN_CONNECTOR_ERROR_SHAPE, "line 2 of the answer is not JSON" },
    { NDJSON, "{\"a\":1}\n{\"a\":", GENKAN_CONNECTOR_ERROR_CUT, "line 2 of the answer is not JSON" },
    { TEXT, "a\xFF", GENKAN_CONNECTOR_ERROR_SHAPE, "line 1 of the answer is not UTF-8" },
    { XML, "<r><a></r>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not XML from line 1 on: *" },
    { XML, "<r>\n<a>1</a>\n", GENKAN_CONNECTOR_ERROR_CUT, "the XML ended in the middle" },
    { XML, "<r>&nbsp;</r>", GENKAN_CONNECTOR_ERROR_SHAPE,
      "the XML uses an entity that XML does not have" },
    { XML, "<r a='&nbsp;'/>", GENKAN_CONNECTOR_ERROR_SHAPE,
      "the XML uses an entity that XML does not have" },
    { XML, "<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r>&x;</r>", GENKAN_CONNECTOR_ERROR_SHAPE,
      "the XML uses an entity that XML does not have" },
    { XML, "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>",
      GENKAN_CONNECTOR_ERROR_SHAPE, "the XML declares entities, which are not taken" },
    { XML, "<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><r>&b;</r>",
      GENKAN_CONNECTOR_ERROR_SHAPE, "the XML declares entities, which are not taken" },
    { XML, "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://x/'> %p;]><r/>", GENKAN_CONNECTOR_ERROR_SHAPE,
      "the XML declares entities, which are not taken" },
    { XML, "<r>\x01</r>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not XML from line 1 on: *" },
    { XML, "<r>\xFC</r>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not XML from line 1 on: *" },
    { XML, "{\"a\": 1}", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not XML from line 1 on: *" },
    { SNIFFED, "<hit", GENKAN_CONNECTOR_ERROR_CUT, "the XML ended in the middle" },
    { SNIFFED, "<1>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not JSON from byte 0 on" },
    { SNIFFED, "Service unavailable", GENKAN_CONNECTOR_ERROR_SHAPE,
      "this is not JSON from byte 0 on" },
    { CSV, "<!-- x --><!DOCTYPE html><title>Login</title>", GENKAN_CONNECTOR_ERROR_SHAPE,
      "this is not JSON from byte 0 on" },
    { TEXT, " <html><p>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not JSON from byte 1 on" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    for (gsize split = 0; split <= strlen (bad[i].text); split++)
      {
        Fixture fixture;
        g_autoptr (GError) error = NULL;

        set_up (&fixture, bad[i].format, NULL, "");
        g_assert_false (feed_whole (&fixture, bad[i].text, strlen (bad[i].text), split, &error));
        g_assert_error (error, GENKAN_CONNECTOR_ERROR, (int) bad[i].code);
        assert_message (error, bad[i].message);
        tear_down (&fixture);
      }
}

/* In the encodings that have zero bytes, with and without a byte order mark. */
static void
test_xml_wide (void)
{
  static const struct
  {
    const char *encoding;
    const char *text;
  } wides[] = {
    { "UTF-16LE", "\uFEFF<?xml version='1.0' encoding='UTF-16'?><r><i>é</i></r>" },
    { "UTF-16BE", "\uFEFF<r><i>é</i></r>" },
    { "UTF-16LE", "<?xml version='1.0' encoding='UTF-16'?><r><i>é</i></r>" },
    { "UTF-16BE", "<?xml version='1.0' encoding='UTF-16'?><r><i>é</i></r>" },
  };
  const Case brings = { SNIFFED, NULL, "i", NULL, "\"é\"", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (wides); i++)
    {
      gsize length;
      g_autofree char *text = g_convert (wides[i].text, -1, wides[i].encoding, "UTF-8", NULL,
                                         &length, NULL);

      for (gsize split = 0; split <= length; split++)
        {
          Fixture fixture;
          g_autoptr (GError) error = NULL;

          set_up (&fixture, SNIFFED, NULL, "i");
          feed_whole (&fixture, text, length, split, &error);
          g_assert_no_error (error);
          assert_brought (&fixture, &brings);
          tear_down (&fixture);
        }
    }
}

static char *
nest (guint depth)
{
  GString *xml = g_string_new ("<r>");

  for (guint i = 0; i < depth; i++)
    g_string_append (xml, "<a b='1'>");
  for (guint i = 0; i < depth; i++)
    g_string_append (xml, "</a>");
  g_string_append (xml, "</r>");

  return g_string_free (xml, FALSE);
}

/* As deep as JSON may be, and no deeper. */
static void
test_xml_deep (void)
{
  g_autofree char *deep = nest (62);
  g_autofree char *deeper = nest (63);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  const char *body;
  gsize length;
  guint root;

  set_up (&fixture, XML, NULL, NULL);
  feed_whole (&fixture, deep, strlen (deep), 0, &error);
  g_assert_no_error (error);
  body = genkan_decoder_get_body (genkan_decoding_get_decoder (fixture.decoding), &length);
  g_assert_true (genkan_json_index (nodes, body, length, &root));
  tear_down (&fixture);

  set_up (&fixture, XML, NULL, NULL);
  g_assert_false (feed_whole (&fixture, deeper, strlen (deeper), 0, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "the XML is nested too deeply");
  tear_down (&fixture);
}

/* More items than the bounds of a document allow, with many names in each. */
static void
test_xml_stream (void)
{
  g_autoptr (GString) item = g_string_new ("<i>");
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  gboolean good;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (item, "<n%u>x</n%u>", i, i);
  g_string_append (item, "</i>");

  set_up (&fixture, XML, NULL, "i");
  good = feed (&fixture, (const guint8 *) "<r>", 3, &error);
  for (int n = 0; n < 120 && good; n++)
    {
      good = feed (&fixture, (const guint8 *) item->str, item->len, &error);
      g_assert_cmpuint (genkan_items_get_n (fixture.items), ==, good);
      genkan_items_clear (fixture.items);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (fixture.n_unpacked, >, GENKAN_DECODER_MAX_BODY);
  feed (&fixture, (const guint8 *) "</r>", 4, &error);
  g_assert_no_error (error);
  g_assert_true (end (&fixture, &error));
  tear_down (&fixture);
}

static void
test_html (void)
{
  static const char *const pages[] = {
    "<html>", "  <!DOCTYPE HTML PUBLIC \"x\">", "<?xml version=\"1.0\"?>\n<!-- c -->\n<HTML lang=\"x\">",
    "\xEF\xBB\xBF<!doctype html>", "<h1>502</h1>", "<p/>",
  };
  static const char *const others[] = {
    "", "<", "<!", "<htmlx>", "<pages>", "{\"a\": \"<html>\"}", "<?xml", "<!DOCTYPE report>", "<!--",
    "<?xml version=\"1.0\"?><table>", "<p",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    g_assert_true (genkan_sniff_is_html (pages[i], strlen (pages[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (genkan_sniff_is_html (others[i], strlen (others[i])));
}

/* Whatever the headers say, and also if it was packed twice. */
static void
test_gzip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize once_length, twice_length;
      g_autoptr (GBytes) once = pack (cases[i].text, strlen (cases[i].text));
      const char *once_data = g_bytes_get_data (once, &once_length);
      g_autoptr (GBytes) twice = pack (once_data, once_length);
      const char *twice_data = g_bytes_get_data (twice, &twice_length);

      for (gsize split = 0; split <= once_length; split++)
        {
          Fixture fixture;
          g_autoptr (GError) error = NULL;

          set_up (&fixture, cases[i].format, cases[i].content_type, cases[i].path);
          feed_whole (&fixture, once_data, once_length, split, &error);
          g_assert_no_error (error);
          assert_brought (&fixture, &cases[i]);
          tear_down (&fixture);
        }
      for (gsize split = 0; split <= twice_length; split++)
        {
          Fixture fixture;
          g_autoptr (GError) error = NULL;

          set_up (&fixture, cases[i].format, cases[i].content_type, cases[i].path);
          feed_whole (&fixture, twice_data, twice_length, split, &error);
          g_assert_no_error (error);
          assert_brought (&fixture, &cases[i]);
          tear_down (&fixture);
        }
    }
}

static void
test_gzip_members (void)
{
  static const guint8 zeros[3];
  g_autoptr (GBytes) first = pack ("[1,", 3);
  g_autoptr (GBytes) second = pack ("2]", 2);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (first, &length);

  g_byte_array_append (all, data, length);
  data = g_bytes_get_data (second, &length);
  g_byte_array_append (all, data, length);
  g_byte_array_append (all, zeros, sizeof zeros);

  for (gsize split = 0; split <= all->len; split++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;
      g_autofree char *items = NULL;

      set_up (&fixture, SNIFFED, NULL, "");
      feed_whole (&fixture, all->data, all->len, split, &error);
      g_assert_no_error (error);
      items = join_items (fixture.items);
      g_assert_cmpstr (items, ==, "1|2");
      tear_down (&fixture);
    }
}

static void
test_gzip_damaged (void)
{
  g_autoptr (GBytes) packed = pack ("[1,2,3,4,5,6]", 13);
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);

  for (gsize cut = 2; cut < length; cut++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;

      set_up (&fixture, SNIFFED, NULL, "");
      g_assert_false (feed_whole (&fixture, data, cut, cut / 2, &error));
      g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT);
      tear_down (&fixture);
    }

  /* The check sum is the last but four. */
  for (gsize at = length - 8; at < length; at++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      Fixture fixture;
      g_autoptr (GError) error = NULL;

      copy[at] ^= 0x55;
      set_up (&fixture, SNIFFED, NULL, "");
      g_assert_false (feed_whole (&fixture, copy, length, at, &error));
      g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE);
      g_assert_cmpstr (error->message, ==, "the gzip data of the answer is damaged");
      tear_down (&fixture);
    }
}

/* Nothing is unpacked beyond the limit, and never much at once. */
static void
test_gzip_bomb (void)
{
  const gsize size = 4 * 1024 * 1024;
  g_autofree char *spaces = g_strnfill (size, ' ');
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  gsize length;
  const guint8 *data;

  spaces[0] = '[';
  spaces[size - 1] = ']';
  packed = pack (spaces, size);
  data = g_bytes_get_data (packed, &length);

  set_up (&fixture, SNIFFED, NULL, "");
  genkan_decoding_set_limit (fixture.decoding, size / 2);
  g_assert_false (feed_whole (&fixture, data, length, 0, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==,
                   "the answer is larger than 2.0\302\240MiB when it is unpacked");
  g_assert_cmpuint (fixture.n_unpacked, <=, size / 2);
  g_assert_cmpuint (fixture.largest, <=, 65536);
  tear_down (&fixture);

  g_clear_error (&error);
  set_up (&fixture, SNIFFED, NULL, "");
  genkan_decoding_set_limit (fixture.decoding, size);
  feed_whole (&fixture, data, length, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture.n_unpacked, ==, size);
  tear_down (&fixture);
}

static void
test_large (void)
{
  static const struct
  {
    GenkanFormat  format;
    const char   *path;
    const char   *start;
  } larges[] = {
    { CSV, "", "a\n" }, { CSV, "", "a\n\"" }, { CSV, NULL, "a\n" }, { NDJSON, "", "\"" },
    { NDJSON, NULL, "\"" }, { TEXT, "", "" }, { TEXT, NULL, "" }, { XML, "i", "<r><i>" },
    { XML, NULL, "<r>" }, { XML, NULL, "<r a='" }, { XML, "i", "<r><!--" },
  };
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (larges); i++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;
      gboolean good;

      set_up (&fixture, larges[i].format, NULL, larges[i].path);
      good = feed (&fixture, (const guint8 *) larges[i].start, strlen (larges[i].start), &error);
      for (int n = 0; n < 20 && good; n++)
        good = feed (&fixture, (const guint8 *) filler, 1024 * 1024, &error);
      g_assert_false (good);
      g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
      tear_down (&fixture);
    }
}

/* Many small rows, where no items are wanted. */
static void
test_large_body (void)
{
  g_autofree char *lines = g_strnfill (1024 * 1024, '\n');
  Fixture fixture;
  g_autoptr (GError) error = NULL;
  gboolean good;

  for (gsize i = 0; i < 1024 * 1024; i += 2)
    lines[i] = '1';
  set_up (&fixture, NDJSON, NULL, NULL);
  good = feed (&fixture, (const guint8 *) lines, 1024 * 1024, &error);
  for (int n = 0; n < 20 && good; n++)
    good = feed (&fixture, (const guint8 *) lines, 1024 * 1024, &error);
  g_assert_false (good);
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
  tear_down (&fixture);
}

/* Whatever comes: no crash, and every item is JSON. */
static void
test_mutations (void)
{
  static const char bytes[] = "{}[]\",;:\t\\ue0-1.tnf \r\n<>!?-&\x80\xc3\xff\x1f\x8b";

  for (guint round = 0; round < 20000; round++)
    {
      const Case *one = &cases[g_test_rand_int_range (0, G_N_ELEMENTS (cases))];
      g_autofree char *text = g_strdup (one->text);
      gsize length = strlen (text);
      Fixture fixture;

      for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
        text[g_test_rand_int_range (0, length)] = bytes[g_test_rand_int_range (0, sizeof bytes)];

      set_up (&fixture, one->format, one->content_type, one->path);
      feed_whole (&fixture, text, length, g_test_rand_int_range (0, length + 1), NULL);
      for (guint i = 0; i < genkan_items_get_n (fixture.items); i++)
        {
          g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (GenkanJsonNode));
          gsize item_length;
          const char *json = genkan_items_get_json (fixture.items, i, &item_length);
          guint root;

          g_assert_true (genkan_json_index (nodes, json, item_length, &root));
        }
      tear_down (&fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decoder/every-split", test_every_split);
  g_test_add_func ("/decoder/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/decoder/bad", test_bad);
  g_test_add_func ("/decoder/xml-wide", test_xml_wide);
  g_test_add_func ("/decoder/xml-deep", test_xml_deep);
  g_test_add_func ("/decoder/xml-stream", test_xml_stream);
  g_test_add_func ("/decoder/html", test_html);
  g_test_add_func ("/decoder/gzip", test_gzip);
  g_test_add_func ("/decoder/gzip-members", test_gzip_members);
  g_test_add_func ("/decoder/gzip-damaged", test_gzip_damaged);
  g_test_add_func ("/decoder/gzip-bomb", test_gzip_bomb);
  g_test_add_func ("/decoder/large", test_large);
  g_test_add_func ("/decoder/large-body", test_large_body);
  g_test_add_func ("/decoder/mutations", test_mutations);

  return g_test_run ();
}
