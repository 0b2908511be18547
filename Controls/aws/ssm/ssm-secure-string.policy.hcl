locals {
  control = {
    id       = "ssm-secure-string"
    title    = "Secrets in the parameter store are encrypted"
    severity = "medium"
    part     = "type"
    why      = "A parameter of the type String is shown to everybody who may read parameters, in the console and in logs of deployments."
    fix      = "Set type to SecureString, and name your own key in key_id where not everybody of the account may read it."
    aliases  = ["CKV2_AWS_34"]
    patch    = { type = "SecureString" }
  }
}

locals {
  # How secrets are called. Only parameters with such a name are judged: others hold settings.
  words = [
    "password", "PASSWORD", "Password", "passwd", "PASSWD", "Passwd", "passphrase", "PASSPHRASE", "Passphrase",
    "secret", "SECRET", "Secret", "token", "TOKEN", "Token", "api_key", "API_KEY", "Api_key", "api-key",
    "API-KEY", "Api-key", "apikey", "APIKEY", "Apikey", "private_key", "PRIVATE_KEY", "Private_key",
    "private-key", "PRIVATE-KEY", "Private-key", "credential", "CREDENTIAL", "Credential", "ApiKey", "APIKey",
    "PrivateKey", "privateKey", "apiKey"
  ]
  ends = ["arn", "Arn", "ARN", "_id", "-id", "_name", "-name", "_url", "-url"]
}

resource_policy "aws_ssm_parameter" "encrypted" {
  # What only says where a secret is, is none.
  filter = (
    core::anytrue([for word in local.words : core::contains_substring(attrs.name, word)]) &&
    !core::anytrue([for end in local.ends : core::endswith(attrs.name, end)])
  )
  enforce {
    condition     = attrs.type == "SecureString"
    error_message = "By its name the parameter holds a secret, and it is not encrypted."
  }
}
