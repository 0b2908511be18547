"""Good configurations with a mistake in them: both engines must say the same of it, at the same place. And such as are so broken
that only one thing is asked: that reading them comes to an end."""

import pathlib
import subprocess
import tempfile

from . import bench as common
from . import cases as kit
from . import random_configurations, random_mistakes
from .bench import shown

# What real texts may ask of a machine is far below: who needs longer hangs.
SECONDS = 20


def corpus() -> list:
    """The configurations of Tests/Conformance that need no provider but the built-in one, each as its files."""
    found = []
    for case in kit.all_cases([]):
        paths = [p for p in sorted(case.folder.rglob("*")) if p.is_file() and "step2" not in p.parts and p.name not in kit.OWN_FILES]
        if not case.needs_aws and case.kind == "plan" and all(p.suffix in (".tf", ".json", ".tftpl", ".txt", ".tfvars") for p in paths):
            found.append({str(p.relative_to(case.folder)): p.read_text() for p in paths})
    return found


def mistakes(bench, count):
    area = common.Area("validate JSON: generated mistakes")
    good = corpus()

    def work(number):
        source = bench.random("mistake", number)
        if number % 2:
            files = random_configurations.written(random_configurations.module(source, bench.signatures), as_json=number % 10 == 1)
        else:
            files = dict(source.choice(good))
        path = source.choice([path for path in files if path.endswith((".tf", ".tf.json"))])
        files[path] = random_mistakes.mistaken(files[path], source)
        wanted, got = (told(bench, engine, files) for engine in (bench.judge, bench.plumb))
        found = common.told_differently(wanted, got)
        return number, found, any(head.startswith("error") for head in wanted), path, files[path]

    for number, found, refused, path, text in bench.each(work, range(count)):
        area.settle(f"mistake/{bench.seed}/{number}", [*found, *shown({path: text})] if found else [], refused)
    return area


def told(bench, engine, files) -> list:
    def body(folder):
        done = engine.run(folder, None, ["validate", "-no-color", "-json"], expected=(0, 1))
        return common.heads(done.stdout)

    return bench.in_folder(engine, files, body)


def wrecks(bench, count):
    """Plumb alone: `fmt` and `validate` of texts after an accident end in time, with an exit code of theirs."""
    area = common.Area("fmt and validate end well: wrecked texts")
    good = [text for files in corpus() for path, text in files.items() if path.endswith((".tf", ".json"))]

    def work(number):
        source = bench.random("wreck", number)
        data = random_mistakes.wrecked(source.choice(good), source)
        name = source.choice(["main.tf", "main.tf", "main.tf.json"])
        return number, [line for line in (ended(bench.plumb, verb, name, data) for verb in ("fmt", "validate")) if line], data

    for number, found, data in bench.each(work, range(count)):
        area.settle(f"wreck/{bench.seed}/{number}", [*found, repr(data)] if found else [])
    return area


def ended(engine, verb, name, data):
    """What is wrong with the end of a command, if anything is."""
    with tempfile.TemporaryDirectory(prefix="plumb-wrecks-") as place:
        folder = pathlib.Path(place)
        (folder / name).write_bytes(data)
        try:
            done = subprocess.run(
                [engine.program, verb, "-no-color"], cwd=folder, env=engine.environment(None), stdin=subprocess.DEVNULL,
                capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return f"{verb} took more than {SECONDS} s"
        return None if done.returncode in (0, 1, 2, 3) else f"{verb} ended with {done.returncode}: {done.stderr[-300:]!r}"
