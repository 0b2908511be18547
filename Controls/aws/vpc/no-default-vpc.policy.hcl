locals {
  control = {
    id       = "no-default-vpc"
    title    = "Nothing lives in the default network"
    severity = "low"
    part     = ""
    why      = "The default VPC has public subnets only and is the same in every account: whatever is put into it without a thought is on the internet."
    fix      = "Declare a VPC of your own, and name it: vpc_id for security groups, subnet_id for instances."
    aliases  = ["CKV_AWS_148"]
  }
}

# It is there whether declared or not: who declares it uses it.
resource_policy "aws_default_vpc" "unused" {
  enforce {
    condition     = false
    error_message = "The default VPC is used."
  }
}

resource_policy "aws_default_subnet" "unused" {
  enforce {
    condition     = false
    error_message = "A subnet of the default VPC is used."
  }
}

# Without a VPC it is made in the default one.
resource_policy "aws_security_group" "elsewhere" {
  enforce {
    condition     = config.vpc_id != null
    error_message = "The security group names no VPC, and is made in the default one."
  }
}
