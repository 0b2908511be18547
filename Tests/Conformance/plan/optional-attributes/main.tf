variable "services" {
  type = map(object({
    image    = string
    replicas = optional(number, 1)
    env      = optional(map(string), {})
    probe = optional(object({
      path    = optional(string, "/")
      seconds = optional(number, 10)
    }), {})
    limits = optional(list(object({
      name = string
      max  = optional(number)
    })))
  }))
  default = {
    web = { image = "web:1", probe = { path = "/health" } }
    job = { image = "job:1", replicas = null, limits = [{ name = "cpu" }, { name = "memory", max = 5 }] }
    bad = { image = "x", probe = null }
  }
}

resource "terraform_data" "service" {
  for_each = var.services
  input    = each.value
}

output "services" {
  value = var.services
}
