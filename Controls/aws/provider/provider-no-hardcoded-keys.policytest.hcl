policytest {
  targets = ["provider-no-hardcoded-keys.policy.hcl"]
}

provider "aws" "none" {
  attrs = { region = "eu-central-1", access_key = null, secret_key = null }
}

provider "aws" "left_out" {
  attrs = { region = "eu-central-1" }
}

provider "aws" "access" {
  expect_failure = true
  attrs          = { access_key = "${"AKIA"}IOSFODNN7EXAMPLE" }
}

provider "aws" "secret" {
  expect_failure = true
  attrs          = { secret_key = "wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEY"}" }
}

provider "aws" "stand_in" {
  attrs = { access_key = "test", secret_key = "test" }
}
