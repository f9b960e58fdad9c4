/* genkan-xml-stack.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How elements of XML become JSON. An element without attributes and children is its text, or
 * null; any other is an object, with "@name" for attributes, "#text" for text, and an array for
 * each name of its children, however many there are.
 *
 * What is open is kept in three stacks, so that an element costs no allocation: its text, the
 * JSON of its attributes and of the children that have ended, and what those children are
 * called.
 */

#define G_LOG_DOMAIN "genkan-connector"

#include "config.h"

#include "genkan-xml-stack.h"

#include "genkan-json.h"

/* A child that has ended. Names belong to whoever parses. */
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

struct _GenkanXmlStack
{
  GArray     *open;      /* (owned) (element-type Element) */
  GArray     *children;  /* (owned) (element-type Child) */
  GString    *text;      /* (owned) */
  GString    *json;      /* (owned) */
  GString    *value;     /* (owned) the element that just ended */
  GHashTable *names;     /* (owned) name → place of its first child, while one ends */
};

GenkanXmlStack *
genkan_xml_stack_new (void)
{
  GenkanXmlStack *self = g_new0 (GenkanXmlStack, 1);

  self->open = g_array_new (FALSE, FALSE, sizeof (Element));
  self->children = g_array_new (FALSE, TRUE, sizeof (Child));
  self->text = g_string_new (NULL);
  self->json = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
genkan_xml_stack_free (GenkanXmlStack *self)
{
  g_array_unref (self->open);
  g_array_unref (self->children);
  g_string_free (self->text, TRUE);
  g_string_free (self->json, TRUE);
  g_string_free (self->value, TRUE);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * genkan_xml_stack_get_depth:
 * @self: a stack
 *
 * Returns: how many elements are open
 */
guint
genkan_xml_stack_get_depth (GenkanXmlStack *self)
{
  return self->open->len;
}

/**
 * genkan_xml_stack_get_size:
 * @self: a stack
 *
 * Returns: how many bytes are kept of what is open
 */
gsize
genkan_xml_stack_get_size (GenkanXmlStack *self)
{
  return self->text->len + self->json->len + self->children->len * sizeof (Child);
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

/**
 * genkan_xml_stack_push:
 * @self: a stack
 * @name: of an element that begins; it must live as long as the stack
 */
void
genkan_xml_stack_push (GenkanXmlStack *self,
                       const char     *name)
{
  Element element = { name, self->text->len, self->json->len, self->json->len,
                      self->children->len };

  g_array_append_val (self->open, element);
}

/**
 * genkan_xml_stack_add_attribute:
 * @self: a stack whose innermost element has nothing in it yet
 * @name: of the attribute
 * @value: its text
 * @length: of @value
 */
void
genkan_xml_stack_add_attribute (GenkanXmlStack *self,
                                const char     *name,
                                const char     *value,
                                gsize           length)
{
  append_key (self->json, "@", name);
  genkan_json_write_text (self->json, value, length);
  g_string_append_c (self->json, ',');
  g_array_index (self->open, Element, self->open->len - 1).json_end = self->json->len;
}

void
genkan_xml_stack_add_text (GenkanXmlStack *self,
                           const char     *text,
                           gsize           length)
{
  g_string_append_len (self->text, text, length);
}

/* Links the children of one name, in their order. */
static void
group_children (GenkanXmlStack *self,
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
write_children (GenkanXmlStack *self,
                guint       first)
{
  const Child *children;

  if (first == self->children->len)
    return;

  children = &g_array_index (self->children, Child, 0);
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
write_value (GenkanXmlStack *self,
             const Element  *element)
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

/**
 * genkan_xml_stack_pop:
 * @self: a stack
 * @ret_name: (out): what the innermost element is called, which ends
 *
 * Returns: (transfer none): its JSON, until another element ends
 */
const GString *
genkan_xml_stack_pop (GenkanXmlStack  *self,
                      const char     **ret_name)
{
  Element element = g_array_index (self->open, Element, self->open->len - 1);

  g_array_set_size (self->open, self->open->len - 1);
  write_value (self, &element);
  *ret_name = element.name;

  return self->value;
}

/**
 * genkan_xml_stack_keep:
 * @self: a stack
 * @name: of the element that has just ended
 *
 * Makes it a child of the one that is innermost now.
 */
void
genkan_xml_stack_keep (GenkanXmlStack *self,
                       const char     *name)
{
  Child child = { name, self->json->len, self->value->len };

  g_string_append_len (self->json, self->value->str, self->value->len);
  g_array_append_val (self->children, child);
}
