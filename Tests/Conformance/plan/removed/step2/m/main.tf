resource "terraform_data" "other" {}

removed {
  from = terraform_data.inner

  lifecycle {
    destroy = false
  }
}
