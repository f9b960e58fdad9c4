/* genkan-scenario-writer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-trial.h"

G_BEGIN_DECLS

gboolean genkan_trial_save_scenario (GenkanTrial  *trial,
                                     const char   *connector_text,
                                     const char   *path,
                                     gboolean      replace,
                                     char        **ret_redacted,
                                     GError      **error);

G_END_DECLS
