/* genkan-xml-stack.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The elements of XML that are open, and what has come of them; makes JSON of each that ends. */
typedef struct _GenkanXmlStack GenkanXmlStack;

GenkanXmlStack *genkan_xml_stack_new           (void);
void            genkan_xml_stack_free          (GenkanXmlStack  *self);
guint           genkan_xml_stack_get_depth     (GenkanXmlStack  *self);
gsize           genkan_xml_stack_get_size      (GenkanXmlStack  *self);
void            genkan_xml_stack_push          (GenkanXmlStack  *self,
                                                const char      *name);
void            genkan_xml_stack_add_attribute (GenkanXmlStack  *self,
                                                const char      *name,
                                                const char      *value,
                                                gsize            length);
void            genkan_xml_stack_add_text      (GenkanXmlStack  *self,
                                                const char      *text,
                                                gsize            length);
const GString  *genkan_xml_stack_pop           (GenkanXmlStack  *self,
                                                const char     **ret_name);
void            genkan_xml_stack_keep          (GenkanXmlStack  *self,
                                                const char      *name);

G_END_DECLS
