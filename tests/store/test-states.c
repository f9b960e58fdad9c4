/* test-states.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random sequences of Discovers and decisions, the same each time, against a model that says in
 * a few lines what each of them does. The tool's units appear, vanish, change names and swap
 * their ids; Discovers are complete, cut short or fail; people map, ignore, restore, delete, take
 * back, and rename, merge and delete Products.
 *
 * What auto-map chooses by name is not computed again here: it is taken over from the store after
 * it was found to be a choice that is allowed.
 */

#include "config.h"

#include "store-fixture.h"

#include "genkan-name-template.h"
#include "genkan-store-products-edit.h"

#define N_UNITS 9
#define N_STEPS 700
#define MAX_PRODUCTS 400
#define MANY_PRODUCTS 25

/* All texts of the model are interned, so that they are equal when their addresses are, and a
 * copy of the model is a copy of its bytes. */
typedef struct
{
  gboolean          exists;
  GenkanRecordState state;
  const char       *name;
  const char       *parent;   /* (nullable) */
  const char       *product;  /* (nullable) */
  const char       *earlier;  /* (nullable) what is remembered while it is Ignored or New */
  const char       *deleted;  /* (nullable) what is remembered of a Record that was deleted */
  gboolean          decided;  /* by a person */
  gboolean          finalized;
} ModelRecord;

typedef struct
{
  ModelRecord  records[N_UNITS];
  const char  *products[MAX_PRODUCTS];
  guint        n_products;
} Model;

/* The tool, as it is at the moment. */
typedef struct
{
  gboolean    listed;
  const char *name;
  const char *parent; /* (nullable) */
} Unit;

typedef struct
{
  gboolean        auto_map;
  gboolean        filter;
  GenkanCollision collision;
} Rules;

typedef struct
{
  GenkanStore *store;
  GRand       *rand;
  gint64       connection_id;
  Rules        rules;
  Unit         units[N_UNITS];
  Model        model;
  Model        before;   /* the last decision */
  GenkanUndo  *undo;     /* (owned) (nullable): that of the last step, if it was a decision */
  gboolean     deleted_records; /* @undo brings back Records, */
  gboolean     deleted_product; /* or a Product */
  guint        n_names;
} Play;

static const char *const unit_ids[N_UNITS] = { "1", "2", "3", "4", "5", "a b", "%_", "ü", "-9" };

static const char *const unit_names[] = {
  "Shop", "Bank", "Blog", "Forum", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "two\nlines", "",
};

static const char *const unit_parents[] = { NULL, "Retail", "Finance" };

static const char *const product_names[] = { "Alpha", "Beta", "Gamma", "Shop" };

/* --- chance --- */

static guint
pick (Play  *play,
      guint  n)
{
  return g_rand_int_range (play->rand, 0, n);
}

static const char *
pick_name (Play *play)
{
  return g_intern_string (unit_names[pick (play, G_N_ELEMENTS (unit_names))]);
}

static const char *
pick_parent (Play *play)
{
  return g_intern_string (unit_parents[pick (play, G_N_ELEMENTS (unit_parents))]);
}

/* --- the model's Products --- */

static gboolean
has_product (const Model *model,
             const char  *name)
{
  for (guint i = 0; i < model->n_products; i++)
    if (model->products[i] == name)
      return TRUE;

  return FALSE;
}

static void
add_product (Model      *model,
             const char *name)
{
  if (has_product (model, name))
    return;

  g_assert_cmpuint (model->n_products, <, MAX_PRODUCTS);
  model->products[model->n_products++] = name;
}

/* Another name (nullable) wherever the Product stands. */
static void
replace_product (Model      *model,
                 const char *name,
                 const char *other)
{
  for (guint i = 0; i < model->n_products; i++)
    if (model->products[i] == name)
      model->products[i] = model->products[--model->n_products];
  if (other != NULL)
    add_product (model, other);

  for (guint i = 0; i < N_UNITS; i++)
    {
      ModelRecord *record = &model->records[i];

      if (record->product == name)
        record->product = other;
      if (record->earlier == name)
        record->earlier = other;
      if (record->deleted == name)
        record->deleted = other;
    }
}

/* --- what the store says --- */

typedef struct
{
  Play  *play;
  guint  n_records;
  guint  n_unmapped;
  guint  n_mapped;
} Check;

static guint
find_unit (const char *vendor_id)
{
  for (guint i = 0; i < N_UNITS; i++)
    if (g_str_equal (unit_ids[i], vendor_id))
      return i;

  g_assert_not_reached ();
}

/* What is true of every Record, however it came to be so: design §2. */
static void
check_invariants (GenkanRecord *record)
{
  gboolean mapped = genkan_record_get_product_id (record) != 0;

  switch (genkan_record_get_state (record))
    {
    case GENKAN_RECORD_STATE_GOOD:
      g_assert_true (mapped);
      break;

    case GENKAN_RECORD_STATE_NEW:
    case GENKAN_RECORD_STATE_IGNORED:
    case GENKAN_RECORD_STATE_STALE:
      g_assert_false (mapped);
      g_assert_cmpint (genkan_record_get_finalized (record), ==, 0);
      break;

    case GENKAN_RECORD_STATE_MISSING:
      break;

    default:
      g_assert_not_reached ();
    }

  g_assert_cmpint (genkan_record_get_first_discovered (record), >, 0);
  g_assert_cmpint (genkan_record_get_first_discovered (record), <=,
                   genkan_record_get_last_discovered (record));
}

static gboolean
check_record_cb (GenkanRecord *record,
                 gpointer      user_data)
{
  Check *check = user_data;
  guint number = find_unit (genkan_record_get_vendor_id (record));
  const ModelRecord *expected = &check->play->model.records[number];
  GenkanRecordState state = genkan_record_get_state (record);
  gboolean ignored = state == GENKAN_RECORD_STATE_IGNORED;
  gboolean unmapped = state == GENKAN_RECORD_STATE_NEW ||
                      (state == GENKAN_RECORD_STATE_MISSING && expected->product == NULL);

  g_assert_true (expected->exists);
  g_assert_cmpstr (genkan_record_state_to_nick (state), ==,
                   genkan_record_state_to_nick (expected->state));
  g_assert_cmpstr (genkan_record_get_name (record), ==, expected->name);
  g_assert_cmpstr (genkan_record_get_parent (record), ==, expected->parent);
  g_assert_cmpstr (genkan_record_get_product_name (record), ==, expected->product);
  g_assert_cmpint (genkan_record_get_finalized (record) != 0, ==, expected->finalized);
  check_invariants (record);

  check->n_records++;
  check->n_unmapped += unmapped;
  check->n_mapped += !unmapped && !ignored; /* which counts nowhere */

  return TRUE;
}

static void
check_products (Play *play)
{
  g_autoptr (GPtrArray) products = genkan_store_search_products (play->store, NULL, 0, NULL);

  for (guint i = 0; i < products->len; i++)
    {
      const char *name = g_intern_string (genkan_product_get_name (products->pdata[i]));
      guint n_records = 0;

      if (!has_product (&play->model, name))
        g_error ("The store has a Product “%s”", name);
      for (guint j = 0; j < N_UNITS; j++)
        n_records += play->model.records[j].exists && play->model.records[j].product == name;
      g_assert_cmpuint (genkan_product_get_n_records (products->pdata[i]), ==, n_records);
    }
  g_assert_cmpuint (products->len, ==, play->model.n_products);
}

static void
check_all (Play *play)
{
  Check check = { play };
  g_autoptr (GenkanConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  guint n_records = 0;

  genkan_store_foreach_record (play->store, play->connection_id, check_record_cb, &check, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_UNITS; i++)
    n_records += play->model.records[i].exists;
  g_assert_cmpuint (check.n_records, ==, n_records);

  connection = genkan_store_get_connection (play->store, play->connection_id, NULL);
  g_assert_cmpuint (genkan_connection_get_n_unmapped (connection), ==, check.n_unmapped);
  g_assert_cmpuint (genkan_connection_get_n_mapped (connection), ==, check.n_mapped);
  check_products (play);
}

/* --- the tool --- */

static void
change_tool (Play *play)
{
  Unit *unit = &play->units[pick (play, N_UNITS)];
  Unit *other = &play->units[pick (play, N_UNITS)];
  Unit swapped;

  switch (pick (play, 5))
    {
    case 0:
      unit->listed = TRUE;
      break;

    case 1:
      unit->listed = FALSE;
      break;

    case 2:
      unit->name = pick_name (play);
      break;

    case 3:
      unit->parent = pick_parent (play);
      break;

    default:
      swapped = *unit;
      *unit = *other;
      *other = swapped;
      break;
    }
}

/* --- a Discover --- */

/* The filter of these plays leaves out all that begins with B. */
static gboolean
is_left_out (Play       *play,
             const Unit *unit)
{
  return play->rules.filter && unit->name[0] == 'B';
}

static void
model_left_out (ModelRecord *record)
{
  gboolean open = record->state == GENKAN_RECORD_STATE_NEW ||
                  record->state == GENKAN_RECORD_STATE_MISSING;

  if (record->exists && open && record->product == NULL && record->earlier == NULL &&
      !record->decided)
    record->exists = FALSE;
}

static void
model_seen (ModelRecord *record,
            const Unit  *unit,
            const char  *id)
{
  if (!record->exists)
    *record = (ModelRecord) { .exists = TRUE, .deleted = record->deleted };
  else if (record->state == GENKAN_RECORD_STATE_MISSING)
    record->state = record->product != NULL ? GENKAN_RECORD_STATE_GOOD : GENKAN_RECORD_STATE_NEW;

  record->name = *unit->name != '\0' ? unit->name : g_intern_string (id);
  record->parent = unit->parent;
}

static void
model_unseen (ModelRecord *record)
{
  if (record->exists && (record->state == GENKAN_RECORD_STATE_NEW ||
                         record->state == GENKAN_RECORD_STATE_GOOD))
    record->state = GENKAN_RECORD_STATE_MISSING;
}

static gboolean
is_taken (const Model *model,
          const char  *product)
{
  for (guint i = 0; i < N_UNITS; i++)
    if (model->records[i].exists && model->records[i].product == product)
      return TRUE;

  return FALSE;
}

/* What auto-map has chosen by the Record's name is a Product of that name; or, where another
 * Record of this Connection has it, one that is this Record's alone. */
static void
check_choice (Play              *play,
              const ModelRecord *record,
              const char        *chosen)
{
  GenkanNameFacts facts = { .name = record->name };
  g_autofree char *name = genkan_name_template_expand ("{name}", &facts);
  g_autofree char *numbered = g_strconcat (name, " ", NULL);

  g_assert_nonnull (chosen);
  if (play->rules.collision == GENKAN_COLLISION_SHARE)
    g_assert_cmpstr (chosen, ==, name);
  else
    {
      g_assert_true (g_str_equal (chosen, name) || g_str_has_prefix (chosen, numbered));
      g_assert_false (is_taken (&play->model, chosen));
    }
}

static void
model_auto_map (Play        *play,
                guint        number)
{
  ModelRecord *record = &play->model.records[number];
  const char *remembered = record->earlier != NULL ? record->earlier : record->deleted;
  g_autoptr (GenkanRecord) stored = NULL;
  const char *chosen;

  if (!record->exists || record->state != GENKAN_RECORD_STATE_NEW)
    return;

  stored = store_find_record (play->store, play->connection_id, unit_ids[number]);
  g_assert_nonnull (stored);
  chosen = g_intern_string (genkan_record_get_product_name (stored));
  if (remembered != NULL)
    g_assert_cmpstr (chosen, ==, remembered);
  else
    check_choice (play, record, chosen);

  record->state = GENKAN_RECORD_STATE_GOOD;
  record->product = chosen;
  record->earlier = NULL;
  add_product (&play->model, chosen);
}

static void
model_discover (Play           *play,
                const gboolean *came,
                gboolean        complete)
{
  for (guint i = 0; i < N_UNITS; i++)
    {
      ModelRecord *record = &play->model.records[i];

      if (came[i] && is_left_out (play, &play->units[i]))
        model_left_out (record);
      else if (came[i])
        model_seen (record, &play->units[i], unit_ids[i]);
      else if (complete)
        model_unseen (record);
    }

  for (guint i = 0; i < N_UNITS && play->rules.auto_map; i++)
    if (came[i] && !is_left_out (play, &play->units[i]))
      model_auto_map (play, i);
}

static GenkanOperationStatus
pick_status (Play *play)
{
  static const GenkanOperationStatus statuses[] = {
    GENKAN_OPERATION_STATUS_COMPLETE, GENKAN_OPERATION_STATUS_COMPLETE,
    GENKAN_OPERATION_STATUS_COMPLETE, GENKAN_OPERATION_STATUS_PARTIAL,
    GENKAN_OPERATION_STATUS_PARTIAL, GENKAN_OPERATION_STATUS_FAILED,
    GENKAN_OPERATION_STATUS_CANCELLED, GENKAN_OPERATION_STATUS_INTERRUPTED,
  };

  return statuses[pick (play, G_N_ELEMENTS (statuses))];
}

/* Some of a cut list, and now and then a unit twice. */
static void
discover (Play *play)
{
  GenkanOperationStatus status = pick_status (play);
  gboolean complete = status == GENKAN_OPERATION_STATUS_COMPLETE;
  g_autoptr (GenkanOperation) operation = NULL;
  StoreUnit listed[2 * N_UNITS];
  gboolean came[N_UNITS];
  guint n_listed = 0;

  for (guint i = 0; i < N_UNITS; i++)
    {
      StoreUnit unit = { unit_ids[i], play->units[i].name, play->units[i].parent };

      came[i] = play->units[i].listed && (complete || pick (play, 2) == 0);
      for (guint copy = pick (play, 8) == 0 ? 2 : 1; came[i] && copy > 0; copy--)
        listed[n_listed++] = unit;
    }

  operation = store_discover (play->store, play->connection_id, status, listed, n_listed);
  g_assert_cmpint (genkan_operation_get_status (operation), ==, status);
  if (complete || status == GENKAN_OPERATION_STATUS_PARTIAL)
    model_discover (play, came, complete);
}

/* --- decisions about Records --- */

/* The name that a Product can have. */
static const char *
intern_one_line (const char *name)
{
  GenkanNameFacts facts = { .name = name };
  g_autofree char *line = genkan_name_template_expand ("{name}", &facts);

  return g_intern_string (line);
}

static void
model_map (Model       *model,
           ModelRecord *record,
           const char  *product)
{
  record->state = GENKAN_RECORD_STATE_GOOD;
  record->product = product;
  record->earlier = NULL;
  record->finalized = TRUE;
  add_product (model, product);
}

static void
model_ignore (ModelRecord *record)
{
  record->state = GENKAN_RECORD_STATE_IGNORED;
  record->earlier = record->product != NULL ? record->product : record->earlier;
  record->product = NULL;
  record->finalized = FALSE;
}

static void
model_delete (ModelRecord *record)
{
  const char *remembered = record->product != NULL ? record->product : record->earlier;

  *record = (ModelRecord) { .deleted = remembered };
}

/* Returns: whether the decision is for this Record */
static gboolean
model_decide (Model              *model,
              ModelRecord        *record,
              GenkanDecisionKind  kind,
              const char         *product)
{
  gboolean ignored = record->state == GENKAN_RECORD_STATE_IGNORED;

  if (!record->exists || (kind == GENKAN_DECISION_IGNORE && ignored) ||
      (kind == GENKAN_DECISION_RESTORE && !ignored))
    return FALSE;

  record->decided = TRUE;
  if (kind == GENKAN_DECISION_MAP)
    model_map (model, record, product);
  else if (kind == GENKAN_DECISION_MAP_EACH)
    model_map (model, record, intern_one_line (record->name));
  else if (kind == GENKAN_DECISION_IGNORE)
    model_ignore (record);
  else if (kind == GENKAN_DECISION_RESTORE)
    record->state = GENKAN_RECORD_STATE_NEW;
  else
    model_delete (record);

  return TRUE;
}

/* Some of the Records; one that does not exist any more does no harm. */
static void
decide (Play *play)
{
  GenkanDecision decision = {
    .kind = pick (play, 5),
    .product_name = product_names[pick (play, G_N_ELEMENTS (product_names))],
  };
  g_autoptr (GError) error = NULL;
  gint64 ids[N_UNITS + 1] = { 99999 };
  gsize n_ids = 1;
  guint n_decided = 0;

  play->before = play->model;
  for (guint i = 0; i < N_UNITS; i++)
    {
      g_autoptr (GenkanRecord) record = NULL;

      if (pick (play, 3) != 0)
        continue;
      record = store_find_record (play->store, play->connection_id, unit_ids[i]);
      if (record != NULL)
        ids[n_ids++] = genkan_record_get_id (record);
      n_decided += model_decide (&play->model, &play->model.records[i], decision.kind,
                                 g_intern_string (decision.product_name));
    }

  play->undo = store_decide (play->store, ids, n_ids, &decision, &error);
  play->deleted_records = decision.kind == GENKAN_DECISION_DELETE;
  play->deleted_product = FALSE;
  if (n_decided == 0)
    g_assert_error (error, GENKAN_STORE_ERROR, GENKAN_STORE_ERROR_NOT_FOUND);
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (genkan_undo_get_n_records (play->undo), ==, n_decided);
    }
}

/* --- decisions about Products --- */

static void
got_result_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
find_product (Play       *play,
              const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GenkanProduct) product = genkan_store_find_product (play->store, name, &error);

  g_assert_no_error (error);

  return genkan_product_get_id (product);
}

static void
model_product_deleted (Model      *model,
                       const char *name)
{
  for (guint i = 0; i < N_UNITS; i++)
    {
      ModelRecord *record = &model->records[i];

      record->decided |= record->product == name || record->earlier == name;
      if (record->product != name)
        continue;
      record->state = GENKAN_RECORD_STATE_STALE;
      record->finalized = FALSE;
    }
  replace_product (model, name, NULL);
}

static void
model_product_merged (Model      *model,
                      const char *name,
                      const char *target)
{
  for (guint i = 0; i < N_UNITS; i++)
    {
      ModelRecord *record = &model->records[i];

      record->decided |= record->product == name || record->earlier == name;
    }
  replace_product (model, name, target);
}

static void
edit_product (Play *play)
{
  const char *name = play->model.products[pick (play, play->model.n_products)];
  const char *target = play->model.products[pick (play, play->model.n_products)];
  g_autofree char *new_name = g_strdup_printf ("Renamed %u", ++play->n_names);
  GenkanProductEdit edit = { .kind = pick (play, 3), .name = new_name };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = find_product (play, name);

  if (play->model.n_products > MANY_PRODUCTS)
    edit.kind = GENKAN_PRODUCT_EDIT_DELETE;
  if (edit.kind == GENKAN_PRODUCT_EDIT_MERGE && name == target)
    return;

  play->before = play->model;
  edit.target_id = find_product (play, target);
  genkan_store_edit_products_async (play->store, &id, 1, &edit, NULL, got_result_cb, &result);
  store_wait (&result);
  play->undo = genkan_store_edit_products_finish (play->store, result, &error);
  play->deleted_records = FALSE;
  play->deleted_product = edit.kind != GENKAN_PRODUCT_EDIT_RENAME;
  g_assert_no_error (error);

  if (edit.kind == GENKAN_PRODUCT_EDIT_RENAME)
    replace_product (&play->model, name, g_intern_string (new_name));
  else if (edit.kind == GENKAN_PRODUCT_EDIT_MERGE)
    model_product_merged (&play->model, name, target);
  else
    model_product_deleted (&play->model, name);
}

/* --- taking back --- */

/* All is as before the decision, but for what is remembered of deleted Records: it goes with the
 * Product, and an earlier deletion is forgotten with the one that is taken back. */
static void
take_back (Play *play)
{
  g_autoptr (GError) error = NULL;
  Model after = play->model;

  g_assert_true (store_undo (play->store, play->undo, &error));
  g_assert_no_error (error);
  play->model = play->before;
  for (guint i = 0; i < N_UNITS; i++)
    {
      const ModelRecord *now = &after.records[i];
      ModelRecord *record = &play->model.records[i];

      if (play->deleted_product)
        record->deleted = now->deleted;
      else if (play->deleted_records && record->exists && !now->exists)
        record->deleted = NULL;
    }
}

/* --- the play --- */

static void
step (Play *play)
{
  gboolean decided = play->undo != NULL;
  guint chance = pick (play, 20);

  if (decided && chance < 5)
    take_back (play);
  g_clear_pointer (&play->undo, genkan_undo_unref);
  if (decided && chance < 5)
    return;

  if (chance < 10)
    change_tool (play);
  else if (chance < 14)
    discover (play);
  else if (chance < 18 || play->model.n_products == 0)
    decide (play);
  else
    edit_product (play);
}

static void
set_rules (Play *play)
{
  g_autoptr (GenkanConnection) connection =
    genkan_store_get_connection (play->store, play->connection_id, NULL);
  g_autoptr (GenkanRules) rules = genkan_rules_new ();
  g_autoptr (GError) error = NULL;

  genkan_rules_set_auto_map (rules, play->rules.auto_map);
  genkan_rules_set_collision (rules, play->rules.collision);
  if (play->rules.filter)
    genkan_rules_add_filter (rules, TRUE, GENKAN_FILTER_NAME, "B*");
  genkan_connection_set_rules (connection, rules);
  store_save (play->store, connection, &error);
  g_assert_no_error (error);
}

static void
test_play (StoreFixture  *fixture,
           gconstpointer  data)
{
  const Rules *rules = data;
  Play play = { fixture->store, .rules = *rules };

  play.rand = g_rand_new_with_seed (20 + rules->auto_map * 4 + rules->filter * 2 + rules->collision);
  play.connection_id = store_add_connection (fixture->store, "Burp");
  set_rules (&play);
  for (guint i = 0; i < N_UNITS; i++)
    play.units[i] = (Unit) { i % 2 == 0, pick_name (&play), pick_parent (&play) };

  for (guint i = 0; i < N_STEPS; i++)
    {
      step (&play);
      check_all (&play);
    }

  g_clear_pointer (&play.undo, genkan_undo_unref);
  g_rand_free (play.rand);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    Rules       rules;
  } plays[] = {
    { "/states/plain", { FALSE, FALSE, GENKAN_COLLISION_NUMBER } },
    { "/states/filter", { FALSE, TRUE, GENKAN_COLLISION_NUMBER } },
    { "/states/auto-map", { TRUE, FALSE, GENKAN_COLLISION_NUMBER } },
    { "/states/auto-map/share", { TRUE, FALSE, GENKAN_COLLISION_SHARE } },
    { "/states/auto-map/filter", { TRUE, TRUE, GENKAN_COLLISION_NUMBER } },
    { "/states/auto-map/filter/share", { TRUE, TRUE, GENKAN_COLLISION_SHARE } },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (plays); i++)
    g_test_add (plays[i].path, StoreFixture, &plays[i].rules, store_fixture_set_up, test_play,
                store_fixture_tear_down);

  return g_test_run ();
}
