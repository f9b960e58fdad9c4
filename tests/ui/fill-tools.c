/* fill-tools.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fill-tools DATABASE
 *
 * Fills a database through the store's own doors: two tools that know the same things by other
 * names. What SonarQube has is mapped already, what Burp has is New. For the tests of mapping
 * and of Products in the real window.
 */

#include "config.h"

#include "store-fixture.h"

#include <locale.h>

static const StoreUnit projects[] = {
  { "p1", "webshop-frontend", "Shops", "project", "https://git.example.com/shops/frontend" },
  { "p2", "payments-service", "Payments", "project", "https://git.example.com/payments/service" },
  { "p3", "Customer Portal", "Portals", "project", NULL },
};

static const struct
{
  const char *id;
  const char *product;
  const char *type;
} mapped[] = {
  { "p1", "Web Shop", "Shops" },
  { "p2", "Payments", "Money" },
  { "p3", "Customer Portal", "Portals" },
};

static const StoreUnit sites[] = {
  { "s1", "careers", "Marketing", "site", NULL },
  { "s2", "customer portal (prod)", "Portals", "site", NULL },
  { "s3", "intranet", "IT", "site", NULL },
  { "s4", "old blog", "Marketing", "site", NULL },
  { "s5", "storefront", "Shops", "site", "git@git.example.com:shops/frontend.git" },
};

static void
map_projects (GenkanStore *store,
              gint64       connection_id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mapped); i++)
    {
      g_autoptr (GenkanRecord) record = store_find_record (store, connection_id, mapped[i].id);
      g_autoptr (GenkanUndo) undo = NULL;
      g_autoptr (GError) error = NULL;
      gint64 id = genkan_record_get_id (record);
      GenkanDecision decision = {
        .kind = GENKAN_DECISION_MAP,
        .product_name = mapped[i].product,
        .product_type = mapped[i].type,
      };

      undo = store_decide (store, &id, 1, &decision, &error);
      g_assert_no_error (error);
    }
}

static gint64
discover (GenkanStore     *store,
          const char      *label,
          const StoreUnit *units,
          gsize            n_units)
{
  gint64 id = store_add_connection (store, label);
  g_autoptr (GenkanOperation) operation =
    store_discover (store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, n_units);

  return id;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GenkanStore) store = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("usage: %s DATABASE\n", argv[0]);
      return 2;
    }

  store = genkan_store_open (argv[1], &error);
  g_assert_no_error (error);
  map_projects (store, discover (store, "SonarQube", projects, G_N_ELEMENTS (projects)));
  discover (store, "Burp", sites, G_N_ELEMENTS (sites));
  genkan_store_close (store);

  return 0;
}
