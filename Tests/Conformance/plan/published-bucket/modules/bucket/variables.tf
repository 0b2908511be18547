variable "create_bucket" {
  description = "Whether there is to be a bucket"
  type        = bool
  default     = true
}

variable "bucket" {
  description = "The name"
  type        = string
  default     = null
}

variable "bucket_prefix" {
  type    = string
  default = null
}

variable "acl" {
  type    = string
  default = null
}

variable "grant" {
  description = "Grants, where there is no acl"
  type        = any
  default     = []
}

variable "owner" {
  type    = map(string)
  default = {}
}

variable "force_destroy" {
  type    = bool
  default = false
}

variable "policy" {
  type    = string
  default = null
}

variable "attach_policy" {
  type    = bool
  default = false
}

variable "attach_public_policy" {
  type    = bool
  default = true
}

variable "attach_deny_insecure_transport_policy" {
  type    = bool
  default = false
}

variable "attach_require_latest_tls_policy" {
  type    = bool
  default = false
}

variable "attach_access_log_delivery_policy" {
  type    = bool
  default = false
}

variable "access_log_delivery_policy_sources" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "website" {
  type    = any
  default = {}
}

variable "cors_rule" {
  type    = any
  default = []
}

variable "versioning" {
  type    = map(string)
  default = {}
}

variable "logging" {
  type    = any
  default = {}
}

variable "lifecycle_rule" {
  type    = any
  default = []
}

variable "server_side_encryption_configuration" {
  type    = any
  default = {}
}

variable "intelligent_tiering" {
  type    = any
  default = {}
}

variable "metric_configuration" {
  type    = any
  default = []
}

variable "object_lock_configuration" {
  type    = any
  default = {}
}

variable "control_object_ownership" {
  type    = bool
  default = false
}

variable "object_ownership" {
  type    = string
  default = "BucketOwnerEnforced"

  validation {
    condition     = contains(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"], var.object_ownership)
    error_message = "That is no ownership."
  }
}

variable "block_public_acls" {
  type    = bool
  default = true
}

variable "restrict_public_buckets" {
  type    = bool
  default = true
}

variable "expected_bucket_owner" {
  type    = string
  default = null
}
