"""Writes signature examples as JSON; called by scripts/record-signatures."""

import datetime
import json
import pathlib
import re
import sys
import urllib.parse
from unittest import mock

import botocore.auth
import botocore.awsrequest
import botocore.credentials

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TIME = datetime.datetime(2015, 8, 30, 12, 36, 0)


def pairs(query: str) -> list[list[str]]:
    return [list(pair) for pair in urllib.parse.parse_qsl(query, keep_blank_values=True)]


def published(folder: pathlib.Path) -> dict:
    """An example as AWS publishes it: a raw request and the three results."""
    text = {kind: next(folder.glob(f"*.{kind}")).read_text() for kind in ("req", "creq", "sts", "authz")}
    head, _, body = text["req"].partition("\n\n")
    first, *lines = head.split("\n")
    method, target = first.removesuffix(" HTTP/1.1").split(" ", 1)
    path, _, query = target.partition("?")
    headers: list[list[str]] = []
    for line in filter(None, lines):
        if line[:1].isspace():
            headers[-1][1] += "\n" + line
        else:
            headers.append(line.split(":", 1))
    token = next((value for name, value in headers if name.lower() == "x-amz-security-token"), None)
    signed_token = re.search("^x-amz-security-token:(.*)$", text["creq"], re.MULTILINE)
    if signed_token and token is None:
        token = signed_token.group(1)
        headers.append(["X-Amz-Security-Token", token])
    if not signed_token:
        # Added after the signing: a header that is not part of it.
        headers = [header for header in headers if header[0].lower() != "x-amz-security-token"]
    return {
        "name": folder.name, "rule": "normalized", "service": "service", "method": method,
        "path": path, "query": pairs(query), "headers": headers, "body": body, "token": token,
        "canonical": text["creq"], "toSign": text["sts"], "authorization": text["authz"],
    }


def signed(name: str, service: str, method: str, path: str, query=(), body="", token=None) -> dict:
    """What botocore makes of a request."""
    credentials = botocore.credentials.Credentials(KEY, SECRET, token)
    kind = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
    signer = kind(credentials, service, "us-east-1")
    url = f"https://example.amazonaws.com{urllib.parse.quote(path, safe='/-._~')}"
    if query:
        url += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote, safe="-._~")
    request = botocore.awsrequest.AWSRequest(method, url, data=body.encode())
    request.context["client_config"] = mock.Mock(s3={"payload_signing_enabled": True})
    with mock.patch("botocore.auth.get_current_datetime", lambda *_, **__: TIME):
        signer.add_auth(request)
        assert request.context["timestamp"] == TIME.strftime("%Y%m%dT%H%M%SZ")
        authorization = request.headers["Authorization"]
        del request.headers["Authorization"]
        canonical = signer.canonical_request(request)
        to_sign = signer.string_to_sign(request, canonical)
    headers = [["Host", "example.amazonaws.com"]] + [[k, v] for k, v in request.headers.items()]
    return {
        "name": name, "rule": "encodedOnce" if service == "s3" else "encodedTwice", "service": service, "method": method,
        "path": path, "query": [list(pair) for pair in query], "headers": headers, "body": body, "token": token,
        "canonical": canonical, "toSign": to_sign, "authorization": authorization,
    }


def all_examples(suite: pathlib.Path) -> list[dict]:
    folders = sorted(path.parent for path in suite.rglob("*.req"))
    examples = [published(folder) for folder in folders]
    examples += [
        signed("s3 plain", "s3", "GET", "/bucket/key"),
        signed("s3 odd characters", "s3", "PUT", "/bucket/a b+c%d=e&f?g#h/ü/日本 ~*'(),;:@!$", body="{}"),
        signed("s3 dots and slashes", "s3", "GET", "/bucket//a/../b/./c//"),
        signed("s3 listing", "s3", "GET", "/bucket", [("list-type", "2"), ("prefix", "env:/a b/"), ("delimiter", "/")]),
        signed("s3 session", "s3", "DELETE", "/bucket/key.tflock", token="a/token+with=signs"),
        signed("kms", "kms", "POST", "/", body='{"KeyId":"alias/x"}', token="session"),
        signed("lambda-like path", "lambda", "GET", "/2015-03-31/functions/arn:aws:x y/policy"),
    ]
    return examples


if __name__ == "__main__":
    json.dump(all_examples(pathlib.Path(sys.argv[1])), sys.stdout, indent=1, ensure_ascii=False)
    print()
