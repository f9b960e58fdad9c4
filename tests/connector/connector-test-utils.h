/* connector-test-utils.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-connector.h"
#include "genkan-variables.h"

GenkanConnector *load_connector      (const char      *yaml);
GenkanConnector *load_valid          (const char      *yaml);
GenkanConnector *load_steps          (const char      *steps);
void             set_text            (GenkanVariables *variables,
                                      const char      *name,
                                      const char      *text);
void             set_integer         (GenkanVariables *variables,
                                      const char      *name,
                                      gint64           integer);
void             set_json            (GenkanVariables *variables,
                                      const char      *name,
                                      const char      *json);
