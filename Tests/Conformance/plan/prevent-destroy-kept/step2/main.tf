resource "terraform_data" "kept" {
  input = "changed"

  lifecycle {
    prevent_destroy = true
  }
}
