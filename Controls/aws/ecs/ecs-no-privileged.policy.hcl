locals {
  control = {
    id       = "ecs-no-privileged"
    title    = "No container of a task is privileged"
    severity = "high"
    part     = "container_definitions"
    why      = "A privileged container has the rights of root on the instance that it runs on, and thereby on all other containers there."
    fix      = "Take privileged out of the container's definition, and give it the few capabilities that it needs by linuxParameters."
    aliases  = ["CKV_AWS_334", "ecs_task_definitions_no_privileged_containers"]
    frameworks = {
      fsbp     = ["ECS.4"]
      pci_v4_0 = ["7.2.1", "7.2.2", "7.2.3"]
    }
  }
}

resource_policy "aws_ecs_task_definition" "unprivileged" {
  locals {
    containers = core::jsondecode(attrs.container_definitions)
  }
  enforce {
    condition     = !core::anytrue([for c in local.containers : core::try(core::tobool(c.privileged), null) == true])
    error_message = "A container of the task is privileged."
  }
}
