locals {
  control = {
    id       = "ecs-readonly-root"
    title    = "Containers of a task cannot write to their root file system"
    severity = "low"
    part     = "container_definitions"
    why      = "An attacker who gets into a container whose files can be changed installs tools there and changes the program that runs."
    fix      = "Set readonlyRootFilesystem to true for each container, and mount volumes where the program has to write."
    aliases  = ["CKV_AWS_336", "ecs_task_definitions_containers_readonly_access"]
    frameworks = {
      fsbp     = ["ECS.5"]
      pci_v4_0 = ["10.3.2", "10.6.3", "3.5.1.3"]
    }
  }
}

# Containers on Windows cannot do it.
resource_policy "aws_ecs_task_definition" "read_only" {
  filter = !core::startswith(core::coalesce(core::try(attrs.runtime_platform[0].operating_system_family, null), "LINUX"), "WINDOWS")
  locals {
    containers = core::jsondecode(attrs.container_definitions)
  }
  enforce {
    condition     = core::alltrue([for c in local.containers : core::try(core::tobool(c.readonlyRootFilesystem), null) == true])
    error_message = "A container of the task can write to its root file system."
  }
}
