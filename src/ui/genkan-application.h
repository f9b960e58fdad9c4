/* genkan-application.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GENKAN_TYPE_APPLICATION (genkan_application_get_type ())

/* One instance a session. The workspace is opened with the first window and kept until the end;
 * each demo has a window and a workspace of its own. */
G_DECLARE_FINAL_TYPE (GenkanApplication, genkan_application, GENKAN, APPLICATION, AdwApplication)

GenkanApplication *genkan_application_new (const char *folder);

G_END_DECLS
