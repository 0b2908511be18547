resource "aws_vpc" "v" {
  cidr_block = "10.4.0.0/16"
}

resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-central-1a"
  cidr_block        = "10.4.0.0/24"
}

resource "aws_launch_template" "t" {
  name_prefix   = "conformance-"
  image_id      = "ami-12c6146b"
  instance_type = "t3.micro"

  network_interfaces {
    associate_public_ip_address = false
    delete_on_termination       = true
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_autoscaling_group" "g" {
  name                = "conformance"
  min_size            = 0
  max_size            = 4
  desired_capacity    = 0
  vpc_zone_identifier = [aws_subnet.s.id]

  launch_template {
    id      = aws_launch_template.t.id
    version = aws_launch_template.t.latest_version
  }

  dynamic "tag" {
    for_each = { Name = "worker", Team = "shop" }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

resource "aws_autoscaling_policy" "p" {
  name                   = "cpu"
  autoscaling_group_name = aws_autoscaling_group.g.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 60
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
