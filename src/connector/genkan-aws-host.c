/* genkan-aws-host.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the name of an AWS host says. There are four shapes, with anything in front:
 *
 *   securityhub.us-east-1.amazonaws.com     the service and its region
 *   s3.dualstack.us-east-1.amazonaws.com
 *   securityhub.us-east-1.api.aws           the same with IPv6
 *   sts.amazonaws.com                       a service without regions, which signs with us-east-1
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-aws-host.h"

#define GLOBAL_REGION "us-east-1"

/* The host without the domain that makes it one of AWS; NULL for other hosts. */
static char *
strip_domain (const char *host)
{
  static const char *const domains[] = { ".amazonaws.com", ".amazonaws.com.cn", ".api.aws" };
  g_autofree char *lower = g_ascii_strdown (host, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    if (g_str_has_suffix (lower, domains[i]) && strlen (lower) > strlen (domains[i]))
      {
        lower[strlen (lower) - strlen (domains[i])] = '\0';
        return g_steal_pointer (&lower);
      }

  return NULL;
}

static gboolean
is_region (const char *label)
{
  return g_regex_match_simple ("^[a-z]{2,4}(-[a-z]+)+-[0-9]+$", label, 0, 0);
}

/* One that meets FIPS 140 signs with the same name. */
static char *
dup_service (const char *label)
{
  return g_str_has_suffix (label, "-fips") ? g_strndup (label, strlen (label) - strlen ("-fips"))
                                           : g_strdup (label);
}

/**
 * genkan_aws_host_parse:
 * @host: the name of a host
 * @ret_service: (out): the service as a signature names it
 * @ret_region: (out): its region
 *
 * Returns: whether it is a host of AWS that says both
 */
gboolean
genkan_aws_host_parse (const char  *host,
                       char       **ret_service,
                       char       **ret_region)
{
  g_autofree char *name = strip_domain (host);
  g_auto (GStrv) labels = NULL;
  guint last;
  guint service;

  if (name == NULL)
    return FALSE;

  labels = g_strsplit (name, ".", -1);
  last = g_strv_length (labels) - 1;
  service = last;
  if (is_region (labels[last]))
    {
      if (service > 0 && g_str_equal (labels[service - 1], "dualstack"))
        service--;
      if (service == 0)
        return FALSE;
      service--;
    }

  if (*labels[service] == '\0')
    return FALSE;

  *ret_service = dup_service (labels[service]);
  *ret_region = g_strdup (is_region (labels[last]) ? labels[last] : GLOBAL_REGION);

  return TRUE;
}
