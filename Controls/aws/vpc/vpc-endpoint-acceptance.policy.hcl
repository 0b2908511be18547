locals {
  control = {
    id       = "vpc-endpoint-acceptance"
    title    = "Who connects to an endpoint service is accepted one by one"
    severity = "low"
    part     = "acceptance_required"
    why      = "Otherwise every allowed account connects to the service by itself, and nobody here notices."
    fix      = "Set acceptance_required to true."
    aliases  = ["CKV_AWS_123"]
    patch    = { acceptance_required = true }
  }
}

resource_policy "aws_vpc_endpoint_service" "accepted" {
  enforce {
    condition     = attrs.acceptance_required == true
    error_message = "Connections to the endpoint service are accepted by themselves."
  }
}
