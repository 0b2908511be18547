variable "environment" {
  type    = string
  default = "production"
}

locals {
  large    = var.environment == "production"
  size     = local.large ? "xl" : "s"
  sizes    = { for name in ["web", "db"] : name => local.large ? "${name}-xl" : "${name}-s" }
  optional = local.large ? { extra = true } : {}
  mixed    = true ? "1" : 2
  either   = local.large ? ["a"] : []
}

resource "terraform_data" "sized" {
  count = local.large ? 1 : 0
  input = {
    size     = local.size
    sizes    = local.sizes
    optional = local.optional
    mixed    = local.mixed
    either   = local.either
  }
}

output "size" {
  value = one(terraform_data.sized[*].input.size)
}
