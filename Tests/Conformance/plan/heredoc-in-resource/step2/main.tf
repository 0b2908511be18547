resource "terraform_data" "script" {
  input = <<-EOT
    #!/bin/sh
    echo "first"
    echo "third"
    exit 0
  EOT
}

resource "terraform_data" "document" {
  input = jsonencode({
    name  = "shop"
    rules = [{ id = 1, open = false }, { id = 2, open = false }, { id = 3 }]
  })
}
