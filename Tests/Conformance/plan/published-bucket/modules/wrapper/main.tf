variable "defaults" {
  type    = any
  default = {}
}

variable "items" {
  type    = any
  default = {}
}

module "wrapper" {
  source   = "../bucket"
  for_each = var.items

  bucket        = try(each.value.bucket, var.defaults.bucket, null)
  bucket_prefix = try(each.value.bucket_prefix, var.defaults.bucket_prefix, null)
  create_bucket = try(each.value.create_bucket, var.defaults.create_bucket, true)
  force_destroy = try(each.value.force_destroy, var.defaults.force_destroy, false)
  tags          = try(each.value.tags, var.defaults.tags, {})
  website       = try(each.value.website, var.defaults.website, {})
  versioning    = try(each.value.versioning, var.defaults.versioning, {})
  cors_rule     = try(each.value.cors_rule, var.defaults.cors_rule, [])
}

output "wrapper" {
  value = module.wrapper
}
