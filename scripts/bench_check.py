"""Times `plumb check` beside Checkov on generated configurations of 60, 600 and 6,000 AWS resources, in turn; medians of wall and CPU time."""

import argparse
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

GROUP = """
resource "aws_s3_bucket" "b{n}" {{
  bucket = "shop-{n}"
}}

resource "aws_s3_bucket_public_access_block" "b{n}" {{
  bucket                  = aws_s3_bucket.b{n}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = {half}
}}

resource "aws_s3_bucket_policy" "b{n}" {{
  bucket = aws_s3_bucket.b{n}.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Principal = {{ AWS = "arn:aws:iam::123456789012:role/web" }}, Action = ["s3:GetObject"], Resource = "${{aws_s3_bucket.b{n}.arn}}/*" }}]
  }})
}}

resource "aws_security_group" "g{n}" {{
  name = "g{n}"
  ingress {{
    from_port   = {port}
    to_port     = {port}
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }}
}}

resource "aws_instance" "i{n}" {{
  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.g{n}.id]
  metadata_options {{
    http_tokens = "required"
  }}
}}

resource "aws_ebs_volume" "v{n}" {{
  availability_zone = "eu-west-1a"
  size              = 8
  encrypted         = {half}
}}

resource "aws_db_instance" "d{n}" {{
  instance_class      = "db.t3.micro"
  engine              = "postgres"
  storage_encrypted   = true
  publicly_accessible = {half}
}}

resource "aws_iam_role" "r{n}" {{
  name               = "r{n}"
  assume_role_policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ec2.amazonaws.com" }} }}] }})
}}

resource "aws_iam_role_policy" "r{n}" {{
  role   = aws_iam_role.r{n}.id
  policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = ["s3:*"], Resource = aws_s3_bucket.b{n}.arn }}] }})
}}

resource "aws_sqs_queue" "q{n}" {{
  name = "q{n}"
}}
"""


def timed(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wall = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not done.stdout:
        raise SystemExit(f"{command[0]} said nothing: {done.stderr.decode()[-500:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plumb", required=True)
    parser.add_argument("--checkov", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", default="60,600,6000")
    parser.add_argument("--largest-for-checkov", type=int, default=600)
    options = parser.parse_args()
    print("| resources | checkov, wall s | plumb, wall s | part | checkov, CPU s | plumb, CPU s |\n|--:|--:|--:|--:|--:|--:|")
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            text = "".join(GROUP.format(n=n, half="true" if n % 2 else "false", port=22 if n % 2 else 443) for n in range(size // 10))
            (pathlib.Path(folder) / "main.tf").write_text(text)
            ours, theirs = [], []
            for _ in range(options.runs):
                ours.append(timed([options.plumb, "check", "-json", folder]))
                if size <= options.largest_for_checkov:
                    theirs.append(timed([options.checkov, "-d", folder, "--framework", "terraform", "--compact", "-o", "json"]))
            wall, cpu = (statistics.median(column) for column in zip(*ours))
            if theirs:
                their_wall, their_cpu = (statistics.median(column) for column in zip(*theirs))
                print(f"| {size} | {their_wall:.2f} | {wall:.3f} | 1/{their_wall / wall:.0f} | {their_cpu:.2f} | {cpu:.3f} |", flush=True)
            else:
                print(f"| {size} | | {wall:.3f} | | | {cpu:.3f} |", flush=True)


main()
