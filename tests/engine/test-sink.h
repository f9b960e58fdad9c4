/* test-sink.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "genkan-sink.h"

G_BEGIN_DECLS

#define TEST_TYPE_SINK (test_sink_get_type ())

/* Keeps the ids of the rows and the lines of the log. Can hold writes back, or refuse them. */
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

TestSink *test_sink_new             (void);
char     *test_sink_dup_ids         (TestSink   *self);
char     *test_sink_dup_ends        (TestSink   *self);
char     *test_sink_dup_log         (TestSink   *self);
guint     test_sink_get_n_rows      (TestSink   *self);
void      test_sink_set_error       (TestSink   *self,
                                     const char *message);
void      test_sink_set_end_error   (TestSink   *self,
                                     const char *message);
void      test_sink_hold            (TestSink   *self);
void      test_sink_set_recall      (TestSink   *self,
                                     TestSink   *before);
void      test_sink_wait_until_held (TestSink   *self,
                                     guint       n);

G_END_DECLS
