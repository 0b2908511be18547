variable "password" {
  type      = string
  sensitive = true
}

variable "users" {
  type = map(object({ name = string, token = string }))
  default = {
    ada = { name = "Ada", token = "t1" }
  }
  sensitive = true
}

locals {
  config = {
    user = "admin"
    pass = var.password
    list = ["open", var.password]
  }
}

resource "terraform_data" "whole" {
  input = var.password
}

resource "terraform_data" "part" {
  input = local.config
}

resource "terraform_data" "text" {
  input            = "password=${var.password}"
  triggers_replace = { hash = sha256(var.password) }
}

resource "terraform_data" "revealed" {
  input = nonsensitive(length(var.password))
}

module "m" {
  source = "./m"
  secret = var.password
  open   = "open"
}

output "password" {
  value     = var.password
  sensitive = true
}

output "is_sensitive" {
  value = [issensitive(var.password), issensitive("x"), issensitive(local.config)]
}

output "module" {
  value     = module.m
  sensitive = true
}

output "open" {
  value = module.m.open
}

output "names" {
  value = nonsensitive([for user in var.users : user.name])
}
