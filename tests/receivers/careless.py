"""A receiver that checks nothing, and prints what it gets: check.py has to find fault with it."""

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Careless(BaseHTTPRequestHandler):
    def do_POST(self):
        print(self.rfile.read(int(self.headers["Content-Length"])), flush=True)
        self.send_response(200)
        self.end_headers()


HTTPServer(("127.0.0.1", int(sys.argv[1])), Careless).serve_forever()
