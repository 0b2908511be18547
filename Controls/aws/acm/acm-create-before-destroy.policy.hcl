locals {
  control = {
    id       = "acm-create-before-destroy"
    title    = "A certificate is replaced before the old one is deleted"
    severity = "low"
    part     = "lifecycle"
    why      = "A certificate that is deleted before the new one is there leaves a load balancer or a distribution without any, or the deletion fails half-way because it is still in use."
    fix      = "Add lifecycle { create_before_destroy = true }."
    aliases  = ["CKV_AWS_233"]
  }
}

# Only code says it: of plans, states and live objects nothing is said.
resource_policy "aws_acm_certificate" "kept_until_replaced" {
  filter = core::try(meta.create_before_destroy, null) != null
  enforce {
    condition     = meta.create_before_destroy == true
    error_message = "The certificate is deleted before its replacement is there."
  }
}
