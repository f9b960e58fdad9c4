/* genkan-dojo-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two Findings that DefectDojo could not tell from each other would be two after the first
 * import, and one of them closed by the next. So no two of a file have the same identity: the
 * later one gets its id into its description, and keeps it there, because its identity is pinned
 * from then on.
 *
 * What is too large for a server is cut between two Findings, out of the one text that is there.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-file.h"

#include "genkan-dojo-error.h"
#include "genkan-dojo-finding.h"
#include "genkan-dojo-json-private.h"

struct _GenkanDojoFile
{
  GString    *text;       /* (owned) (nullable) JSON, without its end; %NULL when it was ended */
  GBytes     *bytes;      /* (owned) (nullable) then */
  GArray     *starts;     /* (owned) (element-type gsize) of the Findings in the text */
  GHashTable *ids;        /* (owned) (element-type utf8) */
  const char *last_id;    /* (nullable) of them */
  GHashTable *identities; /* (owned) (element-type utf8) checksums */
  char       *prefix;     /* (owned) (nullable) */
  guint       version;
};

#define HEAD_END "\"findings\":["
#define END "]}"

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

static GenkanDojoFile *
make_empty (guint       version,
            const char *prefix)
{
  GenkanDojoFile *self = g_atomic_rc_box_new0 (GenkanDojoFile);

  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prefix = g_strdup (prefix);
  self->version = version;

  return self;
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
  GenkanDojoFile *self;
  g_autoptr (JsonObject) head = json_object_new ();

  g_return_val_if_fail (type != NULL, NULL);

  self = make_empty (version, prefix);
  json_object_set_string_member (head, "name", type);
  json_object_set_string_member (head, "type", type);
  append_object (self->text, head);
  g_string_truncate (self->text, self->text->len - 1);
  g_string_append (self->text, "," HEAD_END);

  return self;
}

/**
 * genkan_dojo_file_new_like:
 * @other: a file that was ended, and has Findings
 *
 * Returns: (transfer full): an empty file for the same Test, for Findings that have their prefix
 */
GenkanDojoFile *
genkan_dojo_file_new_like (GenkanDojoFile *other)
{
  GenkanDojoFile *self;

  g_return_val_if_fail (other != NULL && other->bytes != NULL && other->starts->len > 0, NULL);

  self = make_empty (other->version, NULL);
  g_string_append_len (self->text, g_bytes_get_data (other->bytes, NULL),
                       (gssize) g_array_index (other->starts, gsize, 0));

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
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_array_unref (self->starts);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->identities);
  g_free (self->prefix);
}

void
genkan_dojo_file_unref (GenkanDojoFile *self)
{
  g_atomic_rc_box_release_full (self, genkan_dojo_file_clear);
}

static gboolean
claim_identity (GenkanDojoFile *self,
                JsonObject     *finding)
{
  return g_hash_table_add (self->identities, genkan_dojo_finding_dup_hash (finding));
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
 * genkan_dojo_file_claim:
 * @self: a file that was not ended
 * @hash: (nullable): by which DefectDojo knows a Finding
 *
 * Keeps a new Finding from being taken for that one.
 */
void
genkan_dojo_file_claim (GenkanDojoFile *self,
                        const char     *hash)
{
  g_return_if_fail (self != NULL && self->text != NULL);

  if (hash != NULL)
    g_hash_table_add (self->identities, g_strdup (hash));
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

/* Takes a finding whose identity is settled. */
static void
append (GenkanDojoFile *self,
        JsonObject     *finding)
{
  gsize start;

  if (self->starts->len > 0)
    g_string_append_c (self->text, ',');
  start = self->text->len;
  g_array_append_val (self->starts, start);
  append_object (self->text, finding);
}

static JsonObject *
make_finding (GenkanDojoFile  *self,
              const char      *fields,
              const char      *pinned,
              GError         **error)
{
  g_autoptr (JsonObject) finding = genkan_dojo_finding_new (fields, self->version, self->prefix,
                                                            error);
  const char *id;
  char *kept;

  if (finding == NULL || (pinned != NULL && !genkan_dojo_finding_pin (finding, pinned, error)))
    return NULL;

  id = json_object_get_string_member (finding, "unique_id_from_tool");
  if (g_hash_table_contains (self->ids, id))
    {
      g_set_error (error, GENKAN_DOJO_ERROR, GENKAN_DOJO_ERROR_EXISTS,
                   "The Finding “%s” is there twice, and is delivered once", id);
      return NULL;
    }

  kept = g_strdup (id);
  g_hash_table_add (self->ids, kept);
  self->last_id = kept;

  return g_steal_pointer (&finding);
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

  g_return_val_if_fail (self != NULL && self->text != NULL, FALSE);
  g_return_val_if_fail (fields != NULL, FALSE);

  finding = make_finding (self, fields, pinned, error);
  if (finding == NULL)
    return FALSE;

  if (pinned != NULL)
    claim_identity (self, finding);
  else
    make_distinct (self, finding);
  append (self, finding);
  if (ret_identity != NULL)
    *ret_identity = genkan_dojo_finding_dup_identity (finding);

  return TRUE;
}

/**
 * genkan_dojo_file_add_closed:
 * @self: a file that was not ended
 * @fields: the fields of a Finding that is closed, as the store has them
 * @pinned: the identity with which it was first sent
 * @error: return location for a #GenkanDojoError, as for genkan_dojo_file_add()
 *
 * Adds a Finding as one that is closed, since when the tool says, or since now.
 *
 * Returns: whether it was added
 */
gboolean
genkan_dojo_file_add_closed (GenkanDojoFile  *self,
                             const char      *fields,
                             const char      *pinned,
                             GError         **error)
{
  g_autoptr (JsonObject) finding = NULL;

  g_return_val_if_fail (self != NULL && self->text != NULL, FALSE);
  g_return_val_if_fail (fields != NULL && pinned != NULL, FALSE);

  finding = make_finding (self, fields, pinned, error);
  if (finding == NULL)
    return FALSE;

  json_object_set_boolean_member (finding, "active", FALSE);
  json_object_set_boolean_member (finding, "is_mitigated", TRUE);
  claim_identity (self, finding);
  append (self, finding);

  return TRUE;
}

/* Returns: (nullable): under which id DefectDojo will have the Finding that was added last */
const char *
genkan_dojo_file_get_last_id (GenkanDojoFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->last_id;
}

guint
genkan_dojo_file_get_n_findings (GenkanDojoFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->starts->len;
}

/* Whether one of its Findings has that id in DefectDojo. */
gboolean
genkan_dojo_file_has (GenkanDojoFile *self,
                      const char     *unique_id)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (unique_id != NULL, FALSE);

  return g_hash_table_contains (self->ids, unique_id);
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

  g_string_append (self->text, END);
  self->bytes = g_string_free_to_bytes (g_steal_pointer (&self->text));

  return g_bytes_ref (self->bytes);
}

/* --- parts ---------------------------------------------------------------------------------- */

/* Where a Finding ends in the text; the next begins behind a comma. */
static gsize
get_end (GenkanDojoFile *self,
         guint           place)
{
  if (place + 1 < self->starts->len)
    return g_array_index (self->starts, gsize, place + 1) - 1;

  return g_bytes_get_size (self->bytes) - strlen (END);
}

/**
 * genkan_dojo_file_dup_part:
 * @self: a file that was ended
 * @places: (array length=n_places): which Findings are wanted
 * @n_places: how many; one at least
 * @largest: how many bytes the part may have
 * @ret_n_taken: (out): how many of them it has, from the first on; one at least, whatever its size
 *
 * Returns: (transfer full): a file of some of the Findings
 */
GBytes *
genkan_dojo_file_dup_part (GenkanDojoFile *self,
                           const guint    *places,
                           guint           n_places,
                           gsize           largest,
                           guint          *ret_n_taken)
{
  const char *text;
  GString *part;
  guint n = 0;

  g_return_val_if_fail (self != NULL && self->bytes != NULL, NULL);
  g_return_val_if_fail (places != NULL && n_places > 0, NULL);
  g_return_val_if_fail (ret_n_taken != NULL, NULL);

  if (n_places == self->starts->len && g_bytes_get_size (self->bytes) <= largest)
    {
      *ret_n_taken = n_places;
      return g_bytes_ref (self->bytes);
    }

  text = g_bytes_get_data (self->bytes, NULL);
  part = g_string_new_len (text, (gssize) g_array_index (self->starts, gsize, 0));
  for (; n < n_places; n++)
    {
      gsize start = g_array_index (self->starts, gsize, places[n]);
      gsize length = get_end (self, places[n]) - start;

      if (n > 0 && part->len + 1 + length + strlen (END) > largest)
        break;
      if (n > 0)
        g_string_append_c (part, ',');
      g_string_append_len (part, text + start, (gssize) length);
    }
  g_string_append (part, END);
  *ret_n_taken = n;

  return g_string_free_to_bytes (part);
}

/**
 * genkan_dojo_file_get_finding:
 * @self: a file that was ended
 * @place: which Finding
 *
 * Returns: (transfer full): the Finding as it stands in the file
 */
JsonObject *
genkan_dojo_file_get_finding (GenkanDojoFile *self,
                              guint           place)
{
  const char *text;
  gsize start;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && self->bytes != NULL, NULL);
  g_return_val_if_fail (place < self->starts->len, NULL);

  text = g_bytes_get_data (self->bytes, NULL);
  start = g_array_index (self->starts, gsize, place);
  node = _genkan_dojo_json_parse (text + start, get_end (self, place) - start);

  return json_node_dup_object (node);
}
