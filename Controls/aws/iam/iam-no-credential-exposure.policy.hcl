locals {
  control = {
    id       = "iam-no-credential-exposure"
    title    = "No policy gives credentials of everything"
    severity = "high"
    part     = "policy"
    why      = "Tokens, passwords and keys that can be fetched for every resource give their holder whatever these are for."
    fix      = "Confine actions that return credentials to the resources they are needed for."
    aliases  = ["CKV_AWS_287", "CKV_AWS_107"]
  }
}

resource_policy "aws_iam_policy" "no_credential_exposure" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "credentials")
    error_message = "The policy allows fetching credentials of every resource."
  }
}

resource_policy "aws_iam_role_policy" "no_credential_exposure" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "credentials")
    error_message = "The policy allows fetching credentials of every resource."
  }
}

resource_policy "aws_iam_user_policy" "no_credential_exposure" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "credentials")
    error_message = "The policy allows fetching credentials of every resource."
  }
}

resource_policy "aws_iam_group_policy" "no_credential_exposure" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "credentials")
    error_message = "The policy allows fetching credentials of every resource."
  }
}
