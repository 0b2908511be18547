resource "aws_lb" "pass_in_module" {
  name = "m"
}

output "arn" {
  value = aws_lb.pass_in_module.arn
}
