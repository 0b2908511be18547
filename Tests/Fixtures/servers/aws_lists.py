"""A service of AWS that answers as it is told: aws_lists.py

PUT /script takes {"<operation>": [answer, ...]}: each request for the operation takes the next answer, and the last one stays.
An answer has a status, a body and headers, and how many seconds it takes. GET /log gives what was asked for:
operations with their parameters. An operation without answers is denied.
"""

import http.server
import json
import threading
import time
import urllib.parse

SCRIPT, LOG = {}, []
TURN = threading.Lock()
IDENTITY = (
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
    "</GetCallerIdentityResponse>"
)
DENIED = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>not you</Message></Error></Errors></Response>"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body="", headers=None):
        content = body.encode("latin-1")
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        parts = urllib.parse.urlsplit(self.path)
        if parts.path == "/script":
            with TURN:
                SCRIPT.clear()
                LOG.clear()
                SCRIPT.update(json.loads(body))
            return self.answer(200)
        if parts.path == "/log":
            return self.answer(200, json.dumps(LOG))
        target = self.headers.get("X-Amz-Target")
        form = dict(urllib.parse.parse_qsl(body)) if not target else json.loads(body)
        operation = target.split(".")[-1] if target else form.pop("Action", f"{self.command} {parts.path}")
        with TURN:
            form.pop("Version", None)
            LOG.append({"operation": operation, "parameters": form})
            answers = SCRIPT.get(operation, [])
            told = answers.pop(0) if len(answers) > 1 else (answers[0] if answers else None)
        if told is None:
            return self.answer(200, IDENTITY) if operation == "GetCallerIdentity" else self.answer(403, DENIED)
        time.sleep(told.get("seconds", 0))
        self.answer(told.get("status", 200), told.get("body", ""), told.get("headers"))

    do_GET = do_PUT = do_POST = do_HEAD = handle_any


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
