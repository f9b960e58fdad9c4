/* genkan-exchange-login.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an exchange has to do with the run's session: before each attempt there must be one, and
 * one that the tool does not know any more is renewed, once.
 */

#define G_LOG_DOMAIN "genkan-engine"

#include "config.h"

#include "genkan-exchange-private.h"

#include "genkan-enums.h"
#include "genkan-login.h"

/* The login itself is an exchange too, which cannot wait for itself. */
static gboolean
genkan_exchange_uses_session (GenkanExchange *self)
{
  return self->context->login != NULL
         && self->invocation->step != self->context->auth->login;
}

static void
genkan_exchange_logged_in_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GenkanExchange) self = user_data;
  GenkanLogin *login = GENKAN_LOGIN (source);
  GError *error = NULL;

  if (genkan_login_ensure_finish (login, result, &error))
    {
      _genkan_exchange_acquire (self);
    }
  else
    {
      self->details = g_strdup (genkan_login_get_details (login));
      _genkan_exchange_return (self, error);
    }
}

/* Waits for a session, if the tool wants one, and then for a turn: in this order, since the login
 * needs a turn of its own. */
void
_genkan_exchange_log_in (GenkanExchange *self)
{
  if (genkan_exchange_uses_session (self))
    genkan_login_ensure_async (self->context->login, self->cancellable,
                               genkan_exchange_logged_in_cb, g_object_ref (self));
  else
    _genkan_exchange_acquire (self);
}

/* Whether the session was dropped while the exchange waited for its turn. */
gboolean
_genkan_exchange_lacks_session (GenkanExchange *self)
{
  return genkan_exchange_uses_session (self) && !genkan_login_has_session (self->context->login);
}

/* For the request that is sent now. */
void
_genkan_exchange_note_session (GenkanExchange *self)
{
  if (genkan_exchange_uses_session (self))
    self->session = genkan_login_get_number (self->context->login);
}

/* Returns whether there is another attempt, with a new session. */
gboolean
_genkan_exchange_renew (GenkanExchange *self)
{
  if (!genkan_exchange_uses_session (self) || self->renewed)
    return FALSE;

  self->renewed = TRUE;
  self->attempt--;
  genkan_login_expire (self->context->login, self->session);
  genkan_run_context_log (self->context, GENKAN_LOG_INFO,
                          "%s: the session has ended; logging in again",
                          self->invocation->step->name);
  _genkan_exchange_again_at_once (self);

  return TRUE;
}
