/* test-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "genkan-source.h"

static void
assert_same (const char *text,
             const char *expected)
{
  g_autofree char *normalized = genkan_source_normalize (text);

  g_assert_cmpstr (normalized, ==, expected);
}

static void
test_repositories (void)
{
  assert_same ("https://github.com/acme/shop", "github.com/acme/shop");
  assert_same (" https://ci:token@GitHub.com/Acme/Shop.git/ ", "github.com/acme/shop");
  assert_same ("https://www.gitlab.com/acme/group/shop.git?ref=main#readme",
               "gitlab.com/acme/group/shop");
  assert_same ("git@github.com:acme/shop.git", "github.com/acme/shop");
  assert_same ("ssh://git@github.com/acme/shop", "github.com/acme/shop");
  assert_same ("https://git.acme.example:8443/shop", "git.acme.example:8443/shop");
}

static void
test_images (void)
{
  assert_same ("nginx", "docker.io/library/nginx");
  assert_same ("nginx:1.25", "docker.io/library/nginx");
  assert_same ("acme/shop:2.0", "docker.io/acme/shop");
  assert_same ("ghcr.io/acme/shop:2.0@sha256:0123", "ghcr.io/acme/shop");
  assert_same ("localhost:5000/shop:2.0", "localhost:5000/shop");
}

static void
test_nothing (void)
{
  assert_same (NULL, NULL);
  assert_same ("", NULL);
  assert_same ("  \n", NULL);
  assert_same ("https://", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/source/repositories", test_repositories);
  g_test_add_func ("/source/images", test_images);
  g_test_add_func ("/source/nothing", test_nothing);

  return g_test_run ();
}
