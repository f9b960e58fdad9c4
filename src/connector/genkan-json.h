/* genkan-json.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON that has arrived as a whole: an index over a text that somebody else holds. Strict
 * (RFC 8259, UTF-8, one value, nothing behind it), bounded in depth, without an allocation per
 * value: a thousand items share one array of nodes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GENKAN_JSON_MAX_DEPTH 128

typedef enum
{
  GENKAN_JSON_NULL,
  GENKAN_JSON_FALSE,
  GENKAN_JSON_TRUE,
  GENKAN_JSON_INTEGER,
  GENKAN_JSON_REAL,
  GENKAN_JSON_TEXT,
  GENKAN_JSON_ARRAY,
  GENKAN_JSON_OBJECT,
} GenkanJsonType;

/* What tells names apart at a glance: their first four bytes. No name has this one, because no
 * UTF-8 has these bytes. */
#define GENKAN_JSON_TAG_ESCAPED 0xFFFFFFFFu

typedef struct
{
  guint8  type;
  guint8  escaped;     /* the text between the quotes has backslashes */
  guint8  ambiguous;   /* an object in which a name comes twice, or has backslashes */
  guint8  level;       /* less by one than that of what it stands in */
  guint32 start;       /* offset of the value in the text; of a text: after the quote */
  guint32 length;      /* bytes; of a text: without the quotes */
  guint32 next;        /* place of the node after this one and all that is in it */
  guint32 key;         /* of a member: offset of its name, after the quote */
  guint32 key_length;  /* 0 if it is no member */
  guint32 key_tag;     /* GENKAN_JSON_TAG_ESCAPED when the name has backslashes */
} GenkanJsonNode;

/* A value of an indexed document; cheap to copy. `nodes` moves when the array grows. */
typedef struct
{
  const char           *text;
  const GenkanJsonNode *nodes; /* the document's first node */
  guint                 at;
} GenkanJsonRef;

/* The tag of a name without backslashes. */
static inline guint32
genkan_json_make_tag (const char *name,
                      gsize       length)
{
  guint8 bytes[4] = { 0 };

  switch (length)
    {
    default:
      bytes[3] = name[3];
      G_GNUC_FALLTHROUGH;
    case 3:
      bytes[2] = name[2];
      G_GNUC_FALLTHROUGH;
    case 2:
      bytes[1] = name[1];
      G_GNUC_FALLTHROUGH;
    case 1:
      bytes[0] = name[0];
      G_GNUC_FALLTHROUGH;
    case 0:
      return bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 |
             (guint32) bytes[3] << 24;
    }
}

gboolean genkan_json_index         (GArray        *nodes,
                                    const char    *text,
                                    gsize          length,
                                    guint         *ret_root);
gsize    genkan_json_index_first   (GArray        *nodes,
                                    const char    *text,
                                    gsize          length,
                                    guint          max_depth,
                                    guint         *ret_root,
                                    gboolean      *ret_spaced);

static inline GenkanJsonRef
genkan_json_ref (GArray     *nodes,
                 const char *text,
                 guint       root)
{
  GenkanJsonRef ref = { text, &g_array_index (nodes, GenkanJsonNode, root), 0 };

  return ref;
}

static inline GenkanJsonType
genkan_json_get_type (GenkanJsonRef ref)
{
  return (GenkanJsonType) ref.nodes[ref.at].type;
}

/* Whether a text has backslashes: then its raw form is not what it says. */
static inline gboolean
genkan_json_is_escaped (GenkanJsonRef ref)
{
  return ref.nodes[ref.at].escaped;
}

/**
 * genkan_json_get_raw:
 * @ref: a value
 * @ret_length: (out): its bytes
 *
 * Returns: (transfer none): the value as it stands in the text, not terminated; of a text what
 *   is between the quotes
 */
static inline const char *
genkan_json_get_raw (GenkanJsonRef  ref,
                     gsize         *ret_length)
{
  *ret_length = ref.nodes[ref.at].length;

  return ref.text + ref.nodes[ref.at].start;
}

gboolean genkan_json_first_child    (GenkanJsonRef  ref,
                                     GenkanJsonRef *ret_child);
gboolean genkan_json_next_child     (GenkanJsonRef  parent,
                                     GenkanJsonRef *child);
gboolean genkan_json_member         (GenkanJsonRef  ref,
                                     const char    *name,
                                     gsize          length,
                                     GenkanJsonRef *ret_child);
gboolean genkan_json_guessed_member (GenkanJsonRef  ref,
                                     const char    *name,
                                     gsize          length,
                                     guint32        tag,
                                     guint         *guess,
                                     GenkanJsonRef *ret_child);
gboolean genkan_json_element        (GenkanJsonRef  ref,
                                     gint64         index,
                                     GenkanJsonRef *ret_child);
gboolean genkan_json_get_integer    (GenkanJsonRef  ref,
                                     gint64        *ret_integer);
double   genkan_json_get_real       (GenkanJsonRef  ref);
void     genkan_json_append_text    (GenkanJsonRef  ref,
                                     GString       *string);
char    *genkan_json_dup_text       (GenkanJsonRef  ref);
void     genkan_json_append_key     (GenkanJsonRef  ref,
                                     GString       *string);

/* A path: `name` (a member of exactly that name), `$.a."b c"[0][#-1].d`. */
typedef struct _GenkanJsonPath GenkanJsonPath;

GenkanJsonPath *genkan_json_path_new       (const char     *source,
                                            gsize           length);
GenkanJsonPath *genkan_json_path_new_index (gint64          index);
void            genkan_json_path_free      (GenkanJsonPath *self);
gboolean        genkan_json_path_find      (GenkanJsonPath *self,
                                            GenkanJsonRef   from,
                                            GenkanJsonRef  *ret_found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GenkanJsonPath, genkan_json_path_free)

/* Writing. */
void     genkan_json_write_text    (GString       *json,
                                    const char    *text,
                                    gssize         length);

G_END_DECLS
