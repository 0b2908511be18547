variable "image_tag" {
  type    = string
  default = "1.0"
}

resource "aws_ecr_repository" "r" {
  name                 = "shop"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "p" {
  repository = aws_ecr_repository.r.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep ten"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecs_cluster" "c" {
  name = "shop"
}

resource "aws_ecs_task_definition" "t" {
  family                   = "shop"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name      = "web"
    image     = "${aws_ecr_repository.r.repository_url}:${var.image_tag}"
    essential = true
    environment = [
      { name = "MODE", value = "test" },
    ]
    portMappings = [{ containerPort = 8080 }]
  }])
}
