/* test-archive.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Archives as answers, from their bytes to items.
 */

#include "config.h"

#include "genkan-connector.h"
#include "genkan-decoding.h"

#include <archive.h>
#include <archive_entry.h>

#define ZIP GENKAN_ARCHIVE_ZIP
#define TAR GENKAN_ARCHIVE_TAR
#define CSV GENKAN_FORMAT_CSV
#define JSON GENKAN_FORMAT_JSON
#define SNIFFED GENKAN_FORMAT_SNIFFED

typedef struct
{
  const char *name;
  const char *text;
} Member;

typedef struct
{
  GenkanItems    *items;
  GenkanDecoding *decoding;
  gsize           n_unpacked;
} Fixture;

static gboolean
deliver (GenkanDecoder  *decoder,
         const guint8   *data,
         gsize           length,
         gpointer        user_data,
         GError        **error)
{
  ((Fixture *) user_data)->n_unpacked += length;
  while (length > 0)
    {
      gsize used;

      if (!genkan_decoder_feed (decoder, data, length, G_MAXUINT, &used, error))
        return FALSE;
      data += used;
      length -= used;
    }

  return TRUE;
}

static void
set_up (Fixture           *fixture,
        GenkanArchiveKind  kind,
        const char        *members,
        GenkanFormat       format,
        const char        *path)
{
  g_auto (GStrv) names = NULL;

  memset (fixture, 0, sizeof *fixture);
  if (path != NULL)
    names = *path != '\0' ? g_strsplit (path, "/", -1) : g_new0 (char *, 1);
  fixture->items = genkan_items_new ();
  fixture->decoding = genkan_decoding_new (format, NULL, (const char * const *) names,
                                           fixture->items, deliver, fixture);
  genkan_decoding_set_archive (fixture->decoding, kind, members);
}

static void
tear_down (Fixture *fixture)
{
  genkan_decoding_free (fixture->decoding);
  genkan_items_unref (fixture->items);
}

static gboolean
feed_whole (Fixture    *fixture,
            GByteArray *data,
            gsize       split,
            GError    **error)
{
  GenkanDecoder *decoder;

  if (!genkan_decoding_feed (fixture->decoding, data->data, split, error) ||
      !genkan_decoding_feed (fixture->decoding, data->data + split, data->len - split, error) ||
      !genkan_decoding_end (fixture->decoding, error))
    return FALSE;
  decoder = genkan_decoding_get_decoder (fixture->decoding);

  return decoder == NULL || genkan_decoder_end (decoder, error);
}

static gssize
write_bytes (struct archive *archive,
             void           *data,
             const void     *bytes,
             size_t          length)
{
  g_byte_array_append (data, bytes, length);

  return length;
}

static void
write_member (struct archive *archive,
              const char     *name,
              const char     *text,
              gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean folder = g_str_has_suffix (name, "/");

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, folder ? AE_IFDIR : AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, length);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  if (length > 0)
    g_assert_cmpint (archive_write_data (archive, text, length), ==, (gssize) length);
  archive_entry_free (entry);
}

static struct archive *
begin_archive (GenkanArchiveKind  kind,
               const char        *options,
               GByteArray        *bytes)
{
  struct archive *archive = archive_write_new ();

  if (kind == ZIP)
    archive_write_set_format_zip (archive);
  else
    archive_write_set_format_ustar (archive);
  if (options != NULL)
    {
      g_assert_cmpint (archive_write_set_options (archive, options), ==, ARCHIVE_OK);
      archive_write_set_passphrase (archive, "secret");
    }
  archive_write_set_bytes_per_block (archive, 0);
  archive_write_open (archive, bytes, NULL, write_bytes, NULL);

  return archive;
}

static void
end_archive (struct archive *archive)
{
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}

static GByteArray *
make_archive (GenkanArchiveKind  kind,
              const char        *options,
              const Member      *members)
{
  GByteArray *bytes = g_byte_array_new ();
  struct archive *archive = begin_archive (kind, options, bytes);

  for (; members->name != NULL; members++)
    write_member (archive, members->name, members->text, strlen (members->text));
  end_archive (archive);

  return bytes;
}

static GByteArray *
gzip (GByteArray *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  GByteArray *packed = g_byte_array_new ();
  gsize n_read, n_written;

  g_byte_array_set_size (packed, bytes->len + 1024);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), bytes->data, bytes->len,
                                        packed->data, packed->len, G_CONVERTER_INPUT_AT_END,
                                        &n_read, &n_written, NULL), ==, G_CONVERTER_FINISHED);
  g_byte_array_set_size (packed, n_written);

  return packed;
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

static const Member report[] = {
  { "readme.txt", "hello" },
  { "data/", "" },
  { "data/b.csv", "n\n1\n" },
  { "__MACOSX/data/._b.csv", "junk" },
  { "a.csv", "n\n2\n3" },
  { "empty.csv", "" },
  { "x.json", "{\"t\":1,\"r\":[4]}" },
  { "y.json", "{\"t\":2,\"r\":[5,6]}" },
  { "data/z.xml", "<r><i>7</i></r>" },
  { NULL },
};

static const struct
{
  const char   *members;
  GenkanFormat  format;
  const char   *path;
  const char   *items;
  const char   *body;
} good[] = {
  { "*.csv", CSV, "", "{\"n\":\"1\"}|{\"n\":\"2\"}|{\"n\":\"3\"}", "[[],[],[]]" },
  { "data/*.csv", CSV, "", "{\"n\":\"1\"}", "[[]]" },
  { "?.csv", CSV, NULL, "", "[[{\"n\":\"1\"}],[{\"n\":\"2\"},{\"n\":\"3\"}]]" },
  { "*.json", SNIFFED, "r", "4|5|6", "[{\"t\":1,\"r\":[]},{\"t\":2,\"r\":[]}]" },
  { "x.json", JSON, NULL, "", "[{\"t\":1,\"r\":[4]}]" },
  { "z.*", SNIFFED, "i", "\"7\"", "[null]" },
  { "._*", GENKAN_FORMAT_TEXT, NULL, "", "[\"junk\"]" },
};

static void
check_good (GenkanArchiveKind  kind,
            GByteArray        *bytes,
            gsize              i)
{
  for (gsize split = 0; split <= bytes->len; split += MAX (1, bytes->len / 50))
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;
      g_autofree char *items = NULL;
      gsize length;

      set_up (&fixture, kind, good[i].members, good[i].format, good[i].path);
      feed_whole (&fixture, bytes, split, &error);
      g_assert_no_error (error);
      items = join_items (fixture.items);
      g_assert_cmpstr (items, ==, good[i].items);
      g_assert_cmpstr (genkan_decoder_get_body (genkan_decoding_get_decoder (fixture.decoding),
                                                &length), ==, good[i].body);
      tear_down (&fixture);
    }
}

static void
test_members (void)
{
  g_autoptr (GByteArray) zip = make_archive (ZIP, NULL, report);
  g_autoptr (GByteArray) stored = make_archive (ZIP, "zip:compression=store", report);
  g_autoptr (GByteArray) tar = make_archive (TAR, NULL, report);
  g_autoptr (GByteArray) tar_gz = gzip (tar);
  g_autoptr (GByteArray) zip_gz = gzip (zip);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      check_good (ZIP, zip, i);
      check_good (ZIP, stored, i);
      check_good (ZIP, zip_gz, i);
      check_good (TAR, tar, i);
      check_good (TAR, tar_gz, i);
    }
}

/* A member may be packed itself. */
static void
test_gzip_member (void)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GByteArray) packed = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  struct archive *archive = begin_archive (ZIP, NULL, bytes);
  g_autoptr (GError) error = NULL;
  g_autofree char *items = NULL;
  Fixture fixture;

  g_byte_array_append (text, (const guint8 *) "[1,2]", 5);
  packed = gzip (text);
  write_member (archive, "a.gz", (const char *) packed->data, packed->len);
  write_member (archive, "b.gz", (const char *) packed->data, packed->len);
  end_archive (archive);

  set_up (&fixture, ZIP, "*.gz", SNIFFED, "");
  feed_whole (&fixture, bytes, 0, &error);
  g_assert_no_error (error);
  items = join_items (fixture.items);
  g_assert_cmpstr (items, ==, "1|2|1|2");
  tear_down (&fixture);
}

static void
assert_refused (GenkanArchiveKind     kind,
                const char           *members,
                GByteArray           *bytes,
                GenkanConnectorError  code,
                const char           *message)
{
  Fixture fixture;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, kind, members, SNIFFED, "");
  g_assert_false (feed_whole (&fixture, bytes, bytes->len / 2, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, (int) code);
  if (!g_pattern_match_simple (message, error->message))
    g_assert_cmpstr (error->message, ==, message);
  tear_down (&fixture);
}

static void
assert_text_refused (GenkanArchiveKind     kind,
                     const char           *text,
                     GenkanConnectorError  code,
                     const char           *message)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) text, strlen (text));
  assert_refused (kind, "*", bytes, code, message);
}

static void
test_refused (void)
{
  static const Member nothing[] = { { NULL } };
  static const Member many[] = {
    { "1", "" }, { "2", "" }, { "folder/", "" }, { "3", "" }, { "4", "" }, { "5", "" },
    { "6", "" }, { NULL },
  };
  static const Member page[] = { { "a.csv", "<html><title>Login</title>" }, { NULL } };
  g_autoptr (GByteArray) zip = make_archive (ZIP, NULL, report);
  g_autoptr (GByteArray) tar = make_archive (TAR, NULL, report);
  g_autoptr (GByteArray) empty = make_archive (ZIP, NULL, nothing);
  g_autoptr (GByteArray) crowd = make_archive (ZIP, NULL, many);
  g_autoptr (GByteArray) secret = make_archive (ZIP, "zip:encryption=zipcrypt", report);
  g_autoptr (GByteArray) html = make_archive (ZIP, NULL, page);

  assert_refused (ZIP, "*.xlsx", zip, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "the zip archive has no *.xlsx; it has readme.txt, data/b.csv, "
                  "__MACOSX/data/._b.csv, a.csv, empty.csv, …");
  assert_refused (ZIP, "x", crowd, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "the zip archive has no x; it has 1, 2, 3, 4, 5, …");
  assert_refused (ZIP, "*", empty, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "the zip archive is empty; it should have *");
  assert_refused (ZIP, "*.csv", secret, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "data/b.csv in the archive is encrypted");
  assert_refused (ZIP, "a.csv", html, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "this is not JSON from byte 0 on");
  assert_refused (TAR, "*", zip, GENKAN_CONNECTOR_ERROR_SHAPE, "this is not a tar archive");
  assert_refused (ZIP, "*", tar, GENKAN_CONNECTOR_ERROR_SHAPE, "this is not a zip archive");
  assert_refused (GENKAN_ARCHIVE_NONE, NULL, zip, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "this is a zip archive, and no decode: [zip, …] says which of its members to read");
  assert_text_refused (ZIP, "{\"error\": \"not ready\"}", GENKAN_CONNECTOR_ERROR_SHAPE,
                       "this is not a zip archive");
  assert_text_refused (ZIP, "<!doctype html><title>Login</title>", GENKAN_CONNECTOR_ERROR_SHAPE,
                       "this is not JSON from byte 0 on");
  assert_text_refused (ZIP, "<report/>", GENKAN_CONNECTOR_ERROR_SHAPE, "this is not a zip archive");

  g_byte_array_set_size (zip, zip->len - 30);
  assert_refused (ZIP, "*", zip, GENKAN_CONNECTOR_ERROR_CUT, "the zip archive ended in the middle");
  g_byte_array_set_size (tar, 512 * 3 + 2);
  assert_refused (TAR, "*.csv", tar, GENKAN_CONNECTOR_ERROR_CUT, "the tar archive is damaged*");
}

static void
test_damaged (void)
{
  static const Member one[] = { { "a.csv", "n\nsome text that is stored as it is\n" }, { NULL } };
  g_autoptr (GByteArray) zip = make_archive (ZIP, "zip:compression=store", one);
  guint8 *text = memmem (zip->data, zip->len, "stored", 6);

  g_assert_nonnull (text);
  *text = 'S';
  assert_refused (ZIP, "*.csv", zip, GENKAN_CONNECTOR_ERROR_SHAPE,
                  "the zip archive is damaged at a.csv: *");
}

/* What is unpacked has a bound, and so has the number of members. */
static void
test_bomb (void)
{
  const gsize size = 4 * 1024 * 1024;
  g_autofree char *spaces = g_strnfill (size, ' ');
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) crowd = g_byte_array_new ();
  struct archive *archive = begin_archive (ZIP, NULL, bytes);
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  for (int i = 0; i < 10; i++)
    write_member (archive, "a.txt", spaces, size);
  end_archive (archive);

  set_up (&fixture, ZIP, "*", GENKAN_FORMAT_TEXT, "");
  genkan_decoding_set_limit (fixture.decoding, size * 3);
  g_assert_false (feed_whole (&fixture, bytes, 0, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
  g_assert_cmpuint (fixture.n_unpacked, <=, size * 3);
  tear_down (&fixture);

  g_clear_error (&error);
  set_up (&fixture, ZIP, "*", GENKAN_FORMAT_TEXT, "");
  genkan_decoding_set_limit (fixture.decoding, bytes->len - 1);
  g_assert_false (feed_whole (&fixture, bytes, 1, &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_TOO_LARGE);
  tear_down (&fixture);

  archive = begin_archive (TAR, NULL, crowd);
  for (int i = 0; i < 10001; i++)
    write_member (archive, "x", "", 0);
  end_archive (archive);
  assert_refused (TAR, "y", crowd, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
                  "the tar archive has more than 10000 members");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/archive/members", test_members);
  g_test_add_func ("/archive/gzip-member", test_gzip_member);
  g_test_add_func ("/archive/refused", test_refused);
  g_test_add_func ("/archive/damaged", test_damaged);
  g_test_add_func ("/archive/bomb", test_bomb);

  return g_test_run ();
}
