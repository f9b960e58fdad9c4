/* player.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-engine.h"
#include "genkan-loopback-server.h"
#include "replay-sink.h"
#include "scenario.h"

G_BEGIN_DECLS

typedef struct _Player Player;

/* Answers in place of an exchange; called in the server's thread. @nth counts how often this
 * exchange was asked before. Returns whether it has answered. */
typedef gboolean (*PlayerFault) (GenkanLoopbackExchange *http,
                                 guint                   exchange,
                                 guint                   nth,
                                 gpointer                user_data);

/* How a run went. */
typedef struct
{
  ReplaySink      *sink;       /* (owned) */
  GenkanRunResult *result;     /* (owned) (nullable) */
  guint           *counts;     /* (owned) how often each exchange was asked */
  GPtrArray       *unmatched;  /* (owned) (element-type utf8) requests that no exchange matches */
  GPtrArray       *secrets;    /* (owned) (element-type utf8) credentials that were sent */
  guint            n_requests;
  gboolean         endless;    /* stopped, since there were far too many requests */
} Play;

void    play_free            (Play                  *self);

Player *player_new           (GenkanConnector       *connector);
void    player_free          (Player                *self);
Play   *player_run           (Player                *self,
                              const Scenario        *scenario,
                              GenkanCoverage        *coverage,
                              PlayerFault            fault,
                              gpointer               user_data);
void    player_answer        (GenkanLoopbackExchange *http,
                              const Answer          *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Play, play_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Player, player_free)

G_END_DECLS
