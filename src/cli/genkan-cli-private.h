/* genkan-cli-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the commands share. A command is a function that gets its own arguments and returns an
 * exit code; everything it needs it opens itself, so that `connectors` works where a database
 * cannot be opened.
 */

#pragma once

#include "genkan-store-connections.h"
#include "genkan-store-records.h"
#include "genkan-workspace.h"

G_BEGIN_DECLS

/* Promised to scripts and timers, and told by `genkan help exit-codes`. */
typedef enum
{
  GENKAN_EXIT_COMPLETE = 0,
  GENKAN_EXIT_FAILED = 1,
  GENKAN_EXIT_USAGE = 2,
  GENKAN_EXIT_PARTIAL = 3,
  GENKAN_EXIT_BUSY = 4,
  GENKAN_EXIT_CANCELLED = 130,
} GenkanExit;

typedef GenkanExit (*GenkanCliRun) (int    argc,
                                    char **argv);

typedef struct
{
  const char   *name;
  const char   *arguments; /* (nullable) untranslated */
  const char   *summary;   /* untranslated */
  GenkanCliRun  run;
} GenkanCliCommand;

/* All of them; the last has no name. */
extern const GenkanCliCommand genkan_cli_commands[];

/* A word behind a command, with arguments of its own. */
typedef struct
{
  const char   *word;
  GenkanCliRun  run;
} GenkanCliWord;

GenkanExit        genkan_cli_run_word          (const char          *command,
                                                const GenkanCliWord *words,
                                                gsize                n_words,
                                                int                  argc,
                                                char               **argv);

GenkanExit        genkan_cli_connectors        (int argc, char **argv);
GenkanExit        genkan_cli_connections       (int argc, char **argv);
GenkanExit        genkan_cli_connections_add   (int argc, char **argv);
GenkanExit        genkan_cli_connections_set   (int argc, char **argv);
GenkanExit        genkan_cli_discover          (int argc, char **argv);
GenkanExit        genkan_cli_records           (int argc, char **argv);
GenkanExit        genkan_cli_records_set       (int argc, char **argv);
GenkanExit        genkan_cli_map               (int argc, char **argv);
GenkanExit        genkan_cli_ignore            (int argc, char **argv);
GenkanExit        genkan_cli_restore           (int argc, char **argv);
GenkanExit        genkan_cli_delete            (int argc, char **argv);
GenkanExit        genkan_cli_products          (int argc, char **argv);
GenkanExit        genkan_cli_sync              (int argc, char **argv);
GenkanExit        genkan_cli_deliver           (int argc, char **argv);
GenkanExit        genkan_cli_findings          (int argc, char **argv);
GenkanExit        genkan_cli_findings_export   (int argc, char **argv);
GenkanExit        genkan_cli_findings_show     (int argc, char **argv);
GenkanExit        genkan_cli_export            (int argc, char **argv);
GenkanExit        genkan_cli_import            (int argc, char **argv);
GenkanExit        genkan_cli_server            (int argc, char **argv);
GenkanExit        genkan_cli_operations        (int argc, char **argv);
GenkanExit        genkan_cli_demo              (int argc, char **argv);
GenkanExit        genkan_cli_check             (int argc, char **argv);
GenkanExit        genkan_cli_try               (int argc, char **argv);
GenkanExit        genkan_cli_help              (int argc, char **argv);
GenkanExit        genkan_cli_help_command      (const char *name);

/* Reads the options of a command. FALSE: it has been said what is wrong with them.
 * @n_least, @n_most: how many other arguments there must be. */
gboolean          genkan_cli_parse             (int                *argc,
                                                char              **argv,
                                                const GOptionEntry *entries,
                                                const char         *arguments,
                                                const char         *summary,
                                                int                 n_least,
                                                int                 n_most);

/* Messages, to the standard error output. */
void              genkan_cli_complain          (const char         *format,
                                                ...) G_GNUC_PRINTF (1, 2);
GenkanExit        genkan_cli_fail              (const GError       *error);
void              genkan_cli_print_report      (GenkanReport       *report);
void              genkan_cli_print_test        (GenkanReport       *report);
char             *genkan_cli_dup_suggestion    (const char         *word,
                                                const char * const *candidates);
char             *genkan_cli_dup_plain         (const char         *text);
char             *genkan_cli_dup_plain_lines   (const char         *text);
char             *genkan_cli_dup_time          (gint64              time);

GenkanWorkspace  *genkan_cli_open              (GError            **error);
GenkanConnection *genkan_cli_find_connection   (GenkanWorkspace    *workspace,
                                                const char         *label);

/* Cancelled by Ctrl+C; a second one ends the program at once. */
GCancellable     *genkan_cli_watch_interrupt   (void);
void              genkan_cli_keep_result       (GObject            *object,
                                                GAsyncResult       *result,
                                                gpointer            user_data);
GAsyncResult     *genkan_cli_wait              (GAsyncResult      **result);

void              genkan_cli_follow            (GenkanWorkspace    *workspace);

/* Shared by `discover` and `demo`. */
GenkanOperation  *genkan_cli_run_discover      (GenkanWorkspace    *workspace,
                                                GenkanConnection   *connection,
                                                GenkanOperationTrigger trigger,
                                                GenkanReport      **ret_report,
                                                GError            **error);
GenkanExit        genkan_cli_preview           (GenkanWorkspace    *workspace,
                                                GenkanConnection   *connection,
                                                GenkanOperationTrigger trigger,
                                                gboolean            json);
GenkanExit        genkan_cli_tell_assets       (GenkanWorkspace    *workspace,
                                                GenkanOperation    *operation,
                                                GenkanReport       *report,
                                                gboolean            json);
GenkanExit        genkan_cli_sync_preview      (GenkanWorkspace    *workspace,
                                                GenkanConnection   *connection,
                                                const GArray       *record_ids,
                                                gboolean            close_many,
                                                GenkanOperationTrigger trigger,
                                                gboolean            json);
void              genkan_cli_tell_undelivered  (GenkanWorkspace    *workspace);
void              genkan_cli_print_outcome     (GenkanOperation    *operation,
                                                GenkanReport       *report);
GenkanExit        genkan_cli_get_exit          (GenkanOperation    *operation);
gboolean          genkan_cli_print_records     (GenkanWorkspace    *workspace,
                                                const GenkanRecordFilter *filter,
                                                gboolean            json,
                                                GError            **error);

G_END_DECLS
