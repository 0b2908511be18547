locals {
  control = {
    id       = "s3-object-lock"
    title    = "Backups and trails cannot be deleted before their time"
    severity = "low"
    part     = ""
    why      = "Whoever takes over the account deletes its backups and logs first. Locked objects stay, whoever asks."
    fix      = "Set object_lock_enabled on the bucket, and declare an aws_s3_bucket_object_lock_configuration with a default retention."
    aliases  = ["CKV_AWS_143", "s3_bucket_object_lock"]
    frameworks = {
      fsbp     = ["S3.15"]
      soc2     = ["PI1.5"]
      pci_v4_0 = ["10.3.4"]
    }
  }
}

# Other buckets are not asked to: what may never be deleted cannot be cleaned up, either.
resource_policy "aws_s3_bucket" "locked" {
  filter = core::anytrue([
    core::length(core::getresources("aws_cloudtrail", { s3_bucket_name = attrs.id })) > 0,
    core::try(core::contains_substring(config.bucket, "backup"), false),
    core::try(core::contains_substring(config.bucket_prefix, "backup"), false),
  ])
  enforce {
    condition = core::anytrue([
      config.object_lock_enabled == true,
      core::length(core::getresources("aws_s3_bucket_object_lock_configuration", { bucket = attrs.id })) > 0,
      core::anytrue([for lock in attrs.object_lock_configuration : lock.object_lock_enabled == "Enabled"]),
    ])
    error_message = "Objects of this bucket can be deleted at any time, although it holds backups or the logs of a trail."
  }
}

resource_policy "aws_s3_bucket_object_lock_configuration" "retains" {
  enforce {
    condition = core::anytrue(core::flatten([
      for rule in attrs.rule : [
        for retention in rule.default_retention : plumb::given(retention.days) || plumb::given(retention.years)
      ]
    ]))
    error_message = "Without a default retention only objects are locked whose uploader says so."
  }
}
