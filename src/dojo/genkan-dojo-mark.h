/* genkan-dojo-mark.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-mark.h"

/* The tag of all Tests that Genkan keeps. */
#define GENKAN_DOJO_TAG "genkan"
