"""Measures planning a fleet of small AWS stacks with one call of plumb fleet plan, beside running Terraform for each stack; with
--drift, looking for drift with one call of plumb drift, beside terraform plan -refresh-only for each stack.

All stacks have the same provider version and a few objects of their own kind; nothing has changed in them, so that every plan is a
full refresh; for drift, a tag of a tenth of them was changed by hand. CPU seconds are of a program and all that it started, as wait4 gives them. Memory is the largest sum of what the
program and its providers held at once, sampled from /proc (proportional shares, so that common pages count once).
Terraform is run for a sample of the stacks, one at a time, and its figures are multiplied; the text says so.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time

CPU_PART, MEMORY_PART = 1 / 20, 1 / 10

# Objects of ten templates are made once in the stand-in; the stacks of a template share them, each with a state of its own.
TEMPLATES = 10

STACK = '''terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "5.100.0"
    }}
  }}
}}

provider "aws" {{
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  default_tags {{
    tags = {{ managed-by = "fleet" }}
  }}
}}

resource "aws_vpc" "main" {{
  cidr_block = "10.{index}.0.0/16"
  tags       = {{ Name = "team-{index}" }}
}}

resource "aws_subnet" "main" {{
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, 1)
}}

resource "aws_security_group" "web" {{
  name   = "web-{index}"
  vpc_id = aws_vpc.main.id
}}

resource "aws_sqs_queue" "jobs" {{
  name = "jobs-{index}"
}}

resource "aws_sns_topic" "events" {{
  name = "events-{index}"
}}
'''


def tree(root: int) -> list:
    """A process and all below it."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = pathlib.Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, pending = [], [root]
    while pending:
        process = pending.pop()
        found.append(process)
        pending += children.get(process, [])
    return found


def held(process: int) -> float:
    """Megabytes."""
    try:
        for line in pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def measured(program, arguments, folder, expected=(0,)):
    """Wall and CPU seconds of one run with all that it started, the peak of what all of them held, and the output."""
    log = folder / ".bench-output"
    peak, done = [0.0], threading.Event()
    with open(log, "wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen([program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)

        def watch():
            while not done.wait(0.1):
                peak[0] = max(peak[0], sum(held(each) for each in tree(process.pid)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        done.set()
        watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    text = log.read_text(errors="replace")
    if process.returncode not in expected:
        sys.exit(f"{program} {' '.join(arguments)} ended with {process.returncode}:\n{text[-3000:]}")
    return wall, usage.ru_utime + usage.ru_stime, peak[0], text


def templates(work, plumb):
    """Folders with a state each, made once."""
    made = []
    for index in range(TEMPLATES):
        folder = work / "templates" / f"{index}"
        folder.mkdir(parents=True)
        (folder / "main.tf").write_text(STACK.format(index=index))
        measured(plumb, ["init", "-input=false"], folder)
        measured(plumb, ["apply", "-auto-approve", "-input=false"], folder)
        made.append(folder)
    return made


def fleet(work, made, count, name):
    """Initialized stacks in a folder."""
    folder = work / name
    for index in range(count):
        shutil.copytree(made[index % len(made)], folder / f"stack-{index:03}", symlinks=True,
                        ignore=shutil.ignore_patterns("*.backup", ".bench-output"))
    return folder


def change_by_hand() -> None:
    """A tag of the network of the first template's stacks."""
    import boto3

    ec2 = boto3.client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["team-0"]}])["Vpcs"][0]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Owner", "Value": "eve"}])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", type=int, nargs="?", default=200, help="stacks in the fleet")
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform", required=True)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--sample", type=int, default=8, help="stacks for which Terraform is run")
    arguments.add_argument("--drift", action="store_true", help="measure looking for drift instead of planning")
    arguments.add_argument("--runs", type=int, default=1, help="measured runs of Plumb, of which the median counts")
    arguments.add_argument("--concurrency", type=int, default=10, help="stacks that are planned at once")
    options = arguments.parse_args()

    print(f"Making {TEMPLATES} templates in the stand-in and {options.count} stacks from them ...", flush=True)
    made = templates(options.work, options.plumb)
    stacks = fleet(options.work, made, options.count, "stacks")
    plan = ["fleet", "plan", f"-concurrency={options.concurrency}", "-detailed-exitcode", "*"]
    their_plan = ["plan", "-input=false", "-detailed-exitcode"]
    if options.drift:
        change_by_hand()
        plan = ["drift", f"-concurrency={options.concurrency}", "*"]
        their_plan = ["plan", "-refresh-only", "-input=false", "-lock=false", "-detailed-exitcode"]
    measured(options.plumb, plan, stacks, (0, 2))
    runs = [measured(options.plumb, plan, stacks, (0, 2)) for _ in range(options.runs)]
    ours = tuple(statistics.median(run[index] for run in runs) for index in range(3))
    print(runs[-1][3].strip().splitlines()[-1], flush=True)

    theirs = []
    for index in range(min(options.sample, options.count)):
        folder = stacks / f"stack-{index:03}"
        theirs.append(measured(options.terraform, their_plan, folder, (0, 2)))
    report(options, ours, theirs)


def report(options, ours, theirs) -> None:
    wall, cpu, memory = ours
    each_wall, each_cpu, each_memory = (statistics.median(sample[index] for sample in theirs) for index in range(3))
    together = min(options.concurrency, options.count)
    print(f"\n{options.count} stacks of 5 AWS objects, {together} at once; load {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} cores. Terraform: medians of {len(theirs)} stacks, one at a time, times {options.count} for CPU "
          f"and wall time, and times {together} for memory, as if as many ran at once.\n")
    print("| | terraform, one stack | terraform, all | plumb, all | part |\n|---|--:|--:|--:|--:|")
    rows = [("CPU s", each_cpu, each_cpu * options.count, cpu), ("wall s", each_wall, each_wall * options.count, wall),
            ("peak memory, MB", each_memory, each_memory * together, memory)]
    parts = {}
    for name, each, total, own in rows:
        parts[name] = own / total
        print(f"| {name} | {each:.2f} | {total:.1f} | {own:.2f} | {parts[name]:.3f} |")
    met = {True: "met", False: "NOT met"}
    print(f"\nAt most 1/20 of the CPU time: {met[parts['CPU s'] <= CPU_PART]} (1/{1 / parts['CPU s']:.0f}); "
          f"at most 1/10 of the peak memory: {met[parts['peak memory, MB'] <= MEMORY_PART]} "
          f"(1/{1 / parts['peak memory, MB']:.1f} of {together} at once, "
          f"{memory / each_memory:.2f} of a single run of Terraform).")


if __name__ == "__main__":
    main()
