"""Compares verdicts of Plumb's controls and of Checkov's checks over Tests/Fixtures/controls, by the ids that controls name as aliases.

Each folder there holds examples for one control, whose resources are named by what the control must say of them (`pass_`, `fail_`,
`unknown_`); that it does is held by the Swift tests. Here the same is asked of Checkov. `unknown` is what only Plumb says, and is counted.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "Tests" / "Fixtures" / "controls"


def aliases():
    """Checkov's ids by control."""
    found = {}
    for path in (ROOT / "Controls").rglob("*.policy.hcl"):
        match = re.search(r"aliases\s*=\s*\[(.*?)\]", path.read_text(), re.S)
        found[path.name.removesuffix(".policy.hcl")] = set(re.findall(r'"(CKV2?_[A-Z0-9_]+)"', match.group(1) if match else ""))
    return found


def explanations(folder):
    """By (type, name): the comment about Checkov in or right above the resource's block."""
    found = {}
    for path in folder.rglob("*.tf"):
        lines = path.read_text().splitlines()
        comments, current = [], None
        for number, line in enumerate(lines):
            words = re.match(r"\s*#\s*checkov:\s*(.*)", line)
            header = re.match(r'resource "([^"]+)" "([^"]+)"', line)
            if header:
                current = header.groups()
                if comments:
                    found[current] = " ".join(comments)
                comments = []
                if line.rstrip().endswith("}"):
                    current = None
            elif line.startswith("}"):
                current = None
            elif words and current:
                found[current] = words.group(1)
            elif words:
                comments.append(words.group(1))
            elif line.lstrip().startswith("#") and comments:
                comments.append(line.lstrip("# "))
            elif line.strip():
                comments = []
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plumb", required=True)
    parser.add_argument("--checkov", required=True)
    options = parser.parse_args()
    begin = time.monotonic()
    run = subprocess.run([options.checkov, "-d", str(EXAMPLES), "--framework", "terraform", "--compact", "-o", "json"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    theirs = time.monotonic() - begin
    report = json.loads(run.stdout)
    report = report[0] if isinstance(report, list) else report
    begin = time.monotonic()
    folders = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
    subprocess.run([options.plumb, "check", "-json", *map(str, folders)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ours = time.monotonic() - begin

    said = collections.defaultdict(dict)
    for kind, verdict in (("passed_checks", "pass"), ("failed_checks", "fail")):
        for check in report["results"][kind]:
            folder = check["file_path"].lstrip("/").split("/")[0]
            said[folder].setdefault(check["resource"], {})[check["check_id"]] = verdict
    known = aliases()
    counts = collections.Counter()
    differences, unexplained = [], []
    for folder, resources in sorted(said.items()):
        reasons = explanations(EXAMPLES / folder)
        for resource, checks in sorted(resources.items()):
            kind, name = re.sub(r"\[.*?\]", "", resource).split(".")[-2:]
            wanted = name.split("_")[0]
            mine = {check: verdict for check, verdict in checks.items() if check in known.get(folder, ())}
            if wanted not in ("pass", "fail", "unknown"):
                continue
            if not mine:
                counts["Checkov says nothing"] += 1
                continue
            if wanted == "unknown":
                counts["only Plumb says that it is not known"] += 1
                continue
            verdict = "fail" if "fail" in mine.values() else "pass"
            if verdict == wanted:
                counts["the same"] += 1
                continue
            reason = reasons.get((kind, name))
            counts["different, and said why" if reason else "different"] += 1
            entry = (folder, resource, wanted, ", ".join(f"{check} {said}" for check, said in sorted(mine.items())), reason)
            (differences if reason else unexplained).append(entry)
    for folder, resource, wanted, checks, reason in differences:
        print(f"  {folder} {resource}: {wanted} here, {checks}: {reason}")
    for folder, resource, wanted, checks, _ in unexplained:
        print(f"  NOT EXPLAINED {folder} {resource}: {wanted} here, {checks}")
    print()
    for name, count in counts.most_common():
        print(f"{count:5} {name}")
    print(f"\n{len(folders)} configurations, {report['summary']['resource_count']} resources. Checkov took {theirs:.1f} s for all at once, "
          f"Plumb {ours:.1f} s for each by itself.")
    if unexplained:
        print(f"{len(unexplained)} differences are not explained beside the resource.", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
