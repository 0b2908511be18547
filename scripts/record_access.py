"""What cloudsplaining and policy_sentry say of the policies in Tests/Fixtures/access/documents.json: record_access.py DOCUMENTS TARGET."""

import json
import logging
import pathlib
import sys

logging.disable(logging.CRITICAL)

from cloudsplaining.scan.policy_document import PolicyDocument  # noqa: E402
from cloudsplaining.shared.exclusions import Exclusions  # noqa: E402
from policy_sentry.analysis.expand import determine_actions_to_expand  # noqa: E402

# More than these are told by their number alone.
LISTED = 60
NOTHING_LEFT_OUT = Exclusions({"policies": [], "roles": [], "users": [], "groups": [], "include-actions": [], "exclude-actions": []})


def told(actions) -> list | int:
    names = sorted({action.lower() for action in actions})
    return names if len(names) <= LISTED else len(names)


def answers(document: dict) -> dict:
    policy = PolicyDocument(document, NOTHING_LEFT_OUT)
    written = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    expanded = set()
    for statement in written:
        if statement["Effect"] == "Allow" and "Action" in statement:
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            expanded |= set(determine_actions_to_expand(actions))
    return {
        "expanded": told(expanded),
        "allowed": told(policy.all_allowed_actions),
        "escalations": sorted(sorted(way["actions"]) for way in policy.allows_privilege_escalation),
        "data": told(policy.allows_data_exfiltration_actions),
        "credentials": told(policy.credentials_exposure),
        "permissions": told(policy.permissions_management_without_constraints),
        "writes": told(policy.write_actions_without_constraints),
        "services": policy.service_wildcard if len(policy.service_wildcard) <= LISTED else len(policy.service_wildcard),
    }


def safe(document: dict) -> dict:
    try:
        return answers(document)
    except Exception as error:  # What they cannot read is an answer, too.
        return {"error": f"{type(error).__name__}: {error}"}


documents = json.loads(pathlib.Path(sys.argv[1]).read_text())
lines = [f"  {json.dumps(name)}: {json.dumps(safe(document))}" for name, document in documents.items()]
pathlib.Path(sys.argv[2]).write_text("{\n" + ",\n".join(lines) + "\n}\n")
