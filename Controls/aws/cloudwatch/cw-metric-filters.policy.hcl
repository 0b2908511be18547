# Judged where the configuration declares the trail's log group, or a filter on the events of a trail. Whether an account has them at all can
# only be told by looking at it.

locals {
  control = {
    id       = "cw-metric-filters"
    title    = "What endangers the account raises an alarm"
    severity = "low"
    part     = ""
    why      = "A trail that nobody reads helps only afterwards. These fifteen kinds of events are few enough to be told to somebody when they happen."
    fix      = "Declare an aws_cloudwatch_log_metric_filter for each kind of event on the log group of the trail, and an alarm with an action on each of their metrics."
    aliases  = ["cloudwatch_log_metric_filter_unauthorized_api_calls", "cloudwatch_log_metric_filter_sign_in_without_mfa", "cloudwatch_log_metric_filter_root_usage", "cloudwatch_log_metric_filter_policy_changes", "cloudwatch_log_metric_filter_authentication_failures", "cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk", "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes", "cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled", "cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled", "cloudwatch_log_metric_filter_security_group_changes", "cloudwatch_log_metric_filter_aws_organizations_changes", "cloudwatch_changes_to_network_acls_alarm_configured", "cloudwatch_changes_to_network_gateways_alarm_configured", "cloudwatch_changes_to_network_route_tables_alarm_configured", "cloudwatch_changes_to_vpcs_alarm_configured"]
    frameworks = {
      cis_v3_0 = [
        "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "4.10", "4.11", "4.12", "4.13", "4.14",
        "4.15"
      ]
      cis_v5_0 = ["4.1"]
      soc2     = ["PI1.3"]
    }
  }
}

locals {
  # What the pattern of a filter names, for each of the fifteen kinds of the CIS benchmark.
  kinds = {
    "calls without permission"        = ["$.errorCode", "AccessDenied"]
    "sign-in without a second factor" = ["ConsoleLogin", "MFAUsed"]
    "use of the root user"            = ["$.userIdentity.type", "Root"]
    "changes of IAM policies"         = ["PutRolePolicy", "AttachRolePolicy"]
    "changes of trails"               = ["StopLogging", "UpdateTrail"]
    "failed sign-in"                  = ["ConsoleLogin", "Failed authentication"]
    "disabled and deleted keys"       = ["DisableKey", "ScheduleKeyDeletion"]
    "changes of bucket policies"      = ["PutBucketPolicy", "DeleteBucketPolicy"]
    "changes of AWS Config"           = ["StopConfigurationRecorder", "PutConfigurationRecorder"]
    "changes of security groups"      = ["AuthorizeSecurityGroupIngress", "DeleteSecurityGroup"]
    "changes of network ACLs"         = ["CreateNetworkAcl", "DeleteNetworkAclEntry"]
    "changes of gateways"             = ["CreateCustomerGateway", "AttachInternetGateway"]
    "changes of route tables"         = ["CreateRoute", "DeleteRouteTable"]
    "changes of VPCs"                 = ["CreateVpc", "AcceptVpcPeeringConnection"]
    "changes of the organization"     = ["organizations.amazonaws.com"]
  }
}

# The log group that a trail sends its events to.
resource_policy "aws_cloudwatch_log_group" "complete" {
  filter = core::length(core::getresources("aws_cloudtrail", { cloud_watch_logs_group_arn = "${attrs.arn}:*" })) > 0
  locals {
    patterns = [
      for filter in core::concat(
        core::getresources("aws_cloudwatch_log_metric_filter", { log_group_name = attrs.name }),
        core::getresources("aws_cloudwatch_log_metric_filter", { log_group_name = attrs.id }),
      ) : filter.pattern
    ]
    missing = [
      for kind, words in local.kinds : kind if !core::anytrue([
        for pattern in local.patterns : core::alltrue([for word in words : core::contains_substring(pattern, word)])
      ])
    ]
  }
  enforce {
    condition     = core::length(local.missing) == 0
    error_message = "No metric filter looks for ${core::join(", ", local.missing)}."
  }
}

# Filters on events of a trail, which their patterns name the parts of; those of programs may do without an alarm.
resource_policy "aws_cloudwatch_log_metric_filter" "alarms" {
  filter = core::anytrue([
    for part in ["$.eventName", "$.eventSource", "$.userIdentity", "$.errorCode"] : core::contains_substring(attrs.pattern, part)
  ])
  locals {
    metric = core::try(attrs.metric_transformation[0], null)
    alarms = core::getresources("aws_cloudwatch_metric_alarm", { metric_name = local.metric.name, namespace = local.metric.namespace })
  }
  enforce {
    condition = core::anytrue([
      for alarm in local.alarms : alarm.actions_enabled != false && core::length(core::try(alarm.alarm_actions[*], [])) > 0
    ])
    error_message = "Nobody is told when the filter finds something: no alarm with an action is on its metric."
  }
}
