/* genkan-dojo-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two Findings that DefectDojo could not tell from each other would be two after the first
 * import, and one of them closed by the next. So no two of a file have the same identity: the
 * later one gets its id into its description, and keeps it there, because its identity is pinned
 * from then on.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-file.h"

#include "genkan-dojo-error.h"
#include "genkan-dojo-finding.h"

struct _GenkanDojoFile
{
  GString    *text;       /* (owned) (nullable) JSON, without its end */
  GHashTable *ids;        /* (owned) (element-type utf8) */
  GHashTable *identities; /* (owned) (element-type utf8) checksums */
  char       *prefix;     /* (owned) (nullable) */
  guint       version;
  guint       n_findings;
};

G_DEFINE_BOXED_TYPE (GenkanDojoFile, genkan_dojo_file, genkan_dojo_file_ref,
                     genkan_dojo_file_unref)

static void
append_object (GString    *text,
               JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *json = json_to_string (node, FALSE);

  g_string_append (text, json);
}

/**
 * genkan_dojo_file_new:
 * @type: what DefectDojo is to call the kind of Test, as in “SonarQube Connector”; always the
 *   same for a Test
 * @version: the server's #GENKAN_DOJO_VERSION
 * @prefix: (nullable): what goes before the tool's ids, so that they are unique in a Product
 *
 * Returns: (transfer full): an empty file
 */
GenkanDojoFile *
genkan_dojo_file_new (const char *type,
                      guint       version,
                      const char *prefix)
{
  GenkanDojoFile *self = g_atomic_rc_box_new0 (GenkanDojoFile);
  g_autoptr (JsonObject) head = json_object_new ();

  g_return_val_if_fail (type != NULL, NULL);

  json_object_set_string_member (head, "name", type);
  json_object_set_string_member (head, "type", type);
  self->text = g_string_new (NULL);
  append_object (self->text, head);
  g_string_truncate (self->text, self->text->len - 1);
  g_string_append (self->text, ",\"findings\":[");

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prefix = g_strdup (prefix);
  self->version = version;

  return self;
}

GenkanDojoFile *
genkan_dojo_file_ref (GenkanDojoFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
genkan_dojo_file_clear (gpointer data)
{
  GenkanDojoFile *self = data;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->identities);
  g_free (self->prefix);
}

void
genkan_dojo_file_unref (GenkanDojoFile *self)
{
  g_atomic_rc_box_release_full (self, genkan_dojo_file_clear);
}

/* As DefectDojo does it: the texts one after the other, with Python's word for what is not there
 * and no difference between upper and lower case. */
static gboolean
claim_identity (GenkanDojoFile *self,
                JsonObject     *finding)
{
  g_autofree char *line =
    json_object_has_member (finding, "line")
      ? g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (finding, "line"))
      : g_strdup ("None");
  g_autofree char *text =
    g_strdup_printf ("%s%" G_GINT64_FORMAT "%s%s%s",
                     json_object_get_string_member (finding, "title"),
                     json_object_get_int_member_with_default (finding, "cwe", 0), line,
                     json_object_get_string_member_with_default (finding, "file_path", "None"),
                     json_object_get_string_member (finding, "description"));
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_hash_table_add (self->identities,
                           g_compute_checksum_for_string (G_CHECKSUM_SHA256, folded, -1));
}

static void
make_distinct (GenkanDojoFile *self,
               JsonObject     *finding)
{
  g_autofree char *description = NULL;

  if (claim_identity (self, finding))
    return;

  description = g_strdup_printf ("%s\n\n(%s)",
                                 json_object_get_string_member (finding, "description"),
                                 json_object_get_string_member (finding, "unique_id_from_tool"));
  json_object_set_string_member (finding, "description", description);
  claim_identity (self, finding);
}

/**
 * genkan_dojo_file_reserve:
 * @self: a file that was not ended
 * @identity: of a Finding that DefectDojo has and this file will not have: one that is closed
 * @error: return location for %GENKAN_DOJO_ERROR_REFUSED: no identity
 *
 * Keeps a new Finding from being taken for that one, which would be opened again for it.
 *
 * Returns: whether it is kept
 */
gboolean
genkan_dojo_file_reserve (GenkanDojoFile  *self,
                          const char      *identity,
                          GError         **error)
{
  g_autoptr (JsonObject) finding = json_object_new ();

  g_return_val_if_fail (self != NULL && self->text != NULL, FALSE);

  if (!genkan_dojo_finding_pin (finding, identity, error))
    return FALSE;

  claim_identity (self, finding);

  return TRUE;
}

/**
 * genkan_dojo_file_add:
 * @self: a file that was not ended
 * @fields: a Finding's fields, as the store has them
 * @pinned: (nullable): the identity with which it was first sent; those that have one go first
 * @ret_identity: (out) (optional): its identity, to be kept and pinned
 * @error: return location for a #GenkanDojoError: %GENKAN_DOJO_ERROR_EXISTS if one with its id is
 *   in the file, %GENKAN_DOJO_ERROR_REFUSED if it is none
 *
 * Returns: whether it was added
 */
gboolean
genkan_dojo_file_add (GenkanDojoFile  *self,
                      const char      *fields,
                      const char      *pinned,
                      char           **ret_identity,
                      GError         **error)
{
  g_autoptr (JsonObject) finding = NULL;
  const char *id;

  g_return_val_if_fail (self != NULL && self->text != NULL, FALSE);
  g_return_val_if_fail (fields != NULL, FALSE);

  finding = genkan_dojo_finding_new (fields, self->version, self->prefix, error);
  if (finding == NULL || (pinned != NULL && !genkan_dojo_finding_pin (finding, pinned, error)))
    return FALSE;

  id = json_object_get_string_member (finding, "unique_id_from_tool");
  if (!g_hash_table_add (self->ids, g_strdup (id)))
    {
      g_set_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS,
                   "The Finding “%s” is there twice, and is delivered once", id);
      return FALSE;
    }

  if (pinned != NULL)
    claim_identity (self, finding);
  else
    make_distinct (self, finding);
  if (self->n_findings++ > 0)
    g_string_append_c (self->text, ',');
  append_object (self->text, finding);
  if (ret_identity != NULL)
    *ret_identity = genkan_dojo_finding_dup_identity (finding);

  return TRUE;
}

guint
genkan_dojo_file_get_n_findings (GenkanDojoFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_findings;
}

/* In bytes, so far. */
gsize
genkan_dojo_file_get_size (GenkanDojoFile *self)
{
  g_return_val_if_fail (self != NULL && self->text != NULL, 0);

  return self->text->len;
}

/**
 * genkan_dojo_file_end:
 * @self: a file that was not ended
 *
 * Returns: (transfer full): the file
 */
GBytes *
genkan_dojo_file_end (GenkanDojoFile *self)
{
  g_return_val_if_fail (self != NULL && self->text != NULL, NULL);

  g_string_append (self->text, "]}");

  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}
