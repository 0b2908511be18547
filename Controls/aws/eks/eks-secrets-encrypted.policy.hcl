locals {
  control = {
    id       = "eks-secrets-encrypted"
    title    = "A Kubernetes cluster's secrets are encrypted with a KMS key"
    severity = "medium"
    part     = "encryption_config"
    why      = "Secrets in the cluster's store are readable for whoever gets at it or at a backup. With a key of one's own AWS records who decrypts, and the key can be taken away."
    fix      = "Add encryption_config with resources = [\"secrets\"] and a provider block with the key's ARN. It cannot be undone."
    aliases  = ["CKV_AWS_58", "eks_cluster_kms_cmk_encryption_in_secrets_enabled"]
    frameworks = {
      fsbp     = ["EKS.3"]
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
  }
}

# From version 1.28 on AWS encrypts with a key of its own; what is asked for here is one of the owner's.
resource_policy "aws_eks_cluster" "encrypted" {
  enforce {
    condition     = core::anytrue([for c in core::try(attrs.encryption_config, []) : core::contains(c.resources, "secrets")])
    error_message = "The cluster's secrets are not encrypted with a key of one's own."
  }
}
