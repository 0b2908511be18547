"""A server of states over HTTP with locks: http_state.py [CERTIFICATE KEY [CLIENT_AUTHORITY]]

/state/NAME is a state. Writing without the lock's identifier is refused while another holds the lock. Under /fault one
says by PUT how requests are to fail from now on, as JSON: {"method", "status", "after", "times", "cut"}, where "cut"
closes the connection after the request was carried out, and "hang" answers only after a minute,
and "steal" gives the lock to another. GET /log gives the requests seen, without credentials' secrets.
"""

import base64
import hashlib
import http.server
import json
import ssl
import sys
import threading
import time
import urllib.parse

STATES, LOCKS, LOG, FAULT = {}, {}, [], {}
TURN = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urllib.parse.urlsplit(self.path)
        with TURN:
            self.dispatch(parts.path, dict(urllib.parse.parse_qsl(parts.query)), body)

    def dispatch(self, path, query, body):
        if path == "/fault":
            FAULT.clear()
            FAULT.update(json.loads(body))
            return self.answer(200)
        if path == "/log":
            return self.answer(200, json.dumps(LOG).encode())
        LOG.append({"method": self.command, "path": self.path, "authorization": self.headers.get("Authorization")})
        if path.startswith("/secret/") and self.headers.get("Authorization") != "Basic " + base64.b64encode(
            b"me:s3cret"
        ).decode():
            return self.answer(401)
        digest = self.headers.get("Content-MD5")
        if body and digest != base64.b64encode(hashlib.md5(body).digest()).decode():
            return self.answer(400, b"wrong digest")
        cut = hang = False
        if FAULT.get("method") == self.command:
            if FAULT.get("after", 0) > 0:
                FAULT["after"] -= 1
            elif FAULT.get("times", 1 << 30) > 0:
                FAULT["times"] = FAULT.get("times", 1 << 30) - 1
                cut = FAULT.get("cut", False)
                hang = FAULT.get("hang", False)
                if "steal" in FAULT:
                    LOCKS[path] = json.dumps(FAULT["steal"]).encode()
                    cut = False
                if not cut and not hang and "status" in FAULT:
                    return self.answer(FAULT["status"])
        if hang:
            TURN.release()
            time.sleep(60)
            TURN.acquire()
        status, answer = self.act(path, query, body)
        if cut:
            self.close_connection = True
            self.connection.close()
            return None
        return self.answer(status, answer)

    def act(self, path, query, body):
        lock = LOCKS.get(path)
        if self.command == "GET":
            return (200, STATES[path]) if path in STATES else (404, b"")
        if self.command in ("POST", "PATCH"):
            if lock and query.get("ID") != json.loads(lock)["ID"]:
                return 423, lock
            STATES[path] = body
            return 200, b""
        if self.command in ("LOCK", "PUT"):
            if lock:
                return 423, lock
            LOCKS[path] = body
            return 200, b""
        if self.command in ("UNLOCK", "DELETE"):
            if not lock:
                return 404, b""
            if json.loads(body or b"{}").get("ID") != json.loads(lock)["ID"]:
                return 409, lock
            del LOCKS[path]
            return 200, b""
        return 405, b""

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_LOCK = do_UNLOCK = handle_any


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
scheme = "http"
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 3:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https"
print(f"{scheme}://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
