provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  default_tags {
    tags = {
      Project = "webshop"
    }
  }
}

variable "password" {
  default   = "very-secret"
  sensitive = true
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags = {
    Name = "main"
  }
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["eu-central-1a", "eu-central-1b"][count.index]
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    security_groups = ["sg-12345678"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web" {
  for_each                    = { a = 0, b = 1 }
  ami                         = "ami-12345678"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.public[each.value].id
  vpc_security_group_ids      = [aws_security_group.web.id]
  user_data                   = "#!/bin/sh\necho ${each.key}\n"
  associate_public_ip_address = true
  root_block_device {
    volume_size = 20
    encrypted   = true
  }
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 50
  }
  metadata_options {
    http_tokens = "required"
  }
  tags = {
    Name = "web-${each.key}"
  }
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
  security_groups    = [aws_security_group.web.id]
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.main.id
  health_check {
    path = "/health"
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/x"
  default_action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.web.arn
        weight = 1
      }
    }
  }
}

resource "aws_db_instance" "shop" {
  identifier          = "shop"
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "shop"
  password            = var.password
  skip_final_snapshot = true
}

resource "aws_s3_bucket" "assets" {
  bucket_prefix = "assets-"
}

resource "aws_s3_bucket_versioning" "assets" {
  bucket = aws_s3_bucket.assets.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_dynamodb_table" "carts" {
  name         = "carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "user"
    type = "S"
  }
  global_secondary_index {
    name            = "by-user"
    hash_key        = "user"
    projection_type = "ALL"
  }
  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}

resource "aws_iam_role" "web" {
  name = "web"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

data "aws_iam_policy_document" "queue" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.orders.arn]
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "queue" {
  name   = "queue"
  role   = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.queue.json
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 60
  statistic           = "Average"
  threshold           = 80.5
  dimensions = {
    InstanceId = aws_instance.web["a"].id
  }
}

resource "aws_autoscaling_group" "workers" {
  name               = "workers"
  min_size           = 1
  max_size           = 3
  availability_zones = ["eu-central-1a"]
  launch_template {
    id      = aws_launch_template.worker.id
    version = "$Latest"
  }
  tag {
    key                 = "Name"
    value               = "worker"
    propagate_at_launch = true
  }
}

resource "aws_launch_template" "worker" {
  name_prefix   = "worker-"
  image_id      = "ami-12345678"
  instance_type = "t3.nano"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 8
    }
  }
  tag_specifications {
    resource_type = "instance"
    tags = {
      Role = "worker"
    }
  }
}

resource "aws_route53_zone" "shop" {
  name = "shop.example"
}

resource "aws_route53_record" "www" {
  zone_id = aws_route53_zone.shop.zone_id
  name    = "www"
  type    = "A"
  alias {
    name                   = aws_lb.web.dns_name
    zone_id                = aws_lb.web.zone_id
    evaluate_target_health = true
  }
}

resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = aws_secretsmanager_secret.db.id
  secret_string = jsonencode({ password = var.password })
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.web.arn
  s3_bucket     = "code"
  s3_key        = "resize.zip"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  environment {
    variables = {
      PASSWORD = var.password
      BUCKET   = aws_s3_bucket.assets.id
    }
  }
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

resource "aws_ecs_cluster" "c" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name  = "app"
    image = "nginx"
    portMappings = [{ containerPort = 80 }]
  }])
}

resource "aws_kms_key" "k" {
  description = "k"
}

resource "aws_cloudwatch_log_group" "g" {
  name              = "/shop"
  retention_in_days = 14
}

resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.web.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

output "lb" {
  value = aws_lb.web.dns_name
}

output "instances" {
  value = { for k, i in aws_instance.web : k => i.private_ip }
}
