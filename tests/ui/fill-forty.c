/* fill-forty.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fill-forty DATABASE
 *
 * Fills a database through the store's own doors: three tools with forty sites, projects and
 * targets, which are about twelve Products and say so more or less clearly. All are New.
 */

#include "config.h"

#include "store-fixture.h"

#include <locale.h>

static const char *const sites[] = {
  "Analytics", "Careers", "Company Blog", "Customer Portal", "Intranet", "Mobile API",
  "Newsletter", "Payments", "Search", "Single Sign-On", "Warehouse", "Web Shop",
};

static const char *const projects[] = {
  "analytics", "careers-site", "company-blog", "customer-portal", "intranet", "mobile-api",
  "newsletter", "payments-ledger", "payments-service", "search-service", "single-sign-on",
  "warehouse", "webshop-backend", "webshop-frontend",
};

static const char *const targets[] = {
  "acme/analytics", "acme/analytics-jobs", "acme/careers", "acme/company-blog",
  "acme/customer-portal", "acme/intranet-web", "acme/mobile-api", "acme/mobile-api-gateway",
  "acme/newsletter", "acme/payments", "acme/search", "acme/single-sign-on", "acme/warehouse",
  "acme/web-shop",
};

static void
discover (GenkanStore        *store,
          const char         *label,
          const char         *kind,
          const char * const *names,
          gsize               n_names)
{
  g_autofree StoreUnit *units = g_new0 (StoreUnit, n_names);
  gint64 id = store_add_connection (store, label);
  g_autoptr (GenkanOperation) operation = NULL;

  for (gsize i = 0; i < n_names; i++)
    units[i] = (StoreUnit) { names[i], names[i], NULL, kind, NULL };
  operation = store_discover (store, id, GENKAN_OPERATION_STATUS_COMPLETE, units, n_names);
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
  discover (store, "Burp", "site", sites, G_N_ELEMENTS (sites));
  discover (store, "SonarQube", "project", projects, G_N_ELEMENTS (projects));
  discover (store, "Snyk", "target", targets, G_N_ELEMENTS (targets));
  genkan_store_close (store);

  return 0;
}
