/* genkan-trace.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-trace.h"

G_DEFINE_INTERFACE (GenkanTrace, genkan_trace, G_TYPE_OBJECT)

static void
genkan_trace_default_init (GenkanTraceInterface *iface)
{
}

void
genkan_trace_exchange (GenkanTrace               *self,
                       const GenkanTraceExchange *exchange)
{
  g_return_if_fail (GENKAN_IS_TRACE (self));
  g_return_if_fail (exchange != NULL);

  GENKAN_TRACE_GET_IFACE (self)->exchange (self, exchange);
}

void
genkan_trace_rows (GenkanTrace           *self,
                   const GenkanTraceRows *rows)
{
  g_return_if_fail (GENKAN_IS_TRACE (self));
  g_return_if_fail (rows != NULL);

  GENKAN_TRACE_GET_IFACE (self)->rows (self, rows);
}
