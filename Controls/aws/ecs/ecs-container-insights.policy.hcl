locals {
  control = {
    id       = "ecs-container-insights"
    title    = "A container cluster is watched by Container Insights"
    severity = "low"
    part     = "setting"
    why      = "Without figures for each task and container nobody sees why a service is slow, restarts or runs out of memory."
    fix      = "Add a setting block with the name \"containerInsights\" and the value \"enabled\" or \"enhanced\"."
    aliases  = ["CKV_AWS_65", "ecs_cluster_container_insights_enabled"]
    frameworks = {
      fsbp = ["ECS.12"]
    }
  }
}

# Without the setting the account's default holds, which is off unless somebody turned it on.
resource_policy "aws_ecs_cluster" "watched" {
  locals {
    values = [for s in core::try(attrs.setting, []) : s.value if s.name == "containerInsights"]
  }
  enforce {
    condition     = core::anytrue([for v in local.values : core::contains(["enabled", "enhanced"], v)])
    error_message = "The cluster is not watched by Container Insights."
  }
}
