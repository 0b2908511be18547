"""Measures validating, planning and applying large configurations of terraform_data with two engines.

Each engine gets the same folder and the same state. CPU seconds and peak memory are of the whole process, as wait4 gives them.
What takes longer or more memory than the limits is ended, and stands in table and charts as that; what is more work than something
that was ended is not tried. Says of each target whether it is met, and writes a page with charts.
"""

import argparse
import json
import math
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

from bench_chart import chart
from bench_shapes import SHAPES

GIB = 1 << 30
# The other engine rewrites the whole state after each object.
MOST_APPLIED_BY_OTHER = 1_000
# What takes long is measured once: noise is small beside it.
LONG = 8.0


class Operation:
    def __init__(self, key, title, arguments, is_made):
        self.key, self.title, self.arguments, self.is_made = key, title, arguments, is_made


# In the order of their cost: after one that did not finish, those behind it are not tried.
OPERATIONS = [
    Operation("validate", "validate", ["validate"], False),
    Operation("plan", "plan of everything", ["plan", "-input=false", "-lock=false"], False),
    Operation("no-op", "plan of no change", ["plan", "-input=false", "-lock=false"], True),
]
APPLY = Operation("apply", "apply", ["apply", "-auto-approve", "-input=false"], False)
NOT_TRIED = "not tried"


class Sample:
    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def measured(program, arguments, folder, seconds, memory):
    """A sample, or a text that tells why there is none. The limit of time is one of CPU time: a busy machine is no reason to
    give up."""

    def confine():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    log = folder.with_name(folder.name + ".output")
    with open(log, "wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen([program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=output, preexec_fn=confine)
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if resident(process.pid) > memory:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return f"> {memory / GIB:.0f} GB"
            time.sleep(0.005)
        wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode in (-9, -24):
        return f"> {seconds} s"
    if process.returncode != 0:
        tail = log.read_text(errors="replace")[-800:]
        sys.exit(f"{program} {' '.join(arguments)} in {folder.name} ended with {process.returncode}:\n{tail}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def resident(pid: int) -> int:
    try:
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


class Figure:
    """Medians of what was measured, or why there are none."""

    def __init__(self, samples):
        self.reason = samples[-1] if isinstance(samples[-1], str) else None
        if not self.reason:
            self.wall, self.cpu, self.memory = (
                statistics.median(getattr(sample, name) for sample in samples) for name in ("wall", "cpu", "memory"))

    def shown(self) -> str:
        return self.reason or f"{self.cpu:.2f} ({self.memory:.0f})"


class Bench:
    def __init__(self, options):
        self.options = options
        self.figures = {}
        self.state_sizes = {}
        self.engines = {"plumb": options.plumb, **({"terraform": options.terraform} if options.terraform else {})}

    def run(self, program, arguments, folder):
        return measured(program, arguments, folder, self.options.seconds, self.options.memory * GIB)

    def repeated(self, program, arguments, folder) -> Figure:
        samples = []
        for _ in range(self.options.runs):
            samples.append(self.run(program, arguments, folder))
            if isinstance(samples[-1], str) or samples[-1].cpu > LONG:
                break
        return Figure(samples)

    def measure(self, shape, size):
        work = self.options.work / f"{shape.name}-{size}"
        empty, made = work / "empty", work / "made"
        for name, text in shape.files(size).items():
            (empty / name).parent.mkdir(parents=True, exist_ok=True)
            (empty / name).write_text(text)
        shutil.copytree(empty, made)
        self.record(shape, size, APPLY, "plumb", Figure([self.applied(self.options.plumb, made)]))
        state = made / "terraform.tfstate"
        self.state_sizes[shape.name, size] = state.stat().st_size if state.exists() else 0
        for engine, program in self.engines.items():
            why = None
            for folder in (empty, made):
                why = why or self.initialized(program, folder)
            for operation in OPERATIONS:
                if why:
                    self.record(shape, size, operation, engine, Figure([why]))
                    continue
                figure = self.repeated(program, operation.arguments, made if operation.is_made else empty)
                self.record(shape, size, operation, engine, figure)
                if figure.reason:
                    why = NOT_TRIED
        if "terraform" in self.engines and shape.name == "flat" and size <= MOST_APPLIED_BY_OTHER:
            other = work / "applied"
            shutil.copytree(empty, other)
            self.record(shape, size, APPLY, "terraform", Figure([self.applied(self.engines["terraform"], other)]))
        shutil.rmtree(work)

    def applied(self, program, folder):
        return self.initialized(program, folder) or self.run(program, APPLY.arguments, folder)

    def initialized(self, program, folder):
        outcome = self.run(program, ["init", "-input=false"], folder)
        return outcome if isinstance(outcome, str) else None

    def record(self, shape, size, operation, engine, figure):
        self.figures[shape.name, size, operation.key, engine] = figure
        print(f"  {shape.name} {size}, {operation.title}, {engine}: {figure.shown()}", flush=True)

    def figure(self, shape, size, key, engine="plumb"):
        found = self.figures.get((shape, size, key, engine))
        return found if found and not found.reason else None


# MARK: targets

def targets(bench) -> list:
    """Each target of the bench, whether it is met, and what was found; None where it was not measured."""
    found = []
    for operation in OPERATIONS:
        ours, theirs = (bench.figure("flat", 10_000, operation.key, engine) for engine in ("plumb", "terraform"))
        name = f"10,000 resources, {operation.title}"
        if ours and theirs:
            ratio, share = theirs.cpu / ours.cpu, theirs.memory / ours.memory
            found.append((f"{name}: at most 1/20 of the CPU time", ratio >= 20, f"1/{ratio:.1f}"))
            found.append((f"{name}: at most 1/4 of the memory", share >= 4, f"1/{share:.1f}"))
        else:
            found.append((f"{name}: at most 1/20 of the CPU time, 1/4 of the memory", None, ""))
    large = bench.figure("flat", 100_000, "no-op")
    found.append(("100,000 resources, plan of no change: single-digit seconds", large and large.wall < 10,
                  f"{large.wall:.1f} s" if large else ""))
    found.append(("100,000 resources, plan of no change: under 2 GB", large and large.memory < 2000,
                  f"{large.memory:.0f} MB" if large else ""))
    for shape in SHAPES:
        for operation in [*OPERATIONS, APPLY]:
            found.append(growth(bench, shape, operation))
    return [one for one in found if one]


def growth(bench, shape, operation):
    """Whether the cost grows no faster than what there is to do: its exponent between the two largest sizes, without what the
    program takes to start. What is to do for a chain that has been made is to read and write its records, which grow with
    the square of its length."""
    sizes = [size for size in shape.sizes if bench.figure(shape.name, size, operation.key)]
    name = f"{shape.title}, {operation.title}: linear"
    if len(sizes) < 2:
        return (name, None, "")
    before, after = sizes[-2:]
    base = bench.start
    times = [bench.figure(shape.name, size, operation.key).cpu - base for size in (before, after)]
    if times[1] < 0.1:
        return (name, True, f"{times[1]:.2f} s in all")
    work, what = [before, after], ""
    if shape.name == "chain" and operation.key in ("no-op", "apply"):
        work = [size + bench.state_sizes[shape.name, size] / 1000 for size in (before, after)]
        what = " of the state's bytes"
    exponent = math.log(times[1] / max(times[0], 0.01)) / math.log(work[1] / work[0])
    return (name + what, exponent < 1.2, f"exponent {exponent:.2f} from {before:,} to {after:,}")


# MARK: the page

def part(theirs, ours) -> str:
    return f"1/{theirs / ours:.0f}" if theirs / ours >= 2 else f"{ours / theirs:.2f}"


def table(bench) -> str:
    lines = ["| | | terraform | plumb | part: CPU, memory | microseconds for each |", "|---|---|--:|--:|--:|--:|"]
    for shape in SHAPES:
        for size in shape.sizes:
            for operation in [*OPERATIONS, APPLY]:
                ours, theirs = (bench.figures.get((shape.name, size, operation.key, engine)) for engine in ("plumb", "terraform"))
                if not ours:
                    continue
                parts = each = ""
                if not ours.reason:
                    each = f"{ours.cpu / (size * shape.objects) * 1e6:.0f}"
                    if theirs and not theirs.reason:
                        parts = f"{part(theirs.cpu, ours.cpu)}, {part(theirs.memory, ours.memory)}"
                lines.append(f"| {size:,} {shape.unit}: {shape.title.lower()} | {operation.title} | "
                             f"{theirs.shown() if theirs else ''} | {ours.shown()} | {parts} | {each} |")
    return "\n".join(lines) + "\n"


def verdicts(bench) -> str:
    words = {True: "met", False: "**NOT met**", None: "not measured"}
    return "\n".join(f"| {name} | {found} | {words[is_met]} |" for name, is_met, found in targets(bench))


def page(bench) -> str:
    options = bench.options
    return f"""# Large configurations, measured

Made by `scripts/bench scale`, which writes this page and its charts. {bench.versions} on {os.cpu_count()} cores,
{time.strftime("%-d %B %Y", time.gmtime())}.

Configurations of `terraform_data`, so that nothing but the engines is measured, in [five shapes](../../scripts/bench_shapes.py). Both
programs get the same folder and the same state. Figures are medians of {options.runs} runs, of one where it takes longer than {LONG:.0f}
seconds. A command is ended after {options.seconds} CPU seconds or at {options.memory} GB, and what is more work is then not tried.

![CPU seconds by size](cpu.svg)

![Peak memory by size](memory.svg)

## Targets

| target | found | |
|---|--:|---|
{verdicts(bench)}

## Figures

CPU seconds, and peak megabytes in brackets.

{table(bench)}"""


def charts(bench) -> dict:
    columns = [(shape.name, shape.title, shape.unit) for shape in SHAPES]
    sizes = {shape.name: shape.sizes for shape in SHAPES}

    def of(name):
        def figures(row, column, engine):
            known = [(size, bench.figures.get((column, size, row, engine))) for size in sizes[column]]
            return [(size, figure.reason or float(getattr(figure, name))) for size, figure in known
                    if figure and figure.reason != NOT_TRIED]
        return figures

    rows = [(operation.key, operation.title) for operation in [*OPERATIONS, APPLY]]
    note = (f"Both axes are logarithmic. A cross: ended at {bench.options.seconds} CPU seconds or "
            f"{bench.options.memory} GB of memory; what is more work than that is not tried.")
    return {
        "cpu.svg": chart("CPU time by size", note, "CPU seconds", rows, columns, of("cpu")),
        "memory.svg": chart("Peak memory by size", note, "megabytes", rows, columns, of("memory")),
    }


def version(program) -> str:
    return subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout.split("\n")[0].strip()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform", help="leave out to measure Plumb alone")
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--largest", type=int, default=100_000, help="leave out sizes above this")
    arguments.add_argument("--only", action="append", help="only this shape; may be repeated")
    arguments.add_argument("--seconds", type=int, default=100, help="the limit of CPU time for one command")
    arguments.add_argument("--memory", type=int, default=8, help="the limit of memory for one command, in GB")
    arguments.add_argument("--into", type=pathlib.Path, help="write the page and the charts into this folder")
    arguments.add_argument("--json", type=pathlib.Path, help="write the figures here")
    options = arguments.parse_args()
    bench = Bench(options)
    bench.versions = " and ".join(version(program) for program in bench.engines.values())
    bench.start = min(measured(options.plumb, ["version"], options.work, 10, GIB).cpu for _ in range(3))
    for shape in SHAPES:
        shape.sizes = [size for size in shape.sizes if size <= options.largest]
        for size in shape.sizes if not options.only or shape.name in options.only else []:
            bench.measure(shape, size)
    print()
    print(table(bench))
    print("| target | found | |\n|---|--:|---|")
    print(verdicts(bench))
    if options.into:
        options.into.mkdir(parents=True, exist_ok=True)
        (options.into / "scale.md").write_text(page(bench))
        for name, text in charts(bench).items():
            (options.into / name).write_text(text)
    if options.json:
        figures = {"/".join(map(str, key)): vars(figure) for key, figure in bench.figures.items()}
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
