locals {
  control = {
    id       = "s3-acls-disabled"
    title    = "Access to objects is given by policies only, not by ACLs"
    severity = "medium"
    part     = "rule"
    why      = "ACLs are a second way to give access, object by object, which nobody keeps an eye on, and let uploaders own objects in your bucket."
    fix      = "Set object_ownership to BucketOwnerEnforced."
    aliases  = ["CKV2_AWS_65", "s3_bucket_acl_prohibited"]
    frameworks = {
      fsbp     = ["S3.12"]
      pci_v4_0 = ["7.2.1", "7.2.2", "7.2.5"]
    }
  }
}

# Buckets without these controls have been made without ACLs since April 2023.
resource_policy "aws_s3_bucket_ownership_controls" "enforced" {
  enforce {
    condition     = core::try(attrs.rule[0].object_ownership, null) == "BucketOwnerEnforced"
    error_message = "ACLs count for the bucket."
  }
}
