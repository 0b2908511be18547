locals {
  control = {
    id       = "ecr-immutable"
    title    = "A pushed image tag cannot be moved to another image"
    severity = "low"
    part     = "image_tag_mutability"
    why      = "Where tags can be moved, what runs under a tag tomorrow need not be what was tested today, and an attacker can put an image of their own in its place."
    fix      = "Set image_tag_mutability to \"IMMUTABLE\", and give each build a tag of its own."
    aliases  = ["CKV_AWS_51", "ecr_repositories_tag_immutability"]
    frameworks = {
      fsbp = ["ECR.2"]
    }
    patch = { image_tag_mutability = "IMMUTABLE" }
  }
}

# Left out, tags are mutable. Exceptions from immutability (IMMUTABLE_WITH_EXCLUSION) are somebody's decision, and told.
resource_policy "aws_ecr_repository" "immutable" {
  enforce {
    condition     = core::coalesce(core::try(attrs.image_tag_mutability, null), "MUTABLE") == "IMMUTABLE"
    error_message = "Tags of the repository can be moved to other images."
  }
}
