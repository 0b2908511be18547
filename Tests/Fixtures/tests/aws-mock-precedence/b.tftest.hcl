mock_provider "aws" {
}
run "not_valid" {
  variables { cidr = "nonsense" }
}
