#!/usr/bin/env python3
"""Tests of configurations, run by Terraform and by Plumb in the folders of Tests/Fixtures/tests.

  test_runs.py record  --terraform PROGRAM [--mirror-config FILE] [CASE...]
  test_runs.py compare --terraform PROGRAM --plumb PROGRAM [--mirror-config FILE] [CASE...]

A case is a folder with a configuration and its tests. `test.args` has further arguments, one a line; `test.env` has
variables of the environment. `expected.txt` is what Terraform prints, output and errors one after the other, and
`expected.jsonl` its JSON stream. Comparing asks both programs now; differences that are listed in
known-differences.txt are counted apart.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CASES = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Fixtures" / "tests"
OWN_FILES = ("expected.txt", "expected.jsonl", "expected.xml", "test.args", "test.env")


def lines(path: pathlib.Path) -> list:
    return path.read_text().splitlines() if path.exists() else []


def environment(case: pathlib.Path, mirror_config) -> dict:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "AWS_"))}
    if mirror_config:
        kept["TF_CLI_CONFIG_FILE"] = str(mirror_config)
    kept |= {"CHECKPOINT_DISABLE": "1", "AWS_EC2_METADATA_DISABLED": "true"}
    return kept | dict(line.split("=", 1) for line in lines(case / "test.env"))


def run(program: str, case: pathlib.Path, mirror_config) -> tuple:
    """The exit code, the text, the messages of the JSON stream, and the JUnit report if one is asked for."""
    arguments = lines(case / "test.args")
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder) / case.name
        shutil.copytree(case, work, ignore=shutil.ignore_patterns(".terraform*", *OWN_FILES))

        def call(*words):
            return subprocess.run(
                [program, *words], cwd=work, env=environment(case, mirror_config), capture_output=True, text=True,
                timeout=300)

        directory = [argument for argument in arguments if argument.startswith("-test-directory")]
        call("init", "-input=false", "-no-color", *directory)
        text = call("test", "-no-color", *arguments)
        report = work / "report.xml"
        junit = report.read_text() if report.exists() else None
        stream = call("test", "-json", *arguments)
        messages = [json.loads(line) for line in stream.stdout.splitlines() if line.startswith("{")]
        return text.returncode, text.stdout, text.stderr, messages, junit


def settled(value):
    """Without what differs from one run to the next."""
    if isinstance(value, dict):
        return {
            key: 0 if key == "elapsed" else settled(inner) for key, inner in value.items()
            if key not in ("@timestamp", "terraform_version", "timestamp", "terraform")
        }
    if isinstance(value, list):
        return [settled(inner) for inner in value]
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", value):
        return "UUID"
    return value


def record(case: pathlib.Path, options) -> None:
    code, output, errors, messages, junit = run(options.terraform, case, options.mirror_config)
    text = f"exit {code}\n-- output --\n{output}-- errors --\n{errors}"
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "UUID", text)
    (case / "expected.txt").write_text(text)
    (case / "expected.jsonl").write_text("".join(json.dumps(settled(m), sort_keys=True) + "\n" for m in messages))
    if junit is not None:
        junit = re.sub(r'(time|timestamp)="[^"]*"', r'\1=""', junit)
        (case / "expected.xml").write_text(junit)


def essence(program: str, case: pathlib.Path, options) -> list:
    """What must be the same: how everything ends, and each diagnostic by its summary and place."""
    code, output, _, messages, _ = run(program, case, options.mirror_config)
    found = [f"exit {code}"]
    found += [line for line in output.splitlines() if re.match(r'  run "|Success!|Failure!|[a-z].*\.(hcl|json)\.\.\. ', line)]
    for message in messages:
        if message.get("test_run", {}).get("progress") == "running":
            continue  # as often as the machine is slow
        where = [message.get("type"), message.get("@testfile", ""), message.get("@testrun", "")]
        if message["type"] == "diagnostic":
            diagnostic = message["diagnostic"]
            place = diagnostic.get("range") or {"filename": "", "start": {"line": ""}}
            found.append(
                f"diagnostic | {message['@level']} | {where[1]} | {where[2]} | {diagnostic['summary']} | "
                f"{place['filename']}:{place['start']['line']}")
        elif message["type"] in ("test_abstract", "test_file", "test_run", "test_summary"):
            found.append(json.dumps([*where, settled(message[message["type"]])], sort_keys=True))
    return found


def compare(case: pathlib.Path, options, known: list) -> list:
    """The differences of one case, each with whether it is known."""
    theirs, ours = essence(options.terraform, case, options), essence(options.plumb, case, options)
    missing = list(theirs)
    added = []
    for line in ours:
        if line in missing:
            missing.remove(line)
        else:
            added.append(line)
    differences = [f"- {line}" for line in missing] + [f"+ {line}" for line in added]
    patterns = [line.split(": ", 1)[1] for line in known if line.startswith(f"{case.name}: ")]
    return [(line, any(p == "*" or line.startswith(p) for p in patterns)) for line in differences]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["record", "compare"])
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--terraform", required=True)
    parser.add_argument("--plumb")
    parser.add_argument("--mirror-config")
    options = parser.parse_intermixed_args()
    chosen = [case for case in sorted(CASES.iterdir()) if case.is_dir() and (not options.cases or case.name in options.cases)]
    if options.verb == "record":
        for case in chosen:
            record(case, options)
            print(case.name)
        return 0
    known = lines(CASES / "known-differences.txt")
    same = listed = different = 0
    for case in chosen:
        differences = compare(case, options, known)
        unknown = [line for line, is_known in differences if not is_known]
        for line in unknown:
            print(f"{case.name}: {line}")
        same, listed, different = (
            same + (not differences), listed + bool(differences and not unknown), different + bool(unknown))
    print(f"Tests, judged by Terraform: {same} same, {different} different, {listed} differ as listed")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
