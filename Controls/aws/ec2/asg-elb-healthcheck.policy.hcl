locals {
  control = {
    id       = "asg-elb-healthcheck"
    title    = "A group behind a load balancer replaces machines that do not answer"
    severity = "low"
    part     = "health_check_type"
    why      = "By itself the group sees only whether a machine runs. One whose program hangs stays, and takes requests."
    fix      = "Set health_check_type to ELB."
    aliases  = ["CKV2_AWS_15", "autoscaling_group_elb_health_check_enabled"]
    patch    = { health_check_type = "ELB" }
  }
}

resource_policy "aws_autoscaling_group" "asks_the_balancer" {
  filter = core::anytrue([
    core::length(core::try(config.target_group_arns[*], [])) > 0,
    core::length(core::try(config.load_balancers[*], [])) > 0,
    core::length(core::try(config.traffic_source[*], [])) > 0,
    core::length(core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = attrs.id })) > 0,
    core::length(core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = attrs.name })) > 0,
    core::length(core::getresources("aws_autoscaling_traffic_source_attachment", { autoscaling_group_name = attrs.id })) > 0,
  ])
  enforce {
    condition     = config.health_check_type != null && config.health_check_type == "ELB"
    error_message = "The group does not ask the load balancer whether a machine answers."
  }
}
