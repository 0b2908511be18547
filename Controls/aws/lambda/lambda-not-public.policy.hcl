locals {
  control = {
    id       = "lambda-not-public"
    title    = "A function can be called only by whom it is meant for"
    severity = "critical"
    part     = "principal"
    why      = "A permission for everybody, or for an AWS service without saying whose, lets strangers run the function with their data and at its owner's cost."
    fix      = "Name the account, role or service in principal, and for a service give source_arn or source_account, too."
    aliases  = ["CKV_AWS_301", "CKV_AWS_364", "awslambda_function_not_publicly_accessible"]
    frameworks = {
      fsbp = ["Lambda.1"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
        "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(3)", "SC-7(9)(a)",
        "SC-7a", "SC-7b", "SC-7c",
      ]
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
  }
}

# Everybody: "*" as the principal, without the caller's organisation, account or resource; that requests to a function's URL must be signed
# is no bound, for strangers can sign, too. A service acts for everybody, unless source_arn or source_account says for whom it may.
resource_policy "aws_lambda_permission" "not_public" {
  locals {
    bound   = core::anytrue([for name in ["source_arn", "source_account", "principal_org_id"] : plumb::given(core::try(attrs[name], null))])
    anybody = attrs.principal == "*"
    service = core::startswith(attrs.principal, "arn:") ? false : core::regex_match("[.]amazonaws[.]com(?:[.]cn)?$", attrs.principal)
  }
  enforce {
    condition     = core::anytrue([!local.anybody, local.bound])
    error_message = "Everybody can call the function."
  }
  enforce {
    condition     = core::anytrue([!local.service, local.bound])
    error_message = "The service ${attrs.principal} can call the function on behalf of everybody."
  }
}
