"""Measures the second plan of examples/webshop and of a small stack with two engines, run by run in turn, and prints a table.

CPU seconds are those of the engine and all its children (providers), as wait4 gives them; wall seconds are the clock's.
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What we ask of ourselves: at most this part of Terraform's time, and this start.
PLAN_PART = 0.2
SMALL_PART = 0.1
START_SECONDS = 0.020
WAITING_FILE = "modules/data/buckets.tf"


def measured(program: str, arguments: list, folder: pathlib.Path, expected: int = 0):
    """Wall and CPU seconds of one run. The children of a child count, once it has waited for them."""
    log = folder / ".bench-output"
    with open(log, "wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen(
            [program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{program} {' '.join(arguments)} ended with {process.returncode}:\n{log.read_text()[-3000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def prepared(work: pathlib.Path, terraform: str) -> pathlib.Path:
    """The web shop, built once with Terraform: both engines plan on the same state."""
    folder = work / "shop"
    shutil.copytree(ROOT / "examples" / "webshop", folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    (folder / "bench.auto.tfvars").write_text('local_stand_in = true\ndatabase_password = "only-for-the-bench"\n')
    measured(terraform, ["init", "-input=false"], folder)
    measured(terraform, ["apply", "-auto-approve", "-input=false"], folder)
    return folder


def small(work: pathlib.Path, terraform: str) -> pathlib.Path:
    """The small stack, made with Terraform."""
    folder = work / "small"
    shutil.copytree(ROOT / "scripts" / "bench_small", folder)
    measured(terraform, ["init", "-input=false"], folder)
    measured(terraform, ["apply", "-auto-approve", "-input=false"], folder)
    return folder


def without_waiting(folder: pathlib.Path, copy: pathlib.Path, terraform: str) -> pathlib.Path:
    """A copy without the buckets' versioning: the provider waits 1.2 seconds in each read of it, whoever asks."""
    shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns("*.backup"))
    text = (copy / WAITING_FILE).read_text()
    changed = re.sub(r'resource "aws_s3_bucket_versioning" .*?\n}\n\n', "", text, flags=re.DOTALL)
    if changed == text:
        sys.exit(f"{WAITING_FILE} has no aws_s3_bucket_versioning any more: this script needs a change.")
    (copy / WAITING_FILE).write_text(changed)
    measured(terraform, ["state", "rm", "module.data.aws_s3_bucket_versioning.this"], copy)
    return copy


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform", required=True)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only-small", action="store_true", help="the small stack alone")
    options = arguments.parse_args()

    stacks = {"small plan": small(options.work, options.terraform)}
    if not options.only_small:
        print("Building the web shop in the stand-in (two minutes) ...", flush=True)
        shop = prepared(options.work, options.terraform)
        stacks["second plan"] = shop
        stacks["the same, no waiting"] = without_waiting(shop, options.work / "brisk", options.terraform)
    plan = ["plan", "-input=false", "-lock=false", "-detailed-exitcode"]
    engines = {"terraform": options.terraform, "plumb": options.plumb}
    places = {}
    for title, folder in stacks.items():
        # Each with its own .terraform, so that neither finds what the other wrote; the first run warms the caches.
        other = folder.parent / (folder.name + "-of-plumb")
        shutil.copytree(folder, other, symlinks=True, ignore=shutil.ignore_patterns(".terraform"))
        measured(options.plumb, ["init", "-input=false"], other)
        places[title] = {"terraform": folder, "plumb": other}
        for name, program in engines.items():
            measured(program, plan, places[title][name])

    samples = {(title, name): [] for title in [*stacks, "version"] for name in engines}
    for run in range(options.runs):
        for title in stacks:
            for name, program in engines.items():
                samples[title, name].append(measured(program, plan, places[title][name]))
        print(f"run {run + 1} of {options.runs} done", flush=True)
    for _ in range(options.runs * 4):
        for name, program in engines.items():
            samples["version", name].append(measured(program, ["version"], options.work))
    report(samples, options.runs)


def report(samples: dict, runs: int) -> None:
    """A table in Markdown, and whether it is as we want it."""
    titles = dict.fromkeys(title for title, _ in samples)
    rows = []
    for title in titles:
        if title == "version":
            rows += [(title, 1, "CPU ms", 1000, "{:.1f}"), (title, 0, "wall ms", 1000, "{:.1f}")]
        else:
            rows += [(title, 1, "CPU s", 1, "{:.2f}"), (title, 0, "wall s", 1, "{:.2f}"),
                     (title, 2, "peak memory, MB", 1, "{:.0f}")]
    print(f"\nMedians of {runs} runs in turn (version: {runs * 4}); load {os.getloadavg()[0]:.1f} "
          f"on {os.cpu_count()} cores\n\n| | | terraform | plumb | part |\n|---|---|--:|--:|--:|")
    parts = {}
    for title, index, unit, factor, form in rows:
        theirs, ours = (statistics.median(sample[index] for sample in samples[title, name])
                        for name in ("terraform", "plumb"))
        parts[title, unit] = ours / theirs if theirs else 0
        print(f"| {title} | {unit} | {form.format(theirs * factor)} | {form.format(ours * factor)} "
              f"| {parts[title, unit]:.3f} |")
    start = statistics.median(sample[0] for sample in samples["version", "plumb"])
    met = {True: "met", False: "NOT met"}
    wanted = [("small plan", "CPU s", SMALL_PART), ("small plan", "wall s", SMALL_PART),
              ("second plan", "CPU s", PLAN_PART), ("the same, no waiting", "wall s", PLAN_PART)]
    print()
    for title, unit, part in wanted:
        if (title, unit) in parts:
            print(f"{title}, at most {part} of Terraform's {unit[:-2]} time: {met[parts[title, unit] <= part]}.")
    print(f"A start in under {START_SECONDS * 1000:.0f} ms: {met[start < START_SECONDS]}.")


if __name__ == "__main__":
    main()
