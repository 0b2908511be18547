// Made by scripts/embed-controls from the folder Controls. Do not edit.

extension EmbeddedControl {
  // swift-format-ignore
  static let all: [EmbeddedControl] = [
    EmbeddedControl(
      path: "Controls/aws/acm/acm-create-before-destroy.policy.hcl", targets: ["resource aws_acm_certificate"],
      text: #"""
        locals {
          control = {
            id       = "acm-create-before-destroy"
            title    = "A certificate is replaced before the old one is deleted"
            severity = "low"
            part     = "lifecycle"
            why      = "A certificate that is deleted before the new one is there leaves a load balancer or a distribution without any, or the deletion fails half-way because it is still in use."
            fix      = "Add lifecycle { create_before_destroy = true }."
            aliases  = ["CKV_AWS_233"]
          }
        }

        # Only code says it: of plans, states and live objects nothing is said.
        resource_policy "aws_acm_certificate" "kept_until_replaced" {
          filter = core::try(meta.create_before_destroy, null) != null
          enforce {
            condition     = meta.create_before_destroy == true
            error_message = "The certificate is deleted before its replacement is there."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/acm/acm-transparency-logging.policy.hcl", targets: ["resource aws_acm_certificate"],
      text: #"""
        locals {
          control = {
            id       = "acm-transparency-logging"
            title    = "A certificate is entered in the public logs of certificates"
            severity = "low"
            part     = "options"
            why      = "Browsers refuse certificates that are not in the logs, and in the logs the owner of a domain sees certificates that nobody should have been given."
            fix      = "Leave certificate_transparency_logging_preference out of options, or set it to \"ENABLED\"."
            aliases  = ["CKV_AWS_234", "acm_certificates_transparency_logs_enabled"]
          }
        }

        # Left out, it is ENABLED.
        resource_policy "aws_acm_certificate" "logged" {
          enforce {
            condition     = core::coalesce(core::try(attrs.options[0].certificate_transparency_logging_preference, null), "ENABLED") == "ENABLED"
            error_message = "The certificate is kept out of the public logs."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/apigateway/apigw-auth.policy.hcl", targets: ["resource aws_api_gateway_method", "resource aws_apigatewayv2_route"],
      text: #"""
        locals {
          control = {
            id       = "apigw-auth"
            title    = "An API's method asks who is calling"
            severity = "medium"
            part     = "authorization"
            why      = "A method without authorization can be called by everybody on the internet, with any input."
            fix      = "Set authorization (authorization_type for HTTP and WebSocket APIs) to \"AWS_IAM\", \"COGNITO_USER_POOLS\", \"CUSTOM\" or \"JWT\" with an authorizer."
            aliases = [
              "CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70", "apigateway_restapi_authorizers_enabled",
              "apigatewayv2_api_authorizers_enabled",
            ]
            frameworks = {
              fsbp = ["APIGateway.8"]
            }
          }
        }

        # Preflight requests (OPTIONS) carry no credentials. A private API can be reached from the VPC endpoints that its policy names only.
        resource_policy "aws_api_gateway_method" "authorized" {
          filter = attrs.http_method != "OPTIONS"
          locals {
            private = core::anytrue(core::flatten([
              for api in core::getresources("aws_api_gateway_rest_api", { id = attrs.rest_api_id }) : [
                for c in api.endpoint_configuration : core::contains(c.types, "PRIVATE")
              ]
            ]))
          }
          enforce {
            condition     = core::anytrue([attrs.authorization != "NONE", core::try(attrs.api_key_required, null) == true, local.private])
            error_message = "Everybody can call the method."
          }
        }

        # Of a WebSocket API only $connect can ask. Routes with a method and a path belong to HTTP APIs.
        resource_policy "aws_apigatewayv2_route" "authorized" {
          locals {
            http    = core::regex_match("^[A-Z]+ /", attrs.route_key)
            sockets = core::anytrue([for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) : api.protocol_type == "WEBSOCKET"])
            web     = core::anytrue([for api in core::getresources("aws_apigatewayv2_api", { id = attrs.api_id }) : api.protocol_type == "HTTP"])
            default = local.web ? true : local.sockets ? false : core::getdatasource("aws_apigatewayv2_api", {}).protocol_type == "HTTP"
          }
          filter = attrs.route_key == "$connect" ? true : attrs.route_key == "$default" ? local.default : core::alltrue([local.http, !core::startswith(attrs.route_key, "OPTIONS ")])
          enforce {
            condition     = core::anytrue([core::coalesce(core::try(attrs.authorization_type, null), "NONE") != "NONE", core::try(attrs.api_key_required, null) == true])
            error_message = "Everybody can call the route."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/apigateway/apigw-logging.policy.hcl", targets: ["resource aws_api_gateway_stage", "resource aws_apigatewayv2_stage"],
      text: #"""
        locals {
          control = {
            id       = "apigw-logging"
            title    = "Calls of an API are logged"
            severity = "low"
            part     = "access_log_settings"
            why      = "Without logs nobody can tell after an attack who called what, or why calls fail."
            fix      = "Add an access_log_settings block with the ARN of a log group and a format."
            aliases  = ["CKV_AWS_76", "apigateway_restapi_logging_enabled", "apigatewayv2_api_access_logging_enabled"]
            frameworks = {
              fsbp = ["APIGateway.1", "APIGateway.9"]
              nist_800_53_r5 = [
                "AC-4(26)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
                "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)",
                "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-4(17)",
                "SI-7(8)",
              ]
              soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.2"]
              pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
            }
          }
        }

        resource_policy "aws_api_gateway_stage" "logged" {
          enforce {
            condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
            error_message = "Calls of the API are not logged."
          }
        }

        resource_policy "aws_apigatewayv2_stage" "logged" {
          enforce {
            condition     = core::length(core::try(attrs.access_log_settings, [])) > 0
            error_message = "Calls of the API are not logged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/backup/backup-plan-covers.policy.hcl", targets: ["resource aws_db_instance", "resource aws_dynamodb_table", "resource aws_ebs_volume", "resource aws_efs_file_system", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "backup-plan-covers"
            title    = "What holds data is selected by a backup plan"
            severity = "medium"
            part     = "tags"
            why      = "Without a plan backups are made when somebody thinks of it. What no plan selects is gone with the first mistake or attack."
            fix      = "Give it a tag that an aws_backup_selection selects, or name its ARN in the resources of one."
            aliases = [
              "CKV2_AWS_8", "CKV2_AWS_9", "CKV2_AWS_18", "backup_plans_exist", "rds_instance_protected_by_backup_plan",
              "rds_cluster_protected_by_backup_plan", "dynamodb_table_protected_by_backup_plan", "efs_have_backup_enabled",
            ]
            frameworks = {
              soc2 = ["PI1.5"]
            }
          }
        }

        # A selection takes what its resources name, by ARN or wildcard, or what one of its selection tags is on; where it has both and only one
        # holds, it cannot be told here. All its conditions must hold, and not_resources takes out again. Tags that the provider's default_tags add are
        # in tags_all, which is not known before the plan. A reference has no wildcard in it, which is seen by taking one out.
        resource_policy "aws_db_instance" "selected" {
          locals {
            arn  = core::try(attrs.arn, "none")
            all  = "^(?:[*]|arn:[^:]+:rds:[^:]*:[^:]*:(?:[*]|db:[*]))$"
            some = "^arn:[^:]+:rds:[^:]*:[^:]*:db"
            tags = core::coalesce(core::try(attrs.tags, null), {})
            late = core::coalesce(core::try(attrs.tags_all, null), {})
            selections = [
              for s in core::getresources("aws_backup_selection", {}) : {
                both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
                named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
                excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                conditions = core::alltrue(core::flatten([
                  for c in s.condition : [
                    [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
                    [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
                    [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
                  ]
                ]))
              }
            ]
            covering = [
              for s in local.selections : core::alltrue([
                core::anytrue([s.named, s.tagged]),
                s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
                s.conditions,
                !s.excluded,
              ])
            ]
          }
          enforce {
            condition     = core::anytrue(local.covering)
            error_message = "No backup plan selects the database."
          }
        }

        resource_policy "aws_rds_cluster" "selected" {
          locals {
            arn  = core::try(attrs.arn, "none")
            all  = "^(?:[*]|arn:[^:]+:rds:[^:]*:[^:]*:(?:[*]|cluster:[*]))$"
            some = "^arn:[^:]+:rds:[^:]*:[^:]*:cluster"
            tags = core::coalesce(core::try(attrs.tags, null), {})
            late = core::coalesce(core::try(attrs.tags_all, null), {})
            selections = [
              for s in core::getresources("aws_backup_selection", {}) : {
                both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
                named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
                excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                conditions = core::alltrue(core::flatten([
                  for c in s.condition : [
                    [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
                    [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
                    [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
                  ]
                ]))
              }
            ]
            covering = [
              for s in local.selections : core::alltrue([
                core::anytrue([s.named, s.tagged]),
                s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
                s.conditions,
                !s.excluded,
              ])
            ]
          }
          enforce {
            condition     = core::anytrue(local.covering)
            error_message = "No backup plan selects the cluster."
          }
        }

        resource_policy "aws_efs_file_system" "selected" {
          locals {
            arn  = core::try(attrs.arn, "none")
            all  = "^(?:[*]|arn:[^:]+:elasticfilesystem:[^:]*:[^:]*:(?:[*]|file-system/[*]))$"
            some = "^arn:[^:]+:elasticfilesystem:[^:]*:[^:]*:file-system"
            tags = core::coalesce(core::try(attrs.tags, null), {})
            late = core::coalesce(core::try(attrs.tags_all, null), {})
            selections = [
              for s in core::getresources("aws_backup_selection", {}) : {
                both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
                named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
                excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                conditions = core::alltrue(core::flatten([
                  for c in s.condition : [
                    [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
                    [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
                    [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
                  ]
                ]))
              }
            ]
            covering = [
              for s in local.selections : core::alltrue([
                core::anytrue([s.named, s.tagged]),
                s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
                s.conditions,
                !s.excluded,
              ])
            ]
          }
          enforce {
            condition     = core::anytrue(local.covering)
            error_message = "No backup plan selects the file system."
          }
        }

        resource_policy "aws_dynamodb_table" "selected" {
          locals {
            arn  = core::try(attrs.arn, "none")
            all  = "^(?:[*]|arn:[^:]+:dynamodb:[^:]*:[^:]*:(?:[*]|table/[*]))$"
            some = "^arn:[^:]+:dynamodb:[^:]*:[^:]*:table"
            tags = core::coalesce(core::try(attrs.tags, null), {})
            late = core::coalesce(core::try(attrs.tags_all, null), {})
            selections = [
              for s in core::getresources("aws_backup_selection", {}) : {
                both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
                named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
                excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                conditions = core::alltrue(core::flatten([
                  for c in s.condition : [
                    [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
                    [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
                    [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
                  ]
                ]))
              }
            ]
            covering = [
              for s in local.selections : core::alltrue([
                core::anytrue([s.named, s.tagged]),
                s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
                s.conditions,
                !s.excluded,
              ])
            ]
          }
          enforce {
            condition     = core::anytrue(local.covering)
            error_message = "No backup plan selects the table."
          }
        }

        resource_policy "aws_ebs_volume" "selected" {
          locals {
            arn  = core::try(attrs.arn, "none")
            all  = "^(?:[*]|arn:[^:]+:ec2:[^:]*:[^:]*:(?:[*]|volume/[*]))$"
            some = "^arn:[^:]+:ec2:[^:]*:[^:]*:volume"
            tags = core::coalesce(core::try(attrs.tags, null), {})
            late = core::coalesce(core::try(attrs.tags_all, null), {})
            selections = [
              for s in core::getresources("aws_backup_selection", {}) : {
                both     = core::alltrue([core::length(core::coalesce(s.resources, [])) > 0, core::length(s.selection_tag) > 0])
                named    = core::anytrue([for r in core::coalesce(s.resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                tagged   = core::anytrue([for t in s.selection_tag : core::contains(core::keys(local.tags), t.key) ? local.tags[t.key] == t.value : core::lookup(local.late, t.key, null) == t.value])
                excluded = core::anytrue([for r in core::coalesce(s.not_resources, []) : core::anytrue([plumb::same(r, local.arn), core::replace(r, "*", "") == r ? false : core::regex_match(local.all, r) ? true : core::regex_match(local.some, r) ? core::getdatasource("aws_backup_selection", {}).some : false])])
                conditions = core::alltrue(core::flatten([
                  for c in s.condition : [
                    [for e in c.string_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) == e.value],
                    [for e in c.string_not_equals : core::lookup(local.tags, core::trimprefix(e.key, "aws:ResourceTag/"), core::lookup(local.late, core::trimprefix(e.key, "aws:ResourceTag/"), null)) != e.value],
                    [for e in core::setunion(c.string_like, c.string_not_like) : core::getdatasource("aws_backup_selection", {}).like],
                  ]
                ]))
              }
            ]
            covering = [
              for s in local.selections : core::alltrue([
                core::anytrue([s.named, s.tagged]),
                s.both ? core::alltrue([s.named, s.tagged]) ? true : core::getdatasource("aws_backup_selection", {}).both : true,
                s.conditions,
                !s.excluded,
              ])
            ]
          }
          enforce {
            condition     = core::anytrue(local.covering)
            error_message = "No backup plan selects the volume."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/backup/backup-vault-encrypted.policy.hcl", targets: ["resource aws_backup_vault"],
      text: #"""
        locals {
          control = {
            id       = "backup-vault-encrypted"
            title    = "A backup vault is encrypted with a key of one's own"
            severity = "medium"
            part     = "kms_key_arn"
            why      = "Backups hold everything. With AWS's own key nobody can say who may decrypt them, or take the key away."
            fix      = "Set kms_key_arn to the ARN of a KMS key. A vault that exists is replaced by that, and has to be empty."
            aliases  = ["CKV_AWS_166", "backup_vaults_encrypted"]
            frameworks = {
              soc2 = ["PI1.5"]
            }
          }
        }

        # Without the argument AWS encrypts with its own key.
        resource_policy "aws_backup_vault" "own_key" {
          locals {
            key = core::try(config.kms_key_arn, null)
          }
          enforce {
            condition     = plumb::given(local.key)
            error_message = "The vault is not encrypted with a key of one's own."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudfront/cloudfront-https.policy.hcl", targets: ["resource aws_cloudfront_distribution"],
      text: #"""
        locals {
          control = {
            id       = "cloudfront-https"
            title    = "A distribution does not serve over plain HTTP"
            severity = "medium"
            part     = "default_cache_behavior"
            why      = "What a browser and CloudFront say to each other over HTTP can be read and changed by everybody on the way."
            fix      = "Set viewer_protocol_policy to \"redirect-to-https\" or \"https-only\" in default_cache_behavior and in each ordered_cache_behavior."
            aliases  = ["CKV_AWS_34", "cloudfront_distributions_https_enabled"]
            frameworks = {
              fsbp     = ["CloudFront.3"]
              pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
            }
          }
        }

        resource_policy "aws_cloudfront_distribution" "https" {
          enforce {
            condition = core::alltrue([
              for b in core::concat(core::try(attrs.default_cache_behavior, []), core::try(attrs.ordered_cache_behavior, [])) : b.viewer_protocol_policy != "allow-all"
            ])
            error_message = "The distribution serves over plain HTTP."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudfront/cloudfront-logging.policy.hcl", targets: ["resource aws_cloudfront_distribution"],
      text: #"""
        locals {
          control = {
            id       = "cloudfront-logging"
            title    = "Requests to a distribution are logged"
            severity = "low"
            part     = "logging_config"
            why      = "Without logs nobody can tell after an attack who asked for what, or see that one is going on."
            fix      = "Add a logging_config block with a bucket, or an aws_cloudwatch_log_delivery_source for the distribution."
            aliases  = ["CKV_AWS_86", "cloudfront_distributions_logging_enabled"]
            frameworks = {
              fsbp     = ["CloudFront.5"]
              soc2     = ["A1.1", "PI1.2"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1.3"]
            }
          }
        }

        # Standard logs of the old and the new kind, and logs in real time.
        resource_policy "aws_cloudfront_distribution" "logged" {
          locals {
            sources = core::getresources("aws_cloudwatch_log_delivery_source", { resource_arn = core::try(attrs.arn, "none") })
          }
          enforce {
            condition = core::anytrue([
              core::length(core::try(attrs.logging_config, [])) > 0,
              core::length(local.sources) > 0,
              plumb::given(core::try(attrs.default_cache_behavior[0].realtime_log_config_arn, null)),
            ])
            error_message = "Requests to the distribution are not logged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudfront/cloudfront-tls12.policy.hcl", targets: ["resource aws_cloudfront_distribution"],
      text: #"""
        locals {
          control = {
            id       = "cloudfront-tls12"
            title    = "A distribution uses TLS 1.2 or newer, to viewers and to origins"
            severity = "medium"
            part     = "viewer_certificate"
            why      = "TLS 1.0 and 1.1 and SSL 3 have known weaknesses, by which connections can be read."
            fix      = "Use a certificate of one's own with minimum_protocol_version = \"TLSv1.2_2021\", and only TLSv1.2 in origin_ssl_protocols. With CloudFront's own certificate TLS 1.0 cannot be turned off."
            aliases  = ["CKV_AWS_174", "cloudfront_distributions_using_deprecated_ssl_protocols"]
            frameworks = {
              fsbp     = ["CloudFront.10"]
              pci_v4_0 = ["1.2.5", "2.2.5"]
            }
          }
        }

        # With CloudFront's own certificate, and where nothing is written, viewers may use TLS 1.0.
        resource_policy "aws_cloudfront_distribution" "tls12" {
          enforce {
            condition = core::alltrue([
              for c in core::try(attrs.viewer_certificate, []) : core::alltrue([
                c.cloudfront_default_certificate != true,
                core::regex_match("^TLSv1[.][2-9]", core::coalesce(c.minimum_protocol_version, "TLSv1")),
              ])
            ])
            error_message = "Viewers can connect to the distribution with TLS older than 1.2."
          }
          enforce {
            condition = core::alltrue(core::flatten([
              for o in core::try(attrs.origin, []) : [
                for c in o.custom_origin_config : c.origin_protocol_policy == "http-only" ? true : core::alltrue([
                  for p in ["SSLv3", "TLSv1", "TLSv1.1"] : !core::contains(c.origin_ssl_protocols, p)
                ])
              ]
            ]))
            error_message = "The distribution connects to an origin with TLS older than 1.2."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudfront/cloudfront-waf.policy.hcl", targets: ["resource aws_cloudfront_distribution"],
      text: #"""
        locals {
          control = {
            id       = "cloudfront-waf"
            title    = "A distribution is guarded by a web application firewall"
            severity = "low"
            part     = "web_acl_id"
            why      = "Without a firewall every attack on a web application, and every flood of requests, reaches the origin."
            fix      = "Set web_acl_id to the ARN of an aws_wafv2_web_acl of scope CLOUDFRONT in us-east-1."
            aliases  = ["CKV_AWS_68", "cloudfront_distributions_using_waf"]
            frameworks = {
              fsbp     = ["CloudFront.6"]
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
          }
        }

        resource_policy "aws_cloudfront_distribution" "guarded" {
          locals {
            acl = core::try(attrs.web_acl_id, null)
          }
          enforce {
            condition     = plumb::given(local.acl)
            error_message = "The distribution has no web application firewall."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/docdb/docdb-encrypted.policy.hcl", targets: ["resource aws_docdb_cluster"],
      text: #"""
        locals {
          control = {
            id       = "docdb-encrypted"
            title    = "A document database is encrypted at rest"
            severity = "high"
            part     = "storage_encrypted"
            why      = "Whoever gets at the volumes or the snapshots of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
            fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it into an encrypted one."
            aliases  = ["CKV_AWS_74", "documentdb_cluster_storage_encrypted"]
            frameworks = {
              fsbp     = ["DocumentDB.1"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
            patch = { storage_encrypted = true }
          }
        }

        # Left out, a cluster is not encrypted; one that is restored with a key, or from what is encrypted, is.
        resource_policy "aws_docdb_cluster" "encrypted" {
          locals {
            source = core::anytrue([
              plumb::given(core::try(attrs.snapshot_identifier, null)),
              plumb::given(core::try(attrs.global_cluster_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            inherited = core::anytrue([plumb::given(core::try(config.kms_key_id, null)), core::getdatasource("aws_docdb_cluster", {}).storage_encrypted])
            given     = core::try(attrs.storage_encrypted, null)
          }
          enforce {
            condition     = local.given != null ? local.given : local.source ? local.inherited : false
            error_message = "The cluster's storage is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/dynamodb/dynamodb-cmk.policy.hcl", targets: ["resource aws_dynamodb_table"],
      text: #"""
        locals {
          control = {
            id       = "dynamodb-cmk"
            title    = "A table is encrypted with a key of one's own"
            severity = "low"
            part     = "server_side_encryption"
            why      = "With AWS's own keys nobody can say who may decrypt, see who did, or take the key away. A key of one's own does all three."
            fix      = "Add server_side_encryption with enabled set to true and kms_key_arn set to the ARN of a KMS key."
            aliases  = ["CKV_AWS_119", "dynamodb_tables_kms_cmk_encryption_enabled"]
            frameworks = {
              nist_800_53_r5 = ["AU-9(3)", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
              soc2           = ["PI1.5"]
              pci_v4_0       = ["3.5.1", "8.3.2"]
            }
          }
        }

        # AWS encrypts every table; what is asked for is a key of the owner's.
        resource_policy "aws_dynamodb_table" "own_key" {
          locals {
            key = core::try(config.server_side_encryption[0].kms_key_arn, null)
          }
          enforce {
            condition     = core::alltrue([core::try(attrs.server_side_encryption[0].enabled, null) == true, plumb::given(local.key)])
            error_message = "The table is not encrypted with a key of one's own."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/dynamodb/dynamodb-pitr.policy.hcl", targets: ["resource aws_dynamodb_table"],
      text: #"""
        locals {
          control = {
            id       = "dynamodb-pitr"
            title    = "A table can be restored to any second of the last weeks"
            severity = "medium"
            part     = "point_in_time_recovery"
            why      = "What a wrong program or an attacker overwrites or deletes in a table is gone at once. With recovery to a point in time the table comes back as it was a second before."
            fix      = "Add a point_in_time_recovery block with enabled set to true."
            aliases  = ["CKV_AWS_28", "dynamodb_tables_pitr_enabled"]
            frameworks = {
              fsbp           = ["DynamoDB.2"]
              nist_800_53_r5 = ["CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(2)", "CP-9a", "CP-9b", "CP-9c", "SC-5(2)", "SI-13(5)"]
              soc2           = ["CC7.4", "A1.1"]
              pci_v4_0       = ["10.3.3", "10.5.1", "3.2.1"]
            }
          }
        }

        resource_policy "aws_dynamodb_table" "restorable" {
          enforce {
            condition     = core::try(attrs.point_in_time_recovery[0].enabled, null) == true
            error_message = "The table cannot be restored to a point in time."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecr/ecr-immutable.policy.hcl", targets: ["resource aws_ecr_repository"],
      text: #"""
        locals {
          control = {
            id       = "ecr-immutable"
            title    = "A pushed image tag cannot be moved to another image"
            severity = "low"
            part     = "image_tag_mutability"
            why      = "Where tags can be moved, what runs under a tag tomorrow need not be what was tested today, and an attacker can put an image of their own in its place."
            fix      = "Set image_tag_mutability to \"IMMUTABLE\", and give each build a tag of its own."
            aliases  = ["CKV_AWS_51", "ecr_repositories_tag_immutability"]
            frameworks = {
              fsbp = ["ECR.2"]
            }
            patch = { image_tag_mutability = "IMMUTABLE" }
          }
        }

        # Left out, tags are mutable. Exceptions from immutability (IMMUTABLE_WITH_EXCLUSION) are somebody's decision, and told.
        resource_policy "aws_ecr_repository" "immutable" {
          enforce {
            condition     = core::coalesce(core::try(attrs.image_tag_mutability, null), "MUTABLE") == "IMMUTABLE"
            error_message = "Tags of the repository can be moved to other images."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecr/ecr-not-public.policy.hcl", targets: ["resource aws_ecr_repository_policy"],
      text: #"""
        locals {
          control = {
            id       = "ecr-not-public"
            title    = "An image repository is not open to everybody"
            severity = "critical"
            part     = "policy"
            why      = "A repository policy for everybody lets strangers pull the images with all the code in them, or push images that are then run."
            fix      = "Name the accounts and roles that may in Principal, or add a condition on aws:PrincipalOrgID."
            aliases  = ["CKV_AWS_32", "ecr_repositories_not_publicly_accessible"]
          }
        }

        # Conditions that say who may call: everybody is not public where one of them must hold. Those that hold without the key
        # (…IfExists, ForAllValues), or for any value, are none.
        locals {
          callers = [
            "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalorgid",
            "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip",
          ]
          tests = "(?i)^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress)$"
          any   = ["*", "0.0.0.0/0", "::/0"]
        }

        resource_policy "aws_ecr_repository_policy" "not_public" {
          locals {
            open = [
              for s in plumb::statements(attrs.policy) : core::alltrue([
                s.effect == "Allow",
                core::anytrue(core::concat(
                  [core::length(s.not_principals) > 0],
                  [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
                )),
                !core::anytrue([
                  for c in s.conditions : core::alltrue([
                    core::contains(local.callers, core::lower(c.variable)),
                    core::regex_match(local.tests, c.test),
                    core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
                  ])
                ]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.open)
            error_message = "The repository's policy allows something to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecr/ecr-scan.policy.hcl", targets: ["resource aws_ecr_repository"],
      text: #"""
        locals {
          control = {
            id       = "ecr-scan"
            title    = "Images are scanned for known vulnerabilities when they are pushed"
            severity = "medium"
            part     = "image_scanning_configuration"
            why      = "Images carry hundreds of packages. Unless they are scanned nobody knows that one of them has a hole that everybody can use."
            fix      = "Add image_scanning_configuration with scan_on_push set to true, or turn on scanning for the whole registry."
            aliases  = ["CKV_AWS_163", "ecr_repositories_scan_images_on_push_enabled", "ecr_registry_scan_images_on_push_enabled"]
            frameworks = {
              fsbp     = ["ECR.1"]
              pci_v4_0 = ["11.3.1.2", "11.3.1", "11.3.1.3"]
            }
          }
        }

        # A registry may scan all repositories, or those whose names match its filters, whatever they say themselves.
        locals {
          rules = core::flatten([
            for r in core::getresources("aws_ecr_registry_scanning_configuration", {}) : [
              for rule in r.rule : [
                for f in rule.repository_filter : core::contains(["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], rule.scan_frequency) ? f.filter : ""
              ]
            ]
          ])
        }

        resource_policy "aws_ecr_repository" "scanned" {
          locals {
            own = core::try(attrs.image_scanning_configuration[0].scan_on_push, null) == true
            registry = core::anytrue([
              for f in local.rules : f == "" ? false : core::regex_match("^${core::replace(f, "*", ".*")}", attrs.name)
            ])
          }
          enforce {
            condition     = core::anytrue([local.own, local.registry])
            error_message = "Images are not scanned when they are pushed."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecs/ecs-container-insights.policy.hcl", targets: ["resource aws_ecs_cluster"],
      text: #"""
        locals {
          control = {
            id       = "ecs-container-insights"
            title    = "A container cluster is watched by Container Insights"
            severity = "low"
            part     = "setting"
            why      = "Without figures for each task and container nobody sees why a service is slow, restarts or runs out of memory."
            fix      = "Add a setting block with the name \"containerInsights\" and the value \"enabled\" or \"enhanced\"."
            aliases  = ["CKV_AWS_65", "ecs_cluster_container_insights_enabled"]
            frameworks = {
              fsbp = ["ECS.12"]
            }
          }
        }

        # Without the setting the account's default holds, which is off unless somebody turned it on.
        resource_policy "aws_ecs_cluster" "watched" {
          locals {
            values = [for s in core::try(attrs.setting, []) : s.value if s.name == "containerInsights"]
          }
          enforce {
            condition     = core::anytrue([for v in local.values : core::contains(["enabled", "enhanced"], v)])
            error_message = "The cluster is not watched by Container Insights."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecs/ecs-no-privileged.policy.hcl", targets: ["resource aws_ecs_task_definition"],
      text: #"""
        locals {
          control = {
            id       = "ecs-no-privileged"
            title    = "No container of a task is privileged"
            severity = "high"
            part     = "container_definitions"
            why      = "A privileged container has the rights of root on the instance that it runs on, and thereby on all other containers there."
            fix      = "Take privileged out of the container's definition, and give it the few capabilities that it needs by linuxParameters."
            aliases  = ["CKV_AWS_334", "ecs_task_definitions_no_privileged_containers"]
            frameworks = {
              fsbp     = ["ECS.4"]
              pci_v4_0 = ["7.2.1", "7.2.2", "7.2.3"]
            }
          }
        }

        resource_policy "aws_ecs_task_definition" "unprivileged" {
          locals {
            containers = core::jsondecode(attrs.container_definitions)
          }
          enforce {
            condition     = !core::anytrue([for c in local.containers : core::try(core::tobool(c.privileged), null) == true])
            error_message = "A container of the task is privileged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ecs/ecs-readonly-root.policy.hcl", targets: ["resource aws_ecs_task_definition"],
      text: #"""
        locals {
          control = {
            id       = "ecs-readonly-root"
            title    = "Containers of a task cannot write to their root file system"
            severity = "low"
            part     = "container_definitions"
            why      = "An attacker who gets into a container whose files can be changed installs tools there and changes the program that runs."
            fix      = "Set readonlyRootFilesystem to true for each container, and mount volumes where the program has to write."
            aliases  = ["CKV_AWS_336", "ecs_task_definitions_containers_readonly_access"]
            frameworks = {
              fsbp     = ["ECS.5"]
              pci_v4_0 = ["10.3.2", "10.6.3", "3.5.1.3"]
            }
          }
        }

        # Containers on Windows cannot do it.
        resource_policy "aws_ecs_task_definition" "read_only" {
          filter = !core::startswith(core::coalesce(core::try(attrs.runtime_platform[0].operating_system_family, null), "LINUX"), "WINDOWS")
          locals {
            containers = core::jsondecode(attrs.container_definitions)
          }
          enforce {
            condition     = core::alltrue([for c in local.containers : core::try(core::tobool(c.readonlyRootFilesystem), null) == true])
            error_message = "A container of the task can write to its root file system."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/efs/efs-encrypted.policy.hcl", targets: ["resource aws_efs_file_system"],
      text: #"""
        locals {
          control = {
            id       = "efs-encrypted"
            title    = "A file system is encrypted at rest"
            severity = "high"
            part     = "encrypted"
            why      = "The files of a file system that is not encrypted can be read by whoever gets at the disks or at a copy of them."
            fix      = "Set encrypted to true, and kms_key_id for a key of one's own. A file system that exists is replaced by that: copy the files to a new one first."
            aliases  = ["CKV_AWS_42", "efs_encryption_at_rest_enabled"]
            frameworks = {
              cis_v3_0       = ["2.4.1"]
              cis_v5_0       = ["2.3.1"]
              fsbp           = ["EFS.1"]
              nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
              pci_v4_0       = ["3.5.1", "8.3.2"]
            }
            patch = { encrypted = true }
          }
        }

        # Left out, a file system is not encrypted.
        resource_policy "aws_efs_file_system" "encrypted" {
          enforce {
            condition     = core::try(config.encrypted, null) != null ? attrs.encrypted : false
            error_message = "The file system is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/eks/eks-endpoint-not-public.policy.hcl", targets: ["resource aws_eks_cluster"],
      text: #"""
        locals {
          control = {
            id       = "eks-endpoint-not-public"
            title    = "A Kubernetes cluster's API is not open to the whole internet"
            severity = "high"
            part     = "vpc_config"
            why      = "An API server that everybody can reach can be tried with stolen credentials, and every hole in Kubernetes can be used from anywhere."
            fix      = "In vpc_config set endpoint_public_access to false and endpoint_private_access to true, or list the networks that may in public_access_cidrs."
            aliases  = ["CKV_AWS_38", "CKV_AWS_39", "eks_cluster_not_publicly_accessible"]
            frameworks = {
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
          }
        }

        # Left out, endpoint_public_access is true, and public_access_cidrs everybody. Halves of the internet count as all of it.
        resource_policy "aws_eks_cluster" "not_public" {
          locals {
            public = core::try(attrs.vpc_config[0].endpoint_public_access, null) != false
            # On Outposts there is no public endpoint.
            outpost   = core::length(core::try(attrs.outpost_config, [])) > 0
            open      = ["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"]
            written   = core::length(core::coalesce(core::try(config.vpc_config[0].public_access_cidrs, null), [])) > 0
            networks  = core::try(attrs.vpc_config[0].public_access_cidrs, [])
            everybody = local.written ? core::anytrue([for n in local.networks : core::contains(local.open, n)]) : true
          }
          enforce {
            condition     = core::anytrue([local.outpost, !local.public, !local.everybody])
            error_message = "The cluster's API can be reached from the whole internet."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/eks/eks-logging.policy.hcl", targets: ["resource aws_eks_cluster"],
      text: #"""
        locals {
          control = {
            id       = "eks-logging"
            title    = "All logs of a Kubernetes cluster's control plane are kept"
            severity = "low"
            part     = "enabled_cluster_log_types"
            why      = "After an incident only the control plane's logs tell who asked the API for what, and how they had authenticated."
            fix      = "Set enabled_cluster_log_types to [\"api\", \"audit\", \"authenticator\", \"controllerManager\", \"scheduler\"]."
            aliases  = ["CKV_AWS_37", "eks_control_plane_logging_all_types_enabled"]
            frameworks = {
              fsbp     = ["EKS.8"]
              pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
            }
            patch = { enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"] }
          }
        }

        resource_policy "aws_eks_cluster" "logged" {
          locals {
            types = core::coalesce(core::try(attrs.enabled_cluster_log_types, null), [])
          }
          enforce {
            condition     = core::alltrue([for t in ["api", "audit", "authenticator", "controllerManager", "scheduler"] : core::contains(local.types, t)])
            error_message = "Not all logs of the cluster's control plane are kept."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/eks/eks-secrets-encrypted.policy.hcl", targets: ["resource aws_eks_cluster"],
      text: #"""
        locals {
          control = {
            id       = "eks-secrets-encrypted"
            title    = "A Kubernetes cluster's secrets are encrypted with a KMS key"
            severity = "medium"
            part     = "encryption_config"
            why      = "Secrets in the cluster's store are readable for whoever gets at it or at a backup. With a key of one's own AWS records who decrypts, and the key can be taken away."
            fix      = "Add encryption_config with resources = [\"secrets\"] and a provider block with the key's ARN. It cannot be undone."
            aliases  = ["CKV_AWS_58", "eks_cluster_kms_cmk_encryption_in_secrets_enabled"]
            frameworks = {
              fsbp     = ["EKS.3"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
          }
        }

        # From version 1.28 on AWS encrypts with a key of its own; what is asked for here is one of the owner's.
        resource_policy "aws_eks_cluster" "encrypted" {
          enforce {
            condition     = core::anytrue([for c in core::try(attrs.encryption_config, []) : core::contains(c.resources, "secrets")])
            error_message = "The cluster's secrets are not encrypted with a key of one's own."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/eks/eks-supported-version.policy.hcl", targets: ["resource aws_eks_cluster"],
      text: #"""
        locals {
          control = {
            id       = "eks-supported-version"
            title    = "A Kubernetes cluster runs a version in standard support"
            severity = "high"
            part     = "version"
            why      = "After standard support a version costs a multiple and gets critical fixes only, and after a year more AWS upgrades the cluster at a time that nobody chose."
            fix      = "Upgrade version by one minor version at a time, with the add-ons and node groups."
            aliases  = ["CKV_AWS_339", "eks_cluster_uses_a_supported_version"]
            frameworks = {
              fsbp     = ["EKS.2"]
              pci_v4_0 = ["6.3.3"]
            }
          }
        }

        # Last days of standard support, from the release calendar (docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html), as of 2026-11-22. A
        # version that is not here is newer, or older than all of them.
        locals {
          support = {
            "1.22" = "2023-06-04"
            "1.23" = "2023-10-11"
            "1.24" = "2024-01-31"
            "1.25" = "2024-05-01"
            "1.26" = "2024-06-11"
            "1.27" = "2024-07-24"
            "1.28" = "2024-11-26"
            "1.29" = "2025-03-23"
            "1.30" = "2025-07-23"
            "1.31" = "2025-11-26"
            "1.32" = "2026-03-23"
            "1.33" = "2026-07-29"
            "1.34" = "2026-12-02"
            "1.35" = "2027-03-27"
          }
        }

        # A new cluster without a version gets the newest one.
        resource_policy "aws_eks_cluster" "supported" {
          locals {
            version = core::try(config.version, null) != null ? attrs.version : "newest"
            old     = core::regex_match("^1[.](?:[0-9]|1[0-9]|2[01])$", local.version)
            ends    = local.old ? "2022-12-31" : core::lookup(local.support, local.version, "9999-12-31")
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "Standard support of Kubernetes ${local.version} ended on ${local.ends} or before."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elasticache/elasticache-backup.policy.hcl", targets: ["resource aws_elasticache_cluster", "resource aws_elasticache_replication_group", "resource aws_elasticache_serverless_cache"],
      text: #"""
        locals {
          control = {
            id       = "elasticache-backup"
            title    = "A cache is backed up every day"
            severity = "low"
            part     = "snapshot_retention_limit"
            why      = "A cache that is lost or flushed by mistake comes back empty, and the database behind it has to bear the whole load, or sessions and queues are gone."
            fix      = "Set snapshot_retention_limit to the number of days for which snapshots shall be kept."
            aliases  = ["CKV_AWS_134", "elasticache_redis_cluster_backup_enabled"]
            frameworks = {
              fsbp     = ["ElastiCache.1"]
              pci_v4_0 = ["10.3.3"]
            }
            patch = { snapshot_retention_limit = 7 }
          }
        }

        # Left out, it is 0: none. Memcached has no snapshots, and nodes of a replication group have those of the group.
        resource_policy "aws_elasticache_replication_group" "kept" {
          enforce {
            condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
            error_message = "No snapshots of the cache are kept."
          }
        }

        resource_policy "aws_elasticache_cluster" "kept" {
          filter = core::alltrue([
            core::contains(["redis", "valkey"], core::coalesce(core::try(config.engine, null), "none")),
            !plumb::given(core::try(config.replication_group_id, null)),
          ])
          enforce {
            condition     = core::coalesce(core::try(attrs.snapshot_retention_limit, null), 0) > 0
            error_message = "No snapshots of the cache are kept."
          }
        }

        resource_policy "aws_elasticache_serverless_cache" "kept" {
          enforce {
            condition     = (core::try(config.snapshot_retention_limit, null) != null ? attrs.snapshot_retention_limit : 0) > 0
            error_message = "No snapshots of the cache are kept."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elasticache/elasticache-encrypted-rest.policy.hcl", targets: ["resource aws_elasticache_replication_group"],
      text: #"""
        locals {
          control = {
            id       = "elasticache-encrypted-rest"
            title    = "A cache is encrypted at rest"
            severity = "high"
            part     = "at_rest_encryption_enabled"
            why      = "Caches write snapshots and, while they synchronise, data to disks. Without encryption whoever gets at those reads what is in the cache: sessions, tokens, personal data."
            fix      = "Set at_rest_encryption_enabled to true. A replication group that exists is replaced by that."
            aliases  = ["CKV_AWS_29", "elasticache_redis_cluster_rest_encryption_enabled"]
            frameworks = {
              fsbp     = ["ElastiCache.4"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
            patch = { at_rest_encryption_enabled = true }
          }
        }

        # Left out, it is false for Redis and true for Valkey; a secondary group of a global one is as the first is.
        resource_policy "aws_elasticache_replication_group" "encrypted" {
          locals {
            global  = plumb::given(core::try(config.global_replication_group_id, null))
            valkey  = core::coalesce(core::try(attrs.engine, null), "redis") == "valkey"
            default = local.global ? core::tobool(core::try(attrs.at_rest_encryption_enabled, false)) : local.valkey
            given   = core::try(config.at_rest_encryption_enabled, null) != null
          }
          enforce {
            condition     = local.given ? core::tobool(attrs.at_rest_encryption_enabled) : local.default
            error_message = "The cache is not encrypted at rest."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elasticache/elasticache-encrypted-transit.policy.hcl", targets: ["resource aws_elasticache_cluster", "resource aws_elasticache_replication_group"],
      text: #"""
        locals {
          control = {
            id       = "elasticache-encrypted-transit"
            title    = "A cache takes encrypted connections only"
            severity = "high"
            part     = "transit_encryption_enabled"
            why      = "Without TLS what is in the cache, and the password for it, goes readable over the network."
            fix      = "Set transit_encryption_enabled to true, and leave transit_encryption_mode out or set it to \"required\" once all clients use TLS."
            aliases  = ["CKV_AWS_30", "CKV_AWS_31", "elasticache_redis_cluster_in_transit_encryption_enabled"]
            frameworks = {
              fsbp     = ["ElastiCache.5"]
              soc2     = ["CC6.7"]
              pci_v4_0 = ["2.2.7", "4.2.1.1", "4.2.1"]
            }
          }
        }

        # Left out, it is false for Redis; with the mode "preferred" connections without TLS are taken, too.
        resource_policy "aws_elasticache_replication_group" "encrypted" {
          locals {
            global  = plumb::given(core::try(config.global_replication_group_id, null))
            redis   = core::coalesce(core::try(attrs.engine, null), "redis") == "redis"
            default = core::anytrue([local.global, !local.redis]) ? core::try(attrs.transit_encryption_enabled, false) : false
            given   = core::try(config.transit_encryption_enabled, null) != null
          }
          enforce {
            condition     = local.given ? attrs.transit_encryption_enabled : local.default
            error_message = "The cache does not encrypt connections."
          }
          enforce {
            condition     = core::coalesce(core::try(config.transit_encryption_mode, null), "required") != "preferred"
            error_message = "The cache takes connections without TLS, too."
          }
        }

        # Nodes of Redis alone, outside of a replication group, cannot do it.
        resource_policy "aws_elasticache_cluster" "encrypted" {
          filter = core::coalesce(core::try(config.engine, null), "none") == "memcached"
          enforce {
            condition     = core::try(config.transit_encryption_enabled, null) != null ? attrs.transit_encryption_enabled : false
            error_message = "The cache does not encrypt connections."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-access-logs.policy.hcl", targets: ["resource aws_alb", "resource aws_lb"],
      text: #"""
        locals {
          control = {
            id       = "alb-access-logs"
            title    = "A load balancer logs requests"
            severity = "low"
            part     = "access_logs"
            why      = "Without logs nobody can tell after an attack who asked for what, or why requests fail."
            fix      = "Add an access_logs block with a bucket that the load balancer may write to, and enabled set to true."
            aliases  = ["CKV_AWS_91", "elbv2_logging_enabled"]
            frameworks = {
              fsbp = ["ELB.5"]
              nist_800_53_r5 = [
                "AC-4(26)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
                "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)",
                "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-4(17)",
                "SI-7(8)",
              ]
              soc2 = ["CC7.2", "CC7.3", "A1.1", "PI1.2"]
            }
          }
        }

        # A block that does not say enabled = true logs nothing. Gateway load balancers have no logs.
        resource_policy "aws_lb" "logging" {
          filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") != "gateway"
          enforce {
            condition     = core::try(attrs.access_logs[0].enabled, null) == true
            error_message = "Requests to the load balancer are not logged."
          }
        }

        resource_policy "aws_alb" "logging" {
          filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") != "gateway"
          enforce {
            condition     = core::try(attrs.access_logs[0].enabled, null) == true
            error_message = "Requests to the load balancer are not logged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-deletion-protection.policy.hcl", targets: ["resource aws_alb", "resource aws_lb"],
      text: #"""
        locals {
          control = {
            id       = "alb-deletion-protection"
            title    = "A load balancer cannot be deleted by mistake"
            severity = "low"
            part     = "enable_deletion_protection"
            why      = "A load balancer that is deleted by a wrong apply takes everything behind it off the net, and its new one has another address."
            fix      = "Set enable_deletion_protection to true."
            aliases  = ["CKV_AWS_150", "elbv2_deletion_protection"]
            frameworks = {
              fsbp = ["ELB.6"]
              nist_800_53_r5 = [
                "CA-7(4)(c)", "CM-2(2)", "CM-2a", "CM-3a", "CM-8(6)", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2a", "CP-2a.6",
                "CP-2a.7", "CP-2d", "CP-2e", "SA-15a.4", "SC-22", "SC-5(2)",
              ]
            }
            patch = { enable_deletion_protection = true }
          }
        }

        resource_policy "aws_lb" "protected" {
          enforce {
            condition     = core::try(attrs.enable_deletion_protection, null) == true
            error_message = "The load balancer can be deleted at once."
          }
        }

        resource_policy "aws_alb" "protected" {
          enforce {
            condition     = core::try(attrs.enable_deletion_protection, null) == true
            error_message = "The load balancer can be deleted at once."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-drop-headers.policy.hcl", targets: ["resource aws_alb", "resource aws_lb"],
      text: #"""
        locals {
          control = {
            id       = "alb-drop-headers"
            title    = "A load balancer drops invalid headers"
            severity = "low"
            part     = "drop_invalid_header_fields"
            why      = "Headers with letters that no header may have are used to smuggle requests past a load balancer and to confuse the programs behind it."
            fix      = "Set drop_invalid_header_fields to true."
            aliases  = ["CKV_AWS_131", "elbv2_alb_drop_invalid_header_fields_enabled"]
            frameworks = {
              fsbp = ["ELB.4"]
            }
            patch = { drop_invalid_header_fields = true }
          }
        }

        # Only application load balancers read headers.
        resource_policy "aws_lb" "dropping" {
          filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application"
          enforce {
            condition     = core::try(attrs.drop_invalid_header_fields, null) == true
            error_message = "The load balancer passes invalid headers on."
          }
        }

        resource_policy "aws_alb" "dropping" {
          filter = core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application"
          enforce {
            condition     = core::try(attrs.drop_invalid_header_fields, null) == true
            error_message = "The load balancer passes invalid headers on."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-https.policy.hcl", targets: ["resource aws_alb_listener", "resource aws_lb_listener"],
      text: #"""
        locals {
          control = {
            id       = "alb-https"
            title    = "A load balancer answers plain HTTP with a redirect to HTTPS only"
            severity = "medium"
            part     = "protocol"
            why      = "What goes over HTTP, passwords and sessions too, can be read and changed by everybody on the way."
            fix      = "Make the listener HTTPS with a certificate, and on port 80 only a default_action of type \"redirect\" with redirect { protocol = \"HTTPS\", port = \"443\", status_code = \"HTTP_301\" }."
            aliases  = ["CKV_AWS_2", "CKV2_AWS_20", "elbv2_ssl_listeners"]
            frameworks = {
              fsbp = ["ELB.1"]
            }
          }
        }

        # Without a protocol a listener with a port is HTTP; one without a port belongs to a gateway load balancer. What is not HTTP is not judged.
        resource_policy "aws_lb_listener" "https" {
          filter = core::coalesce(core::try(config.protocol, null), core::try(attrs.port, null) != null ? "HTTP" : "GENEVE") == "HTTP"
          enforce {
            condition = core::anytrue(core::flatten([
              for a in attrs.default_action : [
                for r in a.redirect : core::alltrue([a.type == "redirect", core::coalesce(r.protocol, "#{protocol}") == "HTTPS"])
              ]
            ]))
            error_message = "The listener serves over plain HTTP."
          }
        }

        resource_policy "aws_alb_listener" "https" {
          filter = core::coalesce(core::try(config.protocol, null), core::try(attrs.port, null) != null ? "HTTP" : "GENEVE") == "HTTP"
          enforce {
            condition = core::anytrue(core::flatten([
              for a in attrs.default_action : [
                for r in a.redirect : core::alltrue([a.type == "redirect", core::coalesce(r.protocol, "#{protocol}") == "HTTPS"])
              ]
            ]))
            error_message = "The listener serves over plain HTTP."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-tls12.policy.hcl", targets: ["resource aws_alb_listener", "resource aws_lb_listener"],
      text: #"""
        locals {
          control = {
            id       = "alb-tls12"
            title    = "A load balancer's listener takes TLS 1.2 or newer only"
            severity = "high"
            part     = "ssl_policy"
            why      = "TLS 1.0 and 1.1 have known weaknesses, by which connections can be read; no current browser needs them."
            fix      = "Set ssl_policy to \"ELBSecurityPolicy-TLS13-1-2-2021-06\" or a stricter one."
            aliases  = ["CKV_AWS_103", "elbv2_insecure_ssl_ciphers"]
            frameworks = {
              fsbp           = ["ELB.17"]
              nist_800_53_r5 = ["SC-23(5)", "SC-8(1)"]
            }
            patch = { ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
          }
        }

        # Without the argument a listener that is not made in the console gets ELBSecurityPolicy-2016-08, which allows TLS 1.0.
        locals {
          strict = "^ELBSecurityPolicy-(?:TLS13-1-[2-9]-|TLS-1-2-|FS-1-2-)"
        }

        resource_policy "aws_lb_listener" "tls12" {
          filter = core::contains(["HTTPS", "TLS"], core::coalesce(core::try(config.protocol, null), "HTTP"))
          locals {
            policy = core::coalesce(core::try(config.ssl_policy, null), "ELBSecurityPolicy-2016-08")
          }
          enforce {
            condition     = core::regex_match(local.strict, local.policy)
            error_message = "The listener takes TLS older than 1.2."
          }
        }

        resource_policy "aws_alb_listener" "tls12" {
          filter = core::contains(["HTTPS", "TLS"], core::coalesce(core::try(config.protocol, null), "HTTP"))
          locals {
            policy = core::coalesce(core::try(config.ssl_policy, null), "ELBSecurityPolicy-2016-08")
          }
          enforce {
            condition     = core::regex_match(local.strict, local.policy)
            error_message = "The listener takes TLS older than 1.2."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/elb/alb-waf.policy.hcl", targets: ["resource aws_alb", "resource aws_lb"],
      text: #"""
        locals {
          control = {
            id       = "alb-waf"
            title    = "A load balancer that faces the internet is guarded by a web application firewall"
            severity = "low"
            part     = "internal"
            why      = "Without a firewall every attack on a web application, and every flood of requests, reaches the programs behind the load balancer."
            fix      = "Add an aws_wafv2_web_acl_association with the load balancer's ARN as resource_arn."
            aliases  = ["CKV2_AWS_28", "elbv2_waf_acl_attached"]
            frameworks = {
              fsbp           = ["ELB.16"]
              nist_800_53_r5 = ["AC-4(21)"]
              pci_v4_0       = ["6.4.1", "6.4.2"]
            }
          }
        }

        # Only application load balancers can have one; left out, internal is false.
        resource_policy "aws_lb" "guarded" {
          filter = core::alltrue([core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application", core::try(config.internal, null) != true])
          enforce {
            condition     = core::anytrue([core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0, core::length(core::getresources("aws_wafregional_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0])
            error_message = "The load balancer faces the internet without a web application firewall."
          }
        }

        resource_policy "aws_alb" "guarded" {
          filter = core::alltrue([core::coalesce(core::try(attrs.load_balancer_type, null), "application") == "application", core::try(config.internal, null) != true])
          enforce {
            condition     = core::anytrue([core::length(core::getresources("aws_wafv2_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0, core::length(core::getresources("aws_wafregional_web_acl_association", { resource_arn = core::try(attrs.arn, "none") })) > 0])
            error_message = "The load balancer faces the internet without a web application firewall."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-github-oidc-sub.policy.hcl", targets: ["resource aws_iam_role"],
      text: #"""
        locals {
          control = {
            id       = "iam-github-oidc-sub"
            title    = "A role for GitHub's workflows says of which repository"
            severity = "high"
            part     = "assume_role_policy"
            why      = "Every workflow of every repository on GitHub gets a token from the same provider: a role that does not look at the subject can be assumed by all of them."
            fix      = "Demand with StringEquals or StringLike that token.actions.githubusercontent.com:sub begins with repo:OWNER/NAME:, and that the audience is sts.amazonaws.com."
            aliases  = ["CKV_AWS_358", "CKV_AWS_393"]
          }
        }

        resource_policy "aws_iam_role" "github_oidc_sub" {
          enforce {
            condition     = !plumb::lets_in(attrs.assume_role_policy, "open-federation")
            error_message = "Workflows of any repository can assume the role."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-admin-managed-policy.policy.hcl", targets: ["resource aws_iam_group_policy_attachment", "resource aws_iam_policy_attachment", "resource aws_iam_role", "resource aws_iam_role_policy_attachment", "resource aws_iam_user_policy_attachment"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-admin-managed-policy"
            title    = "AWS's administrator policies are attached to nobody"
            severity = "high"
            part     = "policy_arn"
            why      = "AdministratorAccess allows everything, and IAMFullAccess lets its holder allow it to himself."
            fix      = "Attach a policy with the actions that are needed, or one of AWS's narrower ones, such as PowerUserAccess with a permissions boundary."
            aliases  = ["CKV_AWS_274", "CKV2_AWS_56", "iam_aws_attached_policy_no_administrative_privileges"]
            frameworks = {
              cis_v3_0       = ["1.16"]
              cis_v5_0       = ["1.15"]
              fsbp           = ["IAM.1"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(1)", "AC-2(6)", "AC-2(i)(2)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)",
                "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)",
                "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)",
                "AC-3(4)(e)", "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-5(b)", "AC-6", "AC-6(10)", "AC-6(2)", "AC-6(3)",
                "CM-5(1)(a)", "CM-6(a)", "CM-9(b)", "MP-2", "SC-23(3)", "SC-25",
              ]
              soc2           = ["CC1.3", "CC6.3"]
            }
          }
        }

        resource_policy "aws_iam_role_policy_attachment" "no_admin" {
          enforce {
            condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
            error_message = "A policy of AWS with all permissions is attached."
          }
        }

        resource_policy "aws_iam_user_policy_attachment" "no_admin" {
          enforce {
            condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
            error_message = "A policy of AWS with all permissions is attached."
          }
        }

        resource_policy "aws_iam_group_policy_attachment" "no_admin" {
          enforce {
            condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
            error_message = "A policy of AWS with all permissions is attached."
          }
        }

        resource_policy "aws_iam_policy_attachment" "no_admin" {
          enforce {
            condition     = !core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], attrs.policy_arn)
            error_message = "A policy of AWS with all permissions is attached."
          }
        }

        resource_policy "aws_iam_role" "no_admin" {
          enforce {
            condition     = core::length([for arn in core::try(config.managed_policy_arns, null) == null ? [] : config.managed_policy_arns : arn if core::contains(["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/IAMFullAccess"], arn)]) == 0
            error_message = "A policy of AWS with all permissions is attached."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-credential-exposure.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-credential-exposure"
            title    = "No policy gives credentials of everything"
            severity = "high"
            part     = "policy"
            why      = "Tokens, passwords and keys that can be fetched for every resource give their holder whatever these are for."
            fix      = "Confine actions that return credentials to the resources they are needed for."
            aliases  = ["CKV_AWS_287", "CKV_AWS_107"]
          }
        }

        resource_policy "aws_iam_policy" "no_credential_exposure" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "credentials")
            error_message = "The policy allows fetching credentials of every resource."
          }
        }

        resource_policy "aws_iam_role_policy" "no_credential_exposure" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "credentials")
            error_message = "The policy allows fetching credentials of every resource."
          }
        }

        resource_policy "aws_iam_user_policy" "no_credential_exposure" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "credentials")
            error_message = "The policy allows fetching credentials of every resource."
          }
        }

        resource_policy "aws_iam_group_policy" "no_credential_exposure" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "credentials")
            error_message = "The policy allows fetching credentials of every resource."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-data-exfiltration.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-data-exfiltration"
            title    = "No policy reads all data, secrets or parameters"
            severity = "high"
            part     = "policy"
            why      = "One program with such a policy that is taken over gives away every bucket, secret and parameter of the account."
            fix      = "Name the buckets, secrets and parameters that are read."
            aliases  = ["CKV_AWS_288", "CKV_AWS_108"]
          }
        }

        resource_policy "aws_iam_policy" "no_data_exfiltration" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "data-exposure")
            error_message = "The policy allows reading data wherever it is."
          }
        }

        resource_policy "aws_iam_role_policy" "no_data_exfiltration" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "data-exposure")
            error_message = "The policy allows reading data wherever it is."
          }
        }

        resource_policy "aws_iam_user_policy" "no_data_exfiltration" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "data-exposure")
            error_message = "The policy allows reading data wherever it is."
          }
        }

        resource_policy "aws_iam_group_policy" "no_data_exfiltration" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "data-exposure")
            error_message = "The policy allows reading data wherever it is."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-iam-users.policy.hcl", targets: ["resource aws_iam_user"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-iam-users"
            title    = "People and programs have no users of IAM"
            severity = "low"
            part     = ""
            why      = "Users of IAM have passwords and keys that last until somebody remembers them. Single sign-on and roles give credentials that end by themselves."
            fix      = "Let people log in by IAM Identity Center, and programs assume roles."
            aliases  = ["CKV_AWS_273", "iam_check_saml_providers_sts"]
            frameworks = {
              cis_v3_0 = ["1.21"]
              cis_v5_0 = ["1.20"]
            }
          }
        }

        resource_policy "aws_iam_user" "no_iam_users" {
          enforce {
            condition     = false
            error_message = "A user of IAM is made."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-priv-escalation.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-priv-escalation"
            title    = "No policy lets its holder take more permissions than it gives"
            severity = "high"
            part     = "policy"
            why      = "With combinations such as passing a role to a new function, or writing a new version of a policy, whoever holds the policy can become an administrator."
            fix      = "Take away one half of the combination, or confine it to the roles and resources that are needed, e.g. iam:PassRole to one role with a condition on iam:PassedToService."
            aliases  = ["CKV_AWS_286", "CKV_AWS_110", "iam_policy_allows_privilege_escalation"]
          }
        }

        resource_policy "aws_iam_policy" "no_priv_escalation" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "escalation")
            error_message = "The policy allows its holder to gain further permissions."
          }
        }

        resource_policy "aws_iam_role_policy" "no_priv_escalation" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "escalation")
            error_message = "The policy allows its holder to gain further permissions."
          }
        }

        resource_policy "aws_iam_user_policy" "no_priv_escalation" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "escalation")
            error_message = "The policy allows its holder to gain further permissions."
          }
        }

        resource_policy "aws_iam_group_policy" "no_priv_escalation" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "escalation")
            error_message = "The policy allows its holder to gain further permissions."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-star-action.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-star-action"
            title    = "No policy allows all actions"
            severity = "high"
            part     = "policy"
            why      = "Every action of every service, also of those that come later, is more than any program needs, even on a few resources."
            fix      = "Name the actions that are needed."
            aliases  = ["CKV_AWS_63", "CKV_AWS_49"]
          }
        }

        resource_policy "aws_iam_policy" "no_star_action" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "all-actions")
            error_message = "The policy allows all actions."
          }
        }

        resource_policy "aws_iam_role_policy" "no_star_action" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "all-actions")
            error_message = "The policy allows all actions."
          }
        }

        resource_policy "aws_iam_user_policy" "no_star_action" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "all-actions")
            error_message = "The policy allows all actions."
          }
        }

        resource_policy "aws_iam_group_policy" "no_star_action" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "all-actions")
            error_message = "The policy allows all actions."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-star-resource.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-star-resource"
            title    = "Actions that can be confined to resources are"
            severity = "medium"
            part     = "policy"
            why      = "An action on every resource works on those that nobody thought of when the policy was written."
            fix      = "Name the resources; for actions that cannot be confined, such as ec2:DescribeInstances, a star is right and not found here."
            aliases  = ["CKV_AWS_355", "CKV_AWS_356"]
          }
        }

        resource_policy "aws_iam_policy" "no_star_resource" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained")
            error_message = "The policy allows actions on every resource that could be confined to some."
          }
        }

        resource_policy "aws_iam_role_policy" "no_star_resource" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained")
            error_message = "The policy allows actions on every resource that could be confined to some."
          }
        }

        resource_policy "aws_iam_user_policy" "no_star_resource" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained")
            error_message = "The policy allows actions on every resource that could be confined to some."
          }
        }

        resource_policy "aws_iam_group_policy" "no_star_resource" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained")
            error_message = "The policy allows actions on every resource that could be confined to some."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-star-star.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-star-star"
            title    = "No policy allows everything on everything"
            severity = "critical"
            part     = "policy"
            why      = "Who has such a policy is an administrator: one leaked key or one hole in a program with it is the end of the account."
            fix      = "Name the actions and the resources that are needed; start from what the last accessed information of IAM shows."
            aliases  = ["CKV_AWS_62", "CKV_AWS_1", "iam_customer_attached_policy_no_administrative_privileges"]
            frameworks = {
              cis_v3_0       = ["1.16"]
              cis_v5_0       = ["1.15"]
              fsbp           = ["IAM.1"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(1)", "AC-2(6)", "AC-2(i)(2)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)",
                "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)",
                "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)",
                "AC-3(4)(e)", "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-5(b)", "AC-6", "AC-6(10)", "AC-6(2)", "AC-6(3)",
                "CM-5(1)(a)", "CM-6(a)", "CM-9(b)", "MP-2", "SC-23(3)", "SC-25",
              ]
              soc2           = ["CC1.3", "CC6.3"]
            }
          }
        }

        resource_policy "aws_iam_policy" "no_star_star" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "administrator")
            error_message = "The policy allows every action on every resource."
          }
        }

        resource_policy "aws_iam_role_policy" "no_star_star" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "administrator")
            error_message = "The policy allows every action on every resource."
          }
        }

        resource_policy "aws_iam_user_policy" "no_star_star" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "administrator")
            error_message = "The policy allows every action on every resource."
          }
        }

        resource_policy "aws_iam_group_policy" "no_star_star" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "administrator")
            error_message = "The policy allows every action on every resource."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-unconstrained-permissions-mgmt.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-unconstrained-permissions-mgmt"
            title    = "No policy manages permissions on every resource"
            severity = "high"
            part     = "policy"
            why      = "Whoever can change policies, grants and shares everywhere can open whatever there is, to everybody."
            fix      = "Confine actions that manage permissions to the resources they are needed for."
            aliases  = ["CKV_AWS_289", "CKV_AWS_109"]
          }
        }

        resource_policy "aws_iam_policy" "no_unconstrained_permissions_mgmt" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "permissions-management")
            error_message = "The policy allows managing permissions on every resource."
          }
        }

        resource_policy "aws_iam_role_policy" "no_unconstrained_permissions_mgmt" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "permissions-management")
            error_message = "The policy allows managing permissions on every resource."
          }
        }

        resource_policy "aws_iam_user_policy" "no_unconstrained_permissions_mgmt" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "permissions-management")
            error_message = "The policy allows managing permissions on every resource."
          }
        }

        resource_policy "aws_iam_group_policy" "no_unconstrained_permissions_mgmt" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "permissions-management")
            error_message = "The policy allows managing permissions on every resource."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-no-unconstrained-write.policy.hcl", targets: ["resource aws_iam_group_policy", "resource aws_iam_policy", "resource aws_iam_role_policy", "resource aws_iam_user_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-no-unconstrained-write"
            title    = "No policy writes to every resource"
            severity = "medium"
            part     = "policy"
            why      = "Whatever holds the policy can change or delete what others rely on."
            fix      = "Confine actions that write to the resources they are needed for."
            aliases  = ["CKV_AWS_290", "CKV_AWS_111"]
          }
        }

        resource_policy "aws_iam_policy" "no_unconstrained_write" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained-write")
            error_message = "The policy allows writing to every resource."
          }
        }

        resource_policy "aws_iam_role_policy" "no_unconstrained_write" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained-write")
            error_message = "The policy allows writing to every resource."
          }
        }

        resource_policy "aws_iam_user_policy" "no_unconstrained_write" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained-write")
            error_message = "The policy allows writing to every resource."
          }
        }

        resource_policy "aws_iam_group_policy" "no_unconstrained_write" {
          enforce {
            condition     = !plumb::allows(attrs.policy, "unconstrained-write")
            error_message = "The policy allows writing to every resource."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-password-length.policy.hcl", targets: ["resource aws_iam_account_password_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-password-length"
            title    = "Passwords have at least 14 characters"
            severity = "medium"
            part     = "minimum_password_length"
            why      = "Short passwords can be guessed, and those of people who log into the console often open everything."
            fix      = "Set minimum_password_length to 14 or more; better still, let people log in by single sign-on."
            aliases  = ["CKV_AWS_10", "iam_password_policy_minimum_length_14"]
            patch    = { minimum_password_length = 14 }
            frameworks = {
              cis_v3_0       = ["1.8"]
              cis_v5_0       = ["1.7"]
              fsbp           = ["IAM.10", "IAM.7"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(1)", "AC-2(3)", "AC-2(3)(a)", "AC-2(3)(b)", "AC-2(3)(c)", "AC-2(3)(d)", "AC-2(d)(1)",
                "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)",
                "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)",
                "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)", "AC-3(8)", "AC-4(28)", "AC-7(4)", "AC-7(4)(a)",
                "CM-12(b)", "CM-5(1)(a)", "CM-6(a)", "CM-9(b)", "IA-4(d)", "IA-5", "IA-5(18)(a)", "IA-5(18)(b)",
                "IA-5(1)(f)", "IA-5(1)(g)", "IA-5(1)(h)", "IA-5(b)", "IA-5(c)", "IA-5(d)", "IA-5(f)", "IA-5(h)",
                "IA-8(2)(b)", "MA-4(c)", "SC-23(3)",
              ]
            }
          }
        }

        resource_policy "aws_iam_account_password_policy" "password_length" {
          enforce {
            condition     = attrs.minimum_password_length != null && core::try(attrs.minimum_password_length >= 14, false)
            error_message = "Passwords may be shorter than 14 characters."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-password-reuse.policy.hcl", targets: ["resource aws_iam_account_password_policy"],
      text: #"""
        locals {
          control = {
            id       = "iam-password-reuse"
            title    = "The last 24 passwords cannot be used again"
            severity = "medium"
            part     = "password_reuse_prevention"
            why      = "A password that comes back after a change is one that a thief may have kept."
            fix      = "Set password_reuse_prevention to 24."
            aliases  = ["CKV_AWS_13", "iam_password_policy_reuse_24"]
            patch    = { password_reuse_prevention = 24 }
            frameworks = {
              cis_v3_0 = ["1.9"]
              cis_v5_0 = ["1.8"]
              fsbp     = ["IAM.10", "IAM.7"]
            }
          }
        }

        resource_policy "aws_iam_account_password_policy" "password_reuse" {
          enforce {
            condition     = attrs.password_reuse_prevention != null && core::try(attrs.password_reuse_prevention >= 24, false)
            error_message = "Earlier passwords can be used again."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-policies-via-groups.policy.hcl", targets: ["resource aws_iam_user_policy", "resource aws_iam_user_policy_attachment"],
      text: #"""
        locals {
          control = {
            id       = "iam-policies-via-groups"
            title    = "Users get permissions from groups only"
            severity = "low"
            part     = ""
            why      = "Permissions of single users are forgotten when people change their work; those of groups are seen in one place."
            fix      = "Attach the policy to a group, and put the user into it."
            aliases  = ["CKV_AWS_40", "iam_policy_attached_only_to_group_or_roles"]
            frameworks = {
              cis_v3_0       = ["1.15"]
              cis_v5_0       = ["1.14"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(1)", "AC-2(6)", "AC-2(i)(2)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)",
                "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)",
                "AC-3(3)(b)(5)", "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)",
                "AC-3(4)(e)", "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-6", "AC-6(3)", "CM-5(1)(a)", "CM-6(a)", "CM-9(b)",
                "MP-2", "SC-23(3)",
              ]
              soc2           = ["CC1.3"]
              pci_v4_0       = ["7.2.1.12", "7.2.1.13", "7.2.2.12"]
            }
          }
        }

        resource_policy "aws_iam_user_policy" "policies_via_groups" {
          enforce {
            condition     = false
            error_message = "A policy is given to a user directly."
          }
        }

        resource_policy "aws_iam_user_policy_attachment" "policies_via_groups" {
          enforce {
            condition     = false
            error_message = "A policy is given to a user directly."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/iam/iam-role-trust-not-any.policy.hcl", targets: ["resource aws_iam_role"],
      text: #"""
        locals {
          control = {
            id       = "iam-role-trust-not-any"
            title    = "No role can be assumed by everybody"
            severity = "critical"
            part     = "assume_role_policy"
            why      = "A role that trusts everybody can be assumed from any account of AWS, by whoever finds its name."
            fix      = "Name the accounts, roles or services that assume the role; for partners, demand an external id."
            aliases  = ["CKV_AWS_60", "CKV_AWS_61", "iam_role_cross_service_confused_deputy_prevention"]
          }
        }

        resource_policy "aws_iam_role" "role_trust_not_any" {
          enforce {
            condition     = !plumb::lets_in(attrs.assume_role_policy, "public")
            error_message = "Everybody can assume the role."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-dlq.policy.hcl", targets: ["resource aws_lambda_function"],
      text: #"""
        locals {
          control = {
            id       = "lambda-dlq"
            title    = "Failed events of a function are kept"
            severity = "low"
            part     = "dead_letter_config"
            why      = "An event that a function could not handle is thrown away after its retries, and nobody learns of it."
            fix      = "Add dead_letter_config with the ARN of a queue or topic, or an aws_lambda_function_event_invoke_config with an on_failure destination."
            aliases  = ["CKV_AWS_116", "awslambda_function_no_dead_letter_queue"]
          }
        }

        # A destination for failures of asynchronous calls does the same, and more.
        resource_policy "aws_lambda_function" "kept" {
          locals {
            own = core::length(core::try(attrs.dead_letter_config, [])) > 0
            by_name = [
              for config in core::getresources("aws_lambda_function_event_invoke_config", { function_name = core::try(attrs.function_name, null) }) :
              core::length(core::try(config.destination_config[0].on_failure, [])) > 0
            ]
            by_arn = [
              for config in core::getresources("aws_lambda_function_event_invoke_config", { function_name = core::try(attrs.arn, null) }) :
              core::length(core::try(config.destination_config[0].on_failure, [])) > 0
            ]
          }
          enforce {
            condition     = core::anytrue([local.own, core::anytrue(local.by_name), core::anytrue(local.by_arn)])
            error_message = "Events that the function cannot handle are lost."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-env-kms.policy.hcl", targets: ["resource aws_lambda_function"],
      text: #"""
        locals {
          control = {
            id       = "lambda-env-kms"
            title    = "A function's environment variables are encrypted with a key of one's own"
            severity = "low"
            part     = "kms_key_arn"
            why      = "With AWS's own key everybody who may look at the function reads its environment variables. A key of one's own says who may decrypt them, and records who does."
            fix      = "Set kms_key_arn to the ARN of a KMS key that the function's role may use."
            aliases  = ["CKV_AWS_173", "awslambda_function_env_vars_not_encrypted_with_cmk"]
          }
        }

        resource_policy "aws_lambda_function" "encrypted" {
          filter = core::try(core::length(attrs.environment[0].variables), 0) > 0
          locals {
            key = core::try(attrs.kms_key_arn, null)
          }
          enforce {
            condition     = plumb::given(local.key)
            error_message = "The function's environment variables are encrypted with AWS's own key."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-env-no-secrets.policy.hcl", targets: ["resource aws_lambda_function"],
      text: #"""
        locals {
          control = {
            id       = "lambda-env-no-secrets"
            title    = "A function's environment variables hold no secrets"
            severity = "critical"
            part     = "environment"
            why      = "Environment variables are shown to everybody who may look at the function, and are in the code and in the state, too. A key in them is soon known to many."
            fix      = "Put the secret into Secrets Manager or Parameter Store, let the function read it there, and replace the one that was written down."
            aliases  = ["CKV_AWS_45", "awslambda_function_no_secrets_in_variables"]
          }
        }

        # Texts with the form of keys: of AWS, GitHub, GitLab, Slack, Stripe, Google, private keys, and of passwords in addresses of databases.
        locals {
          pattern = "(?:^|[^A-Za-z0-9/+=])(?:AKIA|ASIA|AROA)[A-Z0-9]{16}(?:$|[^A-Za-z0-9])|-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bgh[pousr]_[A-Za-z0-9]{36,}|\\bgithub_pat_[A-Za-z0-9_]{60,}|\\bglpat-[A-Za-z0-9_-]{20,}|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\b[rs]k_live_[A-Za-z0-9]{20,}|\\bAIza[A-Za-z0-9_-]{35}|\\beyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.]|[a-z][a-z0-9+.-]*://[^/\\s:@$]+:[^/\\s:@$]+@"
          # A secret key of AWS has no form of its own, but forty letters in a variable of this name are one.
          name = "(?i)(?:secret.*key|secretkey)"
        }

        resource_policy "aws_lambda_function" "no_secrets" {
          filter = core::length(core::try(attrs.environment, [])) > 0
          locals {
            variables = core::try(attrs.environment[0].variables, null)
            found = core::try(local.variables == null, true) ? [] : [
              for name, value in local.variables :
              value == null ? false : core::anytrue([
                core::regex_match(local.pattern, value),
                core::alltrue([core::regex_match(local.name, name), core::regex_match("^[A-Za-z0-9/+]{40}$", value)]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.found)
            error_message = "An environment variable of the function holds what looks like a secret."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-not-public.policy.hcl", targets: ["resource aws_lambda_permission"],
      text: #"""
        locals {
          control = {
            id       = "lambda-not-public"
            title    = "A function can be called only by whom it is meant for"
            severity = "critical"
            part     = "principal"
            why      = "A permission for everybody, or for an AWS service without saying whose, lets strangers run the function with their data and at its owner's cost."
            fix      = "Name the account, role or service in principal, and for a service give source_arn or source_account, too."
            aliases  = ["CKV_AWS_301", "CKV_AWS_364", "awslambda_function_not_publicly_accessible"]
            frameworks = {
              fsbp = ["Lambda.1"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
                "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(3)", "SC-7(9)(a)",
                "SC-7a", "SC-7b", "SC-7c",
              ]
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
          }
        }

        # Everybody: "*" as the principal, without the caller's organisation, account or resource; that requests to a function's URL must be signed
        # is no bound, for strangers can sign, too. A service acts for everybody, unless source_arn or source_account says for whom it may.
        resource_policy "aws_lambda_permission" "not_public" {
          locals {
            bound   = core::anytrue([for name in ["source_arn", "source_account", "principal_org_id"] : plumb::given(core::try(attrs[name], null))])
            anybody = attrs.principal == "*"
            service = core::startswith(attrs.principal, "arn:") ? false : core::regex_match("[.]amazonaws[.]com(?:[.]cn)?$", attrs.principal)
          }
          enforce {
            condition     = core::anytrue([!local.anybody, local.bound])
            error_message = "Everybody can call the function."
          }
          enforce {
            condition     = core::anytrue([!local.service, local.bound])
            error_message = "The service ${attrs.principal} can call the function on behalf of everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-runtime-supported.policy.hcl", targets: ["resource aws_lambda_function"],
      text: #"""
        locals {
          control = {
            id       = "lambda-runtime-supported"
            title    = "A function runs on a runtime that still gets fixes"
            severity = "high"
            part     = "runtime"
            why      = "A runtime past its end of support gets no more security fixes, and functions on it can soon be neither created nor changed."
            fix      = "Set runtime to a newer version of the language, and test the function with it."
            aliases  = ["CKV_AWS_363", "awslambda_function_using_supported_runtimes"]
            frameworks = {
              fsbp = ["Lambda.2"]
            }
          }
        }

        # Last days of support, from "Lambda runtimes" (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html), as of 2026-11-22. A runtime that is
        # not here is newer.
        locals {
          support = {
            "nodejs"          = "2016-10-31"
            "nodejs4.3"       = "2020-03-05"
            "nodejs4.3-edge"  = "2020-03-05"
            "nodejs6.10"      = "2019-08-12"
            "nodejs8.10"      = "2020-03-06"
            "nodejs10.x"      = "2021-07-30"
            "nodejs12.x"      = "2023-03-31"
            "nodejs14.x"      = "2023-12-04"
            "nodejs16.x"      = "2024-06-12"
            "nodejs18.x"      = "2025-09-01"
            "nodejs20.x"      = "2026-04-30"
            "nodejs22.x"      = "2027-04-30"
            "nodejs24.x"      = "2028-04-30"
            "python2.7"       = "2021-07-15"
            "python3.6"       = "2022-07-18"
            "python3.7"       = "2023-12-04"
            "python3.8"       = "2024-10-14"
            "python3.9"       = "2025-12-15"
            "python3.10"      = "2026-10-31"
            "python3.11"      = "2027-06-30"
            "python3.12"      = "2028-10-31"
            "python3.13"      = "2029-06-30"
            "python3.14"      = "2029-06-30"
            "java8"           = "2024-01-08"
            "java8.al2"       = "2027-06-30"
            "java11"          = "2027-06-30"
            "java17"          = "2027-06-30"
            "java21"          = "2029-06-30"
            "java25"          = "2029-06-30"
            "dotnetcore1.0"   = "2019-06-27"
            "dotnetcore2.0"   = "2019-05-30"
            "dotnetcore2.1"   = "2022-01-05"
            "dotnetcore3.1"   = "2023-04-03"
            "dotnet6"         = "2024-12-20"
            "dotnet8"         = "2026-11-10"
            "dotnet10"        = "2028-11-14"
            "go1.x"           = "2024-01-08"
            "ruby2.5"         = "2021-07-30"
            "ruby2.7"         = "2023-12-07"
            "ruby3.2"         = "2026-03-31"
            "ruby3.3"         = "2027-03-31"
            "ruby3.4"         = "2028-03-31"
            "ruby4.0"         = "2029-03-31"
            "provided"        = "2024-01-08"
            "provided.al2"    = "2026-07-31"
            "provided.al2023" = "2029-06-30"
          }
        }

        # A function made of an image brings its own.
        resource_policy "aws_lambda_function" "supported" {
          filter = plumb::given(core::try(attrs.runtime, null))
          locals {
            ends = core::lookup(local.support, attrs.runtime, "9999-12-31")
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "Support of the runtime ${attrs.runtime} ended on ${local.ends}."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/lambda/lambda-url-auth.policy.hcl", targets: ["resource aws_lambda_function_url"],
      text: #"""
        locals {
          control = {
            id       = "lambda-url-auth"
            title    = "A function's URL takes signed requests only"
            severity = "high"
            part     = "authorization_type"
            why      = "A function URL without authorization is open to the whole internet: everybody can run the function, with any input, at its owner's cost."
            fix      = "Set authorization_type to \"AWS_IAM\", or put an API gateway or a CloudFront distribution with its own authorization before the function."
            aliases  = ["CKV_AWS_258", "awslambda_function_url_public"]
            frameworks = {
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
                "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
                "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
              ]
            }
            patch = { authorization_type = "AWS_IAM" }
          }
        }

        resource_policy "aws_lambda_function_url" "signed" {
          enforce {
            condition     = attrs.authorization_type != "NONE"
            error_message = "The function's URL takes requests from everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/neptune/neptune-encrypted.policy.hcl", targets: ["resource aws_neptune_cluster"],
      text: #"""
        locals {
          control = {
            id       = "neptune-encrypted"
            title    = "A graph database is encrypted at rest"
            severity = "high"
            part     = "storage_encrypted"
            why      = "Whoever gets at the volumes or the snapshots of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
            fix      = "Set storage_encrypted to true, and kms_key_arn for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it into an encrypted one."
            aliases  = ["CKV_AWS_44", "neptune_cluster_storage_encrypted"]
            frameworks = {
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
            patch = { storage_encrypted = true }
          }
        }

        # Left out, a cluster is not encrypted; one that is restored with a key, or copied from an encrypted one, is.
        resource_policy "aws_neptune_cluster" "encrypted" {
          locals {
            source = core::anytrue([
              plumb::given(core::try(attrs.snapshot_identifier, null)),
              plumb::given(core::try(attrs.replication_source_identifier, null)),
              plumb::given(core::try(attrs.global_cluster_identifier, null)),
            ])
            inherited = core::anytrue([plumb::given(core::try(config.kms_key_arn, null)), core::getdatasource("aws_neptune_cluster", {}).storage_encrypted])
            given     = core::try(attrs.storage_encrypted, null)
          }
          enforce {
            condition     = local.given != null ? local.given : local.source ? local.inherited : false
            error_message = "The cluster's storage is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/opensearch/opensearch-encrypted.policy.hcl", targets: ["resource aws_elasticsearch_domain", "resource aws_opensearch_domain"],
      text: #"""
        locals {
          control = {
            id       = "opensearch-encrypted"
            title    = "A search domain is encrypted at rest and between its nodes"
            severity = "high"
            part     = "encrypt_at_rest"
            why      = "The indices of a domain that is not encrypted can be read from its disks and snapshots, and the traffic of its nodes on the way."
            fix      = "Add the blocks encrypt_at_rest and node_to_node_encryption, both with enabled set to true. Neither can be turned off again."
            aliases = [
              "CKV_AWS_5", "CKV_AWS_6", "opensearch_service_domains_encryption_at_rest_enabled",
              "opensearch_service_domains_node_to_node_encryption_enabled",
            ]
            frameworks = {
              fsbp           = ["ES.1", "OpenSearch.1", "ES.3", "OpenSearch.3"]
              nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
              pci_v4_0       = ["3.5.1", "8.3.2"]
            }
          }
        }

        resource_policy "aws_opensearch_domain" "encrypted" {
          enforce {
            condition     = core::try(attrs.encrypt_at_rest[0].enabled, null) == true
            error_message = "The domain is not encrypted at rest."
          }
          enforce {
            condition     = core::try(attrs.node_to_node_encryption[0].enabled, null) == true
            error_message = "The traffic between the domain's nodes is not encrypted."
          }
        }

        resource_policy "aws_elasticsearch_domain" "encrypted" {
          enforce {
            condition     = core::try(attrs.encrypt_at_rest[0].enabled, null) == true
            error_message = "The domain is not encrypted at rest."
          }
          enforce {
            condition     = core::try(attrs.node_to_node_encryption[0].enabled, null) == true
            error_message = "The traffic between the domain's nodes is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/opensearch/opensearch-https.policy.hcl", targets: ["resource aws_elasticsearch_domain", "resource aws_opensearch_domain"],
      text: #"""
        locals {
          control = {
            id       = "opensearch-https"
            title    = "A search domain takes HTTPS with TLS 1.2 or newer only"
            severity = "high"
            part     = "domain_endpoint_options"
            why      = "Over HTTP, or with TLS 1.0, passwords, queries and results can be read and changed on the way."
            fix      = "In domain_endpoint_options set enforce_https to true and tls_security_policy to \"Policy-Min-TLS-1-2-PFS-2023-10\"."
            aliases  = ["CKV_AWS_83", "CKV_AWS_228", "opensearch_service_domains_https_communications_enforced"]
            frameworks = {
              fsbp     = ["ES.8", "OpenSearch.8"]
              pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
            }
          }
        }

        # enforce_https is true when it is left out of a block that is there; without tls_security_policy TLS 1.0 is allowed.
        resource_policy "aws_opensearch_domain" "https" {
          locals {
            options = core::try(attrs.domain_endpoint_options, [])
            written = core::try(config.domain_endpoint_options[0].tls_security_policy, null) != null
          }
          enforce {
            condition     = core::length(local.options) > 0 ? core::try(local.options[0].enforce_https, null) != false : false
            error_message = "The domain takes HTTP, too."
          }
          enforce {
            condition     = local.written ? core::startswith(attrs.domain_endpoint_options[0].tls_security_policy, "Policy-Min-TLS-1-2-") : false
            error_message = "The domain takes TLS older than 1.2."
          }
        }

        resource_policy "aws_elasticsearch_domain" "https" {
          locals {
            options = core::try(attrs.domain_endpoint_options, [])
            written = core::try(config.domain_endpoint_options[0].tls_security_policy, null) != null
          }
          enforce {
            condition     = core::length(local.options) > 0 ? core::try(local.options[0].enforce_https, null) != false : false
            error_message = "The domain takes HTTP, too."
          }
          enforce {
            condition     = local.written ? core::startswith(attrs.domain_endpoint_options[0].tls_security_policy, "Policy-Min-TLS-1-2-") : false
            error_message = "The domain takes TLS older than 1.2."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-backup-retention.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-backup-retention"
            title    = "A database keeps automatic backups for at least seven days"
            severity = "high"
            part     = "backup_retention_period"
            why      = "What was deleted or overwritten by mistake, or by an attacker, is often noticed days later. Without a backup from before it is lost."
            fix      = "Set backup_retention_period to 7 or more."
            aliases  = ["CKV_AWS_133", "rds_instance_backup_enabled"]
            frameworks = {
              fsbp = ["RDS.11"]
              nist_800_53_r5 = [
                "CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(1)", "CP-6(2)", "CP-6a", "CP-9a", "CP-9b", "CP-9c", "SC-5(2)",
                "SI-13(5)",
              ]
              soc2     = ["CC7.4", "A1.1"]
              pci_v4_0 = ["10.3.3"]
            }
            patch = { backup_retention_period = 7 }
          }
        }

        # Left out it is 0 (1 in a cluster), or what the source of a copy has. Of read replicas nothing is asked: their source has the backups.
        resource_policy "aws_db_instance" "kept" {
          filter = !plumb::given(core::try(attrs.replicate_source_db, null))
          locals {
            copied = core::anytrue([
              plumb::given(core::try(config.snapshot_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            default = local.copied ? core::try(attrs.backup_retention_period, 0) : 0
          }
          enforce {
            condition     = (core::try(config.backup_retention_period, null) != null ? attrs.backup_retention_period : local.default) >= 7
            error_message = "The database's backups are kept for less than seven days."
          }
        }

        resource_policy "aws_rds_cluster" "kept" {
          locals {
            copied = core::anytrue([
              plumb::given(core::try(attrs.snapshot_identifier, null)),
              plumb::given(core::try(attrs.replication_source_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            default = local.copied ? core::try(attrs.backup_retention_period, 1) : 1
          }
          enforce {
            condition     = (core::try(config.backup_retention_period, null) != null ? attrs.backup_retention_period : local.default) >= 7
            error_message = "The cluster's backups are kept for less than seven days."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-ca-current.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster", "resource aws_rds_cluster_instance"],
      text: #"""
        locals {
          control = {
            id       = "rds-ca-current"
            title    = "A database's certificate comes from an authority that is still valid"
            severity = "medium"
            part     = "ca_cert_identifier"
            why      = "Clients that verify the server's certificate cannot connect after its authority expired, and those that stop verifying for that reason can be deceived."
            fix      = "Set ca_cert_identifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, after the new authority was given to the clients; or leave it out."
            aliases  = ["CKV_AWS_211", "rds_instance_certificate_expiration"]
          }
        }

        # Last days of RDS's certificate authorities: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html, as of 2026-11-22. Without the
        # argument RDS takes its current default.
        locals {
          valid = {
            "rds-ca-2015"       = "2020-03-05"
            "rds-ca-2017"       = "2022-05-18"
            "rds-ca-2019"       = "2024-08-22"
            "rds-ca-rsa2048-g1" = "2061-05-18"
            "rds-ca-rsa4096-g1" = "2121-05-18"
            "rds-ca-ecc384-g1"  = "2121-05-18"
          }
        }

        resource_policy "aws_db_instance" "current" {
          locals {
            name = core::try(config.ca_cert_identifier, null)
            ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "The certificate authority ${local.name} expired on ${local.ends}."
          }
        }

        resource_policy "aws_rds_cluster_instance" "current" {
          locals {
            name = core::try(config.ca_cert_identifier, null)
            ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "The certificate authority ${local.name} expired on ${local.ends}."
          }
        }

        resource_policy "aws_rds_cluster" "current" {
          locals {
            name = core::try(config.ca_certificate_identifier, null)
            ends = local.name == null ? "9999-12-31" : core::coalesce(core::lookup(local.valid, local.name, null), core::getdatasource("aws_rds_certificate", {}).valid_till)
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "The certificate authority ${local.name} expired on ${local.ends}."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-cluster-encrypted.policy.hcl", targets: ["resource aws_rds_cluster", "resource aws_rds_global_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-cluster-encrypted"
            title    = "A database cluster is encrypted at rest"
            severity = "high"
            part     = "storage_encrypted"
            why      = "Whoever gets at the volumes, the snapshots or the backups of a cluster that is not encrypted reads everything in it, and a cluster cannot be encrypted later."
            fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A cluster that exists is replaced by that: restore a snapshot of it with a key into a new cluster."
            aliases  = ["CKV_AWS_96", "CKV_AWS_140", "rds_cluster_storage_encrypted"]
            frameworks = {
              fsbp     = ["RDS.27"]
              soc2     = ["PI1.5"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
            patch = { storage_encrypted = true }
          }
        }

        # Left out, the argument is false, but true for Aurora Serverless v1; a copy is encrypted as its source is, or with the key that it gets.
        resource_policy "aws_rds_cluster" "encrypted" {
          locals {
            source = core::anytrue([
              plumb::given(core::try(attrs.replication_source_identifier, null)),
              plumb::given(core::try(attrs.snapshot_identifier, null)),
              plumb::given(core::try(attrs.global_cluster_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            inherited = core::anytrue([plumb::given(core::try(config.kms_key_id, null)), core::try(attrs.storage_encrypted, null) == true])
            default   = core::anytrue([core::try(attrs.engine_mode, null) == "serverless", local.source ? local.inherited : false])
          }
          enforce {
            condition     = core::try(config.storage_encrypted, null) != null ? attrs.storage_encrypted : local.default
            error_message = "The cluster's storage is not encrypted."
          }
        }

        # Made from a cluster, a global cluster is encrypted as that one is.
        resource_policy "aws_rds_global_cluster" "encrypted" {
          locals {
            inherited = plumb::given(core::try(config.source_db_cluster_identifier, null)) ? core::try(attrs.storage_encrypted, null) == true : false
          }
          enforce {
            condition     = core::try(config.storage_encrypted, null) != null ? attrs.storage_encrypted : local.inherited
            error_message = "The global cluster's storage is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-deletion-protection.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-deletion-protection"
            title    = "A database cannot be deleted by mistake"
            severity = "medium"
            part     = "deletion_protection"
            why      = "One wrong apply or one click deletes a database with everything in it. With the protection on, deletion is refused until somebody turns it off on purpose."
            fix      = "Set deletion_protection to true."
            aliases  = ["CKV_AWS_293", "CKV_AWS_139", "rds_instance_deletion_protection", "rds_cluster_deletion_protection"]
            frameworks = {
              fsbp = ["RDS.8", "RDS.7"]
              nist_800_53_r5 = [
                "CA-7(4)(c)", "CM-3a", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2a", "CP-2a.6", "CP-2a.7", "CP-2d", "CP-2e",
                "SA-15a.4", "SC-22", "SC-5(2)", "SI-13(5)",
              ]
              soc2 = ["C1.1"]
            }
            patch = { deletion_protection = true }
          }
        }

        # Left out, the argument is false.
        resource_policy "aws_db_instance" "protected" {
          enforce {
            condition     = core::try(attrs.deletion_protection, null) == true
            error_message = "The database can be deleted at once."
          }
        }

        resource_policy "aws_rds_cluster" "protected" {
          enforce {
            condition     = core::try(attrs.deletion_protection, null) == true
            error_message = "The cluster can be deleted at once."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-encrypted.policy.hcl", targets: ["resource aws_db_instance"],
      text: #"""
        locals {
          control = {
            id       = "rds-encrypted"
            title    = "A database is encrypted at rest"
            severity = "high"
            part     = "storage_encrypted"
            why      = "Whoever gets at the disks, the snapshots or the backups of a database that is not encrypted reads everything in it."
            fix      = "Set storage_encrypted to true, and kms_key_id for a key of one's own. A database that exists is replaced by that: copy a snapshot with encryption and restore it first."
            aliases  = ["CKV_AWS_16", "rds_instance_storage_encrypted"]
            frameworks = {
              cis_v3_0       = ["2.3.1"]
              cis_v5_0       = ["2.2.1"]
              fsbp           = ["RDS.3"]
              nist_800_53_r5 = ["AU-9(3)", "CP-9(8)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
              soc2           = ["PI1.5"]
              pci_v4_0       = ["3.5.1", "8.3.2"]
            }
            patch = { storage_encrypted = true }
          }
        }

        resource_policy "aws_db_instance" "encrypted" {
          locals {
            # A copy is encrypted as its source is, unless it gets a key of its own.
            source = core::anytrue([
              plumb::given(core::try(attrs.replicate_source_db, null)),
              plumb::given(core::try(config.snapshot_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            given = core::try(attrs.storage_encrypted, null)
            key   = core::try(config.kms_key_id, null)
            inherited = core::anytrue([
              plumb::given(local.key),
              core::getdatasource("aws_db_instance", {}).storage_encrypted,
            ])
          }
          enforce {
            condition     = local.given != null ? local.given : local.source ? local.inherited : false
            error_message = "The database's storage is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-iam-auth.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-iam-auth"
            title    = "A database can be logged into with IAM"
            severity = "low"
            part     = "iam_database_authentication_enabled"
            why      = "Passwords of databases are shared, seldom changed, and work for whoever finds them. Tokens from IAM last fifteen minutes and belong to one identity."
            fix      = "Set iam_database_authentication_enabled to true, and let programs connect with tokens."
            aliases  = ["CKV_AWS_161", "CKV_AWS_162", "rds_instance_iam_authentication_enabled", "rds_cluster_iam_authentication_enabled"]
            frameworks = {
              fsbp     = ["RDS.10", "RDS.12"]
              pci_v4_0 = ["7.2.1", "7.2.2", "7.2.5"]
            }
            patch = { iam_database_authentication_enabled = true }
          }
        }

        # Only MySQL, MariaDB and PostgreSQL can do it, and Aurora, though not as Serverless v1. Left out, the argument is false.
        resource_policy "aws_db_instance" "iam" {
          filter = core::try(core::regex_match("^(?:mysql|mariadb|postgres|aurora)", attrs.engine), true)
          enforce {
            condition     = core::try(attrs.iam_database_authentication_enabled, null) == true
            error_message = "The database cannot be logged into with IAM."
          }
        }

        resource_policy "aws_rds_cluster" "iam" {
          filter = core::try(attrs.engine_mode, null) != "serverless"
          enforce {
            condition     = core::try(attrs.iam_database_authentication_enabled, null) == true
            error_message = "The cluster cannot be logged into with IAM."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-logs-exported.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-logs-exported"
            title    = "A database's logs go to CloudWatch"
            severity = "low"
            part     = "enabled_cloudwatch_logs_exports"
            why      = "Logs that stay on the database are deleted after days and can be read only by its administrators. In CloudWatch they can be kept, searched and alarmed on."
            fix      = "List the engine's logs in enabled_cloudwatch_logs_exports, such as \"audit\" and \"error\" for MySQL, or \"postgresql\"."
            aliases  = ["CKV_AWS_129", "CKV_AWS_324", "rds_instance_integration_cloudwatch_logs", "rds_cluster_integration_cloudwatch_logs"]
            frameworks = {
              fsbp = ["RDS.9", "RDS.34", "RDS.37"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)",
                "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-3f",
                "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1",
                "PM-14b", "PM-31", "SC-7(9)(b)", "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)",
              ]
              soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.3"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
            }
          }
        }

        resource_policy "aws_db_instance" "exported" {
          enforce {
            condition     = core::try(core::length(attrs.enabled_cloudwatch_logs_exports), 0) > 0
            error_message = "None of the database's logs goes to CloudWatch."
          }
        }

        # Aurora Serverless v1 sends its logs by itself.
        resource_policy "aws_rds_cluster" "exported" {
          filter = core::try(attrs.engine_mode, null) != "serverless"
          enforce {
            condition     = core::try(core::length(attrs.enabled_cloudwatch_logs_exports), 0) > 0
            error_message = "None of the cluster's logs goes to CloudWatch."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-minor-upgrade.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster_instance"],
      text: #"""
        locals {
          control = {
            id       = "rds-minor-upgrade"
            title    = "A database gets minor versions by itself"
            severity = "medium"
            part     = "auto_minor_version_upgrade"
            why      = "Minor versions close security holes. A database that waits for somebody to install them runs with known holes for months."
            fix      = "Leave auto_minor_version_upgrade out or set it to true, and choose a maintenance_window that suits."
            aliases  = ["CKV_AWS_226", "rds_instance_minor_version_upgrade_enabled", "rds_cluster_minor_version_upgrade_enabled"]
            frameworks = {
              cis_v3_0 = ["2.3.2"]
              cis_v5_0 = ["2.2.2"]
              fsbp     = ["RDS.13"]
              pci_v4_0 = ["6.3.3"]
            }
            patch = { auto_minor_version_upgrade = true }
          }
        }

        # Left out, the argument is true.
        resource_policy "aws_db_instance" "upgraded" {
          enforce {
            condition     = core::try(attrs.auto_minor_version_upgrade, null) != false
            error_message = "The database does not get minor versions by itself."
          }
        }

        resource_policy "aws_rds_cluster_instance" "upgraded" {
          enforce {
            condition     = core::try(attrs.auto_minor_version_upgrade, null) != false
            error_message = "The database instance does not get minor versions by itself."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-multi-az.policy.hcl", targets: ["resource aws_db_instance"],
      text: #"""
        locals {
          control = {
            id       = "rds-multi-az"
            title    = "A database has a standby in another availability zone"
            severity = "medium"
            part     = "multi_az"
            why      = "A database in one zone is down for as long as that zone is, and during every failover, patch and change of its size."
            fix      = "Set multi_az to true."
            aliases  = ["CKV_AWS_157", "rds_instance_multi_az"]
            frameworks = {
              cis_v5_0 = ["2.2.4"]
              fsbp     = ["RDS.5"]
              nist_800_53_r5 = [
                "CP-10", "CP-1a.1.(b)", "CP-1a.2", "CP-2(5)", "CP-2(6)", "CP-2a", "CP-2a.6", "CP-2a.7", "CP-2d", "CP-2e", "CP-6(2)",
                "SC-22", "SC-36", "SC-5(2)", "SC-6", "SI-13(5)",
              ]
            }
            patch = { multi_az = true }
          }
        }

        # Left out, AWS puts it into one zone.
        resource_policy "aws_db_instance" "standby" {
          enforce {
            condition     = core::try(config.multi_az, null) != null ? attrs.multi_az : false
            error_message = "The database is in one availability zone only."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-not-public.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster_instance"],
      text: #"""
        locals {
          control = {
            id       = "rds-not-public"
            title    = "A database is not reachable from the internet"
            severity = "critical"
            part     = "publicly_accessible"
            why      = "A database with a public address can be tried by everybody: one weak password or one hole in the engine is enough."
            fix      = "Set publicly_accessible to false, put the database into private subnets, and reach it from inside of the VPC."
            aliases  = ["CKV_AWS_17", "rds_instance_no_public_access"]
            frameworks = {
              cis_v3_0 = ["2.3.3"]
              cis_v5_0 = ["2.2.3"]
              fsbp     = ["RDS.2"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
                "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
                "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
              ]
              soc2     = ["CC6.2"]
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
            patch = { publicly_accessible = false }
          }
        }

        resource_policy "aws_db_instance" "not_public" {
          enforce {
            condition     = core::try(attrs.publicly_accessible, false) != true
            error_message = "The database gets a public address."
          }
        }

        resource_policy "aws_rds_cluster_instance" "not_public" {
          enforce {
            condition     = core::try(attrs.publicly_accessible, false) != true
            error_message = "The database instance gets a public address."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-snapshot-not-public.policy.hcl", targets: ["resource aws_db_cluster_snapshot", "resource aws_db_snapshot", "resource aws_db_snapshot_copy", "resource aws_rds_cluster_snapshot_copy"],
      text: #"""
        locals {
          control = {
            id       = "rds-snapshot-not-public"
            title    = "A database snapshot is not shared with everybody"
            severity = "critical"
            part     = "shared_accounts"
            why      = "Whoever has an AWS account can restore a public snapshot and read the whole database."
            fix      = "Take \"all\" out of shared_accounts, and name the accounts that need the snapshot."
            aliases  = ["CKV_AWS_302", "rds_snapshots_public_access"]
            frameworks = {
              fsbp = ["RDS.1"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
                "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
                "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
              ]
              pci_v4_0 = ["10.3.2", "3.5.1.3", "A1.1.2"]
            }
          }
        }

        resource_policy "aws_db_snapshot" "not_public" {
          enforce {
            condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
            error_message = "The snapshot is shared with every AWS account."
          }
        }

        resource_policy "aws_db_cluster_snapshot" "not_public" {
          enforce {
            condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
            error_message = "The cluster's snapshot is shared with every AWS account."
          }
        }

        resource_policy "aws_db_snapshot_copy" "not_public" {
          enforce {
            condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
            error_message = "The copy of the snapshot is shared with every AWS account."
          }
        }

        resource_policy "aws_rds_cluster_snapshot_copy" "not_public" {
          enforce {
            condition     = core::try(core::contains(attrs.shared_accounts, "all"), false) != true
            error_message = "The copy of the cluster's snapshot is shared with every AWS account."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-supported-engine.policy.hcl", targets: ["resource aws_db_instance", "resource aws_rds_cluster"],
      text: #"""
        locals {
          control = {
            id       = "rds-supported-engine"
            title    = "A database runs on a major version in standard support"
            severity = "high"
            part     = "engine_version"
            why      = "After the end of standard support a version gets no more fixes, or only critical ones for a high fee, and is upgraded by AWS at a time that nobody chose."
            fix      = "Upgrade to a major version in standard support: set engine_version, and allow_major_version_upgrade to true for the upgrade."
            aliases  = ["rds_instance_deprecated_engine_version", "rds_instance_extended_support"]
          }
        }

        # Last days of standard support, by engine and major version. From AWS's release calendars for RDS for MySQL, MariaDB and PostgreSQL, Aurora
        # MySQL and Aurora PostgreSQL (docs.aws.amazon.com/AmazonRDS), as of 2026-11-22. A version that is not here is newer.
        locals {
          support = {
            "mysql 5.5"             = "2021-05-25"
            "mysql 5.6"             = "2022-03-01"
            "mysql 5.7"             = "2024-02-29"
            "mysql 8.0"             = "2026-07-31"
            "mysql 8.4"             = "2029-07-31"
            "mariadb 10.0"          = "2019-03-31"
            "mariadb 10.1"          = "2020-10-17"
            "mariadb 10.2"          = "2022-10-15"
            "mariadb 10.3"          = "2023-10-23"
            "mariadb 10.4"          = "2025-02-28"
            "mariadb 10.5"          = "2026-02-28"
            "mariadb 10.6"          = "2026-07-31"
            "mariadb 10.11"         = "2028-02-29"
            "mariadb 11.4"          = "2029-05-31"
            "postgres 9.6"          = "2022-04-30"
            "postgres 10"           = "2023-04-30"
            "postgres 11"           = "2024-02-29"
            "postgres 12"           = "2025-02-28"
            "postgres 13"           = "2026-02-28"
            "postgres 14"           = "2027-02-28"
            "postgres 15"           = "2028-02-29"
            "postgres 16"           = "2029-02-28"
            "postgres 17"           = "2030-02-28"
            "aurora-mysql 5.6"      = "2023-02-28"
            "aurora-mysql 5.7"      = "2024-10-31"
            "aurora-mysql 8.0"      = "2028-04-30"
            "aurora-postgresql 9.6" = "2022-04-30"
            "aurora-postgresql 10"  = "2023-04-30"
            "aurora-postgresql 11"  = "2024-02-29"
            "aurora-postgresql 12"  = "2025-02-28"
            "aurora-postgresql 13"  = "2026-02-28"
            "aurora-postgresql 14"  = "2027-02-28"
            "aurora-postgresql 15"  = "2028-02-29"
            "aurora-postgresql 16"  = "2029-02-28"
            "aurora-postgresql 17"  = "2030-02-28"
          }
          engines = ["mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql"]
        }

        # Of a new database without engine_version AWS takes a supported one; a copy has its source's.
        resource_policy "aws_db_instance" "supported" {
          filter = core::contains(local.engines, core::try(attrs.engine, null))
          locals {
            copied = core::anytrue([
              plumb::given(core::try(attrs.replicate_source_db, null)),
              plumb::given(core::try(config.snapshot_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            given   = core::try(config.engine_version, null) != null
            version = local.given ? attrs.engine_version : local.copied ? core::try(attrs.engine_version, "") : ""
            major   = core::try(core::regex(core::endswith(attrs.engine, "postgres") ? "^(?:9[.][0-9]+|[0-9]+)" : "^[0-9]+[.][0-9]+", local.version), local.version)
            ends    = core::lookup(local.support, "${attrs.engine} ${local.major}", "9999-12-31")
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "Standard support of ${attrs.engine} ${local.major} ended on ${local.ends}."
          }
        }

        resource_policy "aws_rds_cluster" "supported" {
          filter = core::contains(local.engines, core::try(attrs.engine, null))
          locals {
            copied = core::anytrue([
              plumb::given(core::try(attrs.replication_source_identifier, null)),
              plumb::given(core::try(attrs.snapshot_identifier, null)),
              plumb::given(core::try(attrs.global_cluster_identifier, null)),
              core::length(core::try(attrs.restore_to_point_in_time, [])) > 0,
            ])
            given   = core::try(config.engine_version, null) != null
            version = local.given ? attrs.engine_version : local.copied ? core::try(attrs.engine_version, "") : ""
            major   = core::try(core::regex(core::contains(["postgres", "aurora-postgresql"], attrs.engine) ? "^(?:9[.][0-9]+|[0-9]+)" : "^[0-9]+[.][0-9]+", local.version), local.version)
            ends    = core::lookup(local.support, "${attrs.engine} ${local.major}", "9999-12-31")
          }
          enforce {
            condition     = core::timecmp(core::timestamp(), "${local.ends}T23:59:59Z") <= 0
            error_message = "Standard support of ${attrs.engine} ${local.major} ended on ${local.ends}."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/rds/rds-tls.policy.hcl", targets: ["resource aws_db_instance", "resource aws_db_parameter_group", "resource aws_rds_cluster", "resource aws_rds_cluster_parameter_group"],
      text: #"""
        locals {
          control = {
            id       = "rds-tls"
            title    = "A database takes encrypted connections only"
            severity = "medium"
            part     = "parameter"
            why      = "A client that connects without TLS sends its password, its queries and their results readable over the network, and most drivers do so unless the server refuses."
            fix      = "Use a parameter group of one's own, with rds.force_ssl = 1 (PostgreSQL, SQL Server) or require_secure_transport = 1 (MySQL, MariaDB)."
            aliases  = ["CKV2_AWS_69", "rds_instance_transport_encrypted"]
            frameworks = {
              fsbp = ["RDS.38", "RDS.39", "RDS.41", "RDS.44"]
            }
          }
        }

        # Of databases and clusters with a parameter group of their own, the group is judged, and not they. In default groups TLS is required from
        # these versions on: PostgreSQL 15 (Aurora: 17), MySQL 8.4, MariaDB 11.8; never for SQL Server.
        locals {
          on = ["1", "on", "true"]
        }

        resource_policy "aws_db_parameter_group" "required" {
          # Groups for instances of Aurora cannot require it: those of their clusters do.
          filter = core::try(core::regex_match("^(?:postgres|mysql|mariadb|sqlserver)", attrs.family), false)
          locals {
            parameter = core::regex_match("^(?:postgres|sqlserver)", attrs.family) ? "rds.force_ssl" : "require_secure_transport"
            values    = [for p in attrs.parameter : core::lower(p.value) if core::lower(p.name) == local.parameter]
            default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mysql(?:8[.][4-9]|9)|mariadb(?:11[.][89]|1[2-9]))", attrs.family)
          }
          enforce {
            condition     = core::length(local.values) > 0 ? core::alltrue([for v in local.values : core::contains(local.on, v)]) : local.default
            error_message = "Databases with this parameter group take connections without TLS."
          }
        }

        resource_policy "aws_rds_cluster_parameter_group" "required" {
          filter = core::try(core::regex_match("^(?:aurora-postgresql|aurora-mysql|postgres|mysql)", attrs.family), false)
          locals {
            parameter = core::regex_match("postgres", attrs.family) ? "rds.force_ssl" : "require_secure_transport"
            values    = [for p in attrs.parameter : core::lower(p.value) if core::lower(p.name) == local.parameter]
            default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|aurora-postgresql(?:1[7-9]|[2-9][0-9])|mysql(?:8[.][4-9]|9))", attrs.family)
          }
          enforce {
            condition     = core::length(local.values) > 0 ? core::alltrue([for v in local.values : core::contains(local.on, v)]) : local.default
            error_message = "Clusters with this parameter group take connections without TLS."
          }
        }

        resource_policy "aws_db_instance" "required" {
          filter = core::alltrue([
            core::try(core::regex_match("^(?:postgres|mysql|mariadb|sqlserver)", attrs.engine), false),
            core::try(config.parameter_group_name, null) == null ? true : core::length(core::getresources("aws_db_parameter_group", { id = config.parameter_group_name })) > 0 ? false : core::startswith(config.parameter_group_name, "default."),
          ])
          locals {
            family  = core::startswith(attrs.engine, "sqlserver") ? "sqlserver" : "${attrs.engine}${core::coalesce(core::try(attrs.engine_version, null), core::getdatasource("aws_rds_engine_version", {}).version)}"
            default = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mysql(?:8[.][4-9]|9)|mariadb(?:11[.][89]|1[2-9]))", local.family)
          }
          enforce {
            condition     = core::startswith(attrs.engine, "sqlserver") ? false : local.default
            error_message = "With the default parameter group the database takes connections without TLS."
          }
        }

        resource_policy "aws_rds_cluster" "required" {
          filter = core::alltrue([
            core::try(core::regex_match("^(?:aurora-postgresql|aurora-mysql)$", attrs.engine), false),
            core::try(config.db_cluster_parameter_group_name, null) == null ? true : core::length(core::getresources("aws_rds_cluster_parameter_group", { id = config.db_cluster_parameter_group_name })) > 0 ? false : core::startswith(config.db_cluster_parameter_group_name, "default."),
          ])
          locals {
            family  = "${attrs.engine}${core::coalesce(core::try(attrs.engine_version, null), core::getdatasource("aws_rds_engine_version", {}).version)}"
            default = core::regex_match("^aurora-postgresql(?:1[7-9]|[2-9][0-9])", local.family)
          }
          enforce {
            condition     = local.default
            error_message = "With the default parameter group the cluster takes connections without TLS."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/redshift/redshift-encrypted.policy.hcl", targets: ["resource aws_redshift_cluster"],
      text: #"""
        locals {
          control = {
            id       = "redshift-encrypted"
            title    = "A data warehouse is encrypted at rest"
            severity = "high"
            part     = "encrypted"
            why      = "Whoever gets at the disks or the snapshots of a warehouse that is not encrypted reads everything in it."
            fix      = "Set encrypted to true, and kms_key_id for a key of one's own. An existing cluster is read-only while AWS encrypts it."
            aliases  = ["CKV_AWS_64", "redshift_cluster_encrypted_at_rest"]
            frameworks = {
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
            patch = { encrypted = true }
          }
        }

        # Left out, the argument is false up to version 5 of the provider and true from version 6 on, which is not known here; AWS encrypts all
        # clusters made after 2025-01-10.
        resource_policy "aws_redshift_cluster" "encrypted" {
          enforce {
            condition     = core::coalesce(core::try(attrs.encrypted, null), core::getdatasource("aws_redshift_cluster", {}).encrypted)
            error_message = "The cluster is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/redshift/redshift-not-public.policy.hcl", targets: ["resource aws_redshift_cluster", "resource aws_redshiftserverless_workgroup"],
      text: #"""
        locals {
          control = {
            id       = "redshift-not-public"
            title    = "A data warehouse is not reachable from the internet"
            severity = "critical"
            part     = "publicly_accessible"
            why      = "A warehouse with a public address can be tried by everybody: one weak password or one open security group is enough for all its data."
            fix      = "Write publicly_accessible = false, for what holds without it differs between versions of the provider; put the cluster into private subnets, and reach it from inside of the VPC."
            aliases  = ["CKV_AWS_87", "redshift_cluster_public_access"]
            frameworks = {
              fsbp = ["Redshift.1"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)", "AC-6", "MP-2",
                "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)",
                "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c",
              ]
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
            patch = { publicly_accessible = false }
          }
        }

        # Left out, the argument is true up to version 5 of the provider and false from version 6 on, which is not known here.
        resource_policy "aws_redshift_cluster" "not_public" {
          enforce {
            condition     = core::coalesce(core::try(attrs.publicly_accessible, null), core::getdatasource("aws_redshift_cluster", {}).publicly_accessible) != true
            error_message = "The cluster gets a public address."
          }
        }

        resource_policy "aws_redshiftserverless_workgroup" "not_public" {
          enforce {
            condition     = core::try(attrs.publicly_accessible, null) != true
            error_message = "The workgroup gets a public address."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/sns/sns-encrypted.policy.hcl", targets: ["resource aws_sns_topic"],
      text: #"""
        locals {
          control = {
            id       = "sns-encrypted"
            title    = "A topic's messages are encrypted with KMS"
            severity = "low"
            part     = "kms_master_key_id"
            why      = "Without a key messages lie unencrypted on AWS's disks until they are delivered."
            fix      = "Set kms_master_key_id to a KMS key, or to \"alias/aws/sns\" where all senders and receivers are in the same account."
            aliases  = ["CKV_AWS_26", "sns_topics_kms_encryption_at_rest_enabled"]
            frameworks = {
              fsbp           = ["SNS.1"]
              nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)"]
              soc2           = ["PI1.4"]
              pci_v4_0       = ["3.5.1", "8.3.2"]
            }
          }
        }

        resource_policy "aws_sns_topic" "encrypted" {
          locals {
            key = core::try(attrs.kms_master_key_id, null)
          }
          enforce {
            condition     = plumb::given(local.key)
            error_message = "The topic's messages are not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/sns/sns-policy-not-public.policy.hcl", targets: ["resource aws_sns_topic", "resource aws_sns_topic_policy"],
      text: #"""
        locals {
          control = {
            id       = "sns-policy-not-public"
            title    = "A topic is not open to everybody"
            severity = "high"
            part     = "policy"
            why      = "A topic policy for everybody lets strangers send messages that programs believe, and subscribe to what they send to each other."
            fix      = "Name the accounts, roles or services that may in Principal, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
            aliases  = ["CKV_AWS_169", "sns_topics_not_publicly_accessible"]
          }
        }

        # Conditions that say who may call: everybody is not public where one of them must hold. Those that hold without the key
        # (…IfExists, ForAllValues), or for any value, are none.
        locals {
          callers = [
            "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalorgid",
            "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip",
          ]
          tests = "(?i)^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress)$"
          any   = ["*", "0.0.0.0/0", "::/0"]
        }

        resource_policy "aws_sns_topic_policy" "not_public" {
          locals {
            open = [
              for s in plumb::statements(attrs.policy) : core::alltrue([
                s.effect == "Allow",
                core::anytrue(core::concat(
                  [core::length(s.not_principals) > 0],
                  [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
                )),
                !core::anytrue([
                  for c in s.conditions : core::alltrue([
                    core::contains(local.callers, core::lower(c.variable)),
                    core::regex_match(local.tests, c.test),
                    core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
                  ])
                ]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.open)
            error_message = "The topic's policy allows something to everybody."
          }
        }

        # Without a policy AWS makes one for the owner's account.
        resource_policy "aws_sns_topic" "not_public" {
          filter = plumb::given(core::try(config.policy, null))
          locals {
            open = [
              for s in plumb::statements(attrs.policy) : core::alltrue([
                s.effect == "Allow",
                core::anytrue(core::concat(
                  [core::length(s.not_principals) > 0],
                  [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
                )),
                !core::anytrue([
                  for c in s.conditions : core::alltrue([
                    core::contains(local.callers, core::lower(c.variable)),
                    core::regex_match(local.tests, c.test),
                    core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
                  ])
                ]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.open)
            error_message = "The topic's policy allows something to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/sqs/sqs-encrypted.policy.hcl", targets: ["resource aws_sqs_queue"],
      text: #"""
        locals {
          control = {
            id       = "sqs-encrypted"
            title    = "A queue's messages are encrypted"
            severity = "low"
            part     = "sqs_managed_sse_enabled"
            why      = "Messages that are not encrypted can be read from AWS's disks until they are received."
            fix      = "Leave sqs_managed_sse_enabled out or set it to true, or set kms_master_key_id to a KMS key."
            aliases  = ["CKV_AWS_27", "sqs_queues_server_side_encryption_enabled"]
            frameworks = {
              fsbp = ["SQS.1"]
            }
          }
        }

        # Left out both, AWS encrypts a new queue with a key of its own.
        resource_policy "aws_sqs_queue" "encrypted" {
          locals {
            key     = core::try(attrs.kms_master_key_id, null)
            managed = core::try(config.sqs_managed_sse_enabled, null) != null ? attrs.sqs_managed_sse_enabled : true
          }
          enforce {
            condition     = core::anytrue([local.managed, plumb::given(local.key)])
            error_message = "The queue's messages are not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/sqs/sqs-policy-not-public.policy.hcl", targets: ["resource aws_sqs_queue", "resource aws_sqs_queue_policy"],
      text: #"""
        locals {
          control = {
            id       = "sqs-policy-not-public"
            title    = "A queue is not open to everybody"
            severity = "high"
            part     = "policy"
            why      = "A queue policy for everybody lets strangers send messages that programs believe, and read or delete what others sent."
            fix      = "Name the accounts, roles or services that may in Principal, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID."
            aliases  = ["CKV_AWS_168", "CKV_AWS_72", "CKV_AWS_387", "sqs_queues_not_publicly_accessible"]
          }
        }

        # Conditions that say who may call: everybody is not public where one of them must hold. Those that hold without the key
        # (…IfExists, ForAllValues), or for any value, are none.
        locals {
          callers = [
            "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths", "aws:principalorgid",
            "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip",
          ]
          tests = "(?i)^(?:foranyvalue:)?(?:string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress)$"
          any   = ["*", "0.0.0.0/0", "::/0"]
        }

        resource_policy "aws_sqs_queue_policy" "not_public" {
          locals {
            open = [
              for s in plumb::statements(attrs.policy) : core::alltrue([
                s.effect == "Allow",
                core::anytrue(core::concat(
                  [core::length(s.not_principals) > 0],
                  [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
                )),
                !core::anytrue([
                  for c in s.conditions : core::alltrue([
                    core::contains(local.callers, core::lower(c.variable)),
                    core::regex_match(local.tests, c.test),
                    core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
                  ])
                ]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.open)
            error_message = "The queue's policy allows something to everybody."
          }
        }

        # Without a policy only the owner's account may.
        resource_policy "aws_sqs_queue" "not_public" {
          filter = plumb::given(core::try(config.policy, null))
          locals {
            open = [
              for s in plumb::statements(attrs.policy) : core::alltrue([
                s.effect == "Allow",
                core::anytrue(core::concat(
                  [core::length(s.not_principals) > 0],
                  [for p in s.principals : core::alltrue([core::contains(["*", "AWS"], p.type), core::contains(p.identifiers, "*")])],
                )),
                !core::anytrue([
                  for c in s.conditions : core::alltrue([
                    core::contains(local.callers, core::lower(c.variable)),
                    core::regex_match(local.tests, c.test),
                    core::alltrue(core::flatten([for v in c.values : [for a in local.any : v != a]])),
                  ])
                ]),
              ])
            ]
          }
          enforce {
            condition     = !core::anytrue(local.open)
            error_message = "The queue's policy allows something to everybody."
          }
        }
        """#),
  ]
}
