locals {
  control = {
    id       = "ami-owner-pinned"
    title    = "Images are looked up among known owners only"
    severity = "high"
    part     = "owners"
    why      = "Anybody can publish an image with the name that is searched for. The newest one wins, and runs with the permissions of the machine."
    fix      = "Name owners: self, amazon, or the number of the account that publishes the image."
    aliases  = ["CKV_AWS_386"]
  }
}

# Which image is meant is only open where the newest one is taken.
resource_policy "data.aws_ami" "owned" {
  filter = core::try(attrs.most_recent, null) == true
  locals {
    owners = core::try(attrs.owners, null)
    # A filter for the owner does as well.
    filtered = core::anytrue([for filter in core::try(attrs.filter, []) : core::contains(["owner-id", "owner-alias", "image-id"], filter.name)])
  }
  enforce {
    condition     = local.filtered || core::length(core::try(local.owners[*], [])) > 0
    error_message = "The image can be anybody's: no owner is named."
  }
}
