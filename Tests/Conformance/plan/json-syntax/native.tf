locals {
  native = "native ${local.k}"
}
