"""A module registry and file server on loopback, for tests: server.py FOLDER [TOKEN [CERTIFICATE KEY]]

Prints its port. Files under FOLDER/files are served as they are; FOLDER/requests tells what was asked, and by whom.
"""

import http.server
import json
import os
import ssl
import sys

folder = sys.argv[1]
seen: set[str] = set()
# What a registry may say of where a module is, by the module's namespace; {here} is the server's own address.
LOCATIONS = {
    "above": "../../../../../../files/acme-net-aws/{version}.tar.gz",
    "beside": "./package.tar.gz",
    "whole": "{here}/files/acme-net-aws/{version}.tar.gz//package?archive=tar.gz",
    "git": "git::file://{folder}/repository//sub?ref=v1",
    "header": "{here}/header/acme-net-aws/{version}.tar.gz?archive=false",
    "short": "acme/net/aws",
    "local": "./../x",
    "nothing": "",
    "strange": "nope::x",
}
token = sys.argv[2] if len(sys.argv) > 2 else ""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def document(self, value):
        self.answer(200, json.dumps(value).encode(), [("Content-Type", "application/json")])

    def do_GET(self):
        with open(f"{folder}/requests", "a") as log:
            log.write(f"{self.command} {self.path} {self.headers.get('Authorization', '-')}\n")
        path, _, query = self.path.partition("?")
        if path.startswith("/v1/modules/"):
            return self.registry(path.removeprefix("/v1/modules/").split("/"))
        if path == "/.well-known/terraform.json":
            return self.document({"modules.v1": "/v1/modules/"})
        if path.startswith("/meta/"):
            target = path.removeprefix("/meta/")
            page = f'<html><head><meta name="terraform-get" content="/files/{target}"></head></html>'
            return self.answer(200, page.encode(), [("Content-Type", "text/html")])
        if path.startswith("/header/"):
            return self.answer(204, b"", [("X-Terraform-Get", "/files/" + path.removeprefix("/header/"))])
        if path.startswith("/loop"):
            return self.answer(204, b"", [("X-Terraform-Get", self.path)])
        if path.startswith("/tolocal"):
            return self.answer(204, b"", [("X-Terraform-Get", "/etc")])
        if path.startswith("/files/") and os.path.isfile(folder + path):
            with open(folder + path, "rb") as file:
                return self.answer(200, file.read(), [("Content-Type", "application/octet-stream")])
        self.answer(404, b"nothing here")

    do_HEAD = do_GET

    def registry(self, parts):
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return self.answer(401, b'{"errors":["unauthorized"]}')
        namespace, name, provider = parts[:3]
        if namespace == "broken":
            return self.answer(200, b"{")
        if namespace == "flaky" and self.path not in seen:
            seen.add(self.path)
            return self.answer(503, b"later")
        if namespace == "down":
            return self.answer(500, b"never")
        base = f"{folder}/files/{namespace}-{name}-{provider}"
        if namespace in LOCATIONS or namespace == "flaky":
            base = f"{folder}/files/acme-net-aws"
        if not os.path.isdir(base):
            return self.answer(404, b'{"errors":["not found"]}')
        archives = sorted(os.listdir(base))
        if parts[3:] == ["versions"]:
            versions = [{"version": archive.removesuffix(".tar.gz")} for archive in archives]
            return self.document({"modules": [{"source": "/".join(parts[:3]), "versions": versions}]})
        if parts[4:] == ["package.tar.gz"]:
            with open(f"{base}/{parts[3]}.tar.gz", "rb") as file:
                return self.answer(200, file.read())
        location = f"/files/{os.path.basename(base)}/{parts[3]}.tar.gz"
        if not os.path.exists(folder + location):
            return self.answer(404, b"{}")
        if namespace in LOCATIONS:
            here = f"http://{self.headers['Host']}"
            location = LOCATIONS[namespace].format(here=here, version=parts[3], folder=os.path.dirname(folder))
        if namespace == "sub":
            location += "//package/inner?archive=tar.gz"
        if namespace == "json":
            return self.document({"location": location})
        self.answer(204, b"", [("X-Terraform-Get", location)])

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
if len(sys.argv) > 4:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*sys.argv[3:5])
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
