locals {
  control = {
    id       = "cloudtrail-bucket-logging"
    title    = "Access to the bucket of the trail is logged"
    severity = "medium"
    part     = "s3_bucket_name"
    why      = "Whoever reads or deletes logs of the trail should leave a trace that they cannot delete with them."
    fix      = "Declare an aws_s3_bucket_logging for the bucket of the trail, with another bucket as its target."
    aliases  = ["cloudtrail_logs_s3_bucket_access_logging_enabled"]
    frameworks = {
      cis_v3_0 = ["3.4"]
      cis_v5_0 = ["3.4"]
      fsbp     = ["CloudTrail.7"]
      soc2     = ["A1.1"]
    }
  }
}

resource_policy "aws_cloudtrail" "logged" {
  locals {
    # A bucket that stands elsewhere has to be looked at there.
    buckets = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    bucket  = core::length(local.buckets) > 0 ? local.buckets[0] : core::getdatasource("aws_s3_bucket", attrs.s3_bucket_name)
    logs    = core::getresources("aws_s3_bucket_logging", { bucket = attrs.s3_bucket_name })
  }
  enforce {
    condition     = core::length(local.logs) > 0 || core::length(local.bucket.logging) > 0
    error_message = "Access to the bucket of the trail is not logged."
  }
}
