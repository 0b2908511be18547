"""Measures validating, planning and applying large configurations of terraform_data with two engines.

Each engine gets the same folder and the same state. CPU seconds and peak memory are of the whole process, as wait4 gives them;
what takes longer or more memory than the limits is ended, and stands in the table as that. Writes a table in Markdown and a chart.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

GIB = 1 << 30


def flat(count: int) -> dict:
    """Resources of which nine in ten refer to the one before."""
    blocks = []
    for index in range(count):
        trigger = f"  triggers_replace = terraform_data.r{index - 1}.id\n" if index % 10 else ""
        blocks.append(f'resource "terraform_data" "r{index}" {{\n  input = "v{index}"\n{trigger}}}\n')
    return {"main.tf": "\n".join(blocks)}


def chain(count: int) -> dict:
    blocks = ['resource "terraform_data" "r0" {\n  input = "begin"\n}\n']
    for index in range(1, count):
        blocks.append(f'resource "terraform_data" "r{index}" {{\n  input = terraform_data.r{index - 1}.output\n}}\n')
    return {"main.tf": "\n".join(blocks)}


def fan(count: int) -> dict:
    return {"main.tf": f'''resource "terraform_data" "hub" {{
  input = "hub"
}}

resource "terraform_data" "spoke" {{
  count = {count}
  input = terraform_data.hub.output
}}
'''}


def indexed(count: int) -> dict:
    return {"main.tf": f'''resource "terraform_data" "first" {{
  count = {count}
  input = "v${{count.index}}"
}}

resource "terraform_data" "second" {{
  count = {count}
  input = terraform_data.first[count.index].output
}}
'''}


def modules(calls: int, variables: int) -> dict:
    declared = "\n".join(f'variable "v{index}" {{\n  type    = string\n  default = "d"\n}}\n' for index in range(variables))
    used = ", ".join(f"var.v{index}" for index in range(variables))
    module = f'{declared}\nresource "terraform_data" "all" {{\n  input = [{used}]\n}}\n\noutput "all" {{\n  value = terraform_data.all.output\n}}\n'
    arguments = "\n".join(f'  v{index} = "x{index}"' for index in range(variables))
    called = "\n".join(f'module "m{call}" {{\n  source = "./m"\n{arguments}\n}}\n' for call in range(calls))
    return {"main.tf": called, "m/main.tf": module}


class Case:
    def __init__(self, name, title, files, resources, judged=True):
        self.name, self.title, self.files, self.resources, self.judged = name, title, files, resources, judged


def cases(largest: int) -> list:
    known = [
        Case("flat-1000", "1,000 resources", lambda: flat(1000), 1000),
        Case("flat-10000", "10,000 resources", lambda: flat(10000), 10000),
        # The other engine would take more than the bench may: for 10,000 it takes half a minute and a gigabyte.
        Case("flat-100000", "100,000 resources", lambda: flat(100000), 100000, judged=False),
        Case("chain", "a chain of 5,000", lambda: chain(5000), 5000),
        Case("fan", "one resource that 50,000 refer to", lambda: fan(50000), 50001),
        Case("index", "5,000 instances that refer to 5,000 others by index", lambda: indexed(5000), 10000),
        Case("modules", "500 modules of 60 variables", lambda: modules(500, 60), 500),
    ]
    return [case for case in known if case.resources <= largest]


def measured(program, arguments, folder, limits, expected=(0,)):
    """Wall seconds, CPU seconds and peak megabytes; a text that tells why there are none."""
    seconds, memory = limits

    def confine():
        # Of CPU time: a busy machine is no reason to give up.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    log = folder / ".bench-output"
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
    if process.returncode in (-9, -24, -6):
        return f"> {seconds} s"
    if process.returncode not in expected:
        tail = log.read_text(errors="replace")[-800:]
        sys.exit(f"{program} {' '.join(arguments)} in {folder.name} ended with {process.returncode}:\n{tail}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def resident(pid: int) -> int:
    try:
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def prepared(work: pathlib.Path, case: Case, plumb: str) -> tuple:
    """Two folders: one with nothing made yet, one with everything."""
    empty, made = work / f"{case.name}-empty", work / f"{case.name}-made"
    for name, text in case.files().items():
        (empty / name).parent.mkdir(parents=True, exist_ok=True)
        (empty / name).write_text(text)
    shutil.copytree(empty, made)
    return empty, made


OPERATIONS = [
    ("validate", "validate", ["validate"], False),
    ("plan", "plan of everything", ["plan", "-input=false", "-lock=false"], False),
    ("no-op", "plan of no change", ["plan", "-input=false", "-lock=false"], True),
]


def measure(case: Case, options, work: pathlib.Path, engines: dict) -> dict:
    empty, made = prepared(work, case, options.plumb)
    found = {}
    limits = (options.seconds, options.memory * GIB)
    ready = {}
    for engine, program in engines.items():
        if engine == "terraform" and not case.judged:
            continue
        ready[engine] = program
        for folder in (empty, made):
            outcome = measured(program, ["init", "-input=false"], folder, limits)
            if isinstance(outcome, str):
                sys.exit(f"{program} init in {folder.name} did not end: {outcome}")
    apply = measured(options.plumb, ["apply", "-auto-approve", "-input=false"], made, limits)
    found["apply", "plumb"] = [apply]
    for run in range(options.runs):
        for key, _, arguments, isMade in OPERATIONS:
            for engine, program in ready.items():
                samples = found.setdefault((key, engine), [])
                if samples and isinstance(samples[-1], str):
                    continue
                samples.append(measured(program, arguments, made if isMade else empty, limits))
    if "terraform" in ready and case.resources <= options.applied:
        other = work / f"{case.name}-applied"
        shutil.copytree(empty, other)
        found["apply", "terraform"] = [measured(
            engines["terraform"], ["apply", "-auto-approve", "-input=false"], other, limits)]
    shutil.rmtree(empty), shutil.rmtree(made)
    return found


def median(samples, index):
    """Of one figure; the text of what did not end."""
    if not samples:
        return None
    if isinstance(samples[-1], str):
        return samples[-1]
    return statistics.median(sample[index] for sample in samples)


def shown(figure, form="{:.2f}"):
    return "" if figure is None else figure if isinstance(figure, str) else form.format(figure)


def part(theirs, ours):
    if isinstance(theirs, (int, float)) and isinstance(ours, (int, float)) and theirs:
        return f"1/{theirs / ours:.0f}" if ours and theirs / ours >= 2 else f"{ours / theirs:.2f}"
    return ""


def table(results, runs) -> str:
    lines = [
        f"Medians of {runs} runs in turn. CPU seconds, and peak megabytes in brackets.", "",
        "| | | terraform | plumb | part | microseconds for each resource |", "|---|---|--:|--:|--:|--:|"]
    for case, found in results:
        for key, title, *_ in [*OPERATIONS, ("apply", "apply")]:
            ours, theirs = (found.get((key, engine)) for engine in ("plumb", "terraform"))
            if not ours:
                continue
            cells = []
            for samples in (theirs, ours):
                cpu, memory = median(samples, 1), median(samples, 2)
                cells.append(f"{shown(cpu)} ({shown(memory, '{:.0f}')})" if isinstance(cpu, float) else shown(cpu))
            cpu = median(ours, 1)
            each = f"{cpu / case.resources * 1e6:.0f}" if isinstance(cpu, float) else ""
            memory = part(median(theirs, 2), median(ours, 2))
            lines.append(f"| {case.title} | {title} | {cells[0]} | {cells[1]} | {part(median(theirs, 1), cpu)}"
                         f"{f' ({memory})' if memory else ''} | {each} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform", help="leave out to measure Plumb alone")
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--largest", type=int, default=100_000, help="leave out cases with more resources than this")
    arguments.add_argument("--applied", type=int, default=1000, help="the other engine applies no more resources than this")
    arguments.add_argument("--only", action="append", help="only the case of this name; may be repeated")
    arguments.add_argument("--seconds", type=int, default=300, help="the limit of CPU time for one command")
    arguments.add_argument("--memory", type=int, default=12, help="the limit of memory for one command, in GB")
    arguments.add_argument("--json", type=pathlib.Path, help="write the figures here")
    options = arguments.parse_args()
    engines = {name: program for name, program in (("terraform", options.terraform), ("plumb", options.plumb)) if program}
    results = []
    for case in cases(options.largest):
        if options.only and case.name not in options.only:
            continue
        print(f"{case.title} ...", flush=True)
        results.append((case, measure(case, options, options.work, engines)))
    print()
    print(table(results, options.runs))
    if options.json:
        figures = {case.name: {f"{key}.{engine}": samples for (key, engine), samples in found.items()}
                   for case, found in results}
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
