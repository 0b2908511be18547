"""A Kubernetes API server as far as states need one, written from the documentation of its interface, on a free loopback port.

Secrets and leases in namespaces, with resource versions, label selectors, and what is refused: stale versions, names and labels out
of form, secrets beyond a megabyte, strangers. With a certificate, its key and an authority as arguments, it answers over TLS, and
takes a client's certificate of that authority for a name and password.
"""

import base64
import http.server
import json
import re
import ssl
import sys
import threading
import urllib.parse
import uuid

LIMIT = 1024 * 1024
guard = threading.RLock()
objects: dict[tuple[str, str, str], dict] = {}
version = 100
NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
LABEL = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?")
PLACES = {
    "secrets": re.compile(r"/api/v1/namespaces/([^/]+)/secrets(?:/([^/]+))?"),
    "leases": re.compile(r"/apis/coordination\.k8s\.io/v1/namespaces/([^/]+)/leases(?:/([^/]+))?"),
}
ABOUT = {"secrets": ("v1", "Secret"), "leases": ("coordination.k8s.io/v1", "Lease")}


class Refusal(Exception):
    def __init__(self, code: int, reason: str, message: str):
        self.code, self.reason, self.message = code, reason, message


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status: int, content):
        body = json.dumps(content).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, text = self.path.partition("?")
        try:
            self.check_who()
            for resource, place in PLACES.items():
                if match := place.fullmatch(urllib.parse.unquote(path)):
                    with guard:
                        return self.serve(resource, match[1], match[2], dict(urllib.parse.parse_qsl(text)), body)
            raise Refusal(404, "NotFound", "the server could not find the requested resource")
        except Refusal as refusal:
            self.answer(
                refusal.code,
                {
                    "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": refusal.message,
                    "reason": refusal.reason, "code": refusal.code,
                },
            )

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def check_who(self):
        if isinstance(self.connection, ssl.SSLSocket) and self.connection.getpeercert():
            return
        basic = base64.b64encode(b"me:hidden password").decode()
        if self.headers.get("Authorization") not in ("Bearer good-token", f"Basic {basic}"):
            raise Refusal(401, "Unauthorized", "Unauthorized")

    def serve(self, resource, namespace, name, query, body):
        global version
        if namespace == "closed":
            message = f'{resource} is forbidden: User "me" cannot list resource "{resource}" in the namespace "closed"'
            raise Refusal(403, "Forbidden", message)
        key = (resource, namespace, name or "")
        if self.command == "GET" and not name:
            wanted = dict(pair.split("=") for pair in query.get("labelSelector", "").split(",") if pair)
            found = [
                content for place, content in sorted(objects.items())
                if place[:2] == key[:2] and wanted.items() <= content["metadata"].get("labels", {}).items()
            ]
            about, kind = ABOUT[resource]
            # What an object is, lists leave out.
            found = [{name: part for name, part in content.items() if name not in ("apiVersion", "kind")} for content in found]
            return self.answer(200, {"apiVersion": about, "kind": f"{kind}List", "metadata": {}, "items": found})
        if self.command == "POST":
            content = json.loads(body)
            name = content["metadata"]["name"]
            if (resource, namespace, name) in objects:
                raise Refusal(409, "AlreadyExists", f'{resource} "{name}" already exists')
            content["metadata"]["uid"] = str(uuid.uuid4())
            return self.keep(201, resource, namespace, name, content)
        if key not in objects:
            raise Refusal(404, "NotFound", f'{resource} "{name}" not found')
        present = objects[key]
        if self.command == "DELETE":
            del objects[key]
            return self.answer(200, {"kind": "Status", "status": "Success"})
        if self.command == "PUT":
            content = json.loads(body)
            if (content.get("apiVersion"), content.get("kind")) != ABOUT[resource]:
                raise Refusal(400, "BadRequest", f"the object provided is unrecognized (must be of type {ABOUT[resource][1]})")
            given = content["metadata"].get("resourceVersion")
            if given and given != present["metadata"]["resourceVersion"]:
                message = "the object has been modified; please apply your changes to the latest version and try again"
                raise Refusal(409, "Conflict", f'Operation cannot be fulfilled on {resource} "{name}": {message}')
            return self.keep(200, resource, namespace, name, content)
        self.answer(200, present)

    def keep(self, status, resource, namespace, name, content):
        global version
        about, kind = ABOUT[resource]
        if not NAME.fullmatch(name) or len(name) > 253:
            raise Refusal(422, "Invalid", f'{kind} "{name}" is invalid: metadata.name: Invalid value: "{name}"')
        for value in (content["metadata"].get("labels") or {}).values():
            if not LABEL.fullmatch(value) or len(value) > 63:
                raise Refusal(422, "Invalid", f'{kind} "{name}" is invalid: metadata.labels: Invalid value: "{value}"')
        if sum(len(base64.b64decode(data)) for data in (content.get("data") or {}).values()) > LIMIT:
            raise Refusal(422, "Invalid", f'{kind} "{name}" is invalid: data: Too long: may not be more than {LIMIT} bytes')
        version += 1
        content["metadata"].update(namespace=namespace, resourceVersion=str(version))
        objects[(resource, namespace, name)] = content | {"apiVersion": about, "kind": kind}
        self.answer(status, objects[(resource, namespace, name)])

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
scheme = "http"
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    context.load_verify_locations(sys.argv[3])
    context.verify_mode = ssl.CERT_OPTIONAL
    server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https"
print(f"{scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
