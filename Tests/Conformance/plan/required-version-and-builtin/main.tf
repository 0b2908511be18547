terraform {
  required_version = ">= 1.5, < 2.0"
}

terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}

provider "terraform" {}

resource "terraform_data" "x" {
  provider = terraform
  input    = "with the provider named"
}
