locals {
  control = {
    id       = "cw-alarm-actions"
    title    = "Alarms tell somebody"
    severity = "low"
    part     = "alarm_actions"
    why      = "An alarm without an action turns red on a page at which nobody looks."
    fix      = "Name an SNS topic or another action in alarm_actions, and remove actions_enabled = false."
    aliases  = ["CKV_AWS_319", "cloudwatch_alarm_actions_enabled"]
  }
}

resource_policy "aws_cloudwatch_metric_alarm" "acts" {
  enforce {
    condition     = attrs.actions_enabled == null || attrs.actions_enabled == true
    error_message = "The actions of the alarm are switched off."
  }
  enforce {
    condition     = core::length(core::try(attrs.alarm_actions[*], [])) > 0
    error_message = "The alarm does nothing when it goes off."
  }
}
