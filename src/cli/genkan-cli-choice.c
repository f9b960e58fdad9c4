/* genkan-cli-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options that say which Records are meant, the same for each command about Records. The
 * choice itself is the store's.
 */

#define G_LOG_DOMAIN "genkan-cli"

#include "config.h"

#include "genkan-cli-choice.h"
#include "genkan-cli-private.h"

#include <glib/gi18n.h>

void
genkan_cli_choice_clear (GenkanCliChoice *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->vendor_ids, g_strfreev);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->states, g_strfreev);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->pattern, genkan_pattern_free);
}

static gboolean
read_states (GenkanCliChoice *self)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (GENKAN_TYPE_RECORD_STATE);

  for (gsize i = 0; self->states != NULL && self->states[i] != NULL; i++)
    {
      GEnumValue *value = g_enum_get_value_by_nick (klass, self->states[i]);

      if (value == NULL)
        {
          genkan_cli_complain (_("There is no state “%s”: a record is new, good, ignored, stale or missing"),
                               self->states[i]);
          return FALSE;
        }
      self->state_bits |= 1u << value->value;
    }

  return TRUE;
}

static gboolean
read_pattern (GenkanCliChoice *self)
{
  if (self->name == NULL)
    return TRUE;

  self->pattern = genkan_pattern_new (self->name, NULL);
  if (self->pattern == NULL)
    genkan_cli_complain (_("The pattern “%s” cannot be understood; a pattern is a text with * and ?, or a "
                           "regular expression between slashes"), self->name);

  return self->pattern != NULL;
}

/* The label may also be the command's only argument. FALSE: it has been said what is wrong. */
gboolean
genkan_cli_choice_read (GenkanCliChoice  *self,
                        int               argc,
                        char            **argv)
{
  if (argc > 1 && self->label != NULL && !g_str_equal (argv[1], self->label))
    {
      genkan_cli_complain (_("Both “%s” and “%s” are named as the connection"), argv[1], self->label);
      return FALSE;
    }

  if (argc > 1 && self->label == NULL)
    self->label = g_strdup (argv[1]);

  return read_states (self) && read_pattern (self);
}

/* Whether nothing was said that would leave a Record out. */
gboolean
genkan_cli_choice_is_empty (GenkanCliChoice *self)
{
  return self->label == NULL && self->vendor_ids == NULL && self->name == NULL &&
         self->states == NULL && self->search == NULL;
}

/* What is chosen, for the store; it borrows from @self. FALSE after saying that there is no such
 * Connection. */
gboolean
genkan_cli_choice_look_up (GenkanCliChoice    *self,
                           GenkanWorkspace    *workspace,
                           GenkanRecordFilter *ret_filter)
{
  g_autoptr (GenkanConnection) connection = NULL;

  if (self->label != NULL)
    {
      connection = genkan_cli_find_connection (workspace, self->label);
      if (connection == NULL)
        return FALSE;
    }

  *ret_filter = (GenkanRecordFilter) {
    .connection_id = connection != NULL ? genkan_connection_get_id (connection) : 0,
    .states = self->state_bits,
    .search = self->search,
    .vendor_ids = (const char *const *) self->vendor_ids,
    .name = self->pattern,
  };

  return TRUE;
}

/* Returns: (transfer full) (nullable): the labels of all Connections, by id */
GHashTable *
genkan_cli_list_labels (GenkanWorkspace  *workspace,
                        GError          **error)
{
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GPtrArray) connections = NULL;

  connections = genkan_store_list_connections (genkan_workspace_get_store (workspace), error);
  if (connections == NULL)
    return NULL;

  for (guint i = 0; i < connections->len; i++)
    {
      GenkanConnection *connection = g_ptr_array_index (connections, i);
      gint64 id = genkan_connection_get_id (connection);

      g_hash_table_insert (labels, g_memdup2 (&id, sizeof id),
                           g_strdup (genkan_connection_get_label (connection)));
    }

  return g_steal_pointer (&labels);
}

/* Returns: (transfer none) (nullable): %NULL for one that was added this moment */
const char *
genkan_cli_get_label (GHashTable   *labels,
                      GenkanRecord *record)
{
  gint64 id = genkan_record_get_connection_id (record);

  return g_hash_table_lookup (labels, &id);
}
