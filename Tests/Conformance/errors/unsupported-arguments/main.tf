resource "terraform_data" "x" {
  inptu = "misspelt"

  lifecycle {
    ignore_change = [input]
  }
}

output "no_value" {
  description = "x"
}

resource "terraform_dta" "unknown_type" {}

nonsense "x" {}
