locals {
  control = {
    id       = "redshift-not-public"
    title    = "A data warehouse is not reachable from the internet"
    severity = "critical"
    part     = "publicly_accessible"
    why      = "A warehouse with a public address can be tried by everybody: one weak password or one open security group is enough for all its data."
    fix      = "Write publicly_accessible = false, for what holds without it differs between versions of the provider; put the cluster into private subnets, and reach it from inside of the VPC."
    aliases  = ["CKV_AWS_87", "redshift_cluster_public_access"]
    frameworks = {
      fsbp = ["Redshift.1"]
      nist_800_53_r5 = [
        "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
        "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
        "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
      ]
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
    patch = { publicly_accessible = false }
  }
}

# Left out, the argument is true up to version 5 of the provider and false from version 6 on, which is not known here.
resource_policy "aws_redshift_cluster" "not_public" {
  enforce {
    condition     = core::coalesce(core::try(attrs.publicly_accessible, null), core::getdatasource("aws_redshift_cluster", {}).publicly_accessible) != true
    error_message = "The cluster gets a public address."
  }
}

resource_policy "aws_redshiftserverless_workgroup" "not_public" {
  enforce {
    condition     = core::try(attrs.publicly_accessible, null) != true
    error_message = "The workgroup gets a public address."
  }
}
