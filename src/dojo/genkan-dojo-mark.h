/* genkan-dojo-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mark.h"

/* The tag of all Tests that Genkan keeps. */
#define GENKAN_DOJO_TAG "genkan"

#define GENKAN_DOJO_MARK_PREFIX GENKAN_MARK_PREFIX
#define genkan_dojo_make_mark genkan_mark_new
#define genkan_dojo_is_mark genkan_mark_is_valid
