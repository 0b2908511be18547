terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

# The second step gives other arguments to the same modules.
variable "later" {
  type    = bool
  default = false
}

resource "aws_vpc" "this" {
  cidr_block = "10.30.0.0/16"
}

resource "aws_subnet" "this" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

module "alb" {
  source = "./modules/alb"

  name    = "shop"
  vpc_id  = aws_vpc.this.id
  subnets = aws_subnet.this[*].id

  enable_deletion_protection = false

  security_group_ingress_rules = {
    all_http = {
      from_port   = 80
      to_port     = 82
      ip_protocol = "tcp"
      description = "HTTP web traffic"
      cidr_ipv4   = "0.0.0.0/0"
    }
    all_https = {
      from_port   = 443
      ip_protocol = "tcp"
      cidr_ipv4   = aws_vpc.this.cidr_block
    }
  }
  security_group_egress_rules = {
    all = {
      ip_protocol = "-1"
      cidr_ipv4   = aws_vpc.this.cidr_block
    }
  }

  access_logs = {
    bucket = "shop-logs"
  }

  listeners = {
    redirect = {
      port     = 80
      protocol = "HTTP"
      redirect = {
        port        = "443"
        protocol    = "HTTPS"
        status_code = "HTTP_301"
      }

      rules = {
        fixed = {
          priority = 3
          actions = [{
            type         = "fixed-response"
            content_type = "text/plain"
            status_code  = 200
            message_body = "This is a fixed response"
          }]

          conditions = [{
            http_header = {
              http_header_name = "x-Gimme-Fixed-Response"
              values           = ["yes", "please", "right now"]
            }
          }]
        }

        weighted = {
          # Without a number it would get the next one, by the order in which the two are made.
          priority = 4
          actions = [{
            type = "weighted-forward"
            target_groups = [
              { target_group_key = "instance", weight = 2 },
              { target_group_key = "lambda", weight = 1 },
            ]
            stickiness = {
              enabled  = true
              duration = 3600
            }
          }]

          conditions = [
            { query_string = { key = "weighted", value = "true" } },
            { path_pattern = { values = ["/some/path"] } },
          ]
        }
      }
    }

    forward = {
      port     = 81
      protocol = "HTTP"
      forward = {
        target_group_key = var.later ? "lambda" : "instance"
      }
    }

    mixed = {
      port     = 82
      protocol = "HTTP"
      weighted_forward = {
        target_groups = [
          {
            target_group_key = "lambda"
            weight           = 60
          },
          {
            target_group_key = "instance"
            weight           = 40
          },
        ]
      }
    }
  }

  target_groups = {
    instance = {
      name                              = "shop-instance"
      protocol                          = "HTTP"
      port                              = 80
      target_type                       = "instance"
      deregistration_delay              = 10
      load_balancing_algorithm_type     = "weighted_random"
      load_balancing_anomaly_mitigation = "on"
      load_balancing_cross_zone_enabled = false
      create_attachment                 = false

      health_check = {
        enabled             = true
        interval            = var.later ? 60 : 30
        path                = "/healthz"
        port                = "traffic-port"
        healthy_threshold   = 3
        unhealthy_threshold = 3
        timeout             = 6
        protocol            = "HTTP"
        matcher             = "200-399"
      }
    }

    lambda = {
      name                               = "shop-lambda"
      target_type                        = "lambda"
      lambda_multi_value_headers_enabled = true
      create_attachment                  = false
    }
  }

  additional_listener_certs = [{ listener_key = "redirect", certificate_arn = null }]
  tags                      = { Project = "shop" }
}

module "nothing" {
  source = "./modules/alb"
  create = false
}

output "alb" {
  value = { for name in ["dns_name", "listener_rules", "target_groups"] : name => module.alb[name] }
}

output "nothing" {
  value     = module.nothing
  sensitive = true
}
