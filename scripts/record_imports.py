"""Imports with the real provider what an inventory found in a stand-in for AWS, and writes down what came of it.

record_imports.py PLUMB INVENTORY OUT: INVENTORY is what `plumb inventory -json` wrote. For each type two of its objects are
imported by the identifiers in it. A provider that crashes takes what was imported beside with it, so that the others are asked again
without the one that crashes.
"""

import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

HEAD = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}
provider "aws" {
  max_retries                 = 1
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
}
"""
CRASH = "Plugin did not respond"
# Some waits of the provider, for what the stand-in never says, last for many minutes.
PATIENCE = 45


def chosen(inventory: dict) -> list[dict]:
    """Two objects of each type that somebody has made."""
    counts: dict[str, int] = {}
    objects = []
    for found in inventory["objects"]:
        if found["default"] or counts.get(found["type"], 0) == 2:
            continue
        counts[found["type"]] = counts.get(found["type"], 0) + 1
        objects.append(found)
    return objects


def attempt(plumb: str, place: pathlib.Path, objects: list[dict]) -> dict[int, str]:
    """The errors of importing these, by position."""
    blocks = [
        f"import {{\n  to = {each['type']}.o{number}\n  id = {json.dumps(each['import_id'])}\n}}\n"
        for number, each in enumerate(objects)
    ]
    (place / "main.tf").write_text(HEAD + "".join(blocks))
    (place / "generated.tf").unlink(missing_ok=True)
    run = subprocess.Popen(
        [plumb, "plan", "-json", "-input=false", "-lock=false", "-generate-config-out=generated.tf"],
        cwd=place, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        output, _ = run.communicate(timeout=PATIENCE if len(objects) > 1 else PATIENCE // 3)
    except subprocess.TimeoutExpired:
        # Twice, so that it does not wait for the provider any more; the provider ends with it.
        run.send_signal(signal.SIGINT)
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        run.communicate()
        return dict.fromkeys(range(len(objects)), CRASH)
    errors: dict[int, str] = {}
    for line in output.splitlines():
        message = json.loads(line)
        diagnostic = message.get("diagnostic", {})
        address = re.fullmatch(r"aws_\w+\.o(\d+)", diagnostic.get("address", ""))
        # What is wrong with the configuration that was generated says nothing of the import.
        where = diagnostic.get("range", {}).get("filename", "")
        if diagnostic.get("severity") == "error" and address and where != "generated.tf":
            errors.setdefault(int(address.group(1)), f"{diagnostic['summary']}: {diagnostic['detail']}")
    return errors


def outcomes(plumb: str, place: pathlib.Path, objects: list[dict]) -> list[str]:
    """For each object "accepted" or what was said."""
    errors = attempt(plumb, place, objects)
    crashed = [number for number, text in errors.items() if text.startswith(CRASH)]
    results = [errors.get(number, "accepted") for number in range(len(objects))]
    if not crashed:
        return results
    if len(objects) == 1:
        return ["the provider crashes or waits"]
    for half in (crashed[: len(crashed) // 2], crashed[len(crashed) // 2 :]):
        for number, text in zip(half, outcomes(plumb, place, [objects[number] for number in half]), strict=True):
            results[number] = text
    return results


def main() -> None:
    plumb, inventory, out = sys.argv[1:]
    objects = chosen(json.loads(pathlib.Path(inventory).read_text()))
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "main.tf").write_text(HEAD)
        subprocess.run([plumb, "init", "-input=false"], cwd=place, check=True, capture_output=True)
        results = []
        for start in range(0, len(objects), 16):
            results += outcomes(plumb, place, objects[start : start + 16])
            print(f"{len(results)} of {len(objects)}", file=sys.stderr, flush=True)
    by_type: dict[str, str] = {}
    for found, text in zip(objects, results, strict=True):
        # One that is refused says more than one that is not.
        if by_type.get(found["type"], "accepted") == "accepted":
            by_type[found["type"]] = " ".join(text.split())[:200]
    pathlib.Path(out).write_text(json.dumps(by_type, indent=2, sort_keys=True) + "\n")
    accepted = sum(text == "accepted" for text in by_type.values())
    print(f"{accepted} of {len(by_type)} types were imported by the identifiers that the inventory gives.")


main()
