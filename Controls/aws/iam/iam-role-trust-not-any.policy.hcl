locals {
  control = {
    id       = "iam-role-trust-not-any"
    title    = "No role can be assumed by everybody"
    severity = "critical"
    part     = "assume_role_policy"
    why      = "A role that trusts everybody can be assumed from any account of AWS, by whoever finds its name."
    fix      = "Name the accounts, roles or services that assume the role; for partners, demand an external id."
    aliases  = ["CKV_AWS_60", "CKV_AWS_61", "iam_role_cross_service_confused_deputy_prevention"]
  }
}

resource_policy "aws_iam_role" "role_trust_not_any" {
  enforce {
    condition     = !plumb::lets_in(attrs.assume_role_policy, "public")
    error_message = "Everybody can assume the role."
  }
}
