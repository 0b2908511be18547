resource "terraform_data" "first" {}

resource "terraform_data" "second" {}

resource "terraform_data" "kept" {
  input      = "x"
  depends_on = [terraform_data.second]
}

resource "terraform_data" "changed" {
  input      = "x"
  depends_on = [terraform_data.second]
}

resource "terraform_data" "replaced" {
  triggers_replace = "x"
  depends_on       = [terraform_data.second]
}

resource "terraform_data" "behind" {
  input = terraform_data.kept.output
}

resource "terraform_data" "gone" {
  depends_on = [terraform_data.second]
}
