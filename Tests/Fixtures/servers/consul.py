"""A Consul agent as far as states need one, written from the documentation of its HTTP interface, on a free loopback port.

Keys and values with indices and locks, transactions, sessions with a time to live. Values beyond half a megabyte are refused.
"""

import base64
import http.server
import json
import threading
import time
import urllib.parse
import uuid

LIMIT = 512 * 1024
guard = threading.RLock()
pairs: dict[str, dict] = {}
sessions: dict[str, dict] = {}
index = 0


def bump() -> int:
    global index
    index += 1
    return index


def end(session: str) -> None:
    sessions.pop(session, None)
    for pair in pairs.values():
        if pair.get("Session") == session:
            del pair["Session"]
            pair["ModifyIndex"] = bump()


def store(key: str, value: bytes, flags: int = 0) -> dict:
    number = bump()
    pair = pairs.setdefault(key, {"Key": key, "CreateIndex": number, "LockIndex": 0, "Flags": flags})
    pair.update(Value=base64.b64encode(value).decode() if value else None, ModifyIndex=number, Flags=flags)
    return pair


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, content):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Consul-Index", str(max(index, 1)))
        self.send_header("X-Consul-Knownleader", "true")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, text = self.path.partition("?")
        query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        path = urllib.parse.unquote(path).removeprefix("/v1/")
        if self.headers.get("X-Consul-Token") == "closed":
            return self.answer(403, b"Permission denied")
        if self.command == "GET" and "index" in query and path.startswith("kv/"):
            self.block(path.removeprefix("kv/"), int(query["index"]), query.get("wait", "1s"))
        with guard:
            for session, entry in list(sessions.items()):
                if entry["until"] < time.monotonic():
                    end(session)
            area, _, rest = path.partition("/")
            {"kv": self.kv, "txn": self.txn, "session": self.session}[area](rest, query, body)

    def block(self, key, known, wait):
        """A blocking query: returns when the key has changed, or after a while."""
        until = time.monotonic() + min(float(wait.removesuffix("ms")) / 1000 if wait.endswith("ms") else 5.0, 5.0)
        while time.monotonic() < until:
            with guard:
                if pairs.get(key, {}).get("ModifyIndex", index) > known:
                    return
            time.sleep(0.05)

    def kv(self, key, query, body):
        if self.command == "GET":
            found = sorted(name for name in pairs if name.startswith(key)) if "keys" in query or "recurse" in query else \
                [key] if key in pairs else []
            if not found:
                return self.answer(404, b"")
            if "keys" in query:
                separator = query.get("separator")
                if separator:
                    cut = [(name, name.find(separator, len(key))) for name in found]
                    found = sorted({name if at < 0 else name[: at + 1] for name, at in cut})
                return self.answer(200, found)
            return self.answer(200, [pairs[name] for name in found])
        if self.command == "DELETE":
            if "cas" in query and pairs.get(key, {}).get("ModifyIndex", 0) != int(query["cas"]):
                return self.answer(200, False)
            for name in [name for name in pairs if name == key or ("recurse" in query and name.startswith(key))]:
                del pairs[name]
            bump()
            return self.answer(200, True)
        if len(body) > LIMIT:
            return self.answer(413, b"Request body(%d bytes) too large, max size: %d bytes." % (len(body), LIMIT))
        flags = int(query.get("flags", 0))
        held = pairs.get(key, {}).get("Session")
        if "acquire" in query:
            if query["acquire"] not in sessions:
                return self.answer(500, b"invalid session")
            if held not in (None, query["acquire"]):
                return self.answer(200, False)
            pair = store(key, body, flags)
            if held is None:
                pair["LockIndex"] += 1
            pair["Session"] = query["acquire"]
            return self.answer(200, True)
        if "release" in query:
            if held != query["release"]:
                return self.answer(200, False)
            del store(key, body, flags)["Session"]
            return self.answer(200, True)
        store(key, body, flags)
        return self.answer(200, True)

    def txn(self, _, query, body):
        if len(body) > LIMIT:
            return self.answer(413, b"Request body(%d bytes) too large, max size: %d bytes." % (len(body), LIMIT))
        operations = [entry["KV"] for entry in json.loads(body)]
        for number, operation in enumerate(operations):
            present = pairs.get(operation["Key"], {}).get("ModifyIndex", 0)
            if operation["Verb"] == "cas" and operation["Index"] != present:
                what = f"failed to set key \"{operation['Key']}\", index is stale"
                return self.answer(409, {"Results": None, "Errors": [{"OpIndex": number, "What": what}]})
        results = []
        for operation in operations:
            pair = dict(store(operation["Key"], base64.b64decode(operation["Value"] or "")))
            pair["Value"] = None
            results.append({"KV": pair})
        self.answer(200, {"Results": results, "Errors": None})

    def session(self, rest, query, body):
        verb, _, session = rest.partition("/")
        if verb == "create":
            session = str(uuid.uuid4())
            seconds = float(json.loads(body or b"{}").get("TTL", "15s").removesuffix("s"))
            sessions[session] = {"ttl": seconds, "until": time.monotonic() + 2 * seconds}
            return self.answer(200, {"ID": session})
        if verb == "renew":
            if session not in sessions:
                return self.answer(404, b"Session id '%s' not found" % session.encode())
            sessions[session]["until"] = time.monotonic() + 2 * sessions[session]["ttl"]
            return self.answer(200, [{"ID": session, "TTL": f"{sessions[session]['ttl']:.0f}s"}])
        if verb == "destroy":
            end(session)
            return self.answer(200, True)
        if verb == "info":
            return self.answer(200, [{"ID": session}] if session in sessions else [])
        self.answer(404, b"")

    do_GET = do_PUT = do_DELETE = handle_any

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
