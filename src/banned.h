/* banned.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Included before every file by the build: functions that have a safer sibling in GLib. A use
 * is a compile error that names the sibling.
 */

#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncat sprintf vsprintf gets strtok atoi atol atof localtime gmtime ctime asctime
