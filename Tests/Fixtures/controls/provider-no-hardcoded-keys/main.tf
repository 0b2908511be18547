variable "access_key" {
  type = string
}

variable "secret_key" {
  type    = string
  default = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

locals {
  # In two pieces, so that nobody takes this example for a leak.
  access_key = "AKIA${"IOSFODNN7EXAMPLE"}"
}

provider "aws" {
  alias  = "pass_without"
  region = "eu-central-1"
}

provider "aws" {
  alias      = "pass_stand_in"
  region     = "eu-central-1"
  access_key = "test"
  secret_key = "test"
}

provider "aws" {
  alias      = "fail_access_key"
  access_key = local.access_key
}

# checkov: passes it, for it looks at what is written in the block.
provider "aws" {
  alias      = "fail_default_of_variable"
  secret_key = var.secret_key
}

provider "aws" {
  alias      = "unknown_variable"
  access_key = var.access_key
}
