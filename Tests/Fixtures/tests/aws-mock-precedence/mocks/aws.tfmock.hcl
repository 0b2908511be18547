mock_resource "aws_vpc" {
  defaults = {
    arn      = "from-source"
    owner_id = "from-source"
  }
}
override_resource {
  target = aws_subnet.many[0]
  values = {
    arn = "source-override"
  }
}
