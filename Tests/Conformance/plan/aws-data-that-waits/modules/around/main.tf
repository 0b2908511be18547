module "reader" { source = "../reader" }
output "partition" { value = module.reader.partition }
