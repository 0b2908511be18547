"""The places that give AWS credentials, and a service that is at times unwell, on a free loopback port.

An instance's metadata, a container's host, single sign-on and STS, as AWS documents them. The access keys tell what was asked:
`AROLE-shop-by-AKID` is role/shop, assumed with the access key AKID.
"""

import collections
import email.utils
import http.server
import json
import re
import time
import urllib.parse

EXPIRATION = "2035-01-01T00:00:00Z"
tries = collections.Counter()


def sts(form, credential):
    role = form["RoleArn"].rpartition("/")[2]
    if form["Action"] == "AssumeRoleWithWebIdentity":
        if form["WebIdentityToken"] != "signed-by-somebody":
            return None
        credential = "web"
    if role == "closed":
        return None
    key = f"AROLE-{role}-by-{credential}" + (f"-{form['ExternalId']}" if "ExternalId" in form else "")
    return (
        f"<R xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><Result><Credentials><AccessKeyId>{key}</AccessKeyId>"
        f"<SecretAccessKey>assumed</SecretAccessKey><SessionToken>{form['RoleSessionName']}</SessionToken>"
        f"<Expiration>{EXPIRATION}</Expiration></Credentials></Result></R>"
    )


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, text, headers=()):
        body = text.encode()
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def metadata(self, text):
        if self.headers.get("x-aws-ec2-metadata-token") == "metadata-token":
            self.answer(200, text)
        else:
            self.answer(401, "no token")

    def keys(self, name):
        return json.dumps({"Code": "Success", "AccessKeyId": name, "SecretAccessKey": "s", "Token": "t", "Expiration": EXPIRATION})

    def do_PUT(self):
        if self.headers.get("x-aws-ec2-metadata-token-ttl-seconds"):
            return self.answer(200, "metadata-token")
        self.answer(400, "")

    def do_GET(self):
        path, _, query = self.path.partition("?")
        root = "/latest/meta-data"
        if path == f"{root}/iam/security-credentials/":
            return self.metadata("instance-role")
        if path == f"{root}/iam/security-credentials/instance-role":
            return self.metadata(self.keys("AINSTANCE"))
        if path == f"{root}/placement/region":
            return self.metadata("ap-south-1")
        if path == "/container" and self.headers.get("Authorization") == "container-token":
            return self.answer(200, self.keys("ACONTAINER"))
        if path == "/federation/credentials" and self.headers.get("x-amz-sso_bearer_token") == "sso-token":
            asked = dict(urllib.parse.parse_qsl(query))
            credentials = {
                "accessKeyId": f"ASSO-{asked['account_id']}-{asked['role_name']}", "secretAccessKey": "s",
                "sessionToken": "t", "expiration": 2051222400000,
            }
            return self.answer(200, json.dumps({"roleCredentials": credentials}))
        self.answer(404, "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        signed = re.search(r"Credential=([^/]+)/([^/]+)/([^/]+)/", self.headers.get("Authorization") or "")
        credential = signed.group(1) if signed else "nobody"
        target = self.headers.get("x-amz-target")
        if target is None:
            text = sts(dict(urllib.parse.parse_qsl(body)), credential)
            refusal = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not yours</Message></Error></ErrorResponse>"
            return self.answer(200, text) if text else self.answer(403, refusal, [("x-amzn-RequestId", "r-1")])
        tries[target] += 1
        if target == "Test.Who":
            return self.answer(200, json.dumps({"key": credential, "region": signed.group(3) if signed else ""}))
        if target == "Test.Flaky" and tries[target] < 3:
            return self.answer(400, json.dumps({"__type": "com.amazon#ThrottlingException", "message": "slowly"}))
        if target == "Test.Down":
            return self.answer(503, "")
        if target == "Test.Refused":
            return self.answer(400, json.dumps({"__type": "ValidationException", "Message": "no"}), [("x-amzn-RequestId", "r-2")])
        if target == "Test.Skewed":
            # This service lives two hours later.
            now = time.time() + 7200
            date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))[:11]
            if self.headers["x-amz-date"][:11] != date:
                refusal = {"__type": "RequestTimeTooSkewed", "message": "your clock"}
                return self.answer(403, json.dumps(refusal), [("Date", email.utils.formatdate(now, usegmt=True))])
        self.answer(200, json.dumps({"tries": tries[target]}))

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
