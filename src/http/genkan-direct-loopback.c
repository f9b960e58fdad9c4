/* genkan-direct-loopback.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-http"

#include "config.h"

#include "genkan-direct-loopback.h"

#include "genkan-host-set.h"

struct _GenkanDirectLoopback
{
  GObject parent_instance;

  GProxyResolver *system; /* (owned) */
};

static void genkan_direct_loopback_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GenkanDirectLoopback, genkan_direct_loopback, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      genkan_direct_loopback_iface_init))

static char **
dup_direct (const char *address)
{
  const char *const direct[] = { "direct://", NULL };
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || !genkan_host_is_loopback (g_uri_get_host (uri)))
    return NULL;

  return g_strdupv ((char **) direct);
}

static gboolean
genkan_direct_loopback_is_supported (GProxyResolver *resolver)
{
  return g_proxy_resolver_is_supported (GENKAN_DIRECT_LOOPBACK (resolver)->system);
}

static char **
genkan_direct_loopback_lookup (GProxyResolver  *resolver,
                               const char      *address,
                               GCancellable    *cancellable,
                               GError         **error)
{
  char **direct = dup_direct (address);

  if (direct != NULL)
    return direct;

  return g_proxy_resolver_lookup (GENKAN_DIRECT_LOOPBACK (resolver)->system, address, cancellable,
                                  error);
}

static void
genkan_direct_loopback_lookup_cb (GObject      *source,
                                  GAsyncResult *result,
                                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
genkan_direct_loopback_lookup_async (GProxyResolver      *resolver,
                                     const char          *address,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  char **direct = dup_direct (address);

  g_task_set_source_tag (task, genkan_direct_loopback_lookup_async);
  if (direct != NULL)
    g_task_return_pointer (task, direct, (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (GENKAN_DIRECT_LOOPBACK (resolver)->system, address, cancellable,
                                   genkan_direct_loopback_lookup_cb, g_steal_pointer (&task));
}

static char **
genkan_direct_loopback_lookup_finish (GProxyResolver  *resolver,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
genkan_direct_loopback_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = genkan_direct_loopback_is_supported;
  iface->lookup = genkan_direct_loopback_lookup;
  iface->lookup_async = genkan_direct_loopback_lookup_async;
  iface->lookup_finish = genkan_direct_loopback_lookup_finish;
}

static void
genkan_direct_loopback_finalize (GObject *object)
{
  GenkanDirectLoopback *self = GENKAN_DIRECT_LOOPBACK (object);

  g_clear_object (&self->system);

  G_OBJECT_CLASS (genkan_direct_loopback_parent_class)->finalize (object);
}

static void
genkan_direct_loopback_class_init (GenkanDirectLoopbackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = genkan_direct_loopback_finalize;
}

static void
genkan_direct_loopback_init (GenkanDirectLoopback *self)
{
  self->system = g_object_ref (g_proxy_resolver_get_default ());
}

GProxyResolver *
genkan_direct_loopback_new (void)
{
  return g_object_new (GENKAN_TYPE_DIRECT_LOOPBACK, NULL);
}
