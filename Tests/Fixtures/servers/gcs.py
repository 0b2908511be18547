"""Google Cloud Storage as far as states and modules need it, written from the documentation of its interfaces, on a free loopback port.

Objects with generations and conditions, customer's keys, lists in pages, uploads in one part or several, and a token server that
checks a service account's signature with the public key it is given (argument: a PEM file). The bucket "states" wants a token;
"modules" is open to everybody.
"""

import base64
import email.parser
import hashlib
import http.server
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

guard = threading.RLock()
buckets: dict[str, dict[str, dict]] = {"states": {}, "modules": {}}
# What was there before, by bucket, name and generation.
history: dict[tuple, dict] = {}
generation = int(time.time() * 1e6)
PAGE = 2


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def is_signed(token: str) -> bool:
    content, _, signature = token.rpartition(".")
    with tempfile.NamedTemporaryFile() as file:
        file.write(decoded(signature))
        file.flush()
        command = ["openssl", "dgst", "-sha256", "-verify", sys.argv[1], "-signature", file.name]
        return subprocess.run(command, input=content.encode(), capture_output=True).returncode == 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, content, headers=()):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, message):
        self.answer(status, {"error": {"code": status, "message": message}})

    def body(self):
        """Of a length given beforehand, or in chunks."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while length := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(length)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def handle_any(self):
        body = self.body()
        path, _, text = self.path.partition("?")
        query = dict(urllib.parse.parse_qsl(text))
        if path == "/token":
            return self.token(dict(urllib.parse.parse_qsl(body.decode())))
        # The older interface, from which Google's own library reads, has the bucket first.
        place = path.removeprefix("/upload").removeprefix("/storage/v1/b").lstrip("/")
        self.bucket, _, rest = place.partition("/")
        if self.bucket != "modules" and self.headers.get("Authorization") != "Bearer good":
            return self.refuse(401, "Invalid Credentials")
        if self.bucket not in buckets:
            return self.refuse(404, "The specified bucket does not exist.")
        self.objects = buckets[self.bucket]
        with guard:
            if path.startswith("/upload/"):
                return self.upload(query, body)
            if not path.startswith("/storage/v1/"):
                return self.media(urllib.parse.unquote(rest), query)
            if rest == "o":
                return self.list(query)
            self.object(urllib.parse.unquote(rest.removeprefix("o/")), query)

    def token(self, form):
        claims = form.get("assertion", "..").split(".")[1]
        if form.get("refresh_token") == "refresh" or (claims and is_signed(form["assertion"])):
            return self.answer(200, {"access_token": "good", "expires_in": 3600})
        self.answer(400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."})

    def resource(self, name):
        entry = self.objects[name]
        md5 = base64.b64encode(hashlib.md5(entry["data"]).digest()).decode()
        return {
            "kind": "storage#object", "name": name, "bucket": self.bucket, "generation": str(entry["generation"]),
            "metageneration": "1", "size": str(len(entry["data"])), "md5Hash": md5,
        }

    def upload(self, query, body):
        global generation
        name = query.get("name")
        if query.get("uploadType") == "multipart":
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            parts = email.parser.BytesParser().parsebytes(head + body).get_payload()
            name = json.loads(parts[0].get_payload(decode=True))["name"]
            body = parts[1].get_payload(decode=True)
        wanted = query.get("ifGenerationMatch")
        if wanted is not None and int(wanted) != self.objects.get(name, {}).get("generation", 0):
            return self.refuse(412, "At least one of the pre-conditions you specified did not hold.")
        generation += 1
        key = self.headers.get("x-goog-encryption-key-sha256")
        self.objects[name] = {"data": body, "generation": generation, "key": key}
        history[self.bucket, name, generation] = self.objects[name]
        self.answer(200, self.resource(name))

    def list(self, query):
        prefix = query.get("prefix", "")
        names = sorted(name for name in self.objects if name.startswith(prefix))
        if query.get("delimiter"):
            names = [name for name in names if query["delimiter"] not in name[len(prefix) :]]
        start = int(query.get("pageToken", 0))
        answer = {"items": [self.resource(name) for name in names[start : start + PAGE]]}
        if start + PAGE < len(names):
            answer["nextPageToken"] = str(start + PAGE)
        self.answer(200, answer)

    def object(self, name, query):
        if name not in self.objects:
            return self.refuse(404, f"No such object: {self.bucket}/{name}")
        wanted = query.get("ifGenerationMatch")
        if wanted is not None and int(wanted) != self.objects[name]["generation"]:
            return self.refuse(412, "At least one of the pre-conditions you specified did not hold.")
        if self.command == "DELETE":
            del self.objects[name]
            return self.answer(204, b"")
        if query.get("alt") == "media":
            return self.media(name, query)
        self.answer(200, self.resource(name))

    def media(self, name, query):
        entry = self.objects.get(name)
        if "generation" in query:
            entry = history.get((self.bucket, name, int(query["generation"])))
        if not entry:
            return self.refuse(404, f"No such object: {self.bucket}/{name}")
        if entry["key"] != self.headers.get("x-goog-encryption-key-sha256"):
            return self.refuse(400, "The target object is encrypted by a customer-supplied encryption key.")
        self.answer(200, entry["data"], [("X-Goog-Generation", str(entry["generation"])), ("X-Goog-Metageneration", "1")])

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
