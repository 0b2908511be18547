module "user_data" {
  source = "../user-data"

  create                     = var.create
  ami_type                   = var.ami_type
  cluster_name               = var.cluster_name
  cluster_endpoint           = var.cluster_endpoint
  cluster_auth_base64        = var.cluster_auth
  cluster_service_ipv4_cidr  = try(coalesce(var.cluster_cidr), "")
  enable_bootstrap_user_data = var.enable_bootstrap_user_data
  pre_bootstrap_user_data    = var.pre_bootstrap_user_data
  bootstrap_extra_args       = var.bootstrap_extra_args
}

locals {
  launch_template_name    = "${var.name}-eks-node-group"
  security_group_ids      = compact(var.vpc_security_group_ids)
  launch_template_id      = try(aws_launch_template.this[0].id, null)
  launch_template_version = coalesce("", try(aws_launch_template.this[0].default_version, "$Default"))

  iam_role_name          = "${var.name}-eks-node-group"
  iam_role_policy_prefix = "arn:${var.partition}:iam::aws:policy"
}

resource "aws_launch_template" "this" {
  count = var.create ? 1 : 0

  dynamic "block_device_mappings" {
    for_each = var.block_device_mappings

    content {
      device_name = try(block_device_mappings.value.device_name, null)

      dynamic "ebs" {
        for_each = try([block_device_mappings.value.ebs], [])

        content {
          delete_on_termination = try(ebs.value.delete_on_termination, null)
          encrypted             = try(ebs.value.encrypted, null)
          iops                  = try(ebs.value.iops, null)
          kms_key_id            = try(ebs.value.kms_key_id, null)
          volume_size           = try(ebs.value.volume_size, null)
          volume_type           = try(ebs.value.volume_type, null)
        }
      }
    }
  }

  image_id = var.ami_id == "" ? null : var.ami_id

  dynamic "metadata_options" {
    for_each = length(var.metadata_options) > 0 ? [var.metadata_options] : []

    content {
      http_endpoint               = try(metadata_options.value.http_endpoint, null)
      http_put_response_hop_limit = try(metadata_options.value.http_put_response_hop_limit, null)
      http_tokens                 = try(metadata_options.value.http_tokens, null)
    }
  }

  name_prefix = "${local.launch_template_name}-"

  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = var.name })
    }
  }

  update_default_version = true
  user_data              = module.user_data.user_data
  vpc_security_group_ids = length(local.security_group_ids) > 0 ? local.security_group_ids : []
  tags                   = var.tags

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_iam_role_policy_attachment.this]
}

resource "aws_eks_node_group" "this" {
  count = var.create ? 1 : 0

  cluster_name  = var.cluster_name
  node_role_arn = aws_iam_role.this[0].arn
  subnet_ids    = var.subnet_ids

  scaling_config {
    min_size     = var.min_size
    max_size     = var.max_size
    desired_size = var.desired_size
  }

  node_group_name        = var.use_name_prefix ? null : var.name
  node_group_name_prefix = var.use_name_prefix ? "${var.name}-" : null

  ami_type       = var.ami_id != "" ? null : var.ami_type
  capacity_type  = var.capacity_type
  instance_types = var.instance_types
  labels         = var.labels
  version        = var.ami_id != "" ? null : var.cluster_version

  dynamic "launch_template" {
    for_each = var.create ? [1] : []

    content {
      id      = local.launch_template_id
      version = local.launch_template_version
    }
  }

  dynamic "remote_access" {
    for_each = length(var.remote_access) > 0 ? [var.remote_access] : []

    content {
      ec2_ssh_key               = try(remote_access.value.ec2_ssh_key, null)
      source_security_group_ids = try(remote_access.value.source_security_group_ids, [])
    }
  }

  dynamic "taint" {
    for_each = var.taints

    content {
      key    = taint.value.key
      value  = try(taint.value.value, null)
      effect = taint.value.effect
    }
  }

  dynamic "update_config" {
    for_each = length(var.update_config) > 0 ? [var.update_config] : []

    content {
      max_unavailable_percentage = try(update_config.value.max_unavailable_percentage, null)
      max_unavailable            = try(update_config.value.max_unavailable, null)
    }
  }

  timeouts {
    create = lookup(var.timeouts, "create", null)
    update = lookup(var.timeouts, "update", null)
    delete = lookup(var.timeouts, "delete", null)
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      scaling_config[0].desired_size,
    ]
  }

  tags = merge(
    var.tags,
    { Name = var.name }
  )
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = var.create ? 1 : 0

  statement {
    sid     = "EKSNodeAssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name_prefix           = "${local.iam_role_name}-"
  assume_role_policy    = data.aws_iam_policy_document.assume_role_policy[0].json
  force_detach_policies = true
  tags                  = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for k, v in merge(
    {
      AmazonEKSWorkerNodePolicy = "${local.iam_role_policy_prefix}/AmazonEKSWorkerNodePolicy"
      AmazonEKS_CNI_Policy      = "${local.iam_role_policy_prefix}/AmazonEKS_CNI_Policy"
    },
    var.iam_role_additional_policies
  ) : k => v if var.create }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_autoscaling_schedule" "this" {
  for_each = { for k, v in var.schedules : k => v if var.create }

  scheduled_action_name  = each.key
  autoscaling_group_name = aws_eks_node_group.this[0].resources[0].autoscaling_groups[0].name
  min_size               = try(each.value.min_size, null)
  max_size               = try(each.value.max_size, -1)
  desired_capacity       = try(each.value.desired_size, -1)
  recurrence             = try(each.value.recurrence, null)
}

output "autoscaling_group_names" {
  value = try(flatten(aws_eks_node_group.this[0].resources[*].autoscaling_groups[*].name), [])
}

output "role_name" {
  value = try(aws_iam_role.this[0].name, null)
}

output "user_data" {
  value = module.user_data.user_data
}
