locals {
  control = {
    id       = "eks-endpoint-not-public"
    title    = "A Kubernetes cluster's API is not open to the whole internet"
    severity = "high"
    part     = "vpc_config"
    why      = "An API server that everybody can reach can be tried with stolen credentials, and every hole in Kubernetes can be used from anywhere."
    fix      = "In vpc_config set endpoint_public_access to false and endpoint_private_access to true, or list the networks that may in public_access_cidrs."
    aliases  = ["CKV_AWS_38", "CKV_AWS_39", "eks_cluster_not_publicly_accessible"]
    frameworks = {
      pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
    }
  }
}

# Left out, endpoint_public_access is true, and public_access_cidrs everybody. Halves of the internet count as all of it.
resource_policy "aws_eks_cluster" "not_public" {
  locals {
    public = core::try(attrs.vpc_config[0].endpoint_public_access, null) != false
    # On Outposts there is no public endpoint.
    outpost   = core::length(core::try(attrs.outpost_config, [])) > 0
    open      = ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"]
    written   = core::length(core::coalesce(core::try(config.vpc_config[0].public_access_cidrs, null), [])) > 0
    networks  = core::try(attrs.vpc_config[0].public_access_cidrs, [])
    everybody = local.written ? core::anytrue([for n in local.networks : core::contains(local.open, n)]) : true
  }
  enforce {
    condition     = core::anytrue([local.outpost, !local.public, !local.everybody])
    error_message = "The cluster's API can be reached from the whole internet."
  }
}
