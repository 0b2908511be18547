resource "aws_dynamodb_table" "t" {
  name           = "carts"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 5
  hash_key       = "customer"
  range_key      = "item"

  dynamic "attribute" {
    for_each = { customer = "S", item = "S", price = "N" }
    content {
      name = attribute.key
      type = attribute.value
    }
  }

  global_secondary_index {
    name            = "by-price"
    hash_key        = "price"
    projection_type = "ALL"
    read_capacity   = 5
    write_capacity  = 5
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  tags = { Team = "carts" }
}

resource "aws_dynamodb_table_item" "i" {
  table_name = aws_dynamodb_table.t.name
  hash_key   = aws_dynamodb_table.t.hash_key
  range_key  = aws_dynamodb_table.t.range_key
  item = jsonencode({
    customer = { S = "ada" }
    item     = { S = "book" }
    price    = { N = "13" }
  })
}
