resource "terraform_data" "letter" {
  input = templatefile("${path.module}/letter.tftpl", {
    name  = "Ada"
    items = { book = 2, pen = 1 }
  })
}

resource "terraform_data" "waiting" {
  input = templatefile("${path.module}/letter.tftpl", {
    name  = terraform_data.letter.id
    items = {}
  })
}

output "file" {
  value = filesha256("${path.module}/letter.tftpl")
}
