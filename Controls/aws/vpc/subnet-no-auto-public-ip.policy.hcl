locals {
  control = {
    id       = "subnet-no-auto-public-ip"
    title    = "Machines in a subnet get no public address by themselves"
    severity = "medium"
    part     = "map_public_ip_on_launch"
    why      = "Whatever is started there is on the internet at once, also what nobody meant to be."
    fix      = "Set map_public_ip_on_launch to false, and give public addresses to load balancers and NAT gateways only."
    aliases  = ["CKV_AWS_130", "vpc_subnet_no_public_ip_by_default"]
    frameworks = {
      fsbp = ["EC2.15"]
      soc2 = ["CC6.6"]
    }
    patch = { map_public_ip_on_launch = false }
  }
}

resource_policy "aws_subnet" "private" {
  enforce {
    condition     = attrs.map_public_ip_on_launch == null || attrs.map_public_ip_on_launch == false
    error_message = "Machines in the subnet get a public address by themselves."
  }
}

# A default subnet gives them unless it is told not to.
resource_policy "aws_default_subnet" "private" {
  enforce {
    condition     = attrs.map_public_ip_on_launch == false
    error_message = "Machines in the default subnet get a public address by themselves."
  }
}
