terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

module "ecs" {
  source = "./modules/ecs"

  cluster_name = "shop"
  cluster_configuration = {
    execute_command_configuration = {
      logging           = "OVERRIDE"
      log_configuration = { cloud_watch_log_group_name = "/aws/ecs/shop" }
    }
  }

  fargate_capacity_providers = {
    FARGATE      = { default_capacity_provider_strategy = { weight = 50, base = 20 } }
    FARGATE_SPOT = { default_capacity_provider_strategy = { weight = 50 } }
  }

  services = {
    frontend = {
      cpu    = 1024
      memory = 4096

      container_definitions = {
        proxy = {
          cpu                    = 512
          memory                 = 1024
          essential              = true
          image                  = "public.ecr.aws/proxy:1"
          memory_reservation     = 50
          firelens_configuration = { type = "fluentbit" }
        }
        web = {
          cpu           = 512
          image         = "public.ecr.aws/web:1"
          port_mappings = [{ name = "web", containerPort = 3000, protocol = "tcp" }]
          environment   = [{ name = "MODE", value = "test" }]
          dependencies  = [{ containerName = "proxy", condition = "START" }]
          linux_parameters = {
            capabilities = { add = [], drop = ["NET_RAW"] }
          }
        }
      }

      service_connect_configuration = {
        namespace = "shop"
        service = {
          client_alias   = { port = 3000, dns_name = "web" }
          port_name      = "web"
          discovery_name = "web"
        }
      }

      load_balancer = {
        service = {
          target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/0123456789abcdef"
          container_name   = "web"
          container_port   = 3000
        }
      }

      volume = {
        shared = { efs_volume_configuration = { file_system_id = "fs-1", authorization_config = { iam = "ENABLED" } } }
        plain  = {}
      }

      subnet_ids = ["subnet-1", "subnet-2"]
      security_group_rules = {
        ingress_3000 = { type = "ingress", from_port = 3000, to_port = 3000, protocol = "tcp", source_security_group_id = "sg-1" }
        egress_all   = { type = "egress", from_port = 0, to_port = 0, protocol = "-1", cidr_blocks = ["0.0.0.0/0"] }
      }

      tasks_iam_role_statements = [
        { actions = ["s3:List*"], resources = ["arn:aws:s3:::shop"] },
      ]
      autoscaling_policies = {
        cpu = {
          target_tracking_scaling_policy_configuration = {
            predefined_metric_specification = { predefined_metric_type = "ECSServiceAverageCPUUtilization" }
          }
        }
      }
    }
    worker = {
      enable_autoscaling    = false
      container_definitions = { worker = { image = "public.ecr.aws/worker:1" } }
      subnet_ids            = ["subnet-1"]
    }
  }

  tags = { Project = "shop" }
}

module "absent" {
  source   = "./modules/ecs"
  create   = false
  services = { one = { container_definitions = { one = { image = "one" } } } }
}

output "services" {
  value = { for name, service in module.ecs.services : name => service.family }
}

output "definitions" {
  value = { for name, service in module.ecs.services : name => [for key in sort(keys(service.containers)) : jsondecode(service.containers[key]).name] }
}

output "absent" {
  value = module.absent
}
