variable "given" { default = null }
data "aws_partition" "here" {}
output "partition" { value = data.aws_partition.here.partition }
