locals {
  control = {
    id       = "eks-supported-version"
    title    = "A Kubernetes cluster runs a version in standard support"
    severity = "high"
    part     = "version"
    why      = "After standard support a version costs a multiple and gets critical fixes only, and after a year more AWS upgrades the cluster at a time that nobody chose."
    fix      = "Upgrade version by one minor version at a time, with the add-ons and node groups."
    aliases  = ["CKV_AWS_339", "eks_cluster_uses_a_supported_version"]
    frameworks = {
      fsbp     = ["EKS.2"]
      pci_v4_0 = ["6.3.3"]
    }
  }
}

# Last days of standard support, from the release calendar (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html), as of 2026-11-22. A
# version that is not here is newer, or older than all of them.
locals {
  support = {
    "1.22" = "2023-06-04"
    "1.23" = "2023-10-11"
    "1.24" = "2024-01-31"
    "1.25" = "2024-05-01"
    "1.26" = "2024-06-11"
    "1.27" = "2024-07-24"
    "1.28" = "2024-11-26"
    "1.29" = "2025-03-23"
    "1.30" = "2025-07-23"
    "1.31" = "2025-11-26"
    "1.32" = "2026-03-23"
    "1.33" = "2026-07-29"
    "1.34" = "2026-12-02"
    "1.35" = "2027-03-27"
  }
}

# A new cluster without a version gets the newest one.
resource_policy "aws_eks_cluster" "supported" {
  locals {
    version = core::try(config.version, null) != null ? attrs.version : "newest"
    old     = core::regex_match("^1[.](?:[0-9]|1[0-9]|2[01])$", local.version)
    ends    = local.old ? "2022-12-31" : core::lookup(local.support, local.version, "9999-12-31")
  }
  enforce {
    condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
    error_message = "Standard support of Kubernetes ${local.version} ended on ${local.ends} or before."
  }
}
