"""A Burp Suite server on loopback, as far as Genkan asks: the site tree, for one API key. While its
event `awake` is not set, it keeps whoever asks waiting."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.server.awake.wait()
        self.server.keys_seen.add(self.headers.get('Authorization'))
        if self.path != '/graphql/v1':
            self.answer(404, {'errors': [{'message': 'There is only /graphql/v1 here'}]})
        elif self.headers.get('Authorization') != self.server.key:
            self.answer(401, {'errors': [{'message': 'The API key is not known'}]})
        else:
            self.answer(200, {'data': {'site_tree': self.server.site_tree}})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        with contextlib.suppress(ConnectionError):  # whoever asked may have cancelled
            self.send_response(status)
            self.send_header('Content-Type', 'application/json')
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serve(key, sites):
    """A running server with these sites (id → name) in one folder; `url` says where."""
    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.key = key
    server.awake = threading.Event()
    server.awake.set()
    server.keys_seen = set()
    server.url = f'http://127.0.0.1:{server.server_port}'
    server.site_tree = {
        'folders': [{'id': '1', 'name': 'Marketing', 'parent_id': '0'}],
        'sites': [{'id': number, 'name': name, 'parent_id': '1', 'ephemeral': False,
                   'scope_v2': {'start_urls': [f'https://{name}.example/']}}
                  for number, name in sites.items()],
    }
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.awake.set()
        server.shutdown()
        server.server_close()
