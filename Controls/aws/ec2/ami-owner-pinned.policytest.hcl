policytest {
  targets = ["ami-owner-pinned.policy.hcl"]
}

resource "data.aws_ami" "owned" {
  attrs = { most_recent = true, owners = ["amazon"], filter = [] }
}

resource "data.aws_ami" "open" {
  expect_failure = true
  attrs          = { most_recent = true, owners = null, filter = [{ name = "name", values = ["ubuntu-*"] }] }
}

resource "data.aws_ami" "empty" {
  expect_failure = true
  attrs          = { most_recent = true, owners = [], filter = [] }
}

resource "data.aws_ami" "filtered" {
  attrs = { most_recent = true, owners = null, filter = [{ name = "owner-alias", values = ["amazon"] }] }
}

resource "data.aws_ami" "not_newest" {
  attrs = { most_recent = null, owners = null }
}
