"""Brings plan JSON of two runs into a form in which only real differences are left.

Identifiers that the (stand-in) cloud chooses are replaced by the address of the object that they identify, times and
other random texts by a mark, and lists that hold such texts are sorted, because Terraform orders sets by their content.
"""

import json
import re

# Keys that differ from run to run, or name the program.
DROPPED_KEYS = {"terraform_version", "timestamp"}

# Attributes whose values the stand-in draws by lot and that no pattern tells from ordinary ones.
RANDOM_ATTRIBUTES = {
    "association_id", "cluster_resource_id", "code_sha256", "create_date", "created_date", "created_time",
    "creation_date", "creation_token", "etag", "hosted_zone_id", "ipv6_association_id", "last_modified",
    "latest_restorable_time", "lock_token", "mac_address", "policy_id", "primary_network_interface_id", "private_dns",
    "private_ip", "public_dns", "public_ip", "resource_id", "stream_label", "unique_id", "version_id", "zone_id",
}

RANDOM_TEXTS = [
    ("uuid", re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")),
    ("time", re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d| [+-]\d{4} UTC)?")),
    ("suffix", re.compile(r"\d{18}[0-9a-f]{8}")),
    ("account thing", re.compile(r"\bA(ROA|IDA|NPA|IPA|GPA|KIA)[A-Z0-9]{12,}\b")),
    ("address", re.compile(r"http://127\.0\.0\.1:\d+")),
    ("address", re.compile(r"\b127\.0\.0\.1:\d+")),
    ("id", re.compile(r"\b(?!ami-)[a-z]{1,10}-[0-9a-f]{8,17}\b")),
    ("id", re.compile(r"\bdb-[A-Z0-9]{26}\b")),
    ("id", re.compile(r"\bZ[0-9A-Z]{12,20}\b")),
    ("id", re.compile(r"(?<=/)[0-9a-f]{16}\b")),
    ("suffix", re.compile(r"(?<=:secret:)([\w/.-]+)-[A-Za-z0-9]{6}\b")),
]

MARK = re.compile(r"\(\([^()]*\)\)")


def normal(document, folder: str):
    """The plan without what differs from run to run. `folder` is where it was made, which paths may name."""
    owners = {}
    for state in (document.get("prior_state"), document.get("planned_values")):
        if state:
            collect_owners((state.get("values") or state).get("root_module", {}), owners)
    result = masked(document, Masks(owners, folder), None, False)
    for key in ("relevant_attributes", "checks"):
        if isinstance(result.get(key), list):
            result[key].sort(key=canonical)
    return result


def collect_owners(module: dict, owners: dict) -> None:
    for resource in module.get("resources", []):
        identifier = (resource.get("values") or {}).get("id")
        if isinstance(identifier, str) and any(p.fullmatch(identifier) for _, p in RANDOM_TEXTS):
            owners.setdefault(identifier, resource["address"])
    for child in module.get("child_modules", []):
        collect_owners(child, owners)


class Masks:
    def __init__(self, owners: dict, folder: str):
        self.folder = folder
        self.owners = owners
        # Longest first, so that no identifier is replaced inside another.
        known = sorted(owners, key=len, reverse=True)
        self.known = re.compile("|".join(map(re.escape, known))) if known else None

    def text(self, text: str) -> str:
        if self.folder:
            text = text.replace(self.folder, "((folder))")
        if self.known:
            text = self.known.sub(lambda match: f"((id of {self.owners[match.group()].replace('(', '')}))", text)
        for name, pattern in RANDOM_TEXTS:
            if pattern.groups == 1 and name == "suffix":
                text = pattern.sub(r"\1-((suffix))", text)
            else:
                text = pattern.sub(f"(({name}))", text)
        return text


VALUE_KEYS = {"values", "before", "after", "value"}


def masked(node, masks: Masks, key, in_values: bool):
    if isinstance(node, dict):
        return {
            k: masked(v, masks, k, in_values or k in VALUE_KEYS) for k, v in node.items() if k not in DROPPED_KEYS
        }
    if isinstance(node, list):
        items = [masked(item, masks, key, in_values) for item in node]
        if key == "child_modules":
            # Terraform gives the modules of a module's instances in an order that changes from run to run.
            return sorted(items, key=lambda module: module["address"])
        if in_values and any(MARK.search(canonical(item)) for item in items):
            items.sort(key=canonical)
        return items
    if isinstance(node, str):
        text = masks.text(node)
        if in_values and key in RANDOM_ATTRIBUTES and text and not MARK.search(text):
            return f"(({key}))"
        return text
    return node


def canonical(node) -> str:
    return json.dumps(node, sort_keys=True, ensure_ascii=False)


def differences(expected, actual, path="") -> list:
    """Where two documents differ, as readable lines that begin with the place."""
    if type(expected) is not type(actual) or not isinstance(expected, (dict, list)):
        # 1 and 1.0 are one number; true and 1 are not the same.
        same = expected == actual and isinstance(expected, bool) == isinstance(actual, bool)
        return [] if same else [f"{path}: expected {short(expected)}, got {short(actual)}"]
    found = []
    if isinstance(expected, dict):
        for key in sorted(set(expected) | set(actual)):
            place = f"{path}.{key}" if path else key
            if key not in actual:
                found.append(f"{place}: missing, expected {short(expected[key])}")
            elif key not in expected:
                found.append(f"{place}: not expected, got {short(actual[key])}")
            else:
                found += differences(expected[key], actual[key], place)
        return found
    for index in range(max(len(expected), len(actual))):
        place = f"{path}[{index}]"
        if index >= len(actual):
            found.append(f"{place}: missing, expected {short(expected[index])}")
        elif index >= len(expected):
            found.append(f"{place}: not expected, got {short(actual[index])}")
        else:
            found += differences(expected[index], actual[index], place)
    return found


def short(node) -> str:
    text = canonical(node)
    return text if len(text) <= 200 else text[:200] + "..."


def written(node, indent=0, width=118) -> str:
    """JSON with sorted keys in which all that fits stands on one line."""
    line = canonical(node)
    if not isinstance(node, (dict, list)) or not node or indent + len(line) <= width:
        return line
    pad = " " * (indent + 1)
    if isinstance(node, dict):
        parts = [pad + json.dumps(k, ensure_ascii=False) + ": " + written(node[k], indent + 1, width) for k in sorted(node)]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    parts = [f"{pad}{written(item, indent + 1, width)}" for item in node]
    return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
