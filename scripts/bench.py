"""Measures the second plan of examples/webshop with two engines, run by run in turn, and prints a table.

CPU seconds are those of the engine and all its children (providers), as wait4 gives them; wall seconds are the clock's.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What the issue of the first release asks for: at most this part of Terraform's time, and this start.
PLAN_PART = 0.2
START_SECONDS = 0.020


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform", required=True)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--runs", type=int, default=5)
    options = arguments.parse_args()

    print("Building the web shop in the stand-in (two minutes) ...", flush=True)
    folder = prepared(options.work, options.terraform)
    plan = ["plan", "-input=false", "-lock=false", "-detailed-exitcode"]
    # Each with its own .terraform, so that neither finds what the other wrote; the first run warms the caches.
    other = options.work / "shop-of-plumb"
    shutil.copytree(folder, other, symlinks=True, ignore=shutil.ignore_patterns(".terraform"))
    measured(options.plumb, ["init", "-input=false"], other)
    engines = [("terraform", options.terraform, folder), ("plumb", options.plumb, other)]
    for _, program, place in engines:
        measured(program, plan, place)

    plans = {name: [] for name, _, _ in engines}
    starts = {name: [] for name, _, _ in engines}
    for run in range(options.runs):
        for name, program, place in engines:
            plans[name].append(measured(program, plan, place))
        print(f"run {run + 1} of {options.runs} done", flush=True)
    for _ in range(options.runs * 4):
        for name, program, _ in engines:
            starts[name].append(measured(program, ["version"], options.work))

    def median(samples, index):
        return statistics.median(sample[index] for sample in samples)

    rows = [
        ("second plan, CPU s", 1, plans, "{:.2f}"), ("second plan, wall s", 0, plans, "{:.2f}"),
        ("version, wall ms", 0, starts, "{:.1f}"), ("version, CPU ms", 1, starts, "{:.1f}"),
    ]
    load = os.getloadavg()[0]
    print(f"\nMedians of {options.runs} runs in turn (version: {options.runs * 4}); "
          f"load {load:.1f} on {os.cpu_count()} cores\n")
    print(f"{'':<22}{'terraform':>12}{'plumb':>12}{'part':>10}")
    parts = {}
    for title, index, samples, form in rows:
        factor = 1000 if " ms" in title else 1
        theirs, ours = median(samples["terraform"], index), median(samples["plumb"], index)
        parts[title] = ours / theirs if theirs else 0
        print(f"{title:<22}{form.format(theirs * factor):>12}{form.format(ours * factor):>12}{parts[title]:>10.3f}")
    start = median(starts["plumb"], 0)
    print(
        f"\nAsked for: a plan in at most {PLAN_PART} of Terraform's time"
        f" ({'met' if max(parts['second plan, CPU s'], parts['second plan, wall s']) <= PLAN_PART else 'NOT met'}),"
        f" a start in under {START_SECONDS * 1000:.0f} ms ({'met' if start < START_SECONDS else 'NOT met'}).")


if __name__ == "__main__":
    main()
