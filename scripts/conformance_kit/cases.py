"""The cases of Tests/Conformance and how one is run with an engine; Tests/Conformance/README.md has the format."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from . import normal

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = SCRIPTS.parent
CASES = ROOT / "Tests" / "Conformance"

# No command of a case takes a minute on an idle machine.
COMMAND_SECONDS = 600

# Read by the runner, of no meaning to an engine.
OWN_FILES = {"plan.args", "expected.json", "tainted", "world.py", "step2"}


class EngineFailed(Exception):
    """A command of an engine did not end as it should."""


class Case:
    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.kind = folder.parent.name
        self.name = f"{self.kind}/{folder.name}"
        self.step2 = folder / "step2" if (folder / "step2").is_dir() else None

    @property
    def steps(self) -> list:
        """The steps that have a recording. What fails has one, in its last step."""
        return [1, 2] if self.kind == "plan" and self.step2 else [1]

    @property
    def settles(self) -> bool:
        """Whether nothing is left to do after the first step: not where its plan chooses a part."""
        return not any(argument.startswith(("-target", "-destroy", "-replace", "-generate")) for argument in arguments(self.folder))

    @property
    def needs_aws(self) -> bool:
        return any("hashicorp/aws" in path.read_text() for path in self.folder.rglob("*.tf*") if path.is_file())

    def golden(self, step: int) -> pathlib.Path:
        return (self.folder if step == 1 else self.step2) / "expected.json"


def all_cases(names) -> list:
    """The cases of the given names (`plan/count`, `count`), or all, those that need a cloud last."""
    cases = [Case(p) for kind in ("plan", "errors") for p in sorted((CASES / kind).glob("*")) if p.is_dir()]
    if names:
        wanted = [case for case in cases if case.name in names or case.folder.name in names]
        missing = set(names) - {case.name for case in wanted} - {case.folder.name for case in wanted}
        if missing:
            sys.exit(f"No such case: {', '.join(sorted(missing))}")
        cases = wanted
    return sorted(cases, key=lambda case: (case.needs_aws, case.name))


class StandIn:
    """A stand-in for AWS of one worker, started when first needed."""

    def __init__(self):
        self.process = None
        self.address = None

    def fresh(self) -> str:
        """Its address, with nothing in it."""
        import urllib.request

        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, str(SCRIPTS / "aws_stand_in.py"), "--until-stdin-closes"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self.address = self.process.stdout.readline().strip()
            if not self.address.startswith("http"):
                raise EngineFailed("the stand-in for AWS did not start")
        for question in ("reset", "seed?a=1"):
            request = urllib.request.Request(f"{self.address}/moto-api/{question}", method="POST")
            urllib.request.urlopen(request, timeout=60).read()
        return self.address

    def stop(self):
        if self.process is not None:
            self.process.stdin.close()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Engine:
    """Terraform or Plumb: the same commands and flags."""

    def __init__(self, program: str, mirror_config):
        self.program = program
        self.name = pathlib.Path(program).name
        self.mirror_config = mirror_config

    def environment(self, address) -> dict:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("TF_", "AWS_"))}
        if self.mirror_config:
            kept["TF_CLI_CONFIG_FILE"] = str(self.mirror_config)
        kept |= {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "NO_COLOR": "1"}
        if address:
            kept |= {
                "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
                "AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true",
            }
        return kept

    def run(self, folder, address, arguments, expected=(0,)):
        try:
            done = subprocess.run(
                [self.program, *arguments], cwd=folder, env=self.environment(address), stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            raise EngineFailed(f"{self.name} {' '.join(arguments)} took more than {COMMAND_SECONDS} s") from None
        if done.returncode not in expected:
            raise EngineFailed(
                f"{self.name} {' '.join(arguments)} ended with {done.returncode}\n"
                f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        return done

    def version(self) -> str:
        """The first line of what it says of itself."""
        return subprocess.run([self.program, "version"], env=self.environment(None), capture_output=True, text=True, check=True).stdout.split("\n")[0]

    def initialise(self, folder, address):
        self.run(folder, address, ["init", "-input=false", "-no-color"])

    def plan(self, folder, address, arguments):
        self.run(folder, address, ["plan", "-input=false", "-no-color", "-out=tfplan", *arguments], expected=(0, 2))

    def planned(self, folder, address, arguments) -> dict:
        self.plan(folder, address, arguments)
        shown = self.run(folder, address, ["show", "-json", "-no-color", "tfplan"]).stdout
        return normal.normal(json.loads(shown), str(folder))

    def apply(self, folder, address):
        self.run(folder, address, ["apply", "-input=false", "-no-color", "tfplan"])


def arguments(folder: pathlib.Path) -> list:
    """The arguments of a case's plan: one a line."""
    file = folder / "plan.args"
    return file.read_text().split("\n")[:-1] if file.exists() else []


@contextlib.contextmanager
def work_copy(case: Case):
    with tempfile.TemporaryDirectory(prefix="plumb-conformance-") as place:
        folder = pathlib.Path(place).resolve() / "case"
        shutil.copytree(case.folder, folder, ignore=lambda _, names: [n for n in names if n in OWN_FILES])
        yield folder


def prepare_step2(case: Case, folder: pathlib.Path, engine: Engine, address) -> None:
    """Lays the second step's files over the first, and changes state and world as it says."""
    for source in case.step2.rglob("*"):
        if source.is_file() and source.name not in OWN_FILES:
            target = folder / source.relative_to(case.step2)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    if (case.step2 / "tainted").exists():
        taint(folder / "terraform.tfstate", (case.step2 / "tainted").read_text().split())
    if (case.step2 / "world.py").exists():
        subprocess.run(
            [sys.executable, str(case.step2 / "world.py")], env=engine.environment(address), check=True, timeout=60,
            capture_output=True)


def taint(state_file: pathlib.Path, resources: list) -> None:
    """Marks every instance of the given resources (`type.name`) of the root module as tainted."""
    state = json.loads(state_file.read_text())
    for resource in state["resources"]:
        if f"{resource['type']}.{resource['name']}" in resources and "module" not in resource:
            for instance in resource["instances"]:
                instance["status"] = "tainted"
    state["serial"] += 1
    state_file.write_text(json.dumps(state, indent=2))


def plans(case: Case, engine: Engine, stand_in: StandIn):
    """Yields (step, plan) of a case with an engine."""
    address = stand_in.fresh() if case.needs_aws else None
    with work_copy(case) as folder:
        engine.initialise(folder, address)
        yield 1, engine.planned(folder, address, arguments(case.folder))
        if case.step2:
            engine.apply(folder, address)
            prepare_step2(case, folder, engine, address)
            if any(case.step2.rglob("*.tf*")):
                engine.initialise(folder, address)
            yield 2, engine.planned(folder, address, arguments(case.step2))


def errors(case: Case, engine: Engine, stand_in: StandIn) -> dict:
    """The diagnostics of a case whose plan fails: where they are, and the user's own words in them."""
    address = stand_in.fresh() if case.needs_aws else None
    with work_copy(case) as folder:
        # Where init fails, the plan tells why in a form that can be compared.
        engine.run(folder, address, ["init", "-input=false", "-no-color"], expected=(0, 1))
        if case.step2:
            engine.plan(folder, address, arguments(case.folder))
            engine.apply(folder, address)
            prepare_step2(case, folder, engine, address)
        given = arguments(case.step2 or case.folder)
        planned = engine.run(folder, address, ["plan", "-input=false", "-no-color", "-json", *given], expected=(1,))
        texts = "\n".join(path.read_text() for path in folder.rglob("*.tf"))
        words = re.findall(r'error_message\s*=\s*"([^"$]*)', texts)
        found = []
        for line in planned.stdout.splitlines():
            message = json.loads(line) if line.startswith("{") else {}
            if message.get("type") != "diagnostic":
                continue
            diagnostic = message["diagnostic"]
            place = diagnostic.get("range") or {}
            entry = {"severity": diagnostic["severity"], "summary": diagnostic["summary"]}
            if place:
                entry |= {"file": place["filename"], "line": place["start"]["line"], "column": place["start"]["column"]}
            said = [w for w in words if w and w in diagnostic.get("detail", "")]
            if said:
                entry["says"] = max(said, key=len)
            if entry not in found:
                found.append(entry)
        found.sort(key=lambda entry: (entry.get("file", ""), entry.get("line", 0), normal.canonical(entry)))
        return {"diagnostics": found}


def differing_diagnostics(expected: dict, actual: dict) -> list:
    """What must agree of diagnostics: how grave, where, and the user's own words. The wording is each engine's, and
    one may find more wrong with a line than the other."""
    def essence(diagnostics):
        return {tuple(d.get(k) for k in ("severity", "file", "line", "says")) for d in diagnostics["diagnostics"]}

    wanted, got = essence(expected), essence(actual)
    places = {entry[:3] for entry in wanted}
    # Where Terraform names no place, Plumb may name one.
    wanted -= {entry for entry in wanted if entry[1] is None and any(other[0] == entry[0] for other in got)}
    lines = [f"step1: missing diagnostic {normal.short(entry)}" for entry in wanted - got]
    more = [entry for entry in got - wanted if entry[:3] not in places and (entry[0], None, None) not in places]
    lines += [f"step1: unexpected diagnostic {normal.short(entry)}" for entry in more]
    return sorted(lines)


def cross_check(case: Case, first: Engine, second: Engine, stand_in: StandIn):
    """Applies with one engine; the other must then find nothing to do. Returns what it found, or nothing."""
    address = stand_in.fresh() if case.needs_aws else None
    with work_copy(case) as folder:
        first.initialise(folder, address)
        first.plan(folder, address, arguments(case.folder))
        first.apply(folder, address)
        second.initialise(folder, address)
        done = second.run(
            folder, address,
            ["plan", "-input=false", "-no-color", "-detailed-exitcode", *arguments(case.folder)], expected=(0, 2))
        return None if done.returncode == 0 else done.stdout[-3000:]
