"""A Backstage backend on loopback, as far as Genkan asks a guest's questions: the systems and the
components of its catalog, in `components` as id → (name, system)."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def entity(number, name, system):
    return {'kind': 'Component',
            'metadata': {'uid': number, 'name': name, 'namespace': 'default', 'tags': ['java', 'pci'],
                         'description': f'What {name} is about\nsince 2019'},
            'spec': {'type': 'service'},
            'relations': [{'type': 'partOf', 'targetRef': f'system:default/{system}'}]}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)
        items = []
        if asked.get('filter') == ['kind=component']:
            items = [entity(number, *what) for number, what in self.server.components.items()]
        body = json.dumps({'items': items, 'totalItems': len(items), 'pageInfo': {}}).encode()
        with contextlib.suppress(ConnectionError):
            self.send_response(200)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serve(components):
    """A running backend; `url` says where, and what is put into `components` is there at once."""
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.components = dict(components)
    server.url = f'http://127.0.0.1:{server.server_port}'
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
