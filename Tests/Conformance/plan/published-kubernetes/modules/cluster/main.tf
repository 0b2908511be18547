terraform {
  required_version = ">= 1.3.2"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.95, < 6.0.0"
    }
  }
}

data "aws_partition" "current" {
  count = local.create ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = local.create ? 1 : 0
}

locals {
  create    = var.create
  partition = try(data.aws_partition.current[0].partition, "")

  enable_encryption = length(var.cluster_encryption_config) > 0
  kms_key_arn       = var.create_kms_key ? one(aws_kms_key.this[*].arn) : try(var.cluster_encryption_config.provider_key_arn, null)

  # Every pair of an entry and one of its policies
  flattened_access_entries = flatten([
    for entry_key, entry_val in var.access_entries : [
      for pol_key, pol_val in lookup(entry_val, "policy_associations", {}) :
      merge(
        {
          principal_arn = entry_val.principal_arn
          entry_key     = entry_key
          pol_key       = pol_key
        },
        { for k, v in {
          association_policy_arn              = pol_val.policy_arn
          association_access_scope_type       = pol_val.access_scope.type
          association_access_scope_namespaces = lookup(pol_val.access_scope, "namespaces", null)
        } : k => v if !contains(["EC2_LINUX", "EC2_WINDOWS"], lookup(entry_val, "type", "STANDARD")) },
      )
    ]
  ])

  cluster_rules = { for k, v in merge(
    {
      ingress_nodes_443 = {
        description                = "Node groups to cluster API"
        protocol                   = "tcp"
        from_port                  = 443
        to_port                    = 443
        type                       = "ingress"
        source_node_security_group = true
      }
    },
    var.cluster_security_group_additional_rules
  ) : k => v if local.create }

  recommended = { for k, v in {
    ingress_nodes_ephemeral = {
      description = "Node to node ingress on ephemeral ports"
      protocol    = "tcp"
      from_port   = 1025
      to_port     = 65535
      type        = "ingress"
      self        = true
    }
    egress_all = {
      description      = "Allow all egress"
      protocol         = "-1"
      from_port        = 0
      to_port          = 0
      type             = "egress"
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = null
    }
  } : k => v if var.node_security_group_enable_recommended_rules }
}

resource "aws_kms_key" "this" {
  count = local.create && var.create_kms_key && local.enable_encryption ? 1 : 0

  description         = coalesce(null, "${var.cluster_name} cluster encryption key")
  enable_key_rotation = true
}

resource "aws_eks_cluster" "this" {
  count = local.create ? 1 : 0

  name     = var.cluster_name
  role_arn = try(aws_iam_role.this[0].arn, null)
  version  = var.cluster_version

  enabled_cluster_log_types     = var.enabled_log_types
  bootstrap_self_managed_addons = false

  access_config {
    authentication_mode = var.authentication_mode

    bootstrap_cluster_creator_admin_permissions = false
  }

  vpc_config {
    security_group_ids      = compact(distinct(concat([], [one(aws_security_group.cluster[*].id)])))
    subnet_ids              = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  dynamic "encryption_config" {
    for_each = local.enable_encryption ? [var.cluster_encryption_config] : []

    content {
      provider {
        key_arn = local.kms_key_arn
      }
      resources = encryption_config.value.resources
    }
  }

  dynamic "upgrade_policy" {
    for_each = var.upgrade_policy.support_type != null ? [var.upgrade_policy] : []

    content {
      support_type = upgrade_policy.value.support_type
    }
  }

  tags = merge(
    { terraform-aws-modules = "eks-like" },
    var.tags,
  )

  timeouts {
    create = try(var.cluster_timeouts.create, null)
    delete = try(var.cluster_timeouts.delete, null)
  }

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_security_group_rule.cluster,
    aws_security_group_rule.node,
  ]

  lifecycle {
    ignore_changes = [
      access_config[0].bootstrap_cluster_creator_admin_permissions
    ]
  }
}

resource "aws_eks_access_entry" "this" {
  for_each = { for k, v in var.access_entries : k => v if local.create }

  cluster_name      = aws_eks_cluster.this[0].id
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  principal_arn     = each.value.principal_arn
  type              = try(each.value.type, "STANDARD")
  tags              = merge(var.tags, try(each.value.tags, {}))
}

resource "aws_eks_access_policy_association" "this" {
  for_each = { for k, v in local.flattened_access_entries : "${v.entry_key}_${v.pol_key}" => v if local.create }

  access_scope {
    namespaces = each.value.association_access_scope_namespaces
    type       = each.value.association_access_scope_type
  }

  cluster_name  = aws_eks_cluster.this[0].id
  policy_arn    = each.value.association_policy_arn
  principal_arn = each.value.principal_arn

  depends_on = [aws_eks_access_entry.this]
}

resource "aws_security_group" "cluster" {
  count = local.create ? 1 : 0

  name_prefix = "${var.cluster_name}${var.prefix_separator}"
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { "Name" = "${var.cluster_name}-cluster" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "node" {
  count = local.create ? 1 : 0

  name_prefix = "${var.cluster_name}-node${var.prefix_separator}"
  vpc_id      = var.vpc_id
  tags = merge(var.tags, {
    "Name"                                      = "${var.cluster_name}-node"
    "kubernetes.io/cluster/${var.cluster_name}" = "owned"
  })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "cluster" {
  for_each = local.cluster_rules

  security_group_id = aws_security_group.cluster[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type

  description              = lookup(each.value, "description", null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = try(each.value.source_node_security_group, false) ? one(aws_security_group.node[*].id) : lookup(each.value, "source_security_group_id", null)
}

resource "aws_security_group_rule" "node" {
  for_each = { for k, v in merge(local.recommended, var.node_security_group_additional_rules) : k => v if local.create }

  security_group_id = aws_security_group.node[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type

  description      = lookup(each.value, "description", null)
  cidr_blocks      = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks = lookup(each.value, "ipv6_cidr_blocks", null)
  self             = lookup(each.value, "self", null)
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create ? 1 : 0

  statement {
    sid = "EKSClusterAssumeRole"
    actions = concat(
      ["sts:AssumeRole"],
      [for action in ["sts:TagSession"] : action if var.authentication_mode == "API"],
    )

    principals {
      type        = "Service"
      identifiers = ["eks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.create ? 1 : 0

  name_prefix        = "${substr(var.cluster_name, 0, 20)}-cluster-"
  assume_role_policy = data.aws_iam_policy_document.assume_role_policy[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in {
    AmazonEKSClusterPolicy         = "arn:${local.partition}:iam::aws:policy/AmazonEKSClusterPolicy"
    AmazonEKSVPCResourceController = "arn:${local.partition}:iam::aws:policy/AmazonEKSVPCResourceController"
  } : k => v if local.create }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_eks_addon" "before_compute" {
  for_each = { for k, v in var.cluster_addons : k => v if try(v.before_compute, false) && local.create }

  cluster_name         = aws_eks_cluster.this[0].id
  addon_name           = try(each.value.name, each.key)
  addon_version        = coalesce(try(each.value.addon_version, null), "v1.0.0-eksbuild.1")
  configuration_values = try(each.value.configuration_values, null)
  preserve             = try(each.value.preserve, true)

  dynamic "pod_identity_association" {
    for_each = try(each.value.pod_identity_association, [])

    content {
      role_arn        = pod_identity_association.value.role_arn
      service_account = pod_identity_association.value.service_account
    }
  }

  timeouts {
    create = try(each.value.timeouts.create, var.cluster_addons_timeouts.create, null)
    delete = try(each.value.timeouts.delete, var.cluster_addons_timeouts.delete, null)
  }
}

resource "aws_eks_addon" "this" {
  for_each = { for k, v in var.cluster_addons : k => v if !try(v.before_compute, false) && local.create }

  cluster_name  = aws_eks_cluster.this[0].id
  addon_name    = try(each.value.name, each.key)
  addon_version = coalesce(try(each.value.addon_version, null), "v1.0.0-eksbuild.1")

  depends_on = [module.node_group]
}

module "node_group" {
  source = "./modules/node-group"

  for_each = { for k, v in var.node_groups : k => v if local.create }

  create = try(each.value.create, true)

  cluster_name     = one(aws_eks_cluster.this[*].name)
  cluster_version  = try(each.value.cluster_version, var.node_group_defaults.cluster_version, aws_eks_cluster.this[0].version)
  cluster_endpoint = try(aws_eks_cluster.this[0].endpoint, "")
  cluster_auth     = try(aws_eks_cluster.this[0].certificate_authority[0].data, "")
  cluster_cidr     = try(aws_eks_cluster.this[0].kubernetes_network_config[0].service_ipv4_cidr, "")
  account_id       = one(data.aws_caller_identity.current[*].account_id)
  partition        = local.partition

  name            = try(each.value.name, each.key)
  use_name_prefix = try(each.value.use_name_prefix, var.node_group_defaults.use_name_prefix, true)
  subnet_ids      = try(each.value.subnet_ids, var.node_group_defaults.subnet_ids, var.subnet_ids)
  min_size        = try(each.value.min_size, var.node_group_defaults.min_size, 1)
  max_size        = try(each.value.max_size, var.node_group_defaults.max_size, 3)
  desired_size    = try(each.value.desired_size, var.node_group_defaults.desired_size, 1)

  ami_id         = try(each.value.ami_id, var.node_group_defaults.ami_id, "")
  ami_type       = try(each.value.ami_type, var.node_group_defaults.ami_type, null)
  capacity_type  = try(each.value.capacity_type, var.node_group_defaults.capacity_type, null)
  instance_types = try(each.value.instance_types, var.node_group_defaults.instance_types, null)
  labels         = merge(try(var.node_group_defaults.labels, {}), try(each.value.labels, {}))
  taints         = try(each.value.taints, var.node_group_defaults.taints, {})
  remote_access  = try(each.value.remote_access, var.node_group_defaults.remote_access, {})
  update_config  = try(each.value.update_config, var.node_group_defaults.update_config, { max_unavailable_percentage = 50 })
  timeouts       = try(each.value.timeouts, var.node_group_defaults.timeouts, {})

  enable_bootstrap_user_data = try(each.value.enable_bootstrap_user_data, var.node_group_defaults.enable_bootstrap_user_data, false)
  pre_bootstrap_user_data    = try(each.value.pre_bootstrap_user_data, var.node_group_defaults.pre_bootstrap_user_data, "")
  bootstrap_extra_args       = try(each.value.bootstrap_extra_args, var.node_group_defaults.bootstrap_extra_args, "")

  block_device_mappings = try(each.value.block_device_mappings, var.node_group_defaults.block_device_mappings, {})
  metadata_options      = try(each.value.metadata_options, var.node_group_defaults.metadata_options, { http_tokens = "required" })
  schedules             = try(each.value.schedules, {})

  iam_role_additional_policies = lookup(each.value, "iam_role_additional_policies", lookup(var.node_group_defaults, "iam_role_additional_policies", {}))
  vpc_security_group_ids       = compact(concat([one(aws_security_group.node[*].id)], try(each.value.vpc_security_group_ids, var.node_group_defaults.vpc_security_group_ids, [])))

  tags = merge(var.tags, try(each.value.tags, var.node_group_defaults.tags, {}))
}

output "cluster_name" {
  value = try(aws_eks_cluster.this[0].name, "")

  depends_on = [
    aws_eks_access_entry.this,
    aws_eks_access_policy_association.this,
  ]
}

output "oidc_provider" {
  value = try(replace(aws_eks_cluster.this[0].identity[0].oidc[0].issuer, "https://", ""), null)
}

output "node_group_names" {
  value = compact(flatten([for group in module.node_group : group.autoscaling_group_names]))
}

output "roles" {
  value = { for name, group in module.node_group : name => group.role_name }
}

output "user_data" {
  value = { for name, group in module.node_group : name => group.user_data if name == "custom" }
}
