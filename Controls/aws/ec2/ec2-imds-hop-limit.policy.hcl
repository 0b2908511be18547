locals {
  control = {
    id       = "ec2-imds-hop-limit"
    title    = "Credentials of an instance do not travel into its containers"
    severity = "low"
    part     = "metadata_options"
    why      = "With more than one hop every container on the machine can ask for the credentials of the machine, and has its permissions."
    fix      = "Set http_put_response_hop_limit to 1, and give containers roles of their own."
    aliases  = ["CKV_AWS_341"]
  }
}

# One hop is what AWS takes where nothing is written.
resource_policy "aws_launch_template" "one_hop" {
  locals {
    limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
  }
  enforce {
    condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Answers of the metadata service travel further than to the machine itself."
  }
}

# One hop is what AWS takes where nothing is written.
resource_policy "aws_launch_configuration" "one_hop" {
  locals {
    limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
  }
  enforce {
    condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Answers of the metadata service travel further than to the machine itself."
  }
}

# One hop is what AWS takes where nothing is written.
resource_policy "aws_instance" "one_hop" {
  locals {
    limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
  }
  enforce {
    condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Answers of the metadata service travel further than to the machine itself."
  }
}

# One hop is what AWS takes where nothing is written.
resource_policy "aws_spot_instance_request" "one_hop" {
  locals {
    limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
  }
  enforce {
    condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
    error_message = "Answers of the metadata service travel further than to the machine itself."
  }
}
