# What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
# they stand. An address range of length 0 is the whole internet, however it is written.

locals {
  control = {
    id       = "sg-no-open-http"
    title    = "No security group but that of a load balancer lets the internet in on port 80"
    severity = "medium"
    part     = "ingress"
    why      = "Port 80 is unencrypted: what passes can be read and changed on the way. A server behind it is reached without the load balancer, its logs and its firewall."
    fix      = "Put a load balancer in front, let in only its security group, and redirect from 80 to 443 there."
    aliases  = ["CKV_AWS_260"]
  }
}

locals {
  ports = [80]
}

resource_policy "aws_security_group" "closed" {
  locals {
    open = core::anytrue([
      for rule in core::try(config.ingress[*], []) : (
        core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
        core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
        ) && (
        core::contains(["-1", "all"], core::lower(rule.protocol)) ||
        core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
        core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
      )
    ])
    balancers = core::anytrue([
      for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.id })) > 0
    ])
  }
  enforce {
    condition     = !local.open || local.balancers
    error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
  }
}

resource_policy "aws_default_security_group" "closed" {
  locals {
    open = core::anytrue([
      for rule in core::try(config.ingress[*], []) : (
        core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
        core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
        ) && (
        core::contains(["-1", "all"], core::lower(rule.protocol)) ||
        core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
        core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
      )
    ])
    balancers = core::anytrue([
      for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.id })) > 0
    ])
  }
  enforce {
    condition     = !local.open || local.balancers
    error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
  }
}

resource_policy "aws_security_group_rule" "closed" {
  filter = attrs.type == "ingress"
  locals {
    open = (
      core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
      core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
      ) && (
      core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
      core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
      core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
    )
    balancers = core::anytrue([
      for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.security_group_id })) > 0
    ])
  }
  enforce {
    condition     = !local.open || local.balancers
    error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
  }
}

resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
  locals {
    open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
      core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
      core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
      core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
    )
    balancers = core::anytrue([
      for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.security_group_id })) > 0
    ])
  }
  enforce {
    condition     = !local.open || local.balancers
    error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
  }
}
