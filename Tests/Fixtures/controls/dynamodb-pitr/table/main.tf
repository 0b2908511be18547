variable "restorable" {
  type = bool
}

resource "aws_dynamodb_table" "pass_in_module" {
  name = "m"
  point_in_time_recovery {
    enabled = var.restorable
  }
}
