resource "terraform_data" "x" {
  for_each = toset(["a", "b"])
  input    = each.key

  lifecycle {
    postcondition {
      condition     = self.input == "a"
      error_message = "Only a is allowed."
    }
  }
}
