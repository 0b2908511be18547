data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

locals {
  # One server for each zone and place: "1-1", "1-2", "2-1", ...
  servers = {
    for pair in setproduct(range(length(var.private_subnet_ids)), range(var.web.per_zone)) :
    "${pair[0] + 1}-${pair[1] + 1}" => pair[0]
  }
}

resource "aws_instance" "this" {
  for_each = local.servers

  ami                    = data.aws_ssm_parameter.image.insecure_value
  instance_type          = var.web.instance_type
  subnet_id              = var.private_subnet_ids[each.value]
  vpc_security_group_ids = [var.group_ids["web"]]
  iam_instance_profile   = aws_iam_instance_profile.this.name

  user_data = templatefile("${path.module}/start.sh.tftpl", {
    environment = var.environment
    port        = var.web.port
  })

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 20
    encrypted   = true
  }

  tags = {
    Name = "${var.name}-web-${each.key}"
  }

  # A newer image is taken up when a server is replaced, never by replacing it for that.
  lifecycle {
    ignore_changes = [ami]
  }
}

resource "aws_lb" "this" {
  name               = var.name
  load_balancer_type = "application"
  security_groups    = [var.group_ids["balancer"]]
  subnets            = var.public_subnet_ids
}

resource "aws_lb_target_group" "this" {
  name     = var.name
  port     = var.web.port
  protocol = "HTTP"
  vpc_id   = var.vpc_id

  health_check {
    path                = var.web.health_path
    matcher             = "200-299"
    interval            = 15
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_lb_target_group_attachment" "this" {
  for_each = aws_instance.this

  target_group_arn = aws_lb_target_group.this.arn
  target_id        = each.value.id
  port             = var.web.port
}
