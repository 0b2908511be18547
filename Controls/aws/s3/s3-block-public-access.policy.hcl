# A bucket passes with a block, and the block answers for what it leaves open, so that one mistake is told once. A block for the whole
# account does as well where it is declared; one that is set elsewhere is seen on the live account only.

locals {
  control = {
    id       = "s3-block-public-access"
    title    = "Public access to the bucket is blocked"
    severity = "high"
    part     = ""
    why      = "One careless ACL or bucket policy is enough to publish every object; the four blocks make that impossible, whatever anybody writes later."
    fix      = "Declare an aws_s3_bucket_public_access_block for the bucket with all four arguments true."
    aliases  = ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "s3_bucket_level_public_access_block"]
    frameworks = {
      cis_v3_0 = ["2.1.4"]
      cis_v5_0 = ["2.1.4"]
      fsbp     = ["S3.8"]
    }
    patch = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
  }
}

resource_policy "aws_s3_bucket" "has_block" {
  locals {
    blocks  = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
    account = core::getresources("aws_s3_account_public_access_block", {})
  }
  enforce {
    condition = (
      core::length(local.blocks) > 0 ||
      core::anytrue([for block in core::try(local.account[*], []) : core::alltrue([
        block.block_public_acls == true, block.block_public_policy == true, block.ignore_public_acls == true,
        block.restrict_public_buckets == true,
      ])])
    )
    error_message = "No public access block is declared for the bucket. AWS sets one on new buckets, but nothing keeps it."
  }
}

resource_policy "aws_s3_bucket_public_access_block" "complete" {
  enforce {
    condition = core::alltrue([
      attrs.block_public_acls == true, attrs.block_public_policy == true, attrs.ignore_public_acls == true,
      attrs.restrict_public_buckets == true,
    ])
    error_message = "The block leaves a way open: all four of its arguments have to be true."
  }
}
