output "vpc_id" {
  value = aws_vpc.this.id
}

output "public_subnet_ids" {
  value = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == "public"]
}

output "private_subnet_ids" {
  value = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == "private"]
}

output "data_subnet_ids" {
  value = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == "data"]
}
