/* fuzz-main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in for libFuzzer in the test suite: the files of a corpus, and so many mutations
 * of them, the same ones each time. `fuzz-NAME FILE…` runs those files only: what a run of
 * `./dev fuzz` has found.
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

#define ROUNDS 1500
#define MAX_SIZE 65536

static GPtrArray *corpus; /* (element-type GBytes) */

/* A copy of its own size, so that a sanitizer sees every read beyond it. */
static void
run (gconstpointer data,
     gsize         size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (copy, size);
}

static void
run_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  run (data, size);
  if (corpus != NULL)
    g_ptr_array_add (corpus, g_bytes_new (data, size));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_corpus (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", FUZZ_NAME, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  /* A folder has no order of its own. */
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    run_file (names->pdata[i]);
  g_assert_cmpuint (corpus->len, >, 0);
}

static guint
pick (GRand *rand,
      guint  n)
{
  return n > 0 ? g_rand_int_range (rand, 0, n) : 0;
}

/* A piece of any input, put into another or over it, or a byte or two of its own. */
static void
mutate (GRand      *rand,
        GByteArray *bytes)
{
  static const char chars[] = "{}[]()<>\"'`:;,.*_-+=|&%$#@!?\\/~ \t\r\n0919aAzZ"
                              "\x80\xc3\xff\x1f\x8b";
  GBytes *other = corpus->pdata[pick (rand, corpus->len)];
  gsize other_size;
  const guint8 *data = g_bytes_get_data (other, &other_size);
  guint from = pick (rand, other_size);
  guint length = pick (rand, MIN (other_size - from, 64));
  guint at = pick (rand, bytes->len);

  switch (pick (rand, 5))
    {
    case 0:
      if (bytes->len > 0)
        bytes->data[at] = chars[pick (rand, sizeof chars)];
      break;
    case 1:
      if (bytes->len > 0)
        bytes->data[at] ^= 1 << pick (rand, 8);
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, pick (rand, MIN (bytes->len - at, 64)));
      break;
    case 3:
      memcpy (bytes->data + at, data + from, MIN (length, bytes->len - at));
      break;
    default:
      g_byte_array_append (bytes, data + from, length);
      memmove (bytes->data + at + length, bytes->data + at, bytes->len - at - length);
      memcpy (bytes->data + at, data + from, length);
      break;
    }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);

  for (guint round = 0; round < ROUNDS; round++)
    {
      GBytes *seed = corpus->pdata[pick (rand, corpus->len)];
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
      for (guint i = pick (rand, 6); i < 6; i++)
        mutate (rand, bytes);
      run (bytes->data, MIN (bytes->len, MAX_SIZE));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1)
    {
      for (int i = 1; i < argc; i++)
        run_file (argv[i]);
      return 0;
    }

  corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_test_add_func ("/fuzz/" FUZZ_NAME "/corpus", test_corpus);
  g_test_add_func ("/fuzz/" FUZZ_NAME "/mutations", test_mutations);

  return g_test_run ();
}
