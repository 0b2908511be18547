"""A receiver of webhooks: PUT /faults takes a list of what the next requests are answered with, each a status, "cut" (the connection
is closed), or [status, seconds to wait]; GET /log gives what was received. Whatever is posted under /slack is checked for the limits
that Slack's reference of blocks names, and refused as Slack refuses it."""

import http.server
import json
import threading

FAULTS, LOG = [], []
TURN = threading.Lock()


def slack_problem(message):
    blocks = message.get("blocks", [])
    if not message.get("text") and not blocks:
        return "no_text"
    if len(blocks) > 50:
        return "invalid_blocks: more than 50"
    for block in blocks:
        if block["type"] == "header":
            text = block["text"]
            if text["type"] != "plain_text" or not 1 <= len(text["text"]) <= 150:
                return "invalid_blocks: header"
        elif block["type"] == "section":
            if block["text"]["type"] not in ("mrkdwn", "plain_text") or not 1 <= len(block["text"]["text"]) <= 3000:
                return "invalid_blocks: section"
        elif block["type"] == "context":
            if not 1 <= len(block["elements"]) <= 10:
                return "invalid_blocks: context"
        else:
            return "invalid_blocks: type"
    texts = [message["text"]] + [b["text"]["text"] for b in blocks if b["type"] == "section"]
    for text in texts:
        for part in text.split("&")[1:]:
            if not part.startswith(("amp;", "lt;", "gt;")):
                return "not escaped"
        if "<" in text or ">" in text:
            return "not escaped"
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with TURN:
            if self.path == "/faults":
                FAULTS[:] = json.loads(body)
                return self.answer(200)
            if self.path == "/log":
                return self.answer(200, json.dumps(LOG).encode())
            LOG.append({
                "method": self.command, "path": self.path, "body": body.decode(),
                "headers": {name.lower(): value for name, value in self.headers.items()},
            })
            fault = FAULTS.pop(0) if FAULTS else None
        if fault == "cut":
            self.close_connection = True
            return None
        if isinstance(fault, list):
            return self.answer(fault[0], b"later", [("Retry-After", str(fault[1]))])
        if fault in (301, 302, 307):
            return self.answer(fault, b"", [("Location", "/elsewhere")])
        if fault:
            return self.answer(fault, f"no: {self.path}\x1b[31m".encode())
        problem = slack_problem(json.loads(body)) if self.path.startswith("/slack") else None
        return self.answer(400, problem.encode()) if problem else self.answer(200, b"ok")

    do_GET = do_PUT = do_POST = handle_any


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
