variable "pattern" {
  type = string
}

locals {
  patterns = {
    "calls without permission"        = "{ ($.errorCode = 1) && ($.eventName = AccessDenied) }"
    "sign-in without a second factor" = "{ ($.eventName = ConsoleLogin) && ($.eventName = MFAUsed) }"
    "use of the root user"            = "{ ($.userIdentity.type = 1) && ($.eventName = Root) }"
    "changes of IAM policies"         = "{ ($.eventName = PutRolePolicy) && ($.eventName = AttachRolePolicy) }"
    "changes of trails"               = "{ ($.eventName = StopLogging) && ($.eventName = UpdateTrail) }"
    "failed sign-in"                  = "{ ($.eventName = ConsoleLogin) && ($.eventName = Failed authentication) }"
    "disabled and deleted keys"       = "{ ($.eventName = DisableKey) && ($.eventName = ScheduleKeyDeletion) }"
    "changes of bucket policies"      = "{ ($.eventName = PutBucketPolicy) && ($.eventName = DeleteBucketPolicy) }"
    "changes of AWS Config"           = "{ ($.eventName = StopConfigurationRecorder) && ($.eventName = PutConfigurationRecorder) }"
    "changes of security groups"      = "{ ($.eventName = AuthorizeSecurityGroupIngress) && ($.eventName = DeleteSecurityGroup) }"
    "changes of network ACLs"         = "{ ($.eventName = CreateNetworkAcl) && ($.eventName = DeleteNetworkAclEntry) }"
    "changes of gateways"             = "{ ($.eventName = CreateCustomerGateway) && ($.eventName = AttachInternetGateway) }"
    "changes of route tables"         = "{ ($.eventName = CreateRoute) && ($.eventName = DeleteRouteTable) }"
    "changes of VPCs"                 = "{ ($.eventName = CreateVpc) && ($.eventName = AcceptVpcPeeringConnection) }"
    "changes of the organization"     = "{ ($.eventName = organizations.amazonaws.com) }"
  }
}

resource "aws_sns_topic" "aside_ops" {}

resource "aws_cloudwatch_log_group" "pass_complete" {}

resource "aws_cloudtrail" "aside_watched" {
  name                       = "watched"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.pass_complete.arn}:*"
}

# checkov: has no such check.
resource "aws_cloudwatch_log_metric_filter" "pass_each" {
  for_each       = local.patterns
  name           = each.key
  log_group_name = aws_cloudwatch_log_group.pass_complete.name
  pattern        = each.value
  metric_transformation {
    name      = each.key
    namespace = "CIS"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "aside_each" {
  for_each            = aws_cloudwatch_log_metric_filter.pass_each
  alarm_name          = each.key
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
  metric_name         = each.value.metric_transformation[0].name
  namespace           = "CIS"
  threshold           = 1
  alarm_actions       = [aws_sns_topic.aside_ops.arn]
}

resource "aws_cloudwatch_log_group" "fail_some" {
  name = "some"
}

resource "aws_cloudtrail" "aside_some" {
  name                       = "some"
  s3_bucket_name             = "logs"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.fail_some.arn}:*"
}

resource "aws_cloudwatch_log_metric_filter" "fail_without_alarm" {
  name           = "root"
  log_group_name = aws_cloudwatch_log_group.fail_some.name
  pattern        = "{ $.userIdentity.type = Root }"
  metric_transformation {
    name      = "root"
    namespace = "CIS"
    value     = "1"
  }
}

resource "aws_cloudwatch_log_metric_filter" "fail_without_action" {
  name           = "keys"
  log_group_name = aws_cloudwatch_log_group.fail_some.name
  pattern        = "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }"
  metric_transformation {
    name      = "keys"
    namespace = "CIS"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "aside_silent" {
  alarm_name          = "keys"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 1
  metric_name         = "keys"
  namespace           = "CIS"
  threshold           = 1
}

resource "aws_cloudwatch_log_group" "aside_program" {
  name = "program"
}

resource "aws_cloudwatch_log_metric_filter" "aside_program" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.aside_program.name
  pattern        = "ERROR"
  metric_transformation {
    name      = "errors"
    namespace = "program"
    value     = "1"
  }
}

resource "aws_cloudwatch_log_metric_filter" "unknown_pattern" {
  name           = "asked"
  log_group_name = aws_cloudwatch_log_group.aside_program.name
  pattern        = var.pattern
  metric_transformation {
    name      = "asked"
    namespace = "program"
    value     = "1"
  }
}

module "filter" {
  source  = "./filter"
  pattern = "{ $.eventName = StopLogging }"
}
