/* genkan-likeness.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How alike two names of one thing in different tools are. Both lose what tools and teams add
 * to names (an organisation before a slash, "prod", "frontend", a version), case, and whatever
 * is neither letter nor digit; what is left is compared by its pairs of neighbouring letters
 * (Dice's coefficient), which forgives a letter more or less and words in another order.
 */

#define G_LOG_DOMAIN "genkan-core"

#include "config.h"

#include <string.h>

#include "genkan-likeness.h"

#define MAX_LETTERS 128

/* Words that tell where or in what shape something runs, not what it is. */
static const char *const filler[] = {
  "prod", "production", "prd", "live", "staging", "stage", "stg", "test", "testing", "tst", "qa",
  "uat", "dev", "development", "int", "integration", "main", "master", "frontend", "backend",
  "fe", "be", "ui", "app", "application", "service", "svc", "server", "website", "repo",
  "project", "the", "www", "com", "net", "org", "git", NULL
};

typedef struct
{
  gunichar letters[MAX_LETTERS];
  guint    n_letters;
  gboolean cut; /* there were more */
} GenkanLetters;

struct _GenkanLikeness
{
  GenkanLetters core;  /* without filler, or all of it when nothing else is left */
  GenkanLetters whole;
};

static void
add_letters (GenkanLetters  *to,
             const gunichar *letters,
             guint           n_letters)
{
  guint room = MAX_LETTERS - to->n_letters;
  guint n = MIN (room, n_letters);

  memcpy (to->letters + to->n_letters, letters, n * sizeof *letters);
  to->n_letters += n;
  to->cut = to->cut || n < n_letters;
}

static gboolean
is_filler (const gunichar *word,
           guint           length)
{
  char text[16];

  if (length >= sizeof text)
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      if (word[i] > 127)
        return FALSE;
      text[i] = (char) word[i];
    }
  text[length] = '\0';

  return g_strv_contains (filler, text);
}

/* A word ends where letters end, where digits begin or end, and where a small letter is followed
 * by a capital: webShop2 is web, shop, 2. */
static gboolean
ends_word (gunichar last,
           gunichar next)
{
  return (g_unichar_islower (last) && g_unichar_isupper (next))
         || g_unichar_isdigit (last) != g_unichar_isdigit (next);
}

static void
add_word (GenkanLikeness *self,
          const gunichar *word,
          guint           length)
{
  add_letters (&self->whole, word, length);
  if (!is_filler (word, length))
    add_letters (&self->core, word, length);
}

/* What is behind the last slash is the name; what is before it says whose it is. */
static const char *
skip_owner (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL && g_unichar_isalnum (g_utf8_get_char (slash + 1)) ? slash + 1 : name;
}

static void
read_name (GenkanLikeness *self,
           const char     *name)
{
  gunichar word[MAX_LETTERS];
  guint length = 0;
  gunichar last = 0;

  for (const char *p = skip_owner (name); *p != '\0' && !self->whole.cut; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = g_unichar_isalnum (c);

      if (length > 0 && (!letter || length == MAX_LETTERS || ends_word (last, c)))
        {
          add_word (self, word, length);
          length = 0;
        }
      if (letter)
        word[length++] = g_unichar_tolower (c);
      last = c;
    }

  add_word (self, word, length);
  if (self->core.n_letters == 0)
    self->core = self->whole;
}

/* 2 × the pairs they share, through all their pairs. */
static double
compare_letters (const GenkanLetters *a,
                 const GenkanLetters *b)
{
  gboolean used[MAX_LETTERS] = { FALSE };
  guint shared = 0;

  if (a->n_letters == b->n_letters
      && memcmp (a->letters, b->letters, a->n_letters * sizeof *a->letters) == 0)
    return a->n_letters > 0 ? 1.0 : 0.0;

  for (guint i = 0; i + 1 < a->n_letters; i++)
    for (guint j = 0; j + 1 < b->n_letters; j++)
      if (!used[j] && a->letters[i] == b->letters[j] && a->letters[i + 1] == b->letters[j + 1])
        {
          used[j] = TRUE;
          shared++;
          break;
        }

  return shared == 0 ? 0.0 : 2.0 * shared / (a->n_letters - 1 + b->n_letters - 1);
}

/**
 * genkan_likeness_new:
 * @name: valid UTF-8
 *
 * Returns: (transfer full): the name, ready to be compared with many others
 */
GenkanLikeness *
genkan_likeness_new (const char *name)
{
  GenkanLikeness *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (GenkanLikeness, 1);
  read_name (self, name);

  return self;
}

/**
 * genkan_likeness_compare:
 * @self: a name
 * @name: another one, valid UTF-8
 *
 * Returns: from 0, nothing in common, to 1, the same; from about 0.6 on a person would look
 */
double
genkan_likeness_compare (const GenkanLikeness *self,
                         const char           *name)
{
  GenkanLikeness other = { 0 };

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  read_name (&other, name);

  /* The same but for case and punctuation is more alike than the same but for its filler. */
  return 0.9 * compare_letters (&self->core, &other.core)
         + 0.1 * compare_letters (&self->whole, &other.whole);
}

void
genkan_likeness_free (GenkanLikeness *self)
{
  g_free (self);
}
