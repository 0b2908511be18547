locals {
  control = {
    id       = "provider-no-hardcoded-keys"
    title    = "No keys of AWS stand in the configuration"
    severity = "critical"
    part     = "access_key"
    why      = "A key in a repository is found by everybody who ever reads it, and by programs that search for nothing else; it works until somebody notices."
    fix      = "Take access_key and secret_key out of the provider block: credentials come from the environment, a profile or a role. Delete the key that stood here."
    aliases  = ["CKV_AWS_41"]
  }
}

# Known here is what is written: as a constant, in a local value or as the default of a variable. Keys by their form, so that those made
# up for a local stand-in of AWS do not count.
provider_policy "aws" "no_keys" {
  enforce {
    condition     = core::try(attrs.access_key, null) == null || !core::can(core::regex("^[A-Z0-9]{16,32}$", attrs.access_key))
    error_message = "An access key stands in the configuration."
  }
  enforce {
    condition     = core::try(attrs.secret_key, null) == null || !core::can(core::regex("^[A-Za-z0-9/+=]{40}$", attrs.secret_key))
    error_message = "A secret key stands in the configuration."
  }
}
