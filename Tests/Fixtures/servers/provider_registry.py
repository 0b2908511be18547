"""A provider registry and a network mirror with the same packages, written from the documentation of their protocols, on a free
loopback port. It signs with a key that it makes for itself.

acme/thing has three versions for four platforms, acme/other one for a single platform.
"""

import hashlib
import http.server
import io
import json
import shutil
import subprocess
import tempfile
import zipfile

home = tempfile.mkdtemp(prefix="plumb-registry-")
PLATFORMS = ["darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"]
OFFER = {
    ("acme/thing", "1.0.0"): PLATFORMS,
    ("acme/thing", "1.2.0"): PLATFORMS,
    ("acme/thing", "2.0.0"): PLATFORMS,
    ("acme/other", "0.3.0"): ["linux_amd64"],
}


def gpg(*arguments: str, data: bytes = b"") -> bytes:
    command = ["gpg", "--homedir", home, "--batch", "--quiet", *arguments]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


gpg("--passphrase", "", "--quick-gen-key", "Acme <acme@example.test>", "ed25519", "sign", "never")
armor = gpg("--armor", "--export").decode()
key = next(line.split(":")[4] for line in gpg("--list-keys", "--with-colons").decode().splitlines() if line[:4] == "pub:")


def package(name: str, version: str, platform: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        suffix = ".exe" if platform.startswith("windows") else ""
        entry = zipfile.ZipInfo(f"terraform-provider-{name}_v{version}{suffix}")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, f"#!/bin/sh\n# {version} for {platform}\n")
        archive.writestr(zipfile.ZipInfo("LICENSE"), "free\n")
    return packed.getvalue()


answers: dict[str, bytes] = {}


def offer(path: str, content) -> None:
    answers[path] = content if isinstance(content, bytes) else json.dumps(content).encode()


for provider in {address for address, _ in OFFER}:
    name = provider.split("/")[1]
    versions = {version: platforms for (address, version), platforms in OFFER.items() if address == provider}
    listed = [
        {
            "version": version, "protocols": ["5.0"],
            "platforms": [dict(zip(("os", "arch"), platform.split("_"))) for platform in platforms],
        }
        for version, platforms in versions.items()
    ]
    offer(f"/v1/providers/{provider}/versions", {"versions": listed})
    for mirror in ("mirror", "bare-mirror"):
        offer(f"/{mirror}/example.test/{provider}/index.json", {"versions": {version: {} for version in versions}})
    for version, platforms in versions.items():
        sums, archives = "", {}
        for platform in platforms:
            file = f"terraform-provider-{name}_{version}_{platform}.zip"
            offer(f"/files/{file}", package(name, version, platform))
            digest = hashlib.sha256(answers[f"/files/{file}"]).hexdigest()
            sums += f"{digest}  {file}\n"
            archives[platform] = {"url": f"/files/{file}", "hashes": ["zh:" + digest]}
            offer(
                f"/v1/providers/{provider}/{version}/download/{platform.replace('_', '/')}",
                {
                    "protocols": ["5.0"], "os": platform.split("_")[0], "arch": platform.split("_")[1], "filename": file,
                    "download_url": f"/files/{file}", "shasum": digest, "shasums_url": f"/files/{name}_{version}_SHA256SUMS",
                    "shasums_signature_url": f"/files/{name}_{version}_SHA256SUMS.sig",
                    "signing_keys": {"gpg_public_keys": [{"key_id": key, "ascii_armor": armor}]},
                },
            )
        offer(f"/files/{name}_{version}_SHA256SUMS", sums.encode())
        offer(f"/files/{name}_{version}_SHA256SUMS.sig", gpg("--detach-sign", data=sums.encode()))
        offer(f"/mirror/example.test/{provider}/{version}.json", {"archives": archives})
        bare = {platform: {"url": archive["url"]} for platform, archive in archives.items()}
        offer(f"/bare-mirror/example.test/{provider}/{version}.json", {"archives": bare})
subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], capture_output=True)
shutil.rmtree(home, ignore_errors=True)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = answers.get(self.path)
        self.send_response_only(404 if body is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
