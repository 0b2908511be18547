resource "aws_sns_topic" "first" {
  name = "first"
}
