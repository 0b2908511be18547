terraform {
  required_providers {
    shapes = {
      source  = "plumb/shapes"
      version = "~> 1.0"
    }
  }
}

resource "shapes_plain" "p" {
  value = "p"
}

module "inner" {
  source = "../one"
  value  = shapes_plain.p.id
}

output "inner" {
  value = module.inner
}
