/* genkan-decoder-xml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libxml2 pushes events, and elements become JSON when they end (genkan-xml-stack.c). The
 * document is the value of the root. What stands on the path of the items is kept no longer than
 * until it ends. Names lose their prefix.
 *
 * Nothing is fetched, no entity can be declared (so none can be expanded), defaults of a DTD are
 * not taken, and depth and sizes are bounded, also below libxml2's own limits.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-decoder-private.h"

#include "genkan-connector.h"
#include "genkan-xml-stack.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

/* Each element takes two levels of JSON. */
#define MAX_DEPTH (GENKAN_JSON_MAX_DEPTH / 2 - 1)
/* libxml2 compares each attribute of a tag with all others, so a tag may not be just any size. */
#define MAX_TAG (256 * 1024)
#define SLICE 4096
#define XSI_URI "http://www.w3.org/2001/XMLSchema-instance"

typedef struct
{
  GenkanDecoder      parent;
  char             **path;       /* (owned) (nullable) */
  guint              n_path;
  GenkanItems       *items;      /* (owned) */
  xmlParserCtxtPtr   context;    /* (owned) */
  GenkanXmlStack    *stack;      /* (owned) */
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

static void
check_held (XmlDecoder *self)
{
  gsize held = genkan_xml_stack_get_size (self->stack);

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
take_attributes (XmlDecoder  *self,
                 const char **attributes,
                 int          n)
{
  for (int i = 0; i < n; i++)
    if (is_wanted (attributes, n, i))
      genkan_xml_stack_add_attribute (self->stack, attributes[5 * i], attributes[5 * i + 3],
                                      attributes[5 * i + 4] - attributes[5 * i + 3]);
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
      self->item_start = genkan_xml_stack_get_size (self->stack);
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
  guint depth = genkan_xml_stack_get_depth (self->stack);

  if (self->error != NULL)
    return;
  if (depth >= MAX_DEPTH)
    {
      stop (self, GENKAN_CONNECTOR_ERROR_SHAPE, "the XML is nested too deeply");
      return;
    }
  if (depth == 0 && g_ascii_strcasecmp ((const char *) name, "html") == 0)
    {
      stop (self, GENKAN_CONNECTOR_ERROR_SHAPE, "this is a web page");
      return;
    }

  follow_path (self, (const char *) name, depth);
  /* libxml2's dictionary keeps names. */
  genkan_xml_stack_push (self->stack, (const char *) name);
  take_attributes (self, (const char **) attributes, n_attributes - n_defaulted);
  check_held (self);
}

static void
on_characters (void          *data,
               const xmlChar *text,
               int            length)
{
  XmlDecoder *self = data;

  if (self->error != NULL || genkan_xml_stack_get_depth (self->stack) == 0)
    return;

  genkan_xml_stack_add_text (self->stack, (const char *) text, length);
  check_held (self);
}

static void
on_end_element (void          *data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  XmlDecoder *self = data;
  const GString *value;
  const char *ended;
  guint depth;

  if (self->error != NULL || genkan_xml_stack_get_depth (self->stack) == 0)
    return;

  value = genkan_xml_stack_pop (self->stack, &ended);
  depth = genkan_xml_stack_get_depth (self->stack);
  if (self->in_item && depth == MAX (self->n_path, 1))
    {
      const char *key = self->n_path == 0 ? ended : NULL;

      genkan_items_add (self->items, key, key != NULL ? strlen (key) : 0, value->str, value->len);
      self->in_item = FALSE;
    }
  else if (depth == 0)
    g_string_append_len (self->body, value->str, value->len);
  else
    {
      genkan_xml_stack_keep (self->stack, ended);
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
  genkan_xml_stack_free (self->stack);
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
  self->stack = genkan_xml_stack_new ();
  self->body = g_string_new (NULL);
  self->context = new_context (self);

  return &self->parent;
}
