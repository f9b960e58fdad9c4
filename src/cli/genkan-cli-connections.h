/* genkan-cli-connections.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What adding a connection and importing one share.
 */

#pragma once

#include "genkan-cli-private.h"
#include "genkan-definition.h"

G_BEGIN_DECLS

typedef struct
{
  char    **names;     /* (owned) (nullable) NAME */
  char    **from_env;  /* (owned) (nullable) NAME=VARIABLE */
  char    **from_file; /* (owned) (nullable) NAME=FILE */
  gboolean  no_test;
} GenkanCliSecretOptions;

#define GENKAN_CLI_SECRET_ENTRIES(options) \
  { "secret", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(options).names, N_("Read this secret setting from the terminal, or a line from standard input; may be repeated"), N_("NAME") }, \
  { "secret-from-env", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(options).from_env, N_("Take a secret setting from an environment variable"), N_("NAME=VARIABLE") }, \
  { "secret-from-file", 0, 0, G_OPTION_ARG_STRING_ARRAY, &(options).from_file, N_("Take a secret setting from a file"), N_("NAME=FILE") }, \
  { "no-test", 0, 0, G_OPTION_ARG_NONE, &(options).no_test, N_("Store the connection without asking the tool first"), NULL }

void       genkan_cli_secret_options_clear (GenkanCliSecretOptions       *self);

/* Collects the secrets, tests the connection, and stores it. */
GenkanExit genkan_cli_keep_connection      (GenkanWorkspace              *workspace,
                                            GenkanConnection             *connection,
                                            const GenkanDefinition       *definition,
                                            const GenkanCliSecretOptions *options);

GenkanExit genkan_cli_connections_export   (int                           argc,
                                            char                        **argv);
GenkanExit genkan_cli_connections_import   (int                           argc,
                                            char                        **argv);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GenkanCliSecretOptions, genkan_cli_secret_options_clear)

G_END_DECLS
