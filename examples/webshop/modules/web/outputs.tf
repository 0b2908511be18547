output "dns_name" {
  value = aws_lb.this.dns_name
}

output "instance_ids" {
  value = { for key, instance in aws_instance.this : key => instance.id }
}
