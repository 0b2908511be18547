"""Cases by lot: each area makes many from a seed, gives them to both engines, and tells what is not the same."""

import json
import pathlib
import random
import shutil
import tempfile

from . import cases as kit
from . import normal, random_configurations, random_expressions, random_texts

# How many go into one run of an engine: starting one takes longer than most cases.
TEXTS, EXPRESSIONS, MODULES = 500, 150, 8


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


class Bench:
    """Both engines, what may be called, and the seed that all cases come from."""

    def __init__(self, plumb, judge, seed):
        self.plumb, self.judge, self.seed = plumb, judge, seed
        self.signatures = random_expressions.functions(judge.program, judge.environment(None))

    def random(self, area, number):
        return random.Random(f"{self.seed}/{area}/{number}")

    def in_folder(self, engine, files, body):
        """Calls body with a folder that has the files, initialised."""
        with tempfile.TemporaryDirectory(prefix="plumb-generated-") as place:
            folder = pathlib.Path(place).resolve() / "case"
            for path, text in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text)
            engine.run(folder, None, ["init", "-input=false", "-no-color"], expected=(0, 1))
            return body(folder)

    def planned(self, engine, files):
        """The plan as it can be compared; None when the configuration is refused."""
        def body(folder):
            done = engine.run(folder, None, ["plan", "-input=false", "-no-color", "-out=tfplan"], expected=(0, 1))
            if done.returncode:
                self.said = " ".join(done.stderr.split())[:600]
                return None
            shown = engine.run(folder, None, ["show", "-json", "-no-color", "tfplan"]).stdout
            try:
                return normal.normal(json.loads(shown), str(folder))
            except json.JSONDecodeError as error:
                return {"output_changes": {}, "planned_values": {"outputs": {}}, "no JSON": shown[max(0, error.pos - 60) : error.pos + 60]}

        return self.in_folder(engine, files, body)


def formatting(bench, count) -> Area:
    area = Area("fmt: generated texts")
    corpus = [path.read_text() for path in sorted(kit.ROOT.glob("**/*.tf")) if ".build" not in path.parts and ".terraform" not in path.parts and path.is_file()]
    corpus = [text for text in corpus if len(text) < 4000]
    for first in range(0, count, TEXTS):
        texts = {}
        for number in range(first, min(first + TEXTS, count)):
            source = bench.random("fmt", number)
            kind = number % 3
            text = random_texts.mangled(source.choice(corpus), source) if kind == 0 else random_texts.text(source)
            texts[f"{number}.tf"] = random_texts.mangled(text, source) if kind == 2 else text
        answers = []
        for engine in (bench.judge, bench.plumb):
            with tempfile.TemporaryDirectory(prefix="plumb-generated-") as place:
                folder = pathlib.Path(place)
                for name, text in texts.items():
                    (folder / name).write_bytes(text.encode())
                engine.run(folder, None, ["fmt", "-no-color", "-list=false"], expected=(0, 2))
                checked = engine.run(folder, None, ["fmt", "-no-color", "-check", "-list=false"], expected=(0, 2, 3))
                answers.append({name: (folder / name).read_bytes() for name in texts})
                del checked
        for name, text in texts.items():
            wanted, got = answers[0][name], answers[1][name]
            found = [] if wanted == got else [f"text: {text!r}", f"expected: {wanted!r}", f"got: {got!r}"]
            area.settle(f"fmt/{bench.seed}/{name}", found, refused=wanted == text.encode())
    return area


GIVEN = """
variable "s" { default = "text" }
variable "n" { default = 3 }
variable "flag" { default = true }
variable "strings" { default = ["b", "a"] }
variable "typed" {
  type    = map(number)
  default = { a = 1, b = 2 }
}
variable "secret" {
  default   = "hidden"
  sensitive = true
}
resource "terraform_data" "unknown" { input = "later" }
resource "terraform_data" "none" {}
"""
NAMED = {
    "string": ["var.s", "var.secret", "terraform_data.unknown.id"], "number": ["var.n"], "bool": ["var.flag"],
    "list": ["var.strings", "toset(var.strings)"], "map": ["var.typed", "terraform_data.none"],
    "any": ["terraform_data.unknown.output"],
}


def expressions(bench, count) -> Area:
    """Each expression is an output, in a tuple so that its type shows; what fails is told as such."""
    area = Area("functions and expressions: generated")
    for first in range(0, count, EXPRESSIONS):
        made = {}
        for number in range(first, min(first + EXPRESSIONS, count)):
            source = bench.random("expression", number)
            generator = random_expressions.Expressions(source, bench.signatures, NAMED)
            made[f"e{number}"] = generator.any(source.randrange(1, 5))
        compare_expressions(bench, made, area)
    return area


def compare_expressions(bench, made, area):
    def files():
        outputs = [f'output "{name}" {{\n  value     = try([{text}], "does not work")\n  sensitive = true\n}}\n' for name, text in made.items()]
        return {"main.tf": GIVEN + "".join(outputs)}

    wanted, got = bench.planned(bench.judge, files()), bench.planned(bench.plumb, files())
    if (wanted is None or got is None) and len(made) > 1:
        # One of them is refused outright: find out which.
        names = sorted(made)
        for half in (names[: len(names) // 2], names[len(names) // 2:]):
            compare_expressions(bench, {name: made[name] for name in half}, area)
        return
    for name, text in made.items():
        title = f"expression/{bench.seed}/{name[1:]}"
        if wanted is None or got is None:
            same = wanted is None and got is None
            area.settle(title, [] if same else [f"{text}: {'refused' if got is None else 'accepted'} here only: {bench.said}"], refused=same)
            continue

        def told(plan):
            return [plan["output_changes"].get(name), plan["planned_values"]["outputs"].get(name)]

        area.settle(title, [f"{text}: {line}" for line in normal.differences(told(wanted), told(got))])


def configurations(bench, count) -> tuple:
    """Accept or reject, plan JSON, and for what is accepted a round trip of the state both ways."""
    accepted = Area("accept or reject and plan JSON: generated modules")
    trips = Area("state round trips: generated modules")
    for first in range(0, count, MODULES):
        modules = {}
        for number in range(first, min(first + MODULES, count)):
            modules[f"m{number}"] = random_configurations.module(bench.random("module", number), bench.signatures)
        compare_modules(bench, modules, accepted, trips)
    return accepted, trips


def joined(modules) -> dict:
    files = {"main.tf": "".join(f'module "{name}" {{\n  source = "./{name}"\n}}\n' for name in modules)}
    for name, own in modules.items():
        files |= {f"{name}/{path}": text for path, text in own.items()}
    return files


def compare_modules(bench, modules, accepted, trips):
    files = joined(modules)
    wanted, got = bench.planned(bench.judge, files), bench.planned(bench.plumb, files)
    if (wanted != got) and len(modules) > 1 or wanted is None and len(modules) > 1:
        for name, own in modules.items():
            compare_modules(bench, {name: own}, accepted, trips)
        return
    title = f"module/{bench.seed}/{'+'.join(name[1:] for name in modules)}"
    if wanted is None or got is None:
        same = wanted is None and got is None
        which = "refused, and accepted by the judge" if got is None else "accepted, and refused by the judge"
        found = [] if same else [f"{which}: {bench.said}", *shown(files)]
        accepted.settle(title, found, refused=same)
        return
    found = normal.differences(wanted, got)
    for name in modules:
        accepted.settle(f"module/{bench.seed}/{name[1:]}", [*found, *shown(files)] if found else [])
    if found:
        return
    found = round_trip(bench, files)
    trips.settle(title, [*found, *shown(files)] if found else [])


def shown(files):
    return [f"--- {path}\n{text}" for path, text in files.items()]


def round_trip(bench, files) -> list:
    """Each engine applies; the other must read the same out of the state, and find nothing to do."""
    found, failed = [], []
    for first, second in ((bench.plumb, bench.judge), (bench.judge, bench.plumb)):
        def body(folder):
            first.plan(folder, None, [])
            try:
                first.apply(folder, None)
            except kit.EngineFailed as failure:
                # Values that become known may turn out not to fit: for both, or for none.
                failed.append(f"{first.name} cannot apply: {failure}")
                return []
            seen = [json.loads(engine.run(folder, None, ["show", "-json", "-no-color"]).stdout) for engine in (first, second)]
            lines = normal.differences(*[normal.masked(one, normal.Masks({}, ""), None, False) for one in seen])
            shutil.rmtree(folder / ".terraform")
            second.initialise(folder, None)
            left = second.run(folder, None, ["plan", "-input=false", "-no-color", "-detailed-exitcode"], expected=(0, 1, 2))
            # What fails in both, or is changed by both, is so by the configuration.
            again = first.run(folder, None, ["plan", "-input=false", "-no-color", "-detailed-exitcode"], expected=(0, 1, 2))
            if left.returncode != again.returncode:
                lines.append(
                    f"after {first.name} applied, {second.name} ends with {left.returncode}, not {again.returncode}:\n"
                    f"{left.stdout[-1000:]}{left.stderr[-1000:]}")
            return lines

        found += bench.in_folder(first, files, body)
    return found + (failed if len(failed) == 1 else [])


def run(bench, count) -> list:
    """All areas, with about `count` expressions and texts, and a twentieth of it modules."""
    return [formatting(bench, count), expressions(bench, count), *configurations(bench, max(8, count // 20))]
