/* genkan-decoder-xml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libxml2 pushes events, and elements become JSON while they end. The document is the value of
 * the root. An element without attributes and children is its text, or null; any other is an
 * object, with "@name" for attributes, "#text" for text, and an array for each name of its
 * children, however many there are. Names lose their prefix.
 *
 * What is open is kept in three stacks, so that an element costs no allocation: its text, the
 * JSON of its attributes and of the children that have ended, and what those children are
 * called. What stands on the path of the items leaves the stacks when it ends.
 *
 * Nothing is fetched, no entity can be declared (so none can be expanded), defaults of a DTD are
 * not taken, and depth and sizes are bounded, also below libxml2's own limits.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

/* Each element takes two levels of JSON. */
#define MAX_DEPTH (GENKAN_JSON_MAX_DEPTH / 2 - 1)
/* libxml2 compares each attribute of a tag with all others, so a tag may not be just any size. */
#define MAX_TAG (256 * 1024)
#define SLICE 4096
#define XSI_URI "http://www.w3.org/2001/XMLSchema-instance"

/* A child that has ended. Names belong to libxml2's dictionary. */
typedef struct
{
  const char *name;
  gsize       start;    /* of its JSON */
  gsize       length;
  guint       next;     /* the next one of this name; 0 = none */
  guint       last;     /* of the first one of a name: the last one */
  gboolean    is_first; /* of its name */
} Child;

typedef struct
{
  const char *name;
  gsize       text_start;
  gsize       json_start;  /* attributes, as members, each with a comma */
  gsize       json_end;
  guint       first_child;
} Element;

typedef struct
{
  GenkanDecoder      parent;
  char             **path;       /* (owned) (nullable) */
  guint              n_path;
  GenkanItems       *items;      /* (owned) */
  xmlParserCtxtPtr   context;    /* (owned) */
  GArray            *open;       /* (owned) (element-type Element) */
  GArray            *children;   /* (owned) (element-type Child) */
  GString           *text;       /* (owned) */
  GString           *json;       /* (owned) */
  GString           *value;      /* (owned) the element that just ended */
  GHashTable        *names;      /* (owned) name → place of its first child, while one ends */
  guint              matched;    /* how many open elements below the root are those of the path */
  gboolean           in_item;
  gsize              item_start; /* what was held before the current item */
  GString           *body;       /* (owned) */
  GenkanCutterItems  found;
  GError            *error;      /* (owned) (nullable) why it was stopped */
} XmlDecoder;

static void
stop (XmlDecoder           *self,
      GenkanConnectorError  code,
      const char           *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (GENKAN_CONNECTOR_ERROR, code, message);
  xmlStopParser (self->context);
}

static gsize
get_held (XmlDecoder *self)
{
  return self->text->len + self->json->len + self->children->len * sizeof (Child);
}

static void
check_held (XmlDecoder *self)
{
  gsize held = get_held (self);

  if (self->in_item && held - self->item_start > GENKAN_DECODER_MAX_ITEM)
    stop (self, GENKAN_CONNECTOR_ERROR_TOO_LARGE, "one item of the answer is larger than 16 MiB");
  else if (!self->in_item && held > GENKAN_DECODER_MAX_BODY)
    stop (self, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
          "the answer without its items is larger than 16 MiB");
}

/* libxml2's five strings of an attribute: local name, prefix, URI, value, end of value. What the
 * namespaces xml and xsi have is about XML. Of two with one local name the unprefixed one wins. */
static gboolean
is_wanted (const char **attributes,
           int          n,
           int          place)
{
  const char *prefix = attributes[5 * place + 1];

  if (prefix == NULL)
    return TRUE;
  if (g_str_equal (prefix, "xml") || g_strcmp0 (attributes[5 * place + 2], XSI_URI) == 0)
    return FALSE;

  for (int i = 0; i < n; i++)
    if (i != place && (i < place || attributes[5 * i + 1] == NULL) &&
        g_str_equal (attributes[5 * i], attributes[5 * place]))
      return FALSE;

  return TRUE;
}

static void
append_key (GString    *json,
            const char *mark,
            const char *name)
{
  g_string_append_c (json, '"');
  g_string_append (json, mark);
  /* A name of XML has nothing that JSON would escape. */
  g_string_append (json, name);
  g_string_append (json, "\":");
}

static void
take_attributes (XmlDecoder  *self,
                 const char **attributes,
                 int          n)
{
  for (int i = 0; i < n; i++)
    {
      const char *value = attributes[5 * i + 3];

      if (!is_wanted (attributes, n, i))
        continue;
      append_key (self->json, "@", attributes[5 * i]);
      genkan_json_write_text (self->json, value, attributes[5 * i + 4] - value);
      g_string_append_c (self->json, ',');
    }
}

/* @depth: of the element that begins; the root's is 0. */
static void
follow_path (XmlDecoder *self,
             const char *name,
             guint       depth)
{
  if (self->path == NULL)
    return;

  if (depth > 0 && depth <= self->n_path && self->matched == depth - 1 &&
      g_str_equal (self->path[depth - 1], name))
    self->matched++;
  if (self->matched + 1 >= self->n_path)
    self->found = GENKAN_CUTTER_FOUND;

  if (depth == MAX (self->n_path, 1) && self->matched == self->n_path)
    {
      self->in_item = TRUE;
      self->item_start = get_held (self);
    }
}

static void
on_start_element (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  XmlDecoder *self = data;
  Element element = { (const char *) name, self->text->len, self->json->len, 0,
                      self->children->len };

  if (self->error != NULL)
    return;
  if (self->open->len >= MAX_DEPTH)
    {
      stop (self, GENKAN_CONNECTOR_ERROR_SHAPE, "the XML is nested too deeply");
      return;
    }
  if (self->open->len == 0 && g_ascii_strcasecmp (element.name, "html") == 0)
    {
      stop (self, GENKAN_CONNECTOR_ERROR_SHAPE, "this is a web page");
      return;
    }

  follow_path (self, element.name, self->open->len);
  take_attributes (self, (const char **) attributes, n_attributes - n_defaulted);
  element.json_end = self->json->len;
  g_array_append_val (self->open, element);
  check_held (self);
}

static void
on_characters (void          *data,
               const xmlChar *text,
               int            length)
{
  XmlDecoder *self = data;

  if (self->error != NULL || self->open->len == 0)
    return;

  g_string_append_len (self->text, (const char *) text, length);
  check_held (self);
}

/* Links the children of one name, in their order. */
static void
group_children (XmlDecoder *self,
                guint       first)
{
  Child *children = &g_array_index (self->children, Child, 0);

  for (guint i = first; i < self->children->len; i++)
    {
      gpointer known = g_hash_table_lookup (self->names, children[i].name);
      Child *head;

      if (known == NULL)
        {
          g_hash_table_insert (self->names, (gpointer) children[i].name, GUINT_TO_POINTER (i + 1));
          children[i].is_first = TRUE;
          children[i].last = i;
          continue;
        }
      head = &children[GPOINTER_TO_UINT (known) - 1];
      children[head->last].next = i;
      head->last = i;
    }
  g_hash_table_remove_all (self->names);
}

static void
write_children (XmlDecoder *self,
                guint       first)
{
  const Child *children = &g_array_index (self->children, Child, 0);

  group_children (self, first);
  for (guint i = first; i < self->children->len; i++)
    {
      if (!children[i].is_first)
        continue;
      append_key (self->value, "", children[i].name);
      g_string_append_c (self->value, '[');
      for (guint at = i; ; at = children[at].next)
        {
          g_string_append_len (self->value, self->json->str + children[at].start,
                               children[at].length);
          if (children[at].next == 0)
            break;
          g_string_append_c (self->value, ',');
        }
      g_string_append (self->value, "],");
    }
}

/* Makes `value` of the innermost element, and takes it off the stacks. */
static void
write_value (XmlDecoder    *self,
             const Element *element)
{
  const char *text = self->text->str + element->text_start;
  const char *end = self->text->str + self->text->len;
  gboolean simple = element->json_start == element->json_end &&
                    element->first_child == self->children->len;

  while (text < end && g_ascii_isspace (*text))
    text++;
  while (text < end && g_ascii_isspace (end[-1]))
    end--;

  g_string_truncate (self->value, 0);
  if (simple && text == end)
    g_string_append (self->value, "null");
  else if (simple)
    genkan_json_write_text (self->value, text, end - text);
  else
    {
      g_string_append_c (self->value, '{');
      g_string_append_len (self->value, self->json->str + element->json_start,
                           element->json_end - element->json_start);
      if (text < end)
        {
          append_key (self->value, "#", "text");
          genkan_json_write_text (self->value, text, end - text);
          g_string_append_c (self->value, ',');
        }
      write_children (self, element->first_child);
      self->value->str[self->value->len - 1] = '}';
    }

  g_string_truncate (self->text, element->text_start);
  g_string_truncate (self->json, element->json_start);
  g_array_set_size (self->children, element->first_child);
}

static void
on_end_element (void          *data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  XmlDecoder *self = data;
  Element element;
  guint depth;

  if (self->error != NULL || self->open->len == 0)
    return;

  depth = self->open->len - 1;
  element = g_array_index (self->open, Element, depth);
  g_array_set_size (self->open, depth);
  write_value (self, &element);

  if (self->in_item && depth == MAX (self->n_path, 1))
    {
      const char *key = self->n_path == 0 ? element.name : NULL;

      genkan_items_add (self->items, key, key != NULL ? strlen (key) : 0, self->value->str,
                        self->value->len);
      self->in_item = FALSE;
    }
  else if (depth == 0)
    g_string_append_len (self->body, self->value->str, self->value->len);
  else
    {
      Child child = { element.name, self->json->len, self->value->len };

      g_string_append_len (self->json, self->value->str, self->value->len);
      g_array_append_val (self->children, child);
      check_held (self);
    }
  self->matched = MIN (self->matched, MAX (depth, 1) - 1);
}

/* The five of XML; there are no others. */
static xmlEntityPtr
on_get_entity (void          *data,
               const xmlChar *name)
{
  xmlEntityPtr entity = xmlGetPredefinedEntity (name);

  if (entity == NULL)
    stop (data, GENKAN_CONNECTOR_ERROR_SHAPE, "the XML uses an entity that XML does not have");

  return entity;
}

static void
on_entity_declaration (void          *data,
                       const xmlChar *name,
                       int            type,
                       const xmlChar *public_id,
                       const xmlChar *system_id,
                       xmlChar       *content)
{
  stop (data, GENKAN_CONNECTOR_ERROR_SHAPE, "the XML declares entities, which are not taken");
}

static gboolean
refuse (XmlDecoder  *self,
        GError     **error)
{
  const xmlError *problem = xmlCtxtGetLastError (self->context);
  g_autofree char *why = NULL;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (problem != NULL && problem->message != NULL)
    why = g_strstrip (g_utf8_make_valid (problem->message, -1));
  g_set_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_SHAPE,
               "this is not XML from line %d on%s%s", problem != NULL ? MAX (problem->line, 1) : 1,
               why != NULL ? ": " : "", why != NULL ? why : "");

  return FALSE;
}

/* What libxml2 says of an encoding belongs to no context, and would be printed. Each thread has
 * a function of its own for that, and pieces of an answer come from any thread. */
static void
ignore_message (void       *data,
                const char *format,
                ...)
{
}

static void
parse_chunk (XmlDecoder *self,
             const char *data,
             gsize       length,
             gboolean    last)
{
  xmlSetGenericErrorFunc (NULL, ignore_message);
  xmlParseChunk (self->context, data, length, last);
}

/* What is neither parsed nor refused is one tag, comment or DOCTYPE that has not ended. */
static gboolean
parse (XmlDecoder  *self,
       const char  *data,
       gsize        length,
       GError     **error)
{
  parse_chunk (self, data, length, FALSE);
  if (self->error == NULL && self->context->wellFormed &&
      self->context->input->end - self->context->input->cur > MAX_TAG)
    stop (self, GENKAN_CONNECTOR_ERROR_TOO_LARGE,
          "one tag or comment of the XML is larger than 256 KiB");

  return (self->error == NULL && self->context->wellFormed) || refuse (self, error);
}

static gboolean
xml_feed (GenkanDecoder  *decoder,
          const guint8   *data,
          gsize           length,
          guint           max_items,
          gsize          *ret_used,
          GError        **error)
{
  XmlDecoder *self = (XmlDecoder *) decoder;
  gsize used = 0;

  while (used < length && genkan_items_get_n (self->items) < max_items)
    {
      gsize slice = MIN (length - used, SLICE);

      if (!parse (self, (const char *) data + used, slice, error))
        return FALSE;
      used += slice;
    }
  *ret_used = used;

  return TRUE;
}

static gboolean
xml_end (GenkanDecoder  *decoder,
         GError        **error)
{
  XmlDecoder *self = (XmlDecoder *) decoder;

  parse_chunk (self, NULL, 0, TRUE);
  if (self->error == NULL && self->body->len == 0)
    {
      g_set_error_literal (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_CUT,
                           "the XML ended in the middle");
      return FALSE;
    }

  return (self->error == NULL && self->context->wellFormed) || refuse (self, error);
}

static GenkanCutterItems
xml_get_items (GenkanDecoder  *decoder,
               const char    **ret_other)
{
  *ret_other = NULL;

  return ((XmlDecoder *) decoder)->found;
}

static const char *
xml_get_body (GenkanDecoder *decoder,
              gsize         *ret_length)
{
  XmlDecoder *self = (XmlDecoder *) decoder;

  *ret_length = self->body->len;

  return self->body->str;
}

static void
xml_free (GenkanDecoder *decoder)
{
  XmlDecoder *self = (XmlDecoder *) decoder;

  /* libxml2 makes one for entities that are declared, and leaves it. */
  g_clear_pointer (&self->context->myDoc, xmlFreeDoc);
  xmlFreeParserCtxt (self->context);
  g_strfreev (self->path);
  genkan_items_unref (self->items);
  g_array_unref (self->open);
  g_array_unref (self->children);
  g_string_free (self->text, TRUE);
  g_string_free (self->json, TRUE);
  g_string_free (self->value, TRUE);
  g_hash_table_unref (self->names);
  g_string_free (self->body, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

/* A context without callbacks for errors: libxml2's own would print to the terminal. */
static xmlParserCtxtPtr
new_context (XmlDecoder *self)
{
  static gsize initialized;
  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start_element,
    .endElementNs = on_end_element,
    .characters = on_characters,
    .cdataBlock = on_characters,
    .getEntity = on_get_entity,
    .entityDecl = on_entity_declaration,
  };
  xmlParserCtxtPtr context;

  /* Answers are read in several threads at once. */
  if (g_once_init_enter (&initialized))
    {
      xmlInitParser ();
      g_once_init_leave (&initialized, 1);
    }

  context = xmlCreatePushParserCtxt (&handler, self, NULL, 0, NULL);
  if (context == NULL)
    g_error ("libxml2 cannot be initialized");
  xmlCtxtUseOptions (context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  return context;
}

GenkanDecoder *
genkan_xml_decoder_new (const char * const *path,
                        GenkanItems        *items)
{
  static const GenkanDecoderClass klass = {
    xml_feed, xml_end, xml_get_items, xml_get_body, xml_free,
  };
  XmlDecoder *self = g_new0 (XmlDecoder, 1);

  self->parent.klass = &klass;
  self->path = g_strdupv ((char **) path);
  self->n_path = path != NULL ? g_strv_length (self->path) : 0;
  self->items = genkan_items_ref (items);
  self->open = g_array_new (FALSE, FALSE, sizeof (Element));
  self->children = g_array_new (FALSE, TRUE, sizeof (Child));
  self->text = g_string_new (NULL);
  self->json = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->body = g_string_new (NULL);
  self->context = new_context (self);

  return &self->parent;
}
