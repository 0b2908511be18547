"""The ways back from drift with the real AWS provider, held against what is there afterwards."""

import argparse
import json
import os
import pathlib
import subprocess
import sys

import boto3

PROVIDER = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true
}
"""


class Bench:
    """A stack in a folder, and what is done with it."""

    def __init__(self, options, name, text, environment=None):
        self.plumb, self.terraform = options.plumb, options.terraform
        self.folder = options.work / name
        self.folder.mkdir()
        self.write("main.tf", PROVIDER + text)
        self.environment = os.environ | (environment or {})
        self.run("init", "-input=false")

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def ask(self, program, *arguments, **more):
        return subprocess.run([program, *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=300, **more)

    def run(self, *arguments, code=0, program=None):
        done = self.ask(program or self.plumb, *arguments)
        if done.returncode != code:
            sys.exit(f"{program or 'plumb'} {' '.join(arguments)} ended with {done.returncode} instead of {code}:\n"
                     f"{done.stdout[-4000:]}{done.stderr[-4000:]}")
        return done.stdout + done.stderr

    def findings(self, *flags):
        report = json.loads(self.ask(self.plumb, "drift", "-json", *flags).stdout)
        return {f["id"]: f for s in report["stacks"] for f in s["findings"] if f["standing"] == "actionable"}


CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def expect(condition, what, *shown):
    if not condition:
        sys.exit(f"Not so: {what}\n" + "\n".join(str(text)[-30000:] for text in shown))


@check
def what_replaces_a_machine_is_left_and_the_rest_reverted(options):
    bench = Bench(options, "replace", """
resource "aws_instance" "web" {
  ami                         = "ami-12c6146b"
  instance_type               = "t3.micro"
  user_data                   = "echo one"
  user_data_replace_on_change = true
}

resource "aws_eip" "web" {
  instance = aws_instance.web.id
  tags     = { team = "a" }
}

resource "aws_sqs_queue" "mails" {
  name                       = "mails"
  visibility_timeout_seconds = 30
}
""")
    bench.run("apply", "-auto-approve")
    ec2, sqs = boto3.client("ec2"), boto3.client("sqs")
    machine = next(i["InstanceId"] for r in ec2.describe_instances()["Reservations"] for i in r["Instances"])
    ec2.stop_instances(InstanceIds=[machine])
    ec2.modify_instance_attribute(InstanceId=machine, UserData={"Value": b"ZWNobyB0d28="})
    ec2.start_instances(InstanceIds=[machine])
    address = ec2.describe_addresses()["Addresses"][0]["AllocationId"]
    ec2.create_tags(Resources=[address], Tags=[{"Key": "team", "Value": "b"}])
    queue = sqs.get_queue_url(QueueName="mails")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "31"})
    found = bench.findings()
    dangers = {f["subject"]["address"]: r["dangers"] for f in found.values() for r in f["remediations"] if r["kind"] == "revert"}
    expect("aws_instance.web" in dangers and dangers["aws_instance.web"], "the machine is dangerous to revert", dangers)
    # What it draws in counts as its own.
    expect(dangers["aws_eip.web"] == dangers["aws_instance.web"], "its address draws it in", dangers)
    expect(dangers["aws_sqs_queue.mails"] == [], "the queue is not", dangers)
    told = bench.run("drift", code=2)
    expect("Careful with revert: It replaces aws_instance.web" in told, "the text names it", told)
    told = bench.run("drift", "-revert", "-auto-approve", code=1)
    expect("Not reverted, for it is dangerous" in told and "-accept-dangers" in told, "it is refused", told)
    left = {f["subject"]["address"] for f in bench.findings().values()}
    expect(left == {"aws_instance.web", "aws_eip.web"}, "only the harmless one is reverted", left)
    expect(ec2.describe_instances(InstanceIds=[machine])["Reservations"][0]["Instances"][0]["State"]["Name"] == "running",
           "the machine runs")
    bench.run("drift", "-revert", "-accept-dangers", "-auto-approve")
    expect(bench.findings() == {}, "all is reverted", bench.findings())


@check
def what_takes_the_callers_own_access_is_left(options):
    iam = boto3.client("iam")
    iam.create_user(UserName="jo")
    key = iam.create_access_key(UserName="jo")["AccessKey"]
    wide = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    bench = Bench(options, "access", """
locals {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_user_policy" "jo" {
  name   = "work"
  user   = "jo"
  policy = local.policy
}
resource "aws_iam_user" "al" {
  name = "al"
}
resource "aws_iam_user_policy" "al" {
  name   = "work"
  user   = aws_iam_user.al.name
  policy = local.policy
}
""", {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]})
    bench.run("apply", "-auto-approve")
    for name in ["jo", "al"]:
        iam.put_user_policy(UserName=name, PolicyName="work", PolicyDocument=wide)
    told = bench.run("drift", "-revert", "-auto-approve", code=1)
    expect("aws_iam_user_policy.jo decides what you may do yourself" in told, "it says why", told)
    expect("user/jo" in told, "it says as whom", told)
    left = {f["subject"]["address"] for f in bench.findings().values()}
    expect(left == {"aws_iam_user_policy.jo"}, "the other's policy is reverted", left)
    # Who cannot be asked is not nobody.
    bench.environment["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:9"
    told = bench.run("drift", "-revert", "-auto-approve", code=1)
    expect("could not be told whether" in told, "what cannot be told is a danger", told)
    del bench.environment["AWS_ENDPOINT_URL_STS"]
    bench.run("drift", "-revert", "-auto-approve", "-accept-dangers", "-target=aws_iam_user_policy.jo")
    expect(bench.findings() == {}, "all is reverted", bench.findings())


@check
def what_a_run_has_written_into_the_state_is_not_forgotten(options):
    bench = Bench(options, "memory", """
resource "aws_s3_bucket" "files" {
  bucket = "files-of-the-shop"
}
""")
    bench.run("apply", "-auto-approve")
    s3 = boto3.client("s3")
    s3.put_bucket_policy(Bucket="files-of-the-shop", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::files-of-the-shop/*"}]}))
    wanted = {"drift.changed aws_s3_bucket.files policy"}
    record = ["-record=findings.json"]
    expect(set(bench.findings(*record)) == wanted, "it is found", bench.findings())
    told = bench.run("drift", "-revert", "-auto-approve")
    expect("No plan reverts this" in told, "what is not brought back is named at the end", told)
    bench.run("apply", "-auto-approve", "-refresh-only")
    expect(bench.findings() == {}, "without the record it is forgotten")
    again = bench.findings(*record)
    expect(set(again) == wanted, "with it, it is not", again)
    finding = again[min(wanted)]
    expect(finding["delta"] == "still" and finding["first_seen"] < finding["last_seen"], "it has its age", finding)
    s3.delete_bucket_policy(Bucket="files-of-the-shop")
    expect(bench.findings(*record) == {}, "it is settled when it is as it was", bench.findings(*record))
    bench.run("apply", "-auto-approve", "-refresh-only")
    expect(bench.findings(*record) == {}, "and stays so")
    expect("memory" not in (bench.folder / "findings.json").read_text(), "and is not kept any more")


def made_by_hand():
    """Objects of many types, and how each is named as a target."""
    everybody = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
    allow = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
    sqs, sns, s3, iam = (boto3.client(name) for name in ["sqs", "sns", "s3", "iam"])
    sqs.create_queue(QueueName="hand-mails", Attributes={"VisibilityTimeout": "77", "DelaySeconds": "3", "MaximumMessageSize": "2048"},
                     tags={"team": "${shop}"})
    sns.create_topic(Name="hand-news", Tags=[{"Key": "team", "Value": "shop"}])
    s3.create_bucket(Bucket="hand-files", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_bucket_tagging(Bucket="hand-files", Tagging={"TagSet": [{"Key": "team", "Value": "shop"}]})
    iam.create_user(UserName="hand-user", Path="/people/")
    iam.create_role(RoleName="hand-role", AssumeRolePolicyDocument=everybody, Description="made by hand")
    iam.create_policy(PolicyName="hand-policy", PolicyDocument=allow)
    boto3.client("logs").create_log_group(logGroupName="/hand/web")
    boto3.client("logs").put_retention_policy(logGroupName="/hand/web", retentionInDays=14)
    boto3.client("dynamodb").create_table(
        TableName="hand-carts", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    ec2 = boto3.client("ec2")
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "hand-vpc"}]}]
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"]
    group = ec2.create_security_group(GroupName="hand-web", Description="of the web", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
    volume = ec2.create_volume(AvailabilityZone="eu-central-1a", Size=9, VolumeType="gp3")["VolumeId"]
    boto3.client("ecr").create_repository(repositoryName="hand-images", imageTagMutability="IMMUTABLE")
    boto3.client("cloudwatch").put_metric_alarm(
        AlarmName="hand-alarm", MetricName="CPUUtilization", Namespace="AWS/EC2", Statistic="Average", Period=300,
        EvaluationPeriods=2, Threshold=80.0, ComparisonOperator="GreaterThanThreshold")
    return ["aws_sqs_queue hand-mails", "aws_sns_topic hand-news", "aws_s3_bucket hand-files", "aws_iam_user hand-user",
            "aws_iam_role hand-role", "aws_iam_policy hand-policy", "aws_cloudwatch_log_group /hand/web",
            "aws_dynamodb_table hand-carts", "aws_vpc hand-vpc", f"aws_security_group {group}", f"aws_ebs_volume {volume}",
            "aws_ecr_repository hand-images", "aws_cloudwatch_metric_alarm hand-alarm"]


@check
def what_nobody_declares_is_imported_and_terraform_has_nothing_to_change(options):
    bench = Bench(options, "import", 'resource "aws_sqs_queue" "ours" {\n  name = "ours"\n}\n')
    bench.run("apply", "-auto-approve")
    targets = made_by_hand()
    flags = [f"-target={target}" for target in targets]
    told = bench.run("drift", "-adopt", *flags[:1], code=1)
    expect("Only -unmanaged looks for that" in " ".join(told.split()), "who is to be looked for must be said", told)
    told = bench.run("drift", "-unmanaged", "-adopt", code=1)
    expect("Too many objects" in told, "not a whole account at once", told)
    told = bench.run("drift", "-unmanaged", "-adopt", *flags, code=1)
    expect("Nothing was written" in told and not (bench.folder / "imported.tf").exists(), "nobody has said yes", told)
    before = (bench.folder / "main.tf").read_text()
    told = bench.run("drift", "-unmanaged", "-adopt", "-auto-approve", *flags)
    text = (bench.folder / "imported.tf").read_text()
    expect(text.count("import {") == len(targets), f"{len(targets)} are imported", told, text)
    expect((bench.folder / "main.tf").read_text() == before, "nothing else is edited")
    expect("geheim" not in text and "tags_all" not in text and "owner_id" not in text, "neither secrets nor noise", text)
    expect("aws_vpc.hand_vpc.id" in text, "what is imported together refers to each other", text)
    bench.run("fmt", "-check")
    judge = options.terraform or options.plumb
    bench.run("init", "-input=false", program=judge)
    told = bench.run("plan", "-no-color", "-input=false", program=judge)
    expect(f"Plan: {len(targets)} to import, 0 to add, 0 to change, 0 to destroy." in told, "only imports", told[-3000:], text)
    bench.run("apply", "-auto-approve", "-input=false", program=judge)
    bench.run("plan", "-detailed-exitcode", "-input=false", program=judge)
    bench.run("plan", "-detailed-exitcode")
    found = bench.findings("-unmanaged")
    expect(not [one for one in found if "hand" in one], "they are managed", sorted(found))
    print(f"    {len(targets)} types, judged by {pathlib.Path(judge).name}")


@check
def of_several_stacks_one_must_be_named(options):
    ours = Bench(options, "ours", 'resource "aws_sqs_queue" "ours" {\n  name = "several-ours"\n}\n')
    theirs = Bench(options, "theirs", 'resource "aws_sqs_queue" "theirs" {\n  name = "several-theirs"\n}\n')
    ours.run("apply", "-auto-approve")
    theirs.run("apply", "-auto-approve")
    boto3.client("sqs").create_queue(QueueName="several-nobodys", Attributes={"MaximumMessageSize": "2048"})
    boto3.client("sqs").create_queue(QueueName="several-large", Attributes={"MaximumMessageSize": "1048576"})
    boto3.client("secretsmanager").create_secret(Name="several-secret", SecretString="geheim")
    both = ["drift", "-unmanaged", "-adopt", "-auto-approve", "-target=aws_sqs_queue several-*"]
    told = ours.run(*both, ".", "../theirs", code=1)
    expect("Too much at once" in told and "-into=DIR" in told, "nobody says which", told)
    told = ours.run(*both, "-into=../elsewhere", ".", "../theirs", code=1)
    expect("Invalid -into" in told, "it must be one of them", told)
    told = ours.run(*both, "-target=aws_secretsmanager_secret several-*", "-into=../theirs", ".", "../theirs")
    told = " ".join(told.split())
    # The provider fills in what it does not read back, and allows less than the service.
    expect("the next plan still changes" in told, "what a plan would change is told", told)
    expect("several-large: What would be written is not valid" in told, "what cannot be said is told and left out", told)
    expect("geheim" not in told, "no secret is shown", told)
    text = (theirs.folder / "imported.tf").read_text()
    expect("several-nobodys" in text and "several-ours" not in text and "several-large" not in text and text.count("import {") == 2, "only what nobody declares", text)
    expect(not (ours.folder / "imported.tf").exists(), "and only there")


@check
def nobodys_objects_are_looked_for_where_the_providers_look(options):
    bench = Bench(options, "regions", """
provider "aws" {
  alias                       = "west"
  region                      = "eu-west-3"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
resource "aws_sqs_queue" "west" {
  provider = aws.west
  name     = "regions-ours"
}
""", {"AWS_REGION": "us-east-2", "AWS_DEFAULT_REGION": "us-east-2"})
    bench.run("apply", "-auto-approve")
    for region in ["eu-central-1", "eu-west-3", "us-east-2"]:
        boto3.client("sqs", region_name=region).create_queue(
            QueueName=f"regions-{region}", Attributes={"MaximumMessageSize": "2048"})
    found = {name for one in bench.findings("-unmanaged") for name in [one.rsplit("/", 1)[-1]] if name.startswith("regions-")}
    expect(found == {"regions-eu-central-1", "regions-eu-west-3"}, "both regions, and no other", found)
    bench.run("drift", "-unmanaged", "-adopt", "-auto-approve", "-target=aws_sqs_queue regions-eu-west-3")
    text = (bench.folder / "imported.tf").read_text()
    expect("provider" in text and "aws.west" in text, "imported by the region's provider", text)
    told = bench.run("plan")
    expect("1 to import, 0 to add, 0 to change, 0 to destroy" in told, "only the import", told, text)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--plumb", required=True)
    arguments.add_argument("--terraform")
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--only", help="the checks whose name has this in it")
    options = arguments.parse_args()
    for function in CHECKS:
        name = function.__name__.replace("_", " ")
        if not options.only or options.only in name:
            function(options)
            print(f"ok: {name}")


if __name__ == "__main__":
    main()
