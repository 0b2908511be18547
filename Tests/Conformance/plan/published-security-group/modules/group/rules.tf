variable "rules" {
  description = "What rules have names: from_port, to_port, protocol, description"
  type        = map(list(any))

  default = {
    http-80-tcp    = [80, 80, "tcp", "HTTP"]
    http-8080-tcp  = [8080, 8080, "tcp", "HTTP"]
    https-443-tcp  = [443, 443, "tcp", "HTTPS"]
    https-tcp      = [443, 443, "tcp", "HTTPS"]
    ssh-tcp        = [22, 22, "tcp", "SSH"]
    mysql-tcp      = [3306, 3306, "tcp", "MySQL/Aurora"]
    postgresql-tcp = [5432, 5432, "tcp", "PostgreSQL"]
    dns-udp        = [53, 53, "udp", "DNS"]
    dns-tcp        = [53, 53, "tcp", "DNS"]
    all-all        = [-1, -1, "-1", "All protocols"]
    all-icmp       = [-1, -1, "icmp", "All IPV4 ICMP"]
    # Where none is named
    _ = ["", "", ""]
  }
}

variable "auto_groups" {
  description = "What a kind of service is given"
  type        = map(map(list(string)))

  default = {
    https = {
      ingress_rules     = ["https-443-tcp"]
      ingress_with_self = ["all-all"]
      egress_rules      = ["all-all"]
    }
    http-80 = {
      ingress_rules     = ["http-80-tcp"]
      ingress_with_self = ["all-all"]
      egress_rules      = ["all-all"]
    }
  }
}
