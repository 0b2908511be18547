"""Azure as far as states need it, written from Microsoft's documentation of its interfaces, on a free loopback port.

Blobs with leases, metadata, ETags, snapshots and lists in pages, for requests that are signed with the account's key, with a shared
access signature or with a token; the token endpoints of Entra ID, of a virtual machine and of a workflow; the keys of the account.

With a certificate and its key as arguments, it answers over TLS, for the names core.test and ACCOUNT.blob.core.test.
"""

import base64
import hashlib
import hmac
import http.server
import json
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from xml.sax.saxutils import escape

ACCOUNT = "standin"
# The key that Microsoft publishes for its emulator.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
TOKEN = "good-token"
PAGE = 2
guard = threading.RLock()
blobs: dict[str, dict] = {}
containers = {"states"}
# The certificate of a client, as a test gives it beforehand.
trusted = ""


def sign(text: str) -> str:
    return base64.b64encode(hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()).decode()


def is_signed(token: str) -> bool:
    """Whether a web token names the trusted certificate and is signed with its key."""
    content, _, signature = token.rpartition(".")
    if not trusted or content.count(".") != 1:
        return False

    def decoded(text: str) -> bytes:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    der = ssl.PEM_cert_to_DER_cert(trusted)
    if decoded(json.loads(decoded(content.split(".")[0]))["x5t"]) != hashlib.sha1(der).digest():
        return False
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/signature", "wb") as file:
            file.write(decoded(signature))
        public = subprocess.run(["openssl", "x509", "-pubkey", "-noout"], input=trusted.encode(), capture_output=True).stdout
        with open(f"{folder}/key", "wb") as file:
            file.write(public)
        command = ["openssl", "dgst", "-sha256", "-verify", f"{folder}/key", "-signature", f"{folder}/signature"]
        return subprocess.run(command, input=content.encode(), capture_output=True).returncode == 0


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str = ""):
        self.status, self.code, self.message = status, code, message or code


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status: int, body: bytes = b"", headers=()):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def json(self, status: int, content):
        self.answer(status, json.dumps(content).encode(), [("Content-Type", "application/json")])

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, text = self.path.partition("?")
        self.query = dict(urllib.parse.parse_qsl(text, keep_blank_values=True))
        with guard:
            try:
                if path.endswith("/oauth2/v2.0/token"):
                    return self.token(dict(urllib.parse.parse_qsl(body.decode())))
                if path == "/metadata/identity/oauth2/token":
                    return self.machine_token()
                if path == "/workflow-token":
                    return self.workflow_token()
                if path.startswith("/subscriptions/"):
                    return self.account(path)
                if path == "/trusted-certificate":
                    global trusted
                    trusted = body.decode()
                    return self.answer(200)
                if path == "/metadata/endpoints":
                    return self.cloud()
                return self.storage(path, body)
            except Refusal as refusal:
                text = (
                    '\ufeff<?xml version="1.0" encoding="utf-8"?>'
                    f"<Error><Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message></Error>"
                )
                headers = [("Content-Type", "application/xml"), ("x-ms-error-code", refusal.code)]
                return self.answer(refusal.status, text.encode(), headers)

    do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = handle_any

    # Who asks

    def token(self, form):
        credential = form.get("client_secret") or form.get("client_assertion")
        is_known = credential in ("hidden secret", "workflow-assertion") or is_signed(credential or "")
        if form.get("client_id") != "client" or not is_known:
            return self.json(401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."})
        self.json(200, {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})

    def machine_token(self):
        if self.headers.get("Metadata") != "true":
            return self.json(400, {"error": "bad_request"})
        self.json(200, {"access_token": TOKEN, "expires_on": str(int(time.time()) + 3600), "token_type": "Bearer"})

    def workflow_token(self):
        if self.headers.get("Authorization") != "Bearer request-token":
            return self.json(401, {})
        self.json(200, {"value": "workflow-assertion"})

    def account(self, path):
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self.json(401, {"error": {"code": "InvalidAuthenticationToken", "message": "The access token is invalid."}})
        if path.lower().endswith("/listkeys"):
            return self.json(200, {"keys": [{"keyName": "key1", "value": KEY, "permissions": "FULL"}]})
        endpoint = f"{scheme}://{self.headers['Host']}/{ACCOUNT}/"
        self.json(200, {"id": path, "name": ACCOUNT, "properties": {"primaryEndpoints": {"blob": endpoint}}})

    def cloud(self):
        place = f"{scheme}://{self.headers['Host']}"
        self.json(
            200,
            {
                "name": "Stand-in", "resourceManager": place, "suffixes": {"storage": self.headers["Host"]},
                "authentication": {
                    "loginEndpoint": place, "audiences": ["https://management.core.test"], "tenant": "common",
                    "identityProvider": "AAD",
                },
                "graphAudience": "https://graph.core.test", "graph": "https://graph.core.test",
                "microsoftGraphResourceId": "https://graph.core.test", "portal": place, "gallery": place, "media": place,
            },
        )

    def check_who(self, path):
        kind, _, value = (self.headers.get("Authorization") or "").partition(" ")
        if kind == "Bearer" and value == TOKEN:
            return
        if kind == "SharedKey" and value == f"{ACCOUNT}:{sign(self.string_to_sign(path))}":
            return
        if not kind and self.query.get("sig") == sign(self.shared_access_string()):
            if self.query["se"] < time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()):
                raise Refusal(403, "AuthenticationFailed", "Signature not valid in the specified time frame")
            return
        message = "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly."
        raise Refusal(403, "AuthenticationFailed", message)

    def string_to_sign(self, path):
        def header(name):
            return self.headers.get(name) or ""

        length = header("Content-Length")
        lines = [self.command, header("Content-Encoding"), header("Content-Language"), "" if length == "0" else length]
        for name in ("Content-MD5", "Content-Type"):
            lines.append(header(name))
        lines.append("" if header("x-ms-date") else header("Date"))
        for name in ("If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"):
            lines.append(header(name))
        own = {name.lower(): " ".join(value.split()) for name, value in self.headers.items() if name.lower().startswith("x-ms-")}
        lines += [f"{name}:{own[name]}" for name in sorted(own)]
        lines.append(f"/{ACCOUNT}{path}")
        lines += [f"{name.lower()}:{self.query[name]}" for name in sorted(self.query)]
        return "\n".join(lines)

    def shared_access_string(self):
        names = ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses"]
        return "\n".join([ACCOUNT] + [self.query.get(name, "") for name in names]) + "\n"

    # Blobs

    def storage(self, path, body):
        self.check_who(path)
        path = urllib.parse.unquote(path).lstrip("/")
        if not self.headers["Host"].startswith(ACCOUNT):
            account, _, path = path.partition("/")
            if account != ACCOUNT:
                raise Refusal(404, "ResourceNotFound")
        container, _, name = path.partition("/")
        if container not in containers:
            raise Refusal(404, "ContainerNotFound", "The specified container does not exist.")
        action = (self.command, self.query.get("comp", ""))
        if not name:
            if action == ("GET", "list"):
                return self.list(container)
            return self.answer(200, headers=[("x-ms-lease-status", "unlocked"), ("x-ms-has-immutability-policy", "false")])
        key = f"{container}/{name}"
        if action == ("PUT", ""):
            return self.put(key, body)
        if key not in blobs:
            raise Refusal(404, "BlobNotFound", "The specified blob does not exist.")
        blob = blobs[key]
        if action == ("PUT", "lease"):
            return self.lease(blob)
        if self.command in ("PUT", "DELETE"):
            self.check_lease(blob)
        self.check_conditions(blob)
        if action == ("PUT", "metadata"):
            blob["metadata"] = self.metadata()
            self.touch(blob)
            return self.answer(200, headers=[("ETag", blob["etag"])])
        if action == ("PUT", "snapshot"):
            blob["snapshots"].append(blob["data"])
            return self.answer(201, headers=[("x-ms-snapshot", "2026-01-02T03:04:05.1234567Z"), ("ETag", blob["etag"])])
        if action == ("DELETE", ""):
            if blob["snapshots"] and not self.headers.get("x-ms-delete-snapshots"):
                raise Refusal(409, "SnapshotsPresent", "This operation is not permitted because the blob has snapshots.")
            del blobs[key]
            return self.answer(202)
        if action in (("GET", ""), ("HEAD", "")):
            lease = blob["lease"]
            if self.headers.get("x-ms-lease-id") not in (None, lease):
                raise Refusal(412, "LeaseIdMismatchWithBlobOperation", "The lease ID specified did not match.")
            headers = [
                ("ETag", blob["etag"]), ("x-ms-blob-type", "BlockBlob"), ("Content-Type", blob["type"]),
                ("x-ms-lease-status", "locked" if lease else "unlocked"), ("x-ms-lease-state", "leased" if lease else "available"),
            ] + [(f"x-ms-meta-{name}", value) for name, value in blob["metadata"].items()]
            return self.answer(200, blob["data"], headers)
        raise Refusal(405, "UnsupportedHttpVerb")

    def metadata(self):
        prefix = "x-ms-meta-"
        return {name.lower().removeprefix(prefix): v for name, v in self.headers.items() if name.lower().startswith(prefix)}

    def touch(self, blob):
        blob["etag"] = f'"0x{uuid.uuid4().hex[:15].upper()}"'

    def check_lease(self, blob):
        given = self.headers.get("x-ms-lease-id")
        if blob["lease"] and not given:
            message = "There is currently a lease on the blob and no lease ID was specified in the request."
            raise Refusal(412, "LeaseIdMissing", message)
        if given and not blob["lease"]:
            raise Refusal(412, "LeaseNotPresentWithBlobOperation", "There is currently no lease on the blob.")
        if given and given != blob["lease"]:
            message = "The lease ID specified did not match the lease ID for the blob."
            raise Refusal(412, "LeaseIdMismatchWithBlobOperation", message)

    def check_conditions(self, blob):
        wanted, unwanted = self.headers.get("If-Match"), self.headers.get("If-None-Match")
        if wanted and wanted != blob["etag"]:
            raise Refusal(412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.")
        if unwanted == "*" and self.command == "PUT":
            raise Refusal(409, "BlobAlreadyExists", "The specified blob already exists.")

    def put(self, key, body):
        if self.headers.get("x-ms-blob-type") != "BlockBlob":
            raise Refusal(400, "MissingRequiredHeader", "x-ms-blob-type")
        digest = self.headers.get("Content-MD5")
        if digest and digest != base64.b64encode(hashlib.md5(body).digest()).decode():
            raise Refusal(400, "Md5Mismatch")
        blob = blobs.get(key)
        if blob:
            self.check_lease(blob)
            self.check_conditions(blob)
        elif self.headers.get("x-ms-lease-id"):
            raise Refusal(412, "LeaseNotPresentWithBlobOperation", "There is currently no lease on the blob.")
        else:
            blob = blobs[key] = {"lease": None, "snapshots": []}
        kind = self.headers.get("x-ms-blob-content-type") or self.headers.get("Content-Type") or "application/octet-stream"
        # What is not sent again of the metadata is gone.
        blob.update(data=body, metadata=self.metadata(), type=kind)
        self.touch(blob)
        self.answer(201, headers=[("ETag", blob["etag"])])

    def lease(self, blob):
        action, lease = self.headers.get("x-ms-lease-action"), blob["lease"]
        given = self.headers.get("x-ms-lease-id")
        if action == "acquire":
            proposed = self.headers.get("x-ms-proposed-lease-id") or str(uuid.uuid4())
            if not re.fullmatch(r"[0-9a-fA-F-]{36}", proposed):
                raise Refusal(400, "InvalidHeaderValue", "The lease ID is no GUID.")
            if self.headers.get("x-ms-lease-duration") != "-1":
                raise Refusal(400, "InvalidHeaderValue", "x-ms-lease-duration")
            if lease and lease != proposed:
                raise Refusal(409, "LeaseAlreadyPresent", "There is already a lease present.")
            blob["lease"] = proposed
            return self.answer(201, headers=[("x-ms-lease-id", proposed), ("ETag", blob["etag"])])
        if action == "break":
            blob["lease"] = None
            return self.answer(202, headers=[("x-ms-lease-time", "0")])
        if not lease or lease != given:
            message = "The lease ID specified did not match the lease ID for the blob."
            raise Refusal(409, "LeaseIdMismatchWithLeaseOperation", message)
        if action == "release":
            blob["lease"] = None
        self.answer(200, headers=[("x-ms-lease-id", given), ("ETag", blob["etag"])])

    def list(self, container):
        prefix = f"{container}/{self.query.get('prefix', '')}"
        names = sorted(key[len(container) + 1:] for key in blobs if key.startswith(prefix))
        start = int(self.query.get("marker") or 0)
        entries = "".join(
            f"<Blob><Name>{escape(name)}</Name><Properties><Content-Length>0</Content-Length></Properties></Blob>"
            for name in names[start:start + PAGE]
        )
        marker = str(start + PAGE) if start + PAGE < len(names) else ""
        text = (
            f'\ufeff<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="{container}"><Blobs>{entries}</Blobs>'
            f"<NextMarker>{marker}</NextMarker></EnumerationResults>"
        )
        self.answer(200, text.encode(), [("Content-Type", "application/xml")])

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
scheme = "http"
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https"
place = f"{scheme}://127.0.0.1:{server.server_address[1]}"
print(place, flush=True)
server.serve_forever()
