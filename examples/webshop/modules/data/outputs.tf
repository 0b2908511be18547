output "bucket_names" {
  value = { for key, bucket in aws_s3_bucket.this : key => bucket.bucket }
}

output "bucket_arns" {
  value = { for key, bucket in aws_s3_bucket.this : key => bucket.arn }
}

output "carts_name" {
  value = aws_dynamodb_table.carts.name
}

output "carts_arn" {
  value = aws_dynamodb_table.carts.arn
}

output "database_id" {
  value = aws_db_instance.this.identifier
}

output "database_endpoint" {
  value = aws_db_instance.this.endpoint
}
