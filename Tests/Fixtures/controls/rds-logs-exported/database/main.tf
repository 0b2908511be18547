variable "logs" {
  type    = list(string)
  default = ["postgresql"]
}

resource "aws_db_instance" "pass_in_module" {
  instance_class                  = "db.t3.micro"
  enabled_cloudwatch_logs_exports = var.logs
}
