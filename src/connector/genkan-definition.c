/* genkan-definition.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-definition-private.h"

const char *const genkan_records_columns[] = {
  "id", "name", "kind", "url", "parent", "description", "tags", "extra", "source", NULL
};

/* The fields of DefectDojo's Generic Findings Import, the Record that a finding belongs to where
 * the scope does not say it, and the finding's page at the vendor. */
const char *const genkan_findings_columns[] = {
  "unique_id_from_tool", "vuln_id_from_tool", "title", "severity", "description", "mitigation",
  "impact", "steps_to_reproduce", "severity_justification", "references", "date", "mitigated",
  "publish_date", "planned_remediation_date", "kev_date", "cwe", "cwes", "vulnerability_ids",
  "cvssv3", "cvssv3_score", "cvssv4", "cvssv4_score", "epss_score", "epss_percentile",
  "known_exploited", "ransomware_used", "fix_available", "fix_version", "active", "verified",
  "false_p", "out_of_scope", "risk_accepted", "under_review", "is_mitigated", "component_name",
  "component_version", "file_path", "line", "sast_source_object", "sast_sink_object",
  "sast_source_file_path", "sast_source_line", "static_finding", "dynamic_finding", "service",
  "tags", "endpoints", "scanner_confidence", "nb_occurences", "param", "payload",
  "planned_remediation_version", "effort_for_fixing", "record_id", "url", NULL
};

static void
setting_free (gpointer data)
{
  GenkanSetting *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self->help);
  g_free (self->initial);
  g_free (self->pattern);
  g_strfreev (self->choices);
  g_free (self);
}

static void
named_template_free (gpointer data)
{
  GenkanNamedTemplate *self = data;

  g_free (self->name);
  genkan_template_free (self->value);
  g_free (self);
}

static void
limit_free (gpointer data)
{
  GenkanLimit *self = data;

  g_free (self->per);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

static void
genkan_case_free (GenkanCase *self)
{
  g_free (self->when);
  g_free (self->say);
  g_free (self->after);
  g_free (self);
}

static void
genkan_output_free (GenkanOutput *self)
{
  g_free (self->name);
  g_free (self->sql);
  g_strfreev (self->columns);
  g_strfreev (self->reads);
  g_free (self);
}

static void
request_free (GenkanRequestDefinition *self)
{
  genkan_template_free (self->url);
  g_ptr_array_unref (self->headers);
  genkan_template_free (self->body);
  g_free (self->graphql);
  g_strfreev (self->graphql_variables);
  g_free (self);
}

static void
step_free (gpointer data)
{
  GenkanStep *self = data;

  g_free (self->name);
  g_free (self->for_table);
  g_clear_pointer (&self->request, request_free);
  g_ptr_array_unref (self->with);
  g_free (self->members);
  g_strfreev (self->items);
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->outputs);
  g_clear_pointer (&self->next, genkan_output_free);
  g_clear_pointer (&self->prepare, genkan_output_free);
  g_clear_pointer (&self->cleanup, step_free);
  g_strfreev (self->variables);
  g_strfreev (self->remembered);
  g_free (self);
}

static void
aws_auth_free (GenkanAwsAuth *self)
{
  genkan_template_free (self->key);
  genkan_template_free (self->secret);
  genkan_template_free (self->token);
  genkan_template_free (self->service);
  genkan_template_free (self->region);
  g_free (self);
}

static void
auth_free (GenkanAuth *self)
{
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->query);
  genkan_template_free (self->basic_user);
  genkan_template_free (self->basic_password);
  g_clear_pointer (&self->login, step_free);
  g_clear_pointer (&self->login_auth, auth_free);
  g_clear_pointer (&self->logout, step_free);
  g_free (self->kept);
  g_clear_pointer (&self->sign, step_free);
  g_clear_pointer (&self->aws, aws_auth_free);
  g_clear_pointer (&self->when, genkan_case_free);
  g_clear_pointer (&self->otherwise, auth_free);
  g_free (self);
}

GenkanSetting *
genkan_setting_new (void)
{
  return g_new0 (GenkanSetting, 1);
}

GenkanNamedTemplate *
genkan_named_template_new (const char     *name,
                           GenkanTemplate *value)
{
  GenkanNamedTemplate *self = g_new0 (GenkanNamedTemplate, 1);

  self->name = g_strdup (name);
  self->value = value;

  return self;
}

static GPtrArray *
genkan_named_templates_new (void)
{
  return g_ptr_array_new_with_free_func (named_template_free);
}

GenkanLimit *
genkan_limit_new (void)
{
  return g_new0 (GenkanLimit, 1);
}

GenkanCase *
genkan_case_new (void)
{
  return g_new0 (GenkanCase, 1);
}

GenkanOutput *
genkan_output_new (void)
{
  return g_new0 (GenkanOutput, 1);
}

GenkanRequestDefinition *
genkan_request_definition_new (void)
{
  GenkanRequestDefinition *self = g_new0 (GenkanRequestDefinition, 1);

  self->headers = genkan_named_templates_new ();

  return self;
}

GenkanAuth *
genkan_auth_new (void)
{
  GenkanAuth *self = g_new0 (GenkanAuth, 1);

  self->headers = genkan_named_templates_new ();
  self->query = genkan_named_templates_new ();

  return self;
}

GenkanAwsAuth *
genkan_aws_auth_new (void)
{
  return g_new0 (GenkanAwsAuth, 1);
}

GenkanStep *
genkan_step_new (void)
{
  GenkanStep *self = g_new0 (GenkanStep, 1);

  self->with = genkan_named_templates_new ();
  self->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_case_free);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_output_free);

  return self;
}

GenkanDefinition *
genkan_definition_new (void)
{
  GenkanDefinition *self = g_new0 (GenkanDefinition, 1);

  self->settings = g_ptr_array_new_with_free_func (setting_free);
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) genkan_template_free);
  self->headers = genkan_named_templates_new ();
  self->limits = g_ptr_array_new_with_free_func (limit_free);
  self->remember = genkan_named_templates_new ();
  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

void
genkan_definition_free (GenkanDefinition *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->vendor);
  g_free (self->record_one);
  g_free (self->record_many);
  g_free (self->record_means);
  g_strfreev (self->key_steps);
  g_strfreev (self->key_permissions);
  g_free (self->key_link);
  g_free (self->documentation);
  g_ptr_array_unref (self->settings);
  genkan_template_free (self->base);
  g_ptr_array_unref (self->hosts);
  g_clear_pointer (&self->auth, auth_free);
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->limits);
  g_ptr_array_unref (self->remember);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * genkan_definition_find_step:
 * @self: what a connector file says
 * @name: of a step
 *
 * Returns: (nullable): the step
 */
const GenkanStep *
genkan_definition_find_step (const GenkanDefinition *self,
                             const char             *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const GenkanStep *step = self->steps->pdata[i];

      if (g_str_equal (step->name, name))
        return step;
    }

  return NULL;
}

/**
 * genkan_definition_find_setting:
 * @self: what a connector file says
 * @name: of a setting
 *
 * Returns: (nullable): the setting
 */
const GenkanSetting *
genkan_definition_find_setting (const GenkanDefinition *self,
                                const char             *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->settings->len; i++)
    {
      const GenkanSetting *setting = self->settings->pdata[i];

      if (g_str_equal (setting->name, name))
        return setting;
    }

  return NULL;
}
