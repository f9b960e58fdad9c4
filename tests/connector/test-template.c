/* test-template.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * URI templates are held against the tables of RFC 6570, section 3.2.
 */

#include "config.h"

#include "genkan-definition.h"
#include "genkan-template-private.h"

#include "connector-test-utils.h"

typedef struct
{
  const char *template_;
  const char *expansion;
} Expansion;

static GenkanVariables *
rfc_variables (void)
{
  GenkanVariables *variables = genkan_variables_new (NULL);

  set_json (variables, "count", "[\"one\", \"two\", \"three\"]");
  set_json (variables, "dom", "[\"example\", \"com\"]");
  set_text (variables, "dub", "me/too");
  set_text (variables, "hello", "Hello World!");
  set_text (variables, "half", "50%");
  set_text (variables, "var", "value");
  set_text (variables, "who", "fred");
  set_text (variables, "base", "http://example.com/home/");
  set_text (variables, "path", "/foo/bar");
  set_json (variables, "list", "[\"red\", \"green\", \"blue\"]");
  set_json (variables, "keys", "{\"semi\": \";\", \"dot\": \".\", \"comma\": \",\"}");
  set_text (variables, "v", "6");
  set_integer (variables, "x", 1024);
  set_integer (variables, "y", 768);
  set_text (variables, "empty", "");
  set_json (variables, "empty_keys", "{}");
  set_text (variables, "undef", NULL);

  return variables;
}

static void
check (const Expansion *expansions)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();

  for (; expansions->template_ != NULL; expansions++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GenkanTemplate) template_ = genkan_template_new_uri (expansions->template_, &error);
      g_autofree char *expansion = NULL;

      g_assert_no_error (error);
      expansion = genkan_template_expand (template_, variables);
      if (!g_str_equal (expansion, expansions->expansion))
        g_test_fail_printf ("%s is %s, not %s", expansions->template_, expansion,
                            expansions->expansion);
    }
}

static void
test_rfc_simple (void)
{
  static const Expansion expansions[] = {
    { "{count}", "one,two,three" },
    { "{count*}", "one,two,three" },
    { "{/count}", "/one,two,three" },
    { "{/count*}", "/one/two/three" },
    { "{;count}", ";count=one,two,three" },
    { "{;count*}", ";count=one;count=two;count=three" },
    { "{?count}", "?count=one,two,three" },
    { "{?count*}", "?count=one&count=two&count=three" },
    { "{&count*}", "&count=one&count=two&count=three" },
    { "{var}", "value" },
    { "{hello}", "Hello%20World%21" },
    { "{half}", "50%25" },
    { "O{empty}X", "OX" },
    { "O{undef}X", "OX" },
    { "{x,y}", "1024,768" },
    { "{x,hello,y}", "1024,Hello%20World%21,768" },
    { "?{x,empty}", "?1024," },
    { "?{x,undef}", "?1024" },
    { "?{undef,y}", "?768" },
    { "{var:3}", "val" },
    { "{var:30}", "value" },
    { "{list}", "red,green,blue" },
    { "{list*}", "red,green,blue" },
    { "{keys}", "semi,%3B,dot,.,comma,%2C" },
    { "{keys*}", "semi=%3B,dot=.,comma=%2C" },
    { NULL },
  };

  check (expansions);
}

static void
test_rfc_reserved (void)
{
  static const Expansion expansions[] = {
    { "{+var}", "value" },
    { "{+hello}", "Hello%20World!" },
    { "{+half}", "50%25" },
    { "{base}index", "http%3A%2F%2Fexample.com%2Fhome%2Findex" },
    { "{+base}index", "http://example.com/home/index" },
    { "O{+empty}X", "OX" },
    { "O{+undef}X", "OX" },
    { "{+path}/here", "/foo/bar/here" },
    { "here?ref={+path}", "here?ref=/foo/bar" },
    { "up{+path}{var}/here", "up/foo/barvalue/here" },
    { "{+x,hello,y}", "1024,Hello%20World!,768" },
    { "{+path,x}/here", "/foo/bar,1024/here" },
    { "{+path:6}/here", "/foo/b/here" },
    { "{+list}", "red,green,blue" },
    { "{+keys}", "semi,;,dot,.,comma,," },
    { "{+keys*}", "semi=;,dot=.,comma=," },
    { "{#var}", "#value" },
    { "{#hello}", "#Hello%20World!" },
    { "{#half}", "#50%25" },
    { "foo{#empty}", "foo#" },
    { "foo{#undef}", "foo" },
    { "{#x,hello,y}", "#1024,Hello%20World!,768" },
    { "{#path,x}/here", "#/foo/bar,1024/here" },
    { "{#path:6}/here", "#/foo/b/here" },
    { "{#list*}", "#red,green,blue" },
    { "{#keys*}", "#semi=;,dot=.,comma=," },
    { NULL },
  };

  check (expansions);
}

static void
test_rfc_parts (void)
{
  static const Expansion expansions[] = {
    { "{.who}", ".fred" },
    { "{.who,who}", ".fred.fred" },
    { "{.half,who}", ".50%25.fred" },
    { "www{.dom*}", "www.example.com" },
    { "X{.var}", "X.value" },
    { "X{.empty}", "X." },
    { "X{.undef}", "X" },
    { "X{.var:3}", "X.val" },
    { "X{.list}", "X.red,green,blue" },
    { "X{.list*}", "X.red.green.blue" },
    { "X{.keys*}", "X.semi=%3B.dot=..comma=%2C" },
    { "X{.empty_keys}", "X" },
    { "X{.empty_keys*}", "X" },
    { "{/who}", "/fred" },
    { "{/half,who}", "/50%25/fred" },
    { "{/who,dub}", "/fred/me%2Ftoo" },
    { "{/var,empty}", "/value/" },
    { "{/var,undef}", "/value" },
    { "{/var,x}/here", "/value/1024/here" },
    { "{/var:1,var}", "/v/value" },
    { "{/list*,path:4}", "/red/green/blue/%2Ffoo" },
    { "{/keys*}", "/semi=%3B/dot=./comma=%2C" },
    { "{;who}", ";who=fred" },
    { "{;empty}", ";empty" },
    { "{;v,empty,who}", ";v=6;empty;who=fred" },
    { "{;v,bar,who}", ";v=6;who=fred" },
    { "{;x,y,empty}", ";x=1024;y=768;empty" },
    { "{;x,y,undef}", ";x=1024;y=768" },
    { "{;hello:5}", ";hello=Hello" },
    { "{;list}", ";list=red,green,blue" },
    { "{;keys}", ";keys=semi,%3B,dot,.,comma,%2C" },
    { "{;keys*}", ";semi=%3B;dot=.;comma=%2C" },
    { NULL },
  };

  check (expansions);
}

static void
test_rfc_query (void)
{
  static const Expansion expansions[] = {
    { "{?who}", "?who=fred" },
    { "{?half}", "?half=50%25" },
    { "{?x,y}", "?x=1024&y=768" },
    { "{?x,y,empty}", "?x=1024&y=768&empty=" },
    { "{?x,y,undef}", "?x=1024&y=768" },
    { "{?var:3}", "?var=val" },
    { "{?list}", "?list=red,green,blue" },
    { "{?list*}", "?list=red&list=green&list=blue" },
    { "{?keys}", "?keys=semi,%3B,dot,.,comma,%2C" },
    { "{?keys*}", "?semi=%3B&dot=.&comma=%2C" },
    { "{&who}", "&who=fred" },
    { "{&half}", "&half=50%25" },
    { "?fixed=yes{&x}", "?fixed=yes&x=1024" },
    { "{&x,y,empty}", "&x=1024&y=768&empty=" },
    { "{&var:3}", "&var=val" },
    { "{&list*}", "&list=red&list=green&list=blue" },
    { "{&keys*}", "&semi=%3B&dot=.&comma=%2C" },
    { "{?undef}", "" },
    { "/ä%20", "/%C3%A4%20" },
    { NULL },
  };

  check (expansions);
}

static void
test_bad_uri (void)
{
  static const struct { const char *source; gsize offset; } bad[] = {
    { "/a{", 2 }, { "/a{}", 2 }, { "/a}b", 2 }, { "/{a b}", 1 }, { "/{a:0}", 1 }, { "/{a:x}", 1 },
    { "/{a:99999}", 1 }, { "/{!a}", 1 }, { "/{a,}", 1 }, { "/{a.}", 1 }, { "/a b", 2 },
    { "/{a*b}", 1 }, { "/{%}", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 0;

      g_assert_null (genkan_template_parse (GENKAN_TEMPLATE_URI, bad[i].source, &offset, &error));
      g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID);
      g_assert_cmpuint (offset, ==, bad[i].offset);
    }
}

static void
test_text (void)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();
  g_autoptr (GenkanTemplate) template_ = genkan_template_new_text ("a{{{var}}} {x}{undef}.", NULL);
  g_autofree char *text = genkan_template_expand (template_, variables);
  g_auto (GStrv) names = genkan_template_dup_names (template_);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, "a{value} 1024.");
  g_assert_true (g_strv_equal ((const char * const *) names,
                               (const char * const []) { "var", "x", "undef", NULL }));

  g_assert_null (genkan_template_new_text ("{ a }", &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (genkan_template_new_text ("a}", &error));
  g_assert_error (error, GENKAN_CONNECTOR_ERROR, GENKAN_CONNECTOR_ERROR_INVALID);
}

static void
test_value (void)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();
  g_autoptr (GString) storage = g_string_new (NULL);
  g_autoptr (GenkanTemplate) single = genkan_template_new_text ("{x}", NULL);
  g_autoptr (GenkanTemplate) none = genkan_template_new_text ("{undef}", NULL);
  g_autoptr (GenkanTemplate) mixed = genkan_template_new_text ("{x}s", NULL);
  g_autoptr (GenkanTemplate) number = genkan_template_new_literal ("500");
  g_autoptr (GenkanTemplate) word = genkan_template_new_literal ("yes");
  g_autoptr (GenkanTemplate) truth = genkan_template_new_literal ("true");
  GenkanValue value;

  g_assert_true (genkan_template_expand_value (single, variables, storage, &value));
  g_assert_cmpint (value.type, ==, GENKAN_VALUE_INTEGER);
  g_assert_cmpint (value.integer, ==, 1024);

  g_assert_false (genkan_template_expand_value (none, variables, storage, &value));

  g_assert_true (genkan_template_expand_value (mixed, variables, storage, &value));
  g_assert_cmpstr (value.text, ==, "1024s");

  g_assert_true (genkan_template_expand_value (number, variables, storage, &value));
  g_assert_cmpint (value.integer, ==, 500);

  g_assert_true (genkan_template_expand_value (word, variables, storage, &value));
  g_assert_cmpint (value.type, ==, GENKAN_VALUE_TEXT);
  g_assert_cmpstr (value.text, ==, "yes");

  g_assert_true (genkan_template_expand_value (truth, variables, storage, &value));
  g_assert_cmpint (value.integer, ==, 1);
}

static char *
dup_body (const char       *request,
          GenkanVariables  *variables,
          const char      **ret_type)
{
  g_autofree char *steps = NULL;
  g_autoptr (GenkanConnector) connector = NULL;
  const GenkanStep *step;
  g_autoptr (GBytes) body = NULL;

  steps = g_strconcat ("  s:\n    post: /x\n    with: { var: 1, x: 1, undef: 1, list: 1, hello: 1 }\n",
                       request, "    records: SELECT :body ->> 'a' AS id, 'b' AS name\n", NULL);
  connector = load_steps (steps);
  step = genkan_connector_get_definition (connector)->steps->pdata[0];
  body = genkan_request_definition_dup_body (step->request, variables, ret_type);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_json_body (void)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();
  const char *type;
  g_autofree char *body = NULL;

  body = dup_body ("    json:\n"
                   "      text: \"say \\\"{hello}\\\"\"\n"
                   "      number: \"{x}\"\n"
                   "      list: \"{list}\"\n"
                   "      gone: \"{undef}\"\n"
                   "      stays: null\n"
                   "      plain: ACTIVE\n"
                   "      quoted: \"1000\"\n"
                   "      size: 1000\n"
                   "      flag: false\n"
                   "      nested: [ { a: \"{var}\" }, \"{undef}\", 1.5 ]\n",
                   variables, &type);

  g_assert_cmpstr (type, ==, "application/json");
  g_assert_cmpstr (body, ==,
                   "{\"text\":\"say \\\"Hello World!\\\"\",\"number\":1024,"
                   "\"list\":[\"red\", \"green\", \"blue\"],\"stays\":null,\"plain\":\"ACTIVE\","
                   "\"quoted\":\"1000\",\"size\":1000,\"flag\":false,"
                   "\"nested\":[{\"a\":\"value\"},1.5]}");
}

static void
test_form_body (void)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();
  const char *type;
  g_autofree char *body = NULL;

  body = dup_body ("    form: { a: \"{hello}\", b: \"{undef}\", c: \"{list}\", d: 1 }\n", variables,
                   &type);

  g_assert_cmpstr (type, ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (body, ==, "a=Hello+World%21&c=red&c=green&c=blue&d=1");
}

static void
test_graphql_body (void)
{
  g_autoptr (GenkanVariables) variables = rfc_variables ();
  const char *type;
  g_autofree char *body = NULL;

  body = dup_body ("    graphql: \"query Q($x: Int!, $undef: String) { a(b: $x, c: $undef) { id } }\"\n",
                   variables, &type);

  g_assert_cmpstr (type, ==, "application/json");
  g_assert_cmpstr (body, ==,
                   "{\"query\":\"query Q($x: Int!, $undef: String) { a(b: $x, c: $undef) { id } }\","
                   "\"operationName\":\"Q\",\"variables\":{\"x\":1024}}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/template/rfc-6570/simple", test_rfc_simple);
  g_test_add_func ("/template/rfc-6570/reserved", test_rfc_reserved);
  g_test_add_func ("/template/rfc-6570/parts", test_rfc_parts);
  g_test_add_func ("/template/rfc-6570/query", test_rfc_query);
  g_test_add_func ("/template/bad-uri", test_bad_uri);
  g_test_add_func ("/template/text", test_text);
  g_test_add_func ("/template/value", test_value);
  g_test_add_func ("/template/json-body", test_json_body);
  g_test_add_func ("/template/form-body", test_form_body);
  g_test_add_func ("/template/graphql-body", test_graphql_body);

  return g_test_run ();
}
