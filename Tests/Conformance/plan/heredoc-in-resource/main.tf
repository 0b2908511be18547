resource "terraform_data" "script" {
  input = <<-EOT
    #!/bin/sh
    echo "first"
    echo "second"
    exit 0
  EOT
}

resource "terraform_data" "document" {
  input = jsonencode({
    name  = "shop"
    rules = [{ id = 1, open = true }, { id = 2, open = false }]
  })
}
