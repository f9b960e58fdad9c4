"""What `defectdojo` beside this file needs: a tool with findings, a software catalog, a relay before
DefectDojo that counts and disturbs, DefectDojo's API, and the terminal program.

No desktop session is needed: secrets come from the environment.
"""

import contextlib
import http.client
import json
import os
import re
import socketserver
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler

PATIENCE = 3600  # seconds; a busy server takes many minutes for 10,000 findings

CONNECTOR = """\
format: 1
id: real-tool
name: Real Tool
vendor: Genkan
record: { one: unit, many: units }

settings:
  url: { title: Server URL }

connect:
  base: "{+url}"

steps:
  units:
    get: /units
    items: $.units
    records: |
      SELECT j ->> 'id' AS id, j ->> 'name' AS name, j -> 'extra' AS extra FROM item

  findings:
    for: record
    get: /units/{record_id}/findings{?page}
    with: { page: 1 }
    items: $.findings
    total: SELECT :body ->> 'total' AS total
    next: SELECT value AS page FROM json_each(pages(:body ->> 'pages', 1)) WHERE :page = 1
    findings: |
      SELECT %s
      FROM item
"""
TEXTS = ('title severity description mitigation impact references date cvssv3 cvssv3_score component_name '
         'component_version file_path line cwe vuln_id_from_tool url').split()
LISTS = ['cwes', 'vulnerability_ids', 'tags', 'endpoints']
TRUTHS = ['active', 'verified', 'false_p', 'risk_accepted', 'is_mitigated', 'mitigated']
PAGE = 2500


def make_connector():
    columns = ["j ->> 'id' AS unique_id_from_tool"]
    columns += [f"j ->> '{each}' AS \"{each}\"" for each in TEXTS + TRUTHS]
    columns += [f"j -> '{each}' AS {each}" for each in LISTS]
    return CONNECTOR % ',\n             '.join(columns)


class Listener:
    """A server on loopback, in threads of this process, until the `with` statement ends."""

    def __enter__(self):
        listener = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def handle_one(self):
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    listener.answer(self)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_one

            def log_message(self, *_):
                pass

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, *_):  # a client that was killed
                pass

        self.server = Server(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_address[1]}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def say(handler, status, body, kind='application/json'):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header('Content-Type', kind)
    handler.send_header('Content-Length', str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


class Tool(Listener):
    """A scanner's server: units, and what it has found in each."""

    def __init__(self):
        self.units = {}

    def put(self, unit, findings, name=None, **extra):
        self.units[unit] = {'id': unit, 'name': name or unit, 'extra': extra, 'findings': findings}

    def findings(self, unit):
        return self.units[unit]['findings']

    def answer(self, handler):
        path, _, query = handler.path.partition('?')
        page = int(urllib.parse.parse_qs(query).get('page', ['1'])[0])
        unit = self.units.get(urllib.parse.unquote(path.split('/')[2])) if path.count('/') == 3 else None
        if path == '/units':
            say(handler, 200, {'units': [{key: each[key] for key in ('id', 'name', 'extra')}
                                         for each in self.units.values()]})
        elif unit is None:
            say(handler, 404, {})
        else:
            every = list(unit['findings'].values())
            say(handler, 200, {'findings': every[(page - 1) * PAGE:page * PAGE], 'total': len(every),
                               'pages': max(1, -(-len(every) // PAGE))})


class Catalog(Listener):
    """Backstage's software catalog, as far as Genkan reads it."""

    def __init__(self):
        self.components = {}  # uid → (name, system, description, tags)

    def answer(self, handler):
        kind = urllib.parse.parse_qs(handler.path.partition('?')[2]).get('filter', ['kind=component'])[0]
        systems = sorted({each[1] for each in self.components.values()})
        items = [{'metadata': {'name': self._key(each), 'namespace': 'default', 'title': each}}
                 for each in systems]
        if kind == 'kind=component':
            items = [self._component(uid, *each) for uid, each in self.components.items()]
        say(handler, 200, {'items': items, 'totalItems': len(items), 'pageInfo': {}})

    @staticmethod
    def _key(name):
        return re.sub('[^a-z0-9]+', '-', name.lower())

    def _component(self, uid, name, system, description, tags):
        return {'metadata': {'uid': uid, 'name': uid, 'namespace': 'default', 'title': name,
                             'description': description, 'tags': tags},
                'spec': {'type': 'service'},
                'relations': [{'type': 'partOf', 'targetRef': f'system:default/{self._key(system)}'}]}


class Relay(Listener):
    """Stands before DefectDojo: writes down what is asked, and does what it is told to on the way."""

    def __init__(self, url):
        self.target = urllib.parse.urlsplit(url.rstrip('/'))
        self.log = []
        self.plans = []
        self.lock = threading.Lock()

    def plan(self, pattern, before=None, after=None, skip=0):
        """At the request that matches, after `skip` others: before() instead of it or ahead of it,
        after() instead of its answer; both may return True, which cuts the connection."""
        self.plans.append({'pattern': re.compile(pattern), 'before': before, 'after': after,
                           'skip': skip})

    def since(self, mark):
        return self.log[mark:]

    def _take(self, line):
        with self.lock:
            self.log.append(line)
            for plan in self.plans:
                if plan['pattern'].match(line):
                    if plan['skip'] == 0:
                        self.plans.remove(plan)
                        return plan
                    plan['skip'] -= 1
        return {'before': None, 'after': None}

    @staticmethod
    def _cut(handler):
        handler.close_connection = True
        handler.connection.close()

    def answer(self, handler):
        path = handler.path.removeprefix(self.target.path)
        plan = self._take(f'{handler.command} {path}')
        body = handler.rfile.read(int(handler.headers.get('Content-Length') or 0))
        if plan['before'] and plan['before']():
            self._cut(handler)
            return
        status, headers, data = self._forward(handler, body)
        if plan['after'] and plan['after']():
            self._cut(handler)
            return
        handler.send_response(status)
        for name, value in headers:
            if name.lower() not in ('transfer-encoding', 'connection', 'content-length', 'server', 'date'):
                handler.send_header(name, value)
        handler.send_header('Content-Length', str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def _forward(self, handler, body):
        kind = http.client.HTTPSConnection if self.target.scheme == 'https' else http.client.HTTPConnection
        connection = kind(self.target.hostname, self.target.port, timeout=PATIENCE)
        headers = {name: value for name, value in handler.headers.items()
                   if name.lower() not in ('host', 'connection', 'expect', 'transfer-encoding')}
        try:
            connection.request(handler.command, handler.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()


class DefectDojo:
    """The server itself, asked past the relay."""

    def __init__(self, url, token):
        self.url = url.rstrip('/')
        self.token = token

    def ask(self, method, path, fields=None, token=None, **query):
        text = f'?{urllib.parse.urlencode(query)}' if query else ''
        headers = {'Content-Type': 'application/json', 'Accept': 'application/json'}
        if token != '':
            headers['Authorization'] = f'Token {token or self.token}'
        request = urllib.request.Request(
            f'{self.url}/api/v2/{path}{text}', method=method, headers=headers,
            data=json.dumps(fields).encode() if fields is not None else None)
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            body = response.read()
        return json.loads(body) if body else None

    def list(self, path, **query):
        found, order = [], 'created' if path in ('tests/', 'engagements/') else 'id'
        while True:
            page = self.ask('GET', path, limit=1000, offset=len(found), o=order, **query)
            found += page['results']
            if len(found) >= page['count'] or not page['results']:
                return found

    def one(self, path, **query):
        found = self.list(path, **query)
        if len(found) != 1:
            raise AssertionError(f'{path} {query}: {len(found)} of them')
        return found[0]

    def change(self, path, number, **fields):
        return self.ask('PATCH', f'{path}{number}/', fields)

    def delete(self, path, number):
        self.ask('DELETE', f'{path}{number}/')

    def version(self):
        with urllib.request.urlopen(f'{self.url}/api/v2/oa3/schema/?format=json', timeout=60) as answer:
            return json.loads(answer.read())['info']['version']

    def findings(self, test):
        return self.list('findings/', test=test)

    def make_user(self, name, staff):
        """Another user, with its key; staff or, in 2.x, with a global role."""
        user = self.ask('POST', 'users/', {'username': name, 'email': f'{name}@example.org',
                                           'first_name': 'G', 'last_name': 'K', 'is_active': True,
                                           'is_staff': staff, 'password': 'Genkan-Test-1!x'})
        if staff and self.version().startswith('2.'):
            self.ask('POST', 'global_roles/', {'user': user['id'], 'role': 4})
        token = self.ask('POST', 'api-token-auth/', {'username': name, 'password': 'Genkan-Test-1!x'},
                         token='')['token']
        return user['id'], token


class Genkan:
    """The terminal program with a profile of its own, as a person or a timer uses it."""

    def __init__(self, program, folder, token):
        self.program = program
        self.environment = {**os.environ, 'GENKAN_HOME': str(folder), 'LC_ALL': 'C.UTF-8',
                            'GENKAN_SECRET_DEFECTDOJO_TOKEN': token, 'NO_COLOR': '1'}
        (folder / 'connectors').mkdir(parents=True)
        (folder / 'connectors' / 'real-tool.yaml').write_text(make_connector(), encoding='utf-8')

    def start(self, *args):
        return subprocess.Popen([self.program, *args], env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *args, expect=0, token=None):
        environment = {**self.environment, **({'GENKAN_SECRET_DEFECTDOJO_TOKEN': token} if token else {})}
        result = subprocess.run([self.program, *args], capture_output=True, text=True, check=False,
                                timeout=PATIENCE, env=environment)
        if expect is not None and result.returncode != expect:
            raise AssertionError(f'genkan {" ".join(args)} ended with {result.returncode}, '
                                 f'not {expect}:\n{result.stdout[-3000:]}{result.stderr[-3000:]}')
        return result.stdout, result.stderr

    def json(self, *args, **options):
        return json.loads(self.run(*args, '--json', **options)[0])

    def records(self, label):
        """vendor id → Record"""
        return {each['vendor_id']: each for each in self.json('records', label)}

    def sync(self, label, *args, **options):
        """name → what a Sync did with the Record"""
        return {each['record']: each for each in self.json('sync', label, *args, **options)['records']}
