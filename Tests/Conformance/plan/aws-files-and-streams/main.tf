resource "aws_vpc" "v" {
  cidr_block = "10.5.0.0/16"
}

resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-central-1a"
  cidr_block        = "10.5.0.0/24"
}

resource "aws_efs_file_system" "f" {
  creation_token = "conformance"
  encrypted      = true

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}

resource "aws_efs_mount_target" "m" {
  file_system_id = aws_efs_file_system.f.id
  subnet_id      = aws_subnet.s.id
}

resource "aws_efs_access_point" "a" {
  file_system_id = aws_efs_file_system.f.id
  posix_user {
    uid = 1000
    gid = 1000
  }
}

resource "aws_kinesis_stream" "k" {
  name             = "clicks"
  shard_count      = 1
  retention_period = 48
}

resource "aws_glue_catalog_database" "d" {
  name = "analytics"
}
