locals {
  control = {
    id       = "eks-logging"
    title    = "All logs of a Kubernetes cluster's control plane are kept"
    severity = "low"
    part     = "enabled_cluster_log_types"
    why      = "After an incident only the control plane's logs tell who asked the API for what, and how they had authenticated."
    fix      = "Set enabled_cluster_log_types to [\"api\", \"audit\", \"authenticator\", \"controllerManager\", \"scheduler\"]."
    aliases  = ["CKV_AWS_37", "eks_control_plane_logging_all_types_enabled"]
    frameworks = {
      fsbp     = ["EKS.8"]
      pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
    }
    patch = { enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"] }
  }
}

resource_policy "aws_eks_cluster" "logged" {
  locals {
    types = core::coalesce(core::try(attrs.enabled_cluster_log_types, null), [])
  }
  enforce {
    condition     = core::alltrue([for t in ["api", "audit", "authenticator", "controllerManager", "scheduler"] : core::contains(local.types, t)])
    error_message = "Not all logs of the cluster's control plane are kept."
  }
}
