locals {
  control = {
    id       = "apigw-logging"
    title    = "Calls of an API are logged"
    severity = "low"
    part     = "access_log_settings"
    why      = "Without logs nobody can tell after an attack who called what, or why calls fail."
    fix      = "Add an access_log_settings block with the ARN of a log group and a format."
    aliases  = ["CKV_AWS_76", "apigateway_restapi_logging_enabled", "apigatewayv2_api_access_logging_enabled"]
    frameworks = {
      fsbp = ["APIGateway.1", "APIGateway.9"]
      nist_800_53_r5 = [
        "AC-4(26)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
        "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)",
        "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-4(17)",
        "SI-7(8)",
      ]
      soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.2"]
      pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
    }
  }
}

resource_policy "aws_api_gateway_stage" "logged" {
  enforce {
    condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
    error_message = "Calls of the API are not logged."
  }
}

resource_policy "aws_apigatewayv2_stage" "logged" {
  enforce {
    condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
    error_message = "Calls of the API are not logged."
  }
}
