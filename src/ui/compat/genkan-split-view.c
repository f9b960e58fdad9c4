/* genkan-split-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part that callers see. genkan-split-view-leaflet.c does it with an AdwLeaflet (libadwaita
 * until 1.3), genkan-split-view-navigation.c with an AdwNavigationSplitView; meson.build
 * chooses one of them.
 */

#define G_LOG_DOMAIN "genkan-ui"

#include "config.h"

#include "genkan-split-view-private.h"

struct _GenkanSplitView
{
  GtkWidget  parent_instance;

  GtkWidget *inner;    /* (owned): our child */
  GtkWidget *sidebar;  /* (unowned) (nullable): a descendant of inner */
  GtkWidget *content;  /* (unowned) (nullable): a descendant of inner */
};

G_DEFINE_FINAL_TYPE (GenkanSplitView, genkan_split_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SHOW_CONTENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
genkan_split_view_dispose (GObject *object)
{
  GenkanSplitView *self = GENKAN_SPLIT_VIEW (object);

  self->sidebar = NULL;
  self->content = NULL;
  g_clear_pointer (&self->inner, gtk_widget_unparent);

  G_OBJECT_CLASS (genkan_split_view_parent_class)->dispose (object);
}

static void
genkan_split_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  GenkanSplitView *self = GENKAN_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;

    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;

    case PROP_FOLDED:
      g_value_set_boolean (value, genkan_split_view_get_folded (self));
      break;

    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, genkan_split_view_get_show_content (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_split_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GenkanSplitView *self = GENKAN_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      genkan_split_view_set_sidebar (self, g_value_get_object (value));
      break;

    case PROP_CONTENT:
      genkan_split_view_set_content (self, g_value_get_object (value));
      break;

    case PROP_SHOW_CONTENT:
      genkan_split_view_set_show_content (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
genkan_split_view_class_init (GenkanSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = genkan_split_view_dispose;
  object_class->get_property = genkan_split_view_get_property;
  object_class->set_property = genkan_split_view_set_property;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_CONTENT] = g_param_spec_boolean ("show-content", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
genkan_split_view_init (GenkanSplitView *self)
{
  self->inner = _genkan_split_view_build (self);
  gtk_widget_set_parent (self->inner, GTK_WIDGET (self));
}

GtkWidget *
_genkan_split_view_get_inner (GenkanSplitView *self)
{
  return self->inner;
}

void
_genkan_split_view_notify_folded (GenkanSplitView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

void
_genkan_split_view_notify_content (GenkanSplitView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}

void
genkan_split_view_set_sidebar (GenkanSplitView *self,
                               GtkWidget       *sidebar)
{
  g_return_if_fail (GENKAN_IS_SPLIT_VIEW (self));
  g_return_if_fail (sidebar == NULL || GTK_IS_WIDGET (sidebar));

  if (self->sidebar == sidebar)
    return;

  _genkan_split_view_place_sidebar (self, sidebar);
  self->sidebar = sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR]);
}

GtkWidget *
genkan_split_view_get_content (GenkanSplitView *self)
{
  g_return_val_if_fail (GENKAN_IS_SPLIT_VIEW (self), NULL);

  return self->content;
}

/**
 * genkan_split_view_set_content:
 * @self: a split view
 * @content: (nullable): the page to show; the one before goes
 */
void
genkan_split_view_set_content (GenkanSplitView *self,
                               GtkWidget       *content)
{
  g_return_if_fail (GENKAN_IS_SPLIT_VIEW (self));
  g_return_if_fail (content == NULL || GTK_IS_WIDGET (content));

  if (self->content == content)
    return;

  _genkan_split_view_place_content (self, content);
  self->content = content;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

/**
 * genkan_split_view_get_folded:
 * @self: a split view
 *
 * Returns: whether there is room for one pane only
 */
gboolean
genkan_split_view_get_folded (GenkanSplitView *self)
{
  g_return_val_if_fail (GENKAN_IS_SPLIT_VIEW (self), FALSE);

  return self->inner != NULL && _genkan_split_view_is_folded (self);
}

gboolean
genkan_split_view_get_show_content (GenkanSplitView *self)
{
  g_return_val_if_fail (GENKAN_IS_SPLIT_VIEW (self), FALSE);

  return self->inner != NULL && _genkan_split_view_is_content_shown (self);
}

/**
 * genkan_split_view_set_show_content:
 * @self: a split view
 * @show_content: which of the panes a narrow window shows
 */
void
genkan_split_view_set_show_content (GenkanSplitView *self,
                                    gboolean         show_content)
{
  g_return_if_fail (GENKAN_IS_SPLIT_VIEW (self));

  if (genkan_split_view_get_show_content (self) != show_content)
    _genkan_split_view_show_content (self, show_content);
}
