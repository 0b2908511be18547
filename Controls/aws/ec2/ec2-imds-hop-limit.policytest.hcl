policytest {
  targets = ["ec2-imds-hop-limit.policy.hcl"]
}

resource "aws_launch_template" "one" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = 1 }] }
}

resource "aws_launch_template" "two" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
}

resource "aws_launch_template" "null" {
  attrs = { metadata_options = [{ http_put_response_hop_limit = null }] }
}

resource "aws_launch_template" "left_out" {
  attrs = { metadata_options = [] }
}

resource "aws_launch_configuration" "two" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 2 }] }
}

resource "aws_instance" "many" {
  expect_failure = true
  attrs          = { metadata_options = [{ http_put_response_hop_limit = 64 }] }
}

resource "aws_instance" "off" {
  attrs = { metadata_options = [{ http_endpoint = "disabled", http_put_response_hop_limit = 2 }] }
}
