variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "public_subnet_ids" {
  type = list(string)
}

variable "private_subnet_ids" {
  type = list(string)
}

variable "group_ids" {
  type        = map(string)
  description = "Security groups by tier: balancer and web."
}

variable "web" {
  type = object({
    instance_type = string
    per_zone      = number
    port          = number
    health_path   = string
  })
}

variable "access" {
  type = object({
    bucket_arns = list(string)
    queue_arns  = list(string)
    table_arns  = list(string)
  })
  description = "What the web servers may read and write."
}

variable "environment" {
  type        = map(string)
  description = "The servers' environment variables."
}
