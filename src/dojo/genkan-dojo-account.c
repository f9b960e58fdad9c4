/* genkan-dojo-account.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a user may do stands nowhere as such. In 3.x a member of the staff may do all that we
 * need, and others only what they do with Products that they are put in charge of. 2.x has roles:
 * a global one counts everywhere, the staff status for nothing. A profile of 2.x is known by its
 * `global_role`.
 */

#define G_LOG_DOMAIN "genkan-dojo"

#include "config.h"

#include "genkan-dojo-account.h"

#include "genkan-dojo-json-private.h"

/* The rows that DefectDojo 2.x is installed with. */
typedef enum
{
  ROLE_NONE = 0,
  ROLE_API_IMPORTER = 1,
  ROLE_WRITER = 2,
  ROLE_MAINTAINER = 3,
  ROLE_OWNER = 4,
  ROLE_READER = 5,
} Role;

G_DEFINE_BOXED_TYPE (GenkanDojoAccount, genkan_dojo_account, genkan_dojo_account_copy,
                     genkan_dojo_account_free)

/* A number, or an object with one. */
static Role
read_role (JsonObject *profile)
{
  JsonObject *global_role = _genkan_dojo_json_get_object (profile, "global_role");

  return global_role != NULL ? (Role) _genkan_dojo_json_get_int (global_role, "role")
                             : (Role) _genkan_dojo_json_get_int (profile, "global_role");
}

static void
judge_roles (GenkanDojoAccount *self,
             Role               role)
{
  gboolean maintains = role == ROLE_MAINTAINER || role == ROLE_OWNER;
  gboolean writes = maintains || role == ROLE_WRITER || role == ROLE_API_IMPORTER;

  self->sees_all = role != ROLE_NONE;
  self->create_types = GENKAN_DOJO_MAY_SOMETIMES;
  self->create_products = maintains ? GENKAN_DOJO_MAY : GENKAN_DOJO_MAY_SOMETIMES;
  self->import = writes ? GENKAN_DOJO_MAY : GENKAN_DOJO_MAY_SOMETIMES;
}

static void
judge_staff (GenkanDojoAccount *self)
{
  self->sees_all = self->is_staff;
  self->create_types = self->is_staff ? GENKAN_DOJO_MAY : GENKAN_DOJO_MAY_NOT;
  self->create_products = self->is_staff ? GENKAN_DOJO_MAY : GENKAN_DOJO_MAY_SOMETIMES;
  self->import = self->is_staff ? GENKAN_DOJO_MAY : GENKAN_DOJO_MAY_SOMETIMES;
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/**
 * genkan_dojo_account_new:
 * @profile: what the server says about the user
 *
 * Returns: (transfer full) (nullable): the account, or %NULL if that is no profile
 */
GenkanDojoAccount *
genkan_dojo_account_new (JsonObject *profile)
{
  JsonObject *user = _genkan_dojo_json_get_object (profile, "user");
  const char *name = _genkan_dojo_json_get_string (user, "username");
  const char *expiry = _genkan_dojo_json_get_string (profile, "token_expiry");
  GenkanDojoAccount *self;

  if (name == NULL)
    return NULL;

  self = g_new0 (GenkanDojoAccount, 1);
  self->user = g_strdup (name);
  self->is_superuser = _genkan_dojo_json_get_boolean (user, "is_superuser");
  self->is_staff = _genkan_dojo_json_get_boolean (user, "is_staff");
  self->token_expiry =
    read_time (expiry != NULL ? expiry : _genkan_dojo_json_get_string (user, "token_expiry"));

  if (self->is_superuser)
    {
      self->sees_all = TRUE;
      self->create_types = self->create_products = self->import = GENKAN_DOJO_MAY;
    }
  else if (json_object_has_member (profile, "global_role"))
    judge_roles (self, read_role (profile));
  else
    judge_staff (self);

  return self;
}

GenkanDojoAccount *
genkan_dojo_account_copy (const GenkanDojoAccount *self)
{
  GenkanDojoAccount *copy = g_new (GenkanDojoAccount, 1);

  *copy = *self;
  copy->user = g_strdup (self->user);
  copy->version_text = g_strdup (self->version_text);

  return copy;
}

void
genkan_dojo_account_free (GenkanDojoAccount *self)
{
  g_free (self->user);
  g_free (self->version_text);
  g_free (self);
}

/**
 * genkan_dojo_account_expires_soon:
 * @self: an account
 * @now: microseconds since 1970 (UTC)
 * @ret_days: (out): how many whole days are left
 *
 * Returns: whether the token ends within the next #GENKAN_DOJO_EXPIRY_DAYS days
 */
gboolean
genkan_dojo_account_expires_soon (const GenkanDojoAccount *self,
                                  gint64                   now,
                                  guint                   *ret_days)
{
  gint64 left;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (ret_days != NULL, FALSE);

  if (self->token_expiry == 0)
    return FALSE;

  left = MAX (0, self->token_expiry - now) / G_TIME_SPAN_DAY;
  if (left >= GENKAN_DOJO_EXPIRY_DAYS)
    return FALSE;

  *ret_days = (guint) left;

  return TRUE;
}

/**
 * genkan_dojo_version_parse:
 * @text: (nullable): a version, as in “3.2.0” or “3.3.0-dev”
 *
 * Returns: the version as #GENKAN_DOJO_VERSION, or 0
 */
guint
genkan_dojo_version_parse (const char *text)
{
  guint64 major, minor;
  char *end = NULL;

  if (text == NULL || !g_ascii_isdigit (*text))
    return 0;

  major = g_ascii_strtoull (text, &end, 10);
  if (*end != '.' || !g_ascii_isdigit (end[1]))
    return 0;
  minor = g_ascii_strtoull (end + 1, NULL, 10);

  return major < 1000 && minor < 1000 ? GENKAN_DOJO_VERSION (major, minor) : 0;
}
