data "aws_partition" "p" {}
output "p" { value = data.aws_partition.p.partition }
