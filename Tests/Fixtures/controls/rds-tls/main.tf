variable "force" {
  type = string
}

variable "parameters" {
  type = map(string)
}

locals {
  parameters = { "rds.force_ssl" = "1", "log_statement" = "all" }
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "pass_dynamic" {
  family = "postgres14"
  dynamic "parameter" {
    for_each = local.parameters
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "pass_mysql" {
  family = "mysql8.0"
  parameter {
    name  = "require_secure_transport"
    value = 1
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "pass_default" {
  family = "postgres16"
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "fail_off" {
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "fail_default" {
  family = "mysql8.0"
  parameter {
    name  = "character_set_server"
    value = "utf8mb4"
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_db_parameter_group" "fail_sqlserver" {
  family = "sqlserver-se-15.0"
}

resource "aws_db_parameter_group" "aside_aurora" {
  family = "aurora-postgresql14"
}

resource "aws_db_parameter_group" "unknown_value" {
  family = "mariadb10.6"
  parameter {
    name  = "require_secure_transport"
    value = var.force
  }
}

resource "aws_db_parameter_group" "unknown_dynamic" {
  family = "postgres14"
  dynamic "parameter" {
    for_each = var.parameters
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_rds_cluster_parameter_group" "pass_aurora" {
  family = "aurora-postgresql14"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

# checkov: says nothing because it looks at databases only.
resource "aws_rds_cluster_parameter_group" "fail_default" {
  family = "aurora-mysql8.0"
}

# checkov: says failed because it does not look into the dynamic blocks of the group.
resource "aws_db_instance" "aside_own_group" {
  instance_class       = "db.t3.micro"
  engine               = "postgres"
  engine_version       = "14"
  parameter_group_name = aws_db_parameter_group.pass_dynamic.id
}

resource "aws_db_instance" "aside_oracle" {
  instance_class = "db.t3.micro"
  engine         = "oracle-se2"
}

resource "aws_db_instance" "pass_default_group" {
  instance_class = "db.t3.micro"
  engine         = "postgres"
  engine_version = "17.4"
}

# checkov: says passed because it knows groups of one's own only.
resource "aws_db_instance" "fail_default_group" {
  instance_class       = "db.t3.micro"
  engine               = "mysql"
  engine_version       = "8.0"
  parameter_group_name = "default.mysql8.0"
}

resource "aws_db_instance" "unknown_version" {
  instance_class = "db.t3.micro"
  engine         = "postgres"
}

resource "aws_rds_cluster" "aside_own_group" {
  engine                          = "aurora-postgresql"
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.pass_aurora.name
}

# checkov: says nothing because it does not look at this type.
resource "aws_rds_cluster" "fail_default_group" {
  engine         = "aurora-postgresql"
  engine_version = "16.4"
}

module "group" {
  source = "./group"
  force  = "1"
}
