locals {
  control = {
    id       = "dynamodb-pitr"
    title    = "A table can be restored to any second of the last weeks"
    severity = "medium"
    part     = "point_in_time_recovery"
    why      = "What a wrong program or an attacker overwrites or deletes in a table is gone at once. With recovery to a point in time the table comes back as it was a second before."
    fix      = "Add a point_in_time_recovery block with enabled set to true."
    aliases  = ["CKV_AWS_28", "dynamodb_tables_pitr_enabled"]
    frameworks = {
      fsbp           = ["DynamoDB.2"]
      nist_800_53_r5 = ["CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(2)", "CP-9a", "CP-9b", "CP-9c", "SC-5(2)", "SI-13(5)"]
      soc2           = ["CC7.4", "A1.1"]
      pci_v4_0       = ["10.3.3", "10.5.1", "3.2.1"]
    }
  }
}

resource_policy "aws_dynamodb_table" "restorable" {
  enforce {
    condition     = core::try(attrs.point_in_time_recovery[0].enabled, null) == true
    error_message = "The table cannot be restored to a point in time."
  }
}
