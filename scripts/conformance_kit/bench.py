"""What all areas of generated cases share: both engines, the seed, and the counting."""

import concurrent.futures
import json
import pathlib
import random
import re
import tempfile

from . import cases as kit
from . import normal, random_expressions, texts


class Area:
    """A row of the report."""

    def __init__(self, name):
        self.name = name
        self.same = 0
        self.refused = 0
        self.listed = 0
        self.different = []

    def settle(self, title, found, refused=False):
        if found:
            self.different.append((title, found))
        else:
            self.same += 1
            self.refused += refused


class Planned:
    """How a plan ended: the plan as it can be compared, or the diagnostics that are in its way."""

    def __init__(self, plan, diagnostics):
        self.plan, self.diagnostics = plan, diagnostics

    @property
    def refused(self):
        return self.plan is None


class Bench:
    """Both engines, what may be called, and the seed that all cases come from."""

    def __init__(self, plumb, judge, seed, jobs=2):
        self.plumb, self.judge, self.seed, self.jobs = plumb, judge, seed, jobs
        self.all_signatures = random_expressions.functions(judge.program, judge.environment(None))
        self.signatures = {name: s for name, s in self.all_signatures.items() if name not in random_expressions.LEFT_OUT}

    def random(self, area, number):
        return random.Random(f"{self.seed}/{area}/{number}")

    def each(self, work, items):
        """The results of work(item), made by as many threads as may be, in the order of the items."""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            yield from pool.map(work, items)

    def in_folder(self, engine, files, body):
        """Calls body with a folder that has the files, initialised where there is something to be found."""
        with tempfile.TemporaryDirectory(prefix="plumb-generated-") as place:
            folder = pathlib.Path(place).resolve() / "case"
            lay(folder, files)
            if len(files) > 1:
                engine.run(folder, None, ["init", "-input=false", "-no-color"], expected=(0, 1))
            return body(folder)

    def planned(self, engine, files, arguments=()) -> Planned:
        return self.in_folder(engine, files, lambda folder: self.plan_in(folder, engine, arguments))

    def plan_in(self, folder, engine, arguments=()) -> Planned:
        done = engine.run(
            folder, None, ["plan", "-input=false", "-no-color", "-json", "-out=tfplan", *arguments], expected=(0, 1))
        told = diagnostics(done.stdout)
        if done.returncode:
            return Planned(None, told)
        shown = engine.run(folder, None, ["show", "-json", "-no-color", "tfplan"]).stdout
        try:
            return Planned(normal.normal(json.loads(shown), str(folder)), told)
        except json.JSONDecodeError as error:
            return Planned({"no JSON": shown[max(0, error.pos - 60) : error.pos + 60]}, told)


def lay(folder, files) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


def diagnostics(stream: str) -> list:
    """Those of the messages that a command has written, each as one line: severity, place and summary."""
    messages = [json.loads(line) for line in stream.splitlines() if line.startswith("{")]
    return ordered(m["diagnostic"] for m in messages if m.get("type") == "diagnostic")


def heads(document: str) -> list:
    """The same of what `validate -json` has written."""
    return ordered(json.loads(document)["diagnostics"])


def ordered(found) -> list:
    # Each engine calls itself by its name.
    return sorted({texts.pair(diagnostic)[0].replace("Plumb", "Terraform") for diagnostic in found}, key=texts.place_order)


def told_differently(wanted: list, got: list) -> list:
    """What two lists of diagnostics do not share. Where one names no place, the other may. Beside mistakes in the root module Plumb
    tells those in the modules that it calls; Terraform does not read these then."""
    if wanted and not any("/" in place_of(head) for head in wanted):
        # What has no place in the one may be in a module for the other.
        placeless = {re.sub("^Cycle: .*", "Cycle", head.partition(" ")[2]) for head in wanted if not re.search(r" \d+:\d+-\d", head)}
        got = [head for head in got if "/" not in place_of(head) or head.split(" ", 3)[-1] in placeless]
    pairs = texts.differences([(head, "{}") for head in wanted], [(head, "{}") for head in got])
    return [f"diagnostics: {line}" for line in pairs]


def place_of(head: str) -> str:
    """The file that a diagnostic is in."""
    return head.split(" ")[1]


def shown(files) -> list:
    return [f"--- {path}\n{text}" for path, text in files.items()]
