variable "file" { default = "default" }
variable "run" { default = "default" }
variable "tfvars" { default = "default" }
variable "auto" { default = "default" }
variable "tests_tfvars" { default = "default" }
variable "tests_auto" { default = "default" }
variable "cli" { default = "default" }
variable "cli_file" { default = "default" }
variable "environment" { default = "default" }
variable "tests_and_cli" { default = "default" }
variable "tests_and_auto" { default = "default" }
variable "auto_and_tests" { default = "default" }
variable "all" { default = "default" }
variable "all_but_run" { default = "default" }
variable "all_but_file" { default = "default" }
variable "all_but_cli" { default = "default" }
variable "number" {
  type    = number
  default = 0
}
variable "object" {
  type    = object({ a = string, b = optional(number, 3) })
  default = { a = "x" }
}

resource "terraform_data" "all" {
  input = {
    file         = var.file
    run          = var.run
    tfvars       = var.tfvars
    auto         = var.auto
    tests_tfvars = var.tests_tfvars
    tests_auto   = var.tests_auto
    cli          = var.cli
    cli_file     = var.cli_file
    environment  = var.environment
    tests_and_cli = var.tests_and_cli
    tests_and_auto = var.tests_and_auto
    all          = var.all
    all_but_run  = var.all_but_run
    all_but_file = var.all_but_file
    all_but_cli  = var.all_but_cli
    number       = var.number
    object       = var.object
  }
}

output "all" { value = terraform_data.all.output }
