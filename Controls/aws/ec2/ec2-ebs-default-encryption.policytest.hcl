policytest {
  targets = ["ec2-ebs-default-encryption.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "left_out" {
  attrs = { enabled = null }
}

resource "aws_ebs_encryption_by_default" "on" {
  attrs = { enabled = true }
}

resource "aws_ebs_encryption_by_default" "off" {
  expect_failure = true
  attrs          = { enabled = false }
}
