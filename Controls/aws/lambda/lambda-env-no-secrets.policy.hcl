locals {
  control = {
    id       = "lambda-env-no-secrets"
    title    = "A function's environment variables hold no secrets"
    severity = "critical"
    part     = "environment"
    why      = "Environment variables are shown to everybody who may look at the function, and are in the code and in the state, too. A key in them is soon known to many."
    fix      = "Put the secret into Secrets Manager or Parameter Store, let the function read it there, and replace the one that was written down."
    aliases  = ["CKV_AWS_45", "awslambda_function_no_secrets_in_variables"]
  }
}

# Texts with the form of keys: of AWS, GitHub, GitLab, Slack, Stripe, Google, private keys, and of passwords in addresses of databases.
locals {
  pattern = "(?:^|[^A-Za-z0-9/+=])(?:AKIA|ASIA|AROA)[A-Z0-9]{16}(?:$|[^A-Za-z0-9])|-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bgh[pousr]_[A-Za-z0-9]{36,}|\\bgithub_pat_[A-Za-z0-9_]{60,}|\\bglpat-[A-Za-z0-9_-]{20,}|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\b[rs]k_live_[A-Za-z0-9]{20,}|\\bAIza[A-Za-z0-9_-]{35}|\\beyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.]|[a-z][a-z0-9+.-]*://[^/\\s:@$]+:[^/\\s:@$]+@"
  # A secret key of AWS has no form of its own, but forty letters in a variable of this name are one.
  name = "(?i)(?:secret.*key|secretkey)"
}

resource_policy "aws_lambda_function" "no_secrets" {
  filter = core::length(core::try(attrs.environment, [])) > 0
  locals {
    variables = core::try(attrs.environment[0].variables, null)
    found = core::try(local.variables == null, true) ? [] : [
      for name, value in local.variables :
      value == null ? false : core::anytrue([
        core::regex_match(local.pattern, value),
        core::alltrue([core::regex_match(local.name, name), core::regex_match("^[A-Za-z0-9/+]{40}$", value)]),
      ])
    ]
  }
  enforce {
    condition     = !core::anytrue(local.found)
    error_message = "An environment variable of the function holds what looks like a secret."
  }
}
