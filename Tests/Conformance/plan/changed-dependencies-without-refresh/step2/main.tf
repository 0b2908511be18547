resource "terraform_data" "first" {}

resource "terraform_data" "second" {}

# Of what keeps, the new dependencies are recorded.
resource "terraform_data" "kept" {
  input      = "x"
  depends_on = [terraform_data.first]
}

# What changes has both until it has been applied.
resource "terraform_data" "changed" {
  input      = "y"
  depends_on = [terraform_data.first]
}

resource "terraform_data" "replaced" {
  triggers_replace = "y"
  depends_on       = [terraform_data.first]
}

resource "terraform_data" "behind" {
  input = terraform_data.kept.output
}
