# In which region the copy stands cannot be told from the configuration of the bucket alone.

locals {
  control = {
    id       = "s3-replication"
    title    = "Objects are copied into another bucket"
    severity = "low"
    part     = "rule"
    why      = "A bucket stands in one region: when that is down, or the bucket is emptied, a copy elsewhere is what is left."
    fix      = "Declare an aws_s3_bucket_replication_configuration with an enabled rule whose destination is a bucket in another region or account. Both need versioning."
    aliases  = ["CKV_AWS_144", "s3_bucket_cross_region_replication"]
  }
}

# What is declared for the bucket is judged where it stands.
resource_policy "aws_s3_bucket" "declared" {
  enforce {
    condition     = (core::length(core::getresources("aws_s3_bucket_replication_configuration", { bucket = attrs.id })) > 0 || core::length(attrs.replication_configuration) > 0)
    error_message = "Objects of the bucket are copied nowhere."
  }
}

resource_policy "aws_s3_bucket_replication_configuration" "sound" {
  enforce {
    condition     = core::anytrue([for rule in attrs.rule : rule.status == "Enabled"])
    error_message = "No rule of the replication is enabled."
  }
}
