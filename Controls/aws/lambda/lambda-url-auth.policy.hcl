locals {
  control = {
    id       = "lambda-url-auth"
    title    = "A function's URL takes signed requests only"
    severity = "high"
    part     = "authorization_type"
    why      = "A function URL without authorization is open to the whole internet: everybody can run the function, with any input, at its owner's cost."
    fix      = "Set authorization_type to \"AWS_IAM\", or put an API gateway or a CloudFront distribution with its own authorization before the function."
    aliases  = ["CKV_AWS_258", "awslambda_function_url_public"]
    frameworks = {
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
        "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
        "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
      ]
    }
    patch = { authorization_type = "AWS_IAM" }
  }
}

resource_policy "aws_lambda_function_url" "signed" {
  enforce {
    condition     = attrs.authorization_type != "NONE"
    error_message = "The function's URL takes requests from everybody."
  }
}
