locals {
  control = {
    id       = "iam-no-data-exfiltration"
    title    = "No policy reads all data, secrets or parameters"
    severity = "high"
    part     = "policy"
    why      = "One program with such a policy that is taken over gives away every bucket, secret and parameter of the account."
    fix      = "Name the buckets, secrets and parameters that are read."
    aliases  = ["CKV_AWS_288", "CKV_AWS_108"]
  }
}

resource_policy "aws_iam_policy" "no_data_exfiltration" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "data-exposure")
    error_message = "The policy allows reading data wherever it is."
  }
}

resource_policy "aws_iam_role_policy" "no_data_exfiltration" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "data-exposure")
    error_message = "The policy allows reading data wherever it is."
  }
}

resource_policy "aws_iam_user_policy" "no_data_exfiltration" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "data-exposure")
    error_message = "The policy allows reading data wherever it is."
  }
}

resource_policy "aws_iam_group_policy" "no_data_exfiltration" {
  enforce {
    condition     = !plumb::allows(attrs.policy, "data-exposure")
    error_message = "The policy allows reading data wherever it is."
  }
}
