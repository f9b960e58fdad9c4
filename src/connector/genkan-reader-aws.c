/* genkan-reader-aws.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `aws_sigv4`: whose key signs, and for which service and region if the host does not say it.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-reader.h"

static void
read_key (GenkanReader         *self,
          const GenkanYamlNode *node,
          gpointer              target)
{
  ((GenkanAwsAuth *) target)->key = genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_secret (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  ((GenkanAwsAuth *) target)->secret =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_token (GenkanReader         *self,
            const GenkanYamlNode *node,
            gpointer              target)
{
  ((GenkanAwsAuth *) target)->token =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_service (GenkanReader         *self,
              const GenkanYamlNode *node,
              gpointer              target)
{
  ((GenkanAwsAuth *) target)->service =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

static void
read_region (GenkanReader         *self,
             const GenkanYamlNode *node,
             gpointer              target)
{
  ((GenkanAwsAuth *) target)->region =
    genkan_reader_read_template (self, node, GENKAN_TEMPLATE_TEXT);
}

void
genkan_reader_read_aws_sigv4 (GenkanReader         *self,
                              const GenkanYamlNode *node,
                              gpointer              target)
{
  static const GenkanKey keys[] = {
    { "key", read_key, TRUE },
    { "secret", read_secret, TRUE },
    { "token", read_token },
    { "service", read_service },
    { "region", read_region },
  };
  GenkanAuth *auth = target;

  auth->aws = genkan_aws_auth_new ();
  genkan_reader_note_origin (self, auth->aws, node);
  genkan_reader_read_mapping (self, node, "'aws_sigv4'", keys, G_N_ELEMENTS (keys), NULL,
                              auth->aws);
}
