"""A stand-in for CloudTrail's LookupEvents: cloudtrail.py [UPSTREAM]

Answers LookupEvents as the service documents it: one attribute, pages of at most 50 events, the newest first, tokens that belong to
their request, 90 days, two requests a second in an account and region (others are throttled). PUT /events takes records, as log
files have them, in a JSON list; PUT /settings takes {"unlimited": true, "fail": [STATUS, CODE, MESSAGE, TIMES]}; GET /log gives the
requests of LookupEvents that were seen. With UPSTREAM, a stand-in for the rest of AWS, all other requests are passed on there, and
those that change something become events.
"""

import datetime
import http.client
import http.server
import json
import re
import sys
import threading
import time
import urllib.parse
import uuid

UPSTREAM = urllib.parse.urlsplit(sys.argv[1]) if len(sys.argv) > 1 else None
ACCOUNT = "123456789012"
EVENTS, LOG, SETTINGS, TOKENS, TIMES = [], [], {}, {}, {}
TURN = threading.Lock()
KEYS = {"EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"}


class Refused(Exception):
    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def seconds(record):
    return datetime.datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00")).timestamp()


def is_read_only(record):
    return record.get("readOnly", False)


def resources(record):
    """What the service shows as an event's resources: their ARNs, and what it finds in the request."""
    names = [one.get("ARN") for one in record.get("resources") or []]
    names += record.get("x-resource-names") or []
    return [name for name in names if name]


def shown(record):
    event = {key: value for key, value in record.items() if not key.startswith("x-")}
    user = record.get("userIdentity") or {}
    answer = {
        "EventId": record["eventID"],
        "EventName": record["eventName"],
        "ReadOnly": "true" if is_read_only(record) else "false",
        "EventTime": seconds(record),
        "EventSource": record["eventSource"],
        "Resources": [{"ResourceType": "AWS::Thing", "ResourceName": name} for name in resources(record)],
        "CloudTrailEvent": record.get("x-text") or json.dumps(event),
    }
    if user.get("userName"):
        answer["Username"] = user["userName"]
    if user.get("accessKeyId"):
        answer["AccessKeyId"] = user["accessKeyId"]
    return answer


def has(record, key, value):
    user = record.get("userIdentity") or {}
    return {
        "EventId": lambda: record["eventID"] == value,
        "EventName": lambda: record["eventName"] == value,
        "EventSource": lambda: record["eventSource"] == value,
        "ReadOnly": lambda: is_read_only(record) == (value == "true"),
        "Username": lambda: user.get("userName") == value,
        "AccessKeyId": lambda: user.get("accessKeyId") == value,
        "ResourceName": lambda: value in resources(record),
        "ResourceType": lambda: False,
    }[key]()


def look_up(region, query):
    now = time.time()
    if SETTINGS.get("fail"):
        status, code, message, times = SETTINGS["fail"]
        SETTINGS["fail"] = [status, code, message, times - 1] if times > 1 else None
        raise Refused(code, message, status)
    if not SETTINGS.get("unlimited"):
        recent = [one for one in TIMES.get(region, []) if one > now - 1]
        if len(recent) >= 2:
            raise Refused("ThrottlingException", "Rate exceeded")
        TIMES[region] = recent + [now]
    attributes = query.get("LookupAttributes") or []
    if len(attributes) > 1 or any(one.get("AttributeKey") not in KEYS for one in attributes):
        raise Refused("InvalidLookupAttributesException", "Occurs when a lookup attribute is specified that is not valid.")
    count = query.get("MaxResults", 50)
    if not 1 <= count <= 50:
        raise Refused("InvalidMaxResultsException", "This exception is thrown if the limit specified is not valid.")
    start, end = query.get("StartTime", 0), query.get("EndTime", now)
    if start > end:
        raise Refused("InvalidTimeRangeException", "The start time occurs after the end time.")
    asked = json.dumps({key: value for key, value in query.items() if key != "NextToken"}, sort_keys=True)
    begin = 0
    if "NextToken" in query:
        if TOKENS.get(query["NextToken"], (None, 0))[0] != asked:
            raise Refused("InvalidNextTokenException", "A token that is not valid, or that was used in another request.")
        begin = TOKENS[query["NextToken"]][1]
    start = max(start, now - 90 * 86400)
    found = [
        record
        for record in EVENTS
        if record["awsRegion"] == region
        and start <= seconds(record) <= end
        and record.get("eventCategory", "Management") == "Management"
        and all(has(record, one["AttributeKey"], one["AttributeValue"]) for one in attributes)
    ]
    # The newest first, also within one second.
    found.reverse()
    found.sort(key=seconds, reverse=True)
    answer = {"Events": [shown(record) for record in found[begin : begin + count]]}
    if begin + count < len(found):
        token = uuid.uuid4().hex
        TOKENS[token] = (asked, begin + count)
        answer["NextToken"] = token
    return answer


# What is passed on, as records.

S3 = {"tagging": "Tagging", "policy": "Policy", "versioning": "Versioning", "encryption": "Encryption", "acl": "Acl",
      "publicAccessBlock": "PublicAccessBlock", "lifecycle": "Lifecycle", "logging": "Logging", "cors": "Cors",
      "website": "Website", "notification": "Notification", "replication": "Replication",
      "ownershipControls": "OwnershipControls"}
LAMBDA = [("PUT", r"/functions/([^/]+)/configuration", "UpdateFunctionConfiguration20150331v2", "functionName"),
          ("PUT", r"/functions/([^/]+)/code", "UpdateFunctionCode20150331v2", "functionName"),
          ("DELETE", r"/functions/([^/]+)$", "DeleteFunction20150331", "functionName"),
          ("POST", r"/tags/(.+)$", "TagResource20170331v2", "resource"),
          ("DELETE", r"/tags/(.+)$", "UntagResource20170331v2", "resource")]


def lower(name):
    return name[:1].lower() + name[1:]


def camel(value):
    if isinstance(value, dict):
        return {lower(key): camel(one) for key, one in value.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value


def form(fields, service):
    """Parameters of a form, with lists as records show them."""
    sets = {"InstanceId": ("instancesSet", "instanceId"), "ResourceId": ("resourcesSet", "resourceId")}
    request = {}
    for name, value in fields:
        root, dot, rest = name.partition(".")
        if not dot:
            request[lower(root)] = value
        elif service == "ec2" and rest.isdigit() and root in sets:
            group, item = sets[root]
            request.setdefault(group, {"items": []})["items"].append({item: value})
    return request


def told(method, path, headers, body):
    """The service, event and parameters of a request, or nothing."""
    scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", headers.get("Authorization") or "")
    if not scope:
        return None
    user, region, service = scope.groups()
    parts = urllib.parse.urlsplit(path)
    query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    target = headers.get("X-Amz-Target")
    if target:
        name, request = target.split(".")[-1], camel(json.loads(body or b"{}"))
    elif service == "s3":
        bucket = parts.path.strip("/").split("/")
        kind = next((S3[key] for key, _ in query if key in S3), "")
        verb = {"PUT": "Put" if kind else "Create", "DELETE": "Delete"}.get(method)
        if not verb or len(bucket) > 1:
            return None
        name, request = f"{verb}Bucket{kind}", {"bucketName": urllib.parse.unquote(bucket[0])}
    elif service == "lambda":
        for verb, pattern, name, key in LAMBDA:
            match = re.search(pattern, parts.path)
            if match and verb == method:
                request = {key: urllib.parse.unquote(match.group(1))}
                break
        else:
            return None
    else:
        fields = urllib.parse.parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True) or query
        name = dict(fields).get("Action")
        request = form([one for one in fields if one[0] not in ("Action", "Version")], service)
        if not name:
            return None
    if re.match(r"Get|List|Describe|Head|Lookup|BatchGet|Query|Scan|Receive", name):
        return None
    return user, region, service, name, request


def record_of(user, region, service, name, request, headers):
    # Services without regions tell of themselves in one.
    if service in ("iam", "route53", "cloudfront"):
        region = "us-east-1"
    return {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "IAMUser", "principalId": "AIDA" + user.upper(), "arn": f"arn:aws:iam::{ACCOUNT}:user/{user}",
            "accountId": ACCOUNT, "accessKeyId": user, "userName": user,
        },
        "eventTime": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": f"{service}.amazonaws.com",
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": "127.0.0.1",
        "userAgent": headers.get("User-Agent", ""),
        "requestParameters": request,
        "responseElements": None,
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "eventCategory": "Management",
        "recipientAccountId": ACCOUNT,
        "x-resource-names": sorted(texts(request)),
    }


def texts(value):
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*map(texts, inner)) if inner else set()


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
        if self.path in ("/events", "/settings", "/log"):
            with TURN:
                if self.path == "/events":
                    EVENTS.extend(json.loads(body))
                elif self.path == "/settings":
                    SETTINGS.update(json.loads(body))
                return self.answer(200, json.dumps(LOG).encode() if self.path == "/log" else b"{}")
        if (self.headers.get("X-Amz-Target") or "").endswith(".LookupEvents"):
            return self.look_up(body)
        return self.pass_on(body) if UPSTREAM else self.answer(404)

    def look_up(self, body):
        query = json.loads(body)
        scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/", self.headers.get("Authorization") or "")
        with TURN:
            LOG.append({"region": scope and scope.group(1), "time": time.time(), "query": query})
            try:
                answer, status = look_up(scope.group(1) if scope else "", query), 200
            except Refused as refusal:
                answer, status = {"__type": refusal.code, "message": refusal.message}, refusal.status
        self.answer(status, json.dumps(answer).encode(), [("Content-Type", "application/x-amz-json-1.1")])

    def pass_on(self, body):
        connection = http.client.HTTPConnection(UPSTREAM.hostname, UPSTREAM.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.request(self.command, self.path, body, headers)
        response = connection.getresponse()
        content = response.read()
        if response.status < 300:
            known = told(self.command, self.path, self.headers, body)
            if known:
                with TURN:
                    EVENTS.append(record_of(*known, self.headers))
        drop = {"content-length", "transfer-encoding", "connection"}
        self.answer(response.status, content, [one for one in response.getheaders() if one[0].lower() not in drop])

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_PATCH = handle_any


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()


main()
