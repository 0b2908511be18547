provider "shapes" {
  region = var.region
  token  = local.token
  endpoint {
    url = "https://${var.region}.example"
  }
}
provider "shapes" {
  alias  = "other"
  region = "x"
}
variable "region" {
  default     = "here"
  description = "Where."
}
variable "typed" {
  type = object({
    a = string
    b = optional(number, 3)
  })
  default = { a = "x" }
}
variable "list" {
  default   = ["a", "b"]
  sensitive = false
}
variable "untouched" {
  type    = map(string)
  default = {}
}
locals {
  token = "t"
  deep  = { a = { b = [1, 2] } }
}
resource "shapes_thing" "a" {
  provider = shapes.other
  count    = length(var.list)
  name     = "n${count.index}"
  text     = "${var.region}"
  other    = upper("x")
  size     = 1 + 2
  flag     = !true
  any      = null
  secret   = local.deep.a.b[0]
  tags     = { (var.region) = "v", k = "w" }
  words    = [for w in var.list : "${w}-${local.token}" if w != var.typed.a]
  table    = {}
  numbers  = [1, -2, 3.5]
  fixed    = <<-EOT
    literal
    text
  EOT
  record   = { a = "q", b = 1, id = null, deep = [] }
  n_list   = [{ a = var.region }, { a = "b" }]
  single {
    a = path.module
  }
  list {
    a = terraform.workspace
  }
  list {
    b = 2
  }
  map "k" {
    a = "m"
  }
  dynamic "set" {
    for_each = var.list
    content {
      a = set.value
    }
  }
  outer {
    deep {
      deepest {
        a = var.region
      }
    }
  }
  lifecycle {
    ignore_changes = [text]
  }
}
resource "shapes_plain" "b" {
  for_each   = var.untouched
  value      = each.value
  after      = shapes_thing.a[0].id
  fixed      = shapes_thing.a[each.key].name
  values     = shapes_thing.a[*].id
  depends_on = [data.shapes_data.d, module.m]
}
data "shapes_data" "d" {
  query = try(shapes_thing.a[0].n_single.a, module.m["k"].value, "none")
  filter {
    a = var.list[0]
  }
}
module "m" {
  source   = "./modules/one"
  for_each = { k = 1 }
  value    = var.typed.b
}
module "n" {
  source = "./modules/two"
  count  = 1
  providers = {
    shapes = shapes.other
  }
}
output "o" {
  value       = [module.m["k"].value, module.m, module.n[0].inner.value, module.n[*].inner]
  description = "All."
  depends_on  = [shapes_plain.b]
}
output "f" {
  value     = cidrsubnet("10.0.0.0/8", 8, 1)
  sensitive = true
}
output "c" {
  value = var.region == "x" ? local.deep["a"].b : [var.typed["a"]]
}
