resource "terraform_data" "kept" {
  input = "updated in place, so nothing is destroyed"

  lifecycle {
    prevent_destroy = true
  }
}
