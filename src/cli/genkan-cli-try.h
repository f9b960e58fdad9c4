/* genkan-cli-try.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-trial.h"

G_BEGIN_DECLS

void genkan_cli_print_trial      (GenkanTrial *trial);
void genkan_cli_print_trial_json (GenkanTrial *trial);

G_END_DECLS
