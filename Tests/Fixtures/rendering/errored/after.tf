resource "terraform_data" "ok" {
  input = 1
}
resource "terraform_data" "bad" {
  input = 1
  lifecycle {
    precondition {
      condition     = terraform_data.ok.input == 2
      error_message = "Never."
    }
  }
}
