data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_vpc" "v" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-central-1a"
  cidr_block        = "10.1.1.0/24"
}

resource "aws_key_pair" "k" {
  key_name   = "conformance"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJOwgEUZVmyE5bWTVSL3mjjQbqBUmB1zA1dKXO3hFtcp someone@example.com"
}

resource "aws_launch_template" "t" {
  name          = "conformance"
  image_id      = data.aws_ssm_parameter.image.insecure_value
  instance_type = "t3.micro"
  key_name      = aws_key_pair.k.key_name
  user_data     = base64encode("#!/bin/sh\necho goodbye\n")

  tag_specifications {
    resource_type = "instance"
    tags          = { From = "template" }
  }
}

resource "aws_instance" "i" {
  count                       = 2
  ami                         = data.aws_ssm_parameter.image.insecure_value
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.s.id
  user_data                   = "#!/bin/sh\necho ${count.index == 1 ? "changed" : count.index}\n"
  user_data_replace_on_change = true

  root_block_device {
    volume_size = 12
  }

  tags = { Name = "web-${count.index}" }
}

resource "aws_ebs_volume" "e" {
  availability_zone = aws_instance.i[0].availability_zone
  size              = 5
}

resource "aws_volume_attachment" "a" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.e.id
  instance_id = aws_instance.i[0].id
}

resource "aws_eip" "e" {
  instance = aws_instance.i[1].id
  domain   = "vpc"
}
