locals {
  control = {
    id       = "vpc-flow-logs"
    title    = "The traffic of a network is recorded"
    severity = "medium"
    part     = ""
    why      = "Without flow logs nobody can tell where an intruder came from, what was reached, and where data went."
    fix      = "Declare an aws_flow_log with the vpc_id of the network and traffic_type ALL, or REJECT at least."
    aliases  = ["CKV2_AWS_11", "vpc_flow_logs_enabled"]
    frameworks = {
      cis_v3_0 = ["3.7"]
      cis_v5_0 = ["3.7"]
      fsbp     = ["EC2.6"]
      nist_800_53_r5 = [
        "AC-4(26)", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
        "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-6(3)", "AU-6(4)", "AU-6(6)",
        "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1",
        "PM-14b", "PM-31", "SI-4(17)", "SI-7(8)"
      ]
      soc2     = ["CC7.2", "CC7.3"]
      pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
    }
  }
}

resource_policy "aws_vpc" "recorded" {
  enforce {
    condition = core::anytrue([
      for log in core::getresources("aws_flow_log", { vpc_id = attrs.id }) : core::contains(["ALL", "REJECT"], log.traffic_type)
    ])
    error_message = "No flow log records what is refused in the VPC."
  }
}

resource_policy "aws_default_vpc" "recorded" {
  enforce {
    condition = core::anytrue([
      for log in core::getresources("aws_flow_log", { vpc_id = attrs.id }) : core::contains(["ALL", "REJECT"], log.traffic_type)
    ])
    error_message = "No flow log records what is refused in the VPC."
  }
}
