"""A laboratory for drift: changes a running examples/webshop by AWS's API in many ways, and judges what plumb drift makes of it.

- Finding: each change names the findings that it must lead to. What is found and not named is a false alarm, what is named and not
  found was missed: both must be none. Beside it stands what Terraform's refresh-only plan lists.
- Adopting, in a copy of the configuration: a plan of Terraform has nothing to do then but what was refused, and the patch is the one
  in Tests/Fixtures/drift-lab, line by line.
- Reverting: the account is as before by AWS's own account of it, but for what was named as not to be reverted; with that undone by
  hand, it is the same.
"""

import argparse
import difflib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from drift_account import described, differences
from drift_changes import CHANGES, Cloud


class Laboratory:
    """A copy of the web shop, applied, and those who judge it. What is not as it should be is printed, and counted."""

    def __init__(self, options):
        self.plumb, self.terraform = options.plumb, options.terraform
        self.shop, self.work = options.folder, options.folder.parent
        self.golden, self.records = options.golden, options.record
        self.cloud = Cloud()
        self.faults = 0

    def expect(self, is_so, complaint):
        if not is_so:
            self.faults += 1
            print(f"  WRONG: {complaint}")
        return is_so

    def same(self, wanted, got, missing, surplus):
        """Two sets, with what to say of a member that only one of them has."""
        for each in sorted(set(wanted) - set(got)):
            self.expect(False, f"{missing}: {each}")
        for each in sorted(set(got) - set(wanted)):
            self.expect(False, f"{surplus}: {each}")

    def run(self, program, *arguments, folder=None, codes=(0,)):
        done = subprocess.run([program, *arguments], cwd=folder or self.shop, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
        if done.returncode not in codes:
            sys.exit(f"{program} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done

    # Finding.

    def found(self, *flags, folder=None):
        """What plumb drift finds, actionable only, in the words of the changes. Everything must have been looked at."""
        report = json.loads(self.run(self.plumb, "drift", "-json", *flags, folder=folder, codes=(0, 1, 2)).stdout)
        result = {}
        for stack in report["stacks"]:
            for gap in stack["not_looked_at"]:
                self.expect(False, f"not looked at: {gap}")
            for finding in stack["findings"]:
                if finding["standing"] != "actionable":
                    continue
                text = finding["id"].removeprefix("drift.")
                if text.startswith("unmanaged "):
                    kind, resource, name = text.split(" ", 2)
                    plain = name.rsplit("/", 1)[-1] if resource in ("aws_sqs_queue", "aws_iam_policy") else name
                    text = f"{kind} {resource} {plain}"
                result[text] = finding
        return result

    def listed(self):
        """Addresses that Terraform's refresh-only plan says have changed."""
        lines = self.run(self.terraform, "plan", "-refresh-only", "-json", "-input=false", "-lock=false").stdout.splitlines()
        messages = [json.loads(line) for line in lines if line.startswith("{")]
        return {m["change"]["resource"]["addr"] for m in messages if m.get("type") == "resource_drift"}

    def judge_findings(self, noise):
        wanted = {finding: each for each in CHANGES for finding in each.findings}
        got = self.found("-unmanaged")
        print(f"{len(CHANGES)} changes, {len(wanted)} findings wanted, {len(got)} found; "
              f"precision {len(set(got) & set(wanted)) / max(1, len(got)):.0%}, recall {len(set(got) & set(wanted)) / len(wanted):.0%}.")
        self.same(wanted, got, "missed", "false alarm")
        if self.terraform:
            theirs = self.listed()
            real = {finding.split(" ")[1] for finding in wanted if not finding.startswith("unmanaged")}
            print(f"Terraform lists {len(theirs)} objects as changed, {len(noise)} before anything was done; of {len(real)} that "
                  f"really were, it lists {len(theirs & real)}, and {len(theirs - real)} others.")
        return got

    # Adopting.

    def planned(self, program, folder):
        """The addresses that a plan would do something about, with the attributes that it would change."""
        self.run(program, "plan", "-input=false", "-lock=false", "-out=judge.tfplan", folder=folder)
        plan = json.loads(self.run(program, "show", "-json", "judge.tfplan", folder=folder).stdout)
        os.remove(folder / "judge.tfplan")
        found = set()
        for change in plan["resource_changes"]:
            before, after = change["change"]["before"], change["change"]["after"]
            if change["change"]["actions"] in (["no-op"], ["read"]):
                continue
            if before is None or after is None:
                found.add(change["address"])
                continue
            found |= {f"{change['address']} {name}" for name in after if before.get(name) != after[name] and name != "tags_all"}
        return found

    def adopted(self, name):
        """Adopts everything in a copy. The state is as before, and the account too: adopting edits text."""
        copy = self.work / name
        shutil.copytree(self.shop, copy, symlinks=True)
        state = (copy / "terraform.tfstate").read_bytes()
        done = self.run(self.plumb, "drift", "-adopt", "-auto-approve", folder=copy, codes=(0, 1))
        self.expect((copy / "terraform.tfstate").read_bytes() == state, "adopting has written the state")
        self.run(self.plumb, "fmt", "-check", "-recursive", folder=copy)
        if self.terraform:
            self.run(self.terraform, "fmt", "-check", "-recursive", folder=copy)
        return copy, " ".join((done.stdout + done.stderr).split())

    def patch(self, copy):
        """What was edited, as lines."""
        lines = []
        for path in sorted(path.relative_to(copy) for path in copy.rglob("*.tf*") if ".terraform" not in path.parts):
            if path.name.startswith(("terraform.tfstate", "lab.auto")):
                continue
            before, after = ((folder / path).read_text().splitlines() for folder in (self.shop, copy))
            lines += difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", n=1, lineterm="")
        return "\n".join(lines) + "\n"

    def judges(self):
        return [judge for judge in (self.plumb, self.terraform) if judge]

    def judge_what_can_be_adopted(self):
        """With only such changes made, nothing is left to do."""
        copy, told = self.adopted("adoptable")
        unspoken = {finding.removeprefix("changed ").replace(" ", ".") for each in CHANGES if each.left and not each.refused
                    for finding in each.findings if finding.startswith("changed ")}
        self.same(unspoken, re.findall(r"Not adopted (\S+): ", told), "not told as what cannot be adopted", "refused")
        for judge in self.judges():
            code = self.run(judge, "plan", "-input=false", "-lock=false", "-detailed-exitcode", folder=copy, codes=(0, 1, 2)).returncode
            self.expect(code == 0, f"{judge} plan -detailed-exitcode ended with {code}; it would change {self.planned(judge, copy)}")
        count = len([each for each in CHANGES if not each.refused])
        print(f"Adopted after {count} changes: the plans of {' and '.join(pathlib.Path(j).name for j in self.judges())} are empty.")

    def judge_adoption(self):
        """With all made, what was refused is left, and was told."""
        copy, told = self.adopted("adopted")
        wanted = set()
        for each in CHANGES:
            for finding in each.findings if each.refused else ():
                kind, address, *part = finding.split(" ", 2)
                root = re.match(r"\w+", part[0]).group() if part else ""
                wanted.add(f"{address} {root}".strip())
                self.expect(f"Not adopted {address}{'.' if root else ':'}{root}" in told, f"the refusal is not told: {finding}")
        for judge in self.judges():
            self.same(wanted, self.planned(judge, copy), f"{judge} leaves what was refused alone", f"{judge} would change")
        patch = self.patch(copy)
        if self.records:
            self.golden.parent.mkdir(parents=True, exist_ok=True)
            self.golden.write_text(patch)
        recorded = self.golden.read_text() if self.golden.exists() else ""
        if not self.expect(patch == recorded, f"the patch is not that of {self.golden.name}"):
            sys.stdout.writelines(difflib.unified_diff(recorded.splitlines(True), patch.splitlines(True), "recorded", "now"))
        count = len([line for line in patch.splitlines() if re.match(r"[-+](?!--|\+\+)", line)])
        print(f"Adopted after all: {len(wanted)} parts refused and told, which are all that the plans would change; {count} lines edited.")

    # Reverting.

    def judge_reverting(self, got, before):
        # What the configuration does not speak of, no plan brings back.
        silent = {text for text, finding in got.items()
                  if text.startswith("changed") and not any(part["name"] == "declared" for part in finding["evidence"])}
        done = self.run(self.plumb, "drift", "-revert", "-auto-approve")
        told = " ".join((done.stdout + done.stderr).split())
        named = {f"changed {address} {part}" for address, part in re.findall(r"No plan reverts this (\S+)\.(\w+):", told)}
        self.same(silent, named, "not named as what no plan reverts", "named as what no plan reverts")
        left = {path for path, _, _ in differences(before, described(self.cloud))}
        self.same({path for each in CHANGES for path in each.left}, left, "reverted, though nothing was said of it", "not reverted")
        print(f"Reverted: {len(got) - len(silent)} of {len(got)} findings are settled or unmanaged; {len(left)} parts of the account are "
              f"left, of {len(silent)} findings that were named and {len([t for t in got if t.startswith('unmanaged')])} unmanaged objects.")
        for each in CHANGES:
            if each.undo:
                each.undo(self.cloud)
        for path, was, now in differences(before, described(self.cloud)):
            self.expect(False, f"the account is not as before: {path} is {now}, and was {was}")
        # The state has what was there until now.
        self.run(self.plumb, "apply", "-refresh-only", "-auto-approve", "-input=false")
        self.same([], self.found("-unmanaged"), "", "found after all was undone")
        print("Undone by hand: the account is as before, and there is no drift.")

    def go(self):
        before = described(self.cloud)
        self.same([], self.found("-unmanaged"), "", "found before anything was done")
        noise = self.listed() if self.terraform else set()
        for is_refused in (False, True):
            for each in CHANGES:
                if each.refused == is_refused:
                    each.act(self.cloud)
            if not is_refused:
                self.judge_what_can_be_adopted()
        got = self.judge_findings(noise)
        self.judge_adoption()
        self.judge_reverting(got, before)
        if self.faults:
            sys.exit(f"{self.faults} things are not as they should be.")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform")
    arguments.add_argument("--folder", type=pathlib.Path, required=True, help="a copy of the web shop, applied")
    arguments.add_argument("--golden", type=pathlib.Path, required=True, help="the patch that adopting everything must make")
    arguments.add_argument("--record", action="store_true", help="write that file anew")
    Laboratory(arguments.parse_args()).go()


if __name__ == "__main__":
    main()
