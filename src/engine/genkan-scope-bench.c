/* genkan-scope-bench.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the answers of a scope are mapped. The SELECTs of a step with a request see its items and
 * variables and no table, so they can run at any bench. While several answers come in at once,
 * a second bench halves the time, unless other scopes keep the processors busy already.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-scope-private.h"

static void
borrow_second (GenkanScope *self)
{
  self->second = genkan_benches_borrow_spare (self->context->benches);
  if (self->second != NULL)
    genkan_sandbox_set_coverage (self->second->sandbox, self->context->run->coverage);
}

/* The bench for one more answer; _genkan_scope_leave_bench() when it has been read. */
GenkanBench *
_genkan_scope_take_bench (GenkanScope *self)
{
  if (self->n_at_bench > 0 && self->second == NULL)
    borrow_second (self);

  if (self->second != NULL && self->n_at_second < self->n_at_bench)
    {
      self->n_at_second++;
      return self->second;
    }
  self->n_at_bench++;

  return self->bench;
}

void
_genkan_scope_leave_bench (GenkanScope *self,
                           GenkanBench *bench)
{
  if (bench == self->second)
    self->n_at_second--;
  else
    self->n_at_bench--;
}

/* Nobody waits for what will not be needed; who comes next gets a swept bench. */
void
_genkan_scope_give_back_benches (GenkanScope *self)
{
  GenkanBench *benches[] = { g_steal_pointer (&self->bench), g_steal_pointer (&self->second) };

  for (gsize i = 0; i < G_N_ELEMENTS (benches); i++)
    if (benches[i] != NULL)
      genkan_benches_give_back (self->context->benches, benches[i]);
}
