locals {
  control = {
    id       = "lambda-env-kms"
    title    = "A function's environment variables are encrypted with a key of one's own"
    severity = "low"
    part     = "kms_key_arn"
    why      = "With AWS's own key everybody who may look at the function reads its environment variables. A key of one's own says who may decrypt them, and records who does."
    fix      = "Set kms_key_arn to the ARN of a KMS key that the function's role may use."
    aliases  = ["CKV_AWS_173", "awslambda_function_env_vars_not_encrypted_with_cmk"]
  }
}

resource_policy "aws_lambda_function" "encrypted" {
  filter = core::try(core::length(attrs.environment[0].variables), 0) > 0
  locals {
    key = core::try(attrs.kms_key_arn, null)
  }
  enforce {
    condition     = plumb::given(local.key)
    error_message = "The function's environment variables are encrypted with AWS's own key."
  }
}
