locals {
  control = {
    id       = "redshift-encrypted"
    title    = "A data warehouse is encrypted at rest"
    severity = "high"
    part     = "encrypted"
    why      = "Whoever gets at the disks or the snapshots of a warehouse that is not encrypted reads everything in it."
    fix      = "Set encrypted to true, and kms_key_id for a key of one's own. An existing cluster is read-only while AWS encrypts it."
    aliases  = ["CKV_AWS_64", "redshift_cluster_encrypted_at_rest"]
    frameworks = {
      pci_v4_0 = ["3.5.1", "8.3.2"]
    }
    patch = { encrypted = true }
  }
}

# Left out, the argument is false up to version 5 of the provider and true from version 6 on, which is not known here; AWS encrypts all
# clusters made after 2025-01-10.
resource_policy "aws_redshift_cluster" "encrypted" {
  enforce {
    condition     = core::coalesce(core::try(attrs.encrypted, null), core::getdatasource("aws_redshift_cluster", {}).encrypted)
    error_message = "The cluster is not encrypted."
  }
}
