"""Applies a configuration of queues, topics and log groups, kills the run (kill -9) at a random moment, and compares what exists
in the stand-in with the state and with what the next run tells. The state is in a file in every other round, and in S3 in the
others, where the dead run's lock is found and taken away by force.

The law: what exists and is not in the state is named by the next run as possibly made; and a further apply ends in a plan
without changes."""

import argparse
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

import boto3

CONFIGURATION = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
variable "round" { type = number }
resource "aws_sqs_queue" "q" {
  count       = 6
  name_prefix = "crash-${var.round}-"
}
resource "aws_sns_topic" "t" {
  count       = 10
  name_prefix = "crash-${var.round}-"
}
resource "aws_cloudwatch_log_group" "g" {
  count       = 10
  name_prefix = "crash-${var.round}-"
  tags        = { topic = aws_sns_topic.t[count.index].name }
}
"""


BUCKET = "crash-states"
BACKEND = """
terraform {
  backend "s3" {
    bucket         = "%s"
    key            = "round-%d"
    use_lockfile   = true
    use_path_style = true
  }
}
"""


def kept(key: str) -> bytes:
    """An object of the bucket; nothing where there is none."""
    client = boto3.client("s3")
    try:
        return client.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    except client.exceptions.NoSuchKey:
        return b""


def existing(number: int) -> dict:
    """What the stand-in has of a round, by type: names."""
    prefix = f"crash-{number}-"
    queues = boto3.client("sqs").list_queues(QueueNamePrefix=prefix).get("QueueUrls", [])
    topics = [topic["TopicArn"] for topic in boto3.client("sns").list_topics()["Topics"]]
    groups = boto3.client("logs").describe_log_groups(logGroupNamePrefix=prefix)["logGroups"]
    return {
        "aws_sqs_queue": {url.rsplit("/", 1)[1] for url in queues},
        "aws_sns_topic": {arn.rsplit(":", 1)[1] for arn in topics if f":{prefix}" in arn},
        "aws_cloudwatch_log_group": {group["logGroupName"] for group in groups},
    }


def recorded(folder: pathlib.Path, number: int) -> dict:
    names: dict = {}
    path = folder / "terraform.tfstate"
    text = path.read_text() if path.exists() else ""
    if is_remote(number):
        text = kept(f"round-{number}").decode()
    for resource in json.loads(text)["resources"] if text else []:
        for instance in resource["instances"]:
            names.setdefault(resource["type"], set()).add(instance["attributes"]["name"])
    return names


def crash(plumb: str, folder: pathlib.Path, number: int, delay: float) -> str:
    """One run that is killed after a while. Says how it ended."""
    command = [plumb, "apply", "-auto-approve", "-input=false", "-no-color", f"-var=round={number}"]
    with open(folder / "first.log", "wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        limit = time.monotonic() + 60
        # The interesting part begins with the first creation.
        while b"Creating..." not in (folder / "first.log").read_bytes():
            if process.poll() is not None or time.monotonic() > limit:
                process.kill()
                sys.exit(f"the run did not begin to create:\n{(folder / 'first.log').read_text()[-2000:]}")
            time.sleep(0.005)
        time.sleep(delay)
        if process.poll() is not None:
            return "ended by itself"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return "killed"


def is_remote(number: int) -> bool:
    return number % 2 == 1


def unlock(plumb: str, folder: pathlib.Path, number: int) -> None:
    """The dead run's lock stays in S3: the next run is refused and names it, and a person takes it away."""
    lock = kept(f"round-{number}.tflock")
    if not lock:
        return
    holder = json.loads(lock)["ID"]
    refused = subprocess.run(
        [plumb, "plan", "-input=false", "-no-color", f"-var=round={number}"], cwd=folder, capture_output=True, text=True,
        timeout=120)
    if refused.returncode != 1 or holder not in refused.stderr:
        sys.exit(f"the lock {holder} of the dead run was not told of:\n{refused.stdout}\n{refused.stderr}")
    subprocess.run(
        [plumb, "force-unlock", "-force", holder], cwd=folder, check=True, capture_output=True, timeout=120)


def told(plumb: str, folder: pathlib.Path, number: int) -> list:
    """What the next run says may have been made."""
    result = subprocess.run(
        [plumb, "plan", "-refresh=false", "-input=false", "-no-color", f"-var=round={number}"], cwd=folder,
        capture_output=True, text=True, timeout=120)
    if result.returncode != 0:
        sys.exit(f"the next plan failed:\n{result.stdout}\n{result.stderr}")
    output = result.stdout + result.stderr
    section = output[output.find("Outcome of an interrupted run is not known"):].split("import or remove")[0]
    return re.findall(r"^ *- (aws_\w+\.\w+\[\d+\])$", section, re.MULTILINE)


def settle(plumb: str, folder: pathlib.Path, number: int) -> None:
    """A whole run makes what is missing, and then there is nothing to do."""
    for arguments, good in ((["apply", "-auto-approve"], 0), (["plan", "-detailed-exitcode"], 0)):
        result = subprocess.run(
            [plumb, *arguments, "-input=false", "-no-color", f"-var=round={number}"], cwd=folder, capture_output=True,
            text=True, timeout=180)
        if result.returncode != good:
            sys.exit(f"{arguments} after the crash ended with {result.returncode}:\n{result.stdout}\n{result.stderr}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plumb", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    numbers = random.Random(options.seed)
    print(f"seed {options.seed}")
    kills = lost = 0
    boto3.client("s3").create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]})
    for number in range(options.rounds):
        folder = options.work / f"round-{number}"
        folder.mkdir()
        (folder / "main.tf").write_text(CONFIGURATION)
        if is_remote(number):
            (folder / "backend.tf").write_text(BACKEND % (BUCKET, number))
        subprocess.run([options.plumb, "init", "-input=false"], cwd=folder, check=True, capture_output=True, timeout=120)
        delay = numbers.uniform(0, 1.2) ** 2
        how = crash(options.plumb, folder, number, delay)
        kills += how == "killed"
        time.sleep(0.5)  # what the provider had sent may still arrive
        unlock(options.plumb, folder, number)
        possible = told(options.plumb, folder, number)
        exists, known = existing(number), recorded(folder, number)
        for kind, names in exists.items():
            unknown = names - known.get(kind, set())
            allowed = [address for address in possible if address.startswith(kind + ".")]
            if len(unknown) > len(allowed):
                sys.exit(f"round {number}: {kind} {sorted(unknown)} are lost; told were {allowed}")
            lost += len(unknown)
        if extra := [name for kind, names in known.items() for name in names - exists[kind]]:
            sys.exit(f"round {number}: recorded, but not there: {extra}")
        settle(options.plumb, folder, number)
        count = sum(map(len, known.values()))
        where = "S3" if is_remote(number) else "a file"
        print(f"round {number}, state in {where}: {how} {delay:.2f} s after the first creation; {count} recorded, "
              f"{len(possible)} told of as possibly made", flush=True)
    if kills == 0:
        sys.exit("no run was killed: the moments were all too late")
    print(f"{kills} of {options.rounds} runs killed; nothing lost in silence ({lost} objects made and told of)")


if __name__ == "__main__":
    main()
