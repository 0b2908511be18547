check "inner" {
  assert {
    condition     = path.module == "x"
    error_message = "1 < 2"
  }
}
resource "terraform_data" "deep" {
  lifecycle {
    precondition {
      condition     = path.module != "x"
      error_message = "bad"
    }
  }
}
