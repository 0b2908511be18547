"""Generated modules: accepted or refused with the same mistakes, planned the same, in native syntax and in JSON; applied by one
engine and taken over by the other; changed, and planned again."""

import json
import shutil

from . import bench as common
from . import cases as kit
from . import normal, random_configurations
from .bench import shown

# How many go into one root module, where all is well.
TOGETHER = 8


def modules(bench, count) -> tuple:
    """Accept or reject, plan JSON, and for what is accepted a round trip of the state both ways."""
    planned = common.Area("plan JSON, and what refuses it: generated modules")
    trips = common.Area("state round trips and cross-engine apply: generated modules")
    groups = []
    for first in range(0, count, TOGETHER):
        numbers = range(first, min(first + TOGETHER, count))
        groups.append({n: random_configurations.module(bench.random("module", n), bench.signatures) for n in numbers})
    for results in bench.each(lambda group: compared(bench, group), groups):
        for name, area, found, refused in results:
            (planned if area == "plan" else trips).settle(f"module/{bench.seed}/{name}", found, refused)
    return planned, trips


def joined(group) -> dict:
    """The files of a root module that calls those of a group; alone, one is the root module itself."""
    if len(group) == 1:
        return random_configurations.written(*group.values())
    files = {"main.tf": "".join(f'module "m{name}" {{\n  source = "./m{name}"\n}}\n' for name in group)}
    for name, own in group.items():
        files |= {f"m{name}/{path}": text for path, text in random_configurations.written(own).items()}
    return files


def compared(bench, group) -> list:
    """Of each module its name, what was compared, the differences and whether it was refused."""
    files = joined(group)
    wanted, got = (bench.planned(engine, files) for engine in (bench.judge, bench.plumb))
    if len(group) > 1 and (wanted.refused or wanted.plan != got.plan):
        return [result for name, own in group.items() for result in compared(bench, {name: own})]
    found = differing(wanted, got)
    if found or wanted.refused:
        return [(name, "plan", [*found, *shown(files)] if found else [], True) for name in group]
    trip = round_trip(bench, files)
    title = "+".join(map(str, group))
    return [(name, "plan", [], False) for name in group] + [(title, "trip", [*trip, *shown(files)] if trip else [], False)]


def differing(wanted, got) -> list:
    found = common.told_differently(wanted.diagnostics, got.diagnostics)
    if wanted.refused != got.refused:
        found.insert(0, "refused here only" if got.refused else "accepted here only")
    return found if wanted.refused or got.refused else found + normal.differences(wanted.plan, got.plan)


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
            seen = [state_of(engine, folder) for engine in (first, second)]
            lines = normal.differences(*seen)
            shutil.rmtree(folder / ".terraform", ignore_errors=True)
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


def state_of(engine, folder):
    document = json.loads(engine.run(folder, None, ["show", "-json", "-no-color"]).stdout)
    return normal.masked(document, normal.Masks({}, ""), None, False)


def steps(bench, count):
    """A configuration is applied, changed, and planned by both upon the same state; then one applies and the other finds nothing."""
    area = common.Area("second plans of changed modules, upon each other's states: generated")

    def work(number):
        source = bench.random("step", number)
        while True:
            before = random_configurations.module(source, bench.signatures)
            files = random_configurations.written(before)
            first, second = (bench.plumb, bench.judge) if number % 2 else (bench.judge, bench.plumb)
            after = random_configurations.written(random_configurations.changed(source, bench.signatures, before))
            result = bench.in_folder(first, files, lambda folder: step(bench, folder, first, second, after))
            # What cannot be applied at all is no case.
            if result is not None:
                return number, result, files, after

    for number, (found, refused), files, after in bench.each(work, range(count)):
        area.settle(f"step/{bench.seed}/{number}", [*found, *shown(files), "=== changed to", *shown(after)] if found else [], refused)
    return area


def step(bench, folder, first, second, after):
    if bench.plan_in(folder, first).refused:
        return None
    try:
        first.apply(folder, None)
    except kit.EngineFailed:
        return None
    common.lay(folder, after)
    if len(after) > 1:
        second.run(folder, None, ["init", "-input=false", "-no-color"], expected=(0, 1))
    plans = {engine.name: bench.plan_in(folder, engine) for engine in (first, second)}
    wanted, got = plans[bench.judge.name], plans[bench.plumb.name]
    found = differing(wanted, got)
    if found or wanted.refused:
        return found, wanted.refused
    # The plan file in the folder is the second engine's.
    try:
        second.apply(folder, None)
    except kit.EngineFailed:
        return [], True
    ended = [engine.run(folder, None, ["plan", "-input=false", "-no-color", "-detailed-exitcode"], expected=(0, 1, 2)).returncode for engine in (first, second)]
    seen = [state_of(engine, folder) for engine in (bench.judge, bench.plumb)]
    lines = normal.differences(*seen)
    if ended[0] != ended[1]:
        lines.append(f"after {second.name} applied, {first.name} ends with {ended[0]}, not {ended[1]}")
    return lines, False


def twins(bench, count):
    """A module in JSON syntax: judged as the other engine judges it, and planned as its twin in native syntax."""
    area = common.Area("JSON syntax: generated modules, and their twins")

    def work(number):
        own = random_configurations.module(bench.random("twin", number), bench.signatures)
        files, native = random_configurations.written(own, as_json=True), random_configurations.written(own)
        wanted, got, twin = bench.planned(bench.judge, files), bench.planned(bench.plumb, files), bench.planned(bench.plumb, native)
        found = differing(wanted, got)
        if not found and got.refused != twin.refused:
            found = [f"its twin in native syntax is {'refused' if twin.refused else 'accepted'}"]
        elif not found and not got.refused:
            # The configuration tells the syntax's own forms of expressions.
            parts = [{key: part for key, part in plan.plan.items() if key != "configuration"} for plan in (got, twin)]
            found = [f"unlike its twin: {line}" for line in normal.differences(*parts)]
        return number, found, wanted.refused, files

    for number, found, refused, files in bench.each(work, range(count)):
        area.settle(f"twin/{bench.seed}/{number}", [*found, *shown(files)] if found else [], refused)
    return area
