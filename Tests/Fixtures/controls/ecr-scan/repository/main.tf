variable "scan" {
  type = bool
}

resource "aws_ecr_repository" "pass_in_module" {
  name = "m"
  image_scanning_configuration {
    scan_on_push = var.scan
  }
}
