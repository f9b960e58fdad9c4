/* genkan-http-answer-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "genkan-http-answer.h"

G_BEGIN_DECLS

GenkanHttpAnswer *_genkan_http_answer_new (SoupMessage  *message,
                                           GInputStream *body,
                                           guint64       limit,
                                           guint         timeout);

G_END_DECLS
