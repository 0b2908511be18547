policytest {
  targets = ["ecr-immutable.policy.hcl"]
}

resource "aws_ecr_repository" "immutable" {
  attrs = { image_tag_mutability = "IMMUTABLE" }
}

resource "aws_ecr_repository" "mutable" {
  expect_failure = true
  attrs          = { image_tag_mutability = "MUTABLE" }
}

resource "aws_ecr_repository" "null" {
  expect_failure = true
  attrs          = { image_tag_mutability = null }
}

resource "aws_ecr_repository" "left_out" {
  expect_failure = true
  attrs          = { name = "a" }
}
