data "aws_region" "r" {}
data "aws_partition" "p" {}
module "n" { source = "./n" }
resource "terraform_data" "x" { input = data.aws_region.r.name }
output "r" { value = [data.aws_region.r.name, module.n.p] }
