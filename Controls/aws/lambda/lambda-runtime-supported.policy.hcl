locals {
  control = {
    id       = "lambda-runtime-supported"
    title    = "A function runs on a runtime that still gets fixes"
    severity = "high"
    part     = "runtime"
    why      = "A runtime past its end of support gets no more security fixes, and functions on it can soon be neither created nor changed."
    fix      = "Set runtime to a newer version of the language, and test the function with it."
    aliases  = ["CKV_AWS_363", "awslambda_function_using_supported_runtimes"]
    frameworks = {
      fsbp = ["Lambda.2"]
    }
  }
}

# Last days of support, from "Lambda runtimes" (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html), as of 2026-11-22. A runtime that is
# not here is newer.
locals {
  support = {
    "nodejs"          = "2016-10-31"
    "nodejs4.3"       = "2020-03-05"
    "nodejs4.3-edge"  = "2020-03-05"
    "nodejs6.10"      = "2019-08-12"
    "nodejs8.10"      = "2020-03-06"
    "nodejs10.x"      = "2021-07-30"
    "nodejs12.x"      = "2023-03-31"
    "nodejs14.x"      = "2023-12-04"
    "nodejs16.x"      = "2024-06-12"
    "nodejs18.x"      = "2025-09-01"
    "nodejs20.x"      = "2026-04-30"
    "nodejs22.x"      = "2027-04-30"
    "nodejs24.x"      = "2028-04-30"
    "python2.7"       = "2021-07-15"
    "python3.6"       = "2022-07-18"
    "python3.7"       = "2023-12-04"
    "python3.8"       = "2024-10-14"
    "python3.9"       = "2025-12-15"
    "python3.10"      = "2026-10-31"
    "python3.11"      = "2027-06-30"
    "python3.12"      = "2028-10-31"
    "python3.13"      = "2029-06-30"
    "python3.14"      = "2029-06-30"
    "java8"           = "2024-01-08"
    "java8.al2"       = "2027-06-30"
    "java11"          = "2027-06-30"
    "java17"          = "2027-06-30"
    "java21"          = "2029-06-30"
    "java25"          = "2029-06-30"
    "dotnetcore1.0"   = "2019-06-27"
    "dotnetcore2.0"   = "2019-05-30"
    "dotnetcore2.1"   = "2022-01-05"
    "dotnetcore3.1"   = "2023-04-03"
    "dotnet6"         = "2024-12-20"
    "dotnet8"         = "2026-11-10"
    "dotnet10"        = "2028-11-14"
    "go1.x"           = "2024-01-08"
    "ruby2.5"         = "2021-07-30"
    "ruby2.7"         = "2023-12-07"
    "ruby3.2"         = "2026-03-31"
    "ruby3.3"         = "2027-03-31"
    "ruby3.4"         = "2028-03-31"
    "ruby4.0"         = "2029-03-31"
    "provided"        = "2024-01-08"
    "provided.al2"    = "2026-07-31"
    "provided.al2023" = "2029-06-30"
  }
}

# A function made of an image brings its own.
resource_policy "aws_lambda_function" "supported" {
  filter = plumb::given(core::try(attrs.runtime, null))
  locals {
    ends = core::lookup(local.support, attrs.runtime, "9999-12-31")
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "Support of the runtime ${attrs.runtime} ended on ${local.ends}."
  }
}
