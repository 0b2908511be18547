resource "terraform_data" "a" {
  input = "a"
}

resource "terraform_data" "follower" {
  input = terraform_data.a.id
}

resource "terraform_data" "first_new" {
  count = 2
  input = "b"

  lifecycle {
    create_before_destroy = true
  }
}
