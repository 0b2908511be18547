"""Writes the table of types into docs/inventory.md: inventory_types.py CATALOG, as `plumb inventory -list-types -json` writes it."""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "inventory.md"
MARK = "## Types\n"


def rows(listing: dict, calls: list[str]) -> list[tuple[str, str, str]]:
    step = listing["step"]
    calls = calls + [f"{step['signing_name']}:{step['operation']}"]
    found = [(step["service"], kind["type"], ", ".join(calls)) for kind in listing["types"]]
    return found + [row for following in listing["then"] for row in rows(following, calls)]


def main() -> None:
    catalog = json.loads(pathlib.Path(sys.argv[1]).read_text())
    imports = json.loads((ROOT / "Tests" / "Fixtures" / "inventory" / "imports.json").read_text())
    table = sorted({row for listing in catalog["listings"] for row in rows(listing, [])})
    accepted = sum(text == "accepted" for text in imports.values())
    text = PAGE.read_text()
    text = text[: text.index(MARK)] + MARK + f"""
{len({row[1] for row in table})} types. The tests make objects of {len(imports)} of them in a stand-in for AWS, which has none of the others, and find each
by the identifier that an import takes. "Imported" are the {accepted} that the provider (hashicorp/aws 5.100.0) has imported by it, as
`scripts/record-imports` recorded; for the others the provider needs answers that the stand-in does not give.

| service | type | found by | tried |
|---|---|---|---|
"""
    for service, kind, calls in table:
        tried = {"accepted": "imported", None: ""}.get(imports.get(kind), "found")
        text += f"| {service} | `{kind}` | {calls} | {tried} |\n"
    PAGE.write_text(text)


main()
