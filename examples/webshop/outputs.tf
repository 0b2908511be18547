output "shop_url" {
  value       = "http://${module.web.dns_name}"
  description = "Where the shop answers."
}

output "database_url" {
  value       = "postgresql://shop:${urlencode(var.database_password)}@${module.data.database_endpoint}/shop"
  sensitive   = true
  description = "How the web servers reach the database."
}

output "buckets" {
  value       = module.data.bucket_names
  description = "The buckets by purpose."
}

output "queues" {
  value       = module.messaging.queue_urls
  description = "The queues by purpose."
}

output "zones" {
  value = local.zones
}
