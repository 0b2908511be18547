locals {
  control = {
    id       = "rds-logs-exported"
    title    = "A database's logs go to CloudWatch"
    severity = "low"
    part     = "enabled_cloudwatch_logs_exports"
    why      = "Logs that stay on the database are deleted after days and can be read only by its administrators. In CloudWatch they can be kept, searched and alarmed on."
    fix      = "List the engine's logs in enabled_cloudwatch_logs_exports, such as \"audit\" and \"error\" for MySQL, or \"postgresql\"."
    aliases  = ["CKV_AWS_129", "CKV_AWS_324", "rds_instance_integration_cloudwatch_logs", "rds_cluster_integration_cloudwatch_logs"]
    frameworks = {
      fsbp = ["RDS.9", "RDS.34", "RDS.37"]
      nist_800_53_r5 = [
        "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)",
        "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f",
        "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1",
        "PM-14b", "PM-31", "SC-7(9)(b)", "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)",
      ]
      soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.3"]
      pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
    }
  }
}

resource_policy "aws_db_instance" "exported" {
  enforce {
    condition     = core::try(core::length(attrs.enabled_cloudwatch_logs_exports), 0) > 0
    error_message = "None of the database's logs goes to CloudWatch."
  }
}

# Aurora Serverless v1 sends its logs by itself.
resource_policy "aws_rds_cluster" "exported" {
  filter = core::try(attrs.engine_mode, null) != "serverless"
  enforce {
    condition     = core::try(core::length(attrs.enabled_cloudwatch_logs_exports), 0) > 0
    error_message = "None of the cluster's logs goes to CloudWatch."
  }
}
