"""Holds the table of listings against the descriptions that AWS publishes of its services, as botocore has them.

check_listings.py CATALOG, where CATALOG is what `plumb inventory -list-types -json` writes. Every operation, parameter, page
token and path must be in the description; what is not is told, one line each, and the exit code is 1.
"""

import json
import re
import sys

import botocore.session

SERVICES = {
    "API Gateway": "apigateway", "ApiGatewayV2": "apigatewayv2", "Auto Scaling": "autoscaling",
    "CloudWatch Logs": "logs", "Cognito Identity": "cognito-identity", "Cognito Identity Provider": "cognito-idp",
    "Elastic Load Balancing": "elb", "Elastic Load Balancing v2": "elbv2", "EventBridge": "events",
    "Route 53": "route53", "SFN": "stepfunctions", "Secrets Manager": "secretsmanager",
}
SESSION = botocore.session.get_session()
PROBLEMS: list[str] = []


class Shapes:
    """The names that an answer of a service has, as they are sent."""

    def __init__(self, speech: str) -> None:
        self.is_xml = speech.startswith(("ec2", "query", "restXML"))

    def member_name(self, name: str, shape) -> str:
        return shape.serialization.get("name", name)

    def children(self, shape, name: str) -> list:
        """The shapes that have this name directly below; lists of JSON are seen through."""
        is_xml = self.is_xml
        if shape.type_name == "structure":
            for key, member in shape.members.items():
                if is_xml and member.type_name == "list" and member.serialization.get("flattened"):
                    if name in (self.member_name(key, member), self.member_name(key, member.member)):
                        return [member.member]
                elif self.member_name(key, member) == name:
                    return [member if is_xml else self.entry(member)]
            return []
        if shape.type_name == "list" and is_xml:
            return [shape.member] if shape.member.serialization.get("name", "member") == name else []
        if shape.type_name == "map":
            return [shape.value]
        return []

    def entry(self, shape):
        return shape.member if shape.type_name == "list" else shape

    def walk(self, shape, path: str):
        """The shape at a path, or None."""
        for name in [part for part in path.split(".") if part]:
            found = self.children(shape, name)
            if not found:
                return None
            shape = found[0]
        return shape


def problem(where: str, text: str) -> None:
    PROBLEMS.append(f"{where}: {text}")


def payload(operation):
    """The answer's body: a member of the output may stand for all of it."""
    output = operation.output_shape
    name = output.serialization.get("payload")
    return output.members[name] if name else output


def check_request(where: str, operation, step: dict) -> None:
    sent = operation.input_shape.members if operation.input_shape else {}
    names = {shape.serialization.get("name", key): shape for key, shape in sent.items()}
    request, protocol = step["request"], operation.service_model.metadata["protocol"]
    given: set[str] = set()
    if step["speech"].startswith("rest"):
        method, target, *body = request.split(" ", 2)
        described = operation.http["requestUri"]
        if method != operation.http["method"]:
            problem(where, f"is a {operation.http['method']}")
        path, _, query = target.partition("?")
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(described.split("?")[0]))
        if not re.fullmatch(pattern, re.sub(r"\{[^}]*\}", "x", path)):
            problem(where, f"has the path {described}, not {path}")
        fixed = {piece.split("=")[0] for piece in described.partition("?")[2].split("&")}
        given = {piece.split("=")[0] for piece in query.split("&") if piece} - fixed
        given |= set(json.loads(body[0])) if body else set()
    elif step["speech"].startswith("json"):
        given = set(json.loads(request or "{}"))
    else:
        given = {piece.split("=")[0].split(".")[0] for piece in request.split("&") if piece}
        if protocol == "ec2":
            names = {
                shape.serialization.get("queryName", (n := shape.serialization.get("name", key))[:1].upper() + n[1:]): shape
                for key, shape in sent.items()
            }
    given |= {token for token, _ in step["paging"]}
    for name in sorted(given - set(names)):
        problem(where, f"takes no {name}, only {', '.join(sorted(names))}")
    required = {s.serialization.get("name", k) for k, s in sent.items() if k in operation.input_shape.required_members} \
        if operation.input_shape else set()
    in_path = {s.serialization.get("name", k) for k, s in sent.items() if s.serialization.get("location") == "uri"}
    for name in sorted(required - in_path - given):
        problem(where, f"needs {name}")


def check_paging(where: str, shapes: Shapes, answer, operation, step: dict) -> None:
    for _, output in step["paging"]:
        if shapes.walk(answer, output) is None:
            problem(where, f"has no {output} for the next page")
    described = {name for name in ("NextToken", "nextToken", "NextMarker", "position") if name in (
        operation.output_shape.members or {})}
    if described and not step["paging"]:
        problem(where, f"has pages, by {', '.join(sorted(described))}")


def check_type(where: str, shapes: Shapes, entry, outer: list, kind: dict) -> None:
    chain = outer + [entry]
    for path in [part for part in kind["within"].split(">") if part]:
        inner = shapes.walk(chain[-1], path)
        if inner is None:
            return problem(where, f"{kind['type']}: no {path}")
        chain.append(inner)
    paths = [(level, path) for level, path in kind["paths"]] + [(0, kind["tags"]), (0, kind["created"])]
    for level, path in paths:
        if path in ("", "."):
            continue
        if level < len(chain) and shapes.walk(chain[-1 - level], path) is None:
            problem(where, f"{kind['type']}: no {path}" + (f" {level} above" if level else ""))


def check(listing: dict, outer: list) -> None:
    step = listing["step"]
    name = SERVICES.get(step["service"], step["service"].lower())
    model = SESSION.get_service_model(name)
    where = f"{step['service']}:{step['operation']}"
    if step["operation"] not in model.operation_names:
        return problem(where, "there is no such operation")
    metadata = model.metadata
    if metadata.get("signingName", metadata["endpointPrefix"]) != step["signing_name"]:
        problem(where, f"is signed for {metadata.get('signingName', metadata['endpointPrefix'])}")
    if metadata["endpointPrefix"] != step["host"]:
        problem(where, f"is at {metadata['endpointPrefix']}")
    speech = step["speech"]
    version = re.search(r'version: "([^"]*)"', speech)
    if speech.startswith("json") and step["operation"] and metadata["targetPrefix"] not in speech:
        problem(where, f"has the target {metadata['targetPrefix']}")
    expected = metadata.get("jsonVersion") if speech.startswith("json") else metadata["apiVersion"]
    if version and version.group(1) != expected:
        problem(where, f"has version {expected}")
    operation = model.operation_model(step["operation"])
    shapes = Shapes(speech)
    answer = payload(operation)
    check_request(where, operation, step)
    check_paging(where, shapes, answer, operation, step)
    entry = shapes.walk(answer, step["items"])
    if entry is None:
        return problem(where, f"has no {step['items']}")
    errors = {shape.error_code or shape.name for shape in operation.error_shapes} | {
        shape.name for shape in operation.error_shapes}
    for code in step["absent"]:
        if errors and code not in errors and not speech.startswith("restXML"):
            problem(where, f"has no error {code}, only {', '.join(sorted(errors))}")
    for kind in listing["types"]:
        check_type(where, shapes, entry, outer, kind)
    for following in listing["then"]:
        # Entries of a batch are not above what is asked about them.
        is_batch = following["step"].get("batch")
        check(following, outer if is_batch else outer + [entry])


def main() -> int:
    with open(sys.argv[1]) as file:
        catalog = json.load(file)
    for listing in catalog["listings"]:
        check(listing, [])
    for text in sorted(set(PROBLEMS)):
        print(text)
    return 1 if PROBLEMS else 0


sys.exit(main())
