terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

# What a caller may turn off.
variable "later" {
  type    = bool
  default = true
}

locals {
  name = "shop-${basename("/a/cluster")}"
  tags = { Example = local.name }
}

resource "aws_vpc" "this" {
  cidr_block = "10.40.0.0/16"
}

resource "aws_subnet" "this" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, each.value)
  availability_zone = "eu-central-1${each.key}"
}

module "cluster" {
  source = "./modules/cluster"

  cluster_name    = local.name
  cluster_version = "1.31"
  vpc_id          = aws_vpc.this.id
  subnet_ids      = values(aws_subnet.this)[*].id

  cluster_addons = {
    coredns                = {}
    eks-pod-identity-agent = { before_compute = true }
    vpc-cni = {
      before_compute       = true
      most_recent          = false
      configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" } })
    }
  }

  cluster_security_group_additional_rules = {
    ingress_nodes_ephemeral_ports_tcp = {
      description                = "Nodes on ephemeral ports"
      protocol                   = "tcp"
      from_port                  = 1025
      to_port                    = 65535
      type                       = "ingress"
      source_node_security_group = true
    }
  }

  node_security_group_additional_rules = {
    ingress_self_all = {
      protocol  = "-1"
      from_port = 0
      to_port   = 0
      type      = "ingress"
      self      = true
    }
  }

  node_group_defaults = {
    ami_type       = "AL2023_x86_64_STANDARD"
    instance_types = ["m6i.large", "m5.large"]
    labels         = { Managed = "yes" }
    update_config  = { max_unavailable_percentage = 33 }
  }

  node_groups = merge(
    {
      small = {}
      custom = {
        use_name_prefix = false
        instance_types  = ["c6i.large"]
        capacity_type   = "SPOT"
        min_size        = 1
        max_size        = 7
        desired_size    = 1

        enable_bootstrap_user_data = true
        ami_type                   = "CUSTOM"
        ami_id                     = "ami-0123456789abcdef0"
        pre_bootstrap_user_data    = "export FOO=bar\n"
        bootstrap_extra_args       = "--kubelet-extra-args '--max-pods=20'"

        labels = { GithubRepo = "shop" }
        taints = {
          dedicated = { key = "dedicated", value = "gpuGroup", effect = "NO_SCHEDULE" }
        }
        block_device_mappings = {
          xvda = {
            device_name = "/dev/xvda"
            ebs         = { volume_size = 75, volume_type = "gp3", iops = 3000, encrypted = true, delete_on_termination = true }
          }
        }
        metadata_options = { http_endpoint = "enabled", http_tokens = "required", http_put_response_hop_limit = 2 }
        iam_role_additional_policies = {
          Extra = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
        }
        remote_access = {}
        tags          = { Extra = "tag" }
      }
    },
    var.later ? { more = { subnet_ids = [aws_subnet.this["a"].id], schedules = { night = { min_size = 0, recurrence = "0 0 * * *" } } } } : {},
  )

  access_entries = {
    admin = {
      principal_arn = "arn:aws:iam::123456789012:role/admin"
      policy_associations = {
        single = {
          policy_arn   = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
          access_scope = { namespaces = ["default"], type = "namespace" }
        }
        whole = {
          policy_arn   = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy"
          access_scope = { type = "cluster" }
        }
      }
    }
    reader = { principal_arn = "arn:aws:iam::123456789012:role/reader", kubernetes_groups = ["readers"] }
  }

  tags = local.tags
}

module "absent" {
  source = "./modules/cluster"
  create = false

  cluster_name = "absent"
  node_groups  = { one = {} }
}

output "cluster" {
  value = { for key in ["cluster_name", "node_group_names", "oidc_provider", "roles"] : key => module.cluster[key] }
}

output "user_data" {
  value = module.cluster.user_data
}

output "absent" {
  value = module.absent
}
