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
      path: "Controls/aws/cloudtrail/cloudtrail-bucket-logging.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-bucket-logging"
            title    = "Access to the bucket of the trail is logged"
            severity = "medium"
            part     = "s3_bucket_name"
            why      = "Whoever reads or deletes logs of the trail should leave a trace that they cannot delete with them."
            fix      = "Declare an aws_s3_bucket_logging for the bucket of the trail, with another bucket as its target."
            aliases  = ["cloudtrail_logs_s3_bucket_access_logging_enabled"]
            frameworks = {
              cis_v3_0 = ["3.4"]
              cis_v5_0 = ["3.4"]
              fsbp     = ["CloudTrail.7"]
              soc2     = ["A1.1"]
            }
          }
        }

        resource_policy "aws_cloudtrail" "logged" {
          locals {
            # A bucket that stands elsewhere has to be looked at there.
            buckets = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
            bucket  = core::length(local.buckets) > 0 ? local.buckets[0] : core::getdatasource("aws_s3_bucket", attrs.s3_bucket_name)
            logs    = core::getresources("aws_s3_bucket_logging", { bucket = attrs.s3_bucket_name })
          }
          enforce {
            condition     = core::length(local.logs) > 0 || core::length(local.bucket.logging) > 0
            error_message = "Access to the bucket of the trail is not logged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-bucket-not-public.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-bucket-not-public"
            title    = "The bucket of the trail is not public"
            severity = "critical"
            part     = "s3_bucket_name"
            why      = "The logs tell everybody which users, roles, addresses and weak points the account has."
            fix      = "Take public statements out of the bucket policy, set its ACL to private, and block public access to it."
            aliases  = ["cloudtrail_logs_s3_bucket_is_not_publicly_accessible"]
            frameworks = {
              fsbp = ["CloudTrail.6"]
            }
          }
        }

        locals {
          # What tells who asks, or from where: with one of these a statement for everybody is not for the public.
          restricting = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip", "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
          "aws:principalservicename", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "kms:calleraccount"]
          tests = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"]
        }

        resource_policy "aws_cloudtrail" "private" {
          locals {
            # A bucket that stands elsewhere has to be looked at there.
            buckets  = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
            bucket   = core::length(local.buckets) > 0 ? local.buckets[0] : core::getdatasource("aws_s3_bucket", attrs.s3_bucket_name)
            blocks   = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.s3_bucket_name })
            acls     = core::getresources("aws_s3_bucket_acl", { bucket = attrs.s3_bucket_name })
            policies = core::getresources("aws_s3_bucket_policy", { bucket = attrs.s3_bucket_name })
            blocked = core::anytrue([for block in local.blocks : core::alltrue([
              block.block_public_acls == true, block.block_public_policy == true, block.ignore_public_acls == true,
              block.restrict_public_buckets == true,
            ])])
            opened = core::anytrue([
              for acl in [for one in local.acls : one.acl] : acl != null && core::contains(["public-read", "public-read-write", "authenticated-read", "website"], acl)
            ])
            published = core::anytrue([
              for policy in local.policies : core::anytrue([
                for statement in plumb::statements(policy.policy) : core::alltrue([
                  core::try(core::lower(statement.effect), "") == "allow",
                  # Who is not excepted is everybody, too.
                  core::length(statement.not_principals) > 0 || core::anytrue([
                    for principal in statement.principals :
                    core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                  ]),
                  !core::anytrue([
                    for condition in statement.conditions : core::alltrue([
                      core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                      core::contains(local.restricting, core::lower(condition.variable)),
                      !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                    ])
                  ]),
                ])
              ])
            ])
          }
          enforce {
            # Of a bucket that stands elsewhere nothing is known but what is declared for it here.
            condition     = local.blocked || !local.opened && !local.published && (core::length(local.buckets) > 0 || local.bucket.is_private == true)
            error_message = "The bucket of the trail is open to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-cloudwatch.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-cloudwatch"
            title    = "The trail also sends its events to CloudWatch Logs"
            severity = "low"
            part     = "cloud_watch_logs_group_arn"
            why      = "Alarms need events within minutes; files in a bucket come late, and nobody looks at them."
            fix      = "Set cloud_watch_logs_group_arn, with :* behind the ARN of the log group, and cloud_watch_logs_role_arn."
            aliases  = ["CKV2_AWS_10", "cloudtrail_cloudwatch_logging_enabled"]
            frameworks = {
              fsbp = ["CloudTrail.5"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
                "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-16", "AU-2b", "AU-3a", "AU-3b",
                "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-4(1)", "AU-6(1)", "AU-6(3)", "AU-6(4)", "AU-6(5)", "AU-6(6)",
                "AU-6(9)", "AU-7(1)", "AU-8b", "AU-9(7)", "CA-7b", "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)",
                "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)", "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)",
                "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
              ]
              soc2     = ["CC7.2", "CC7.3", "A1.1", "PI1.3"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1.3"]
            }
          }
        }

        resource_policy "aws_cloudtrail" "trail" {
          enforce {
            condition     = plumb::given(attrs.cloud_watch_logs_group_arn)
            error_message = "The trail sends nothing to CloudWatch Logs."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-kms.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-kms"
            title    = "Log files of the trail are encrypted with a KMS key"
            severity = "medium"
            part     = "kms_key_id"
            why      = "With the key of S3, everybody who can read the bucket can read the logs. A KMS key asks for a second permission, and its own log tells who used it."
            fix      = "Set kms_key_id to the ARN of a key whose policy lets CloudTrail encrypt."
            aliases  = ["CKV_AWS_35", "cloudtrail_kms_encryption_enabled"]
            frameworks = {
              cis_v3_0 = ["3.5"]
              cis_v5_0 = ["3.5"]
              fsbp     = ["CloudTrail.2"]
              nist_800_53_r5 = [
                "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
              ]
              pci_v4_0 = ["10.3.2", "10.3.3", "10.3.4"]
            }
          }
        }

        resource_policy "aws_cloudtrail" "trail" {
          enforce {
            condition     = plumb::given(attrs.kms_key_id)
            error_message = "The trail is not encrypted with a KMS key."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-logging-on.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-logging-on"
            title    = "The trail is recording"
            severity = "high"
            part     = "enable_logging"
            why      = "A trail that is switched off records nothing, and looks like one that does."
            fix      = "Remove enable_logging, or set it to true."
            aliases  = ["CKV_AWS_251"]
            patch    = { enable_logging = true }
          }
        }

        resource_policy "aws_cloudtrail" "trail" {
          enforce {
            condition     = attrs.enable_logging == null || attrs.enable_logging == true
            error_message = "The trail is switched off."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-multi-region.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        # Each trail is judged by itself: whether another one of the same account covers for it cannot be told from the code alone.

        locals {
          control = {
            id       = "cloudtrail-multi-region"
            title    = "The trail records what is done in every region"
            severity = "high"
            part     = "is_multi_region_trail"
            why      = "An attacker works where nobody looks: in a region without a trail, machines are started and keys are made unseen."
            fix      = "Set is_multi_region_trail to true and record management events, both reading and writing."
            aliases  = ["CKV_AWS_67", "cloudtrail_multi_region_enabled"]
            frameworks = {
              cis_v3_0 = ["3.1"]
              cis_v5_0 = ["3.1"]
              fsbp     = ["CloudTrail.1"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
                "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3(1)", "AU-3a", "AU-3b",
                "AU-3c", "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b",
                "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
                "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
              ]
              soc2     = ["CC2.1", "CC7.2", "A1.1", "PI1.3"]
              pci_v4_0 = ["10.2.1.1", "10.2.1", "10.2.1.2"]
            }
            patch = { is_multi_region_trail = true }
          }
        }

        resource_policy "aws_cloudtrail" "regions" {
          enforce {
            condition     = attrs.is_multi_region_trail == true
            error_message = "The trail records one region only."
          }
          enforce {
            condition = (
              core::length(attrs.advanced_event_selector) > 0 ?
              core::anytrue([
                for selector in attrs.advanced_event_selector : core::alltrue([
                  core::anytrue([
                    for field in selector.field_selector :
                    field.field == "eventCategory" && core::contains(core::try(field.equals[*], []), "Management")
                  ]),
                  !core::anytrue([for field in selector.field_selector : field.field == "readOnly"]),
                ])
              ]) :
              core::length(attrs.event_selector) == 0 || core::anytrue([
                for selector in attrs.event_selector :
                selector.include_management_events != false && (selector.read_write_type == null || selector.read_write_type == "All")
              ])
            )
            error_message = "The trail does not record all management events."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-s3-data-read.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        # Trails for data are often kept apart from those for management: what any trail of the configuration records counts for all of them.

        locals {
          control = {
            id       = "cloudtrail-s3-data-read"
            title    = "Reading of objects in all buckets is recorded"
            severity = "low"
            part     = "event_selector"
            why      = "After a leak the first question is what was read. Without data events there is no answer."
            fix      = "Add an event_selector with a data_resource of type AWS::S3::Object and the value arn:aws:s3, to this trail or to one of its own."
            aliases  = ["cloudtrail_s3_dataevents_read_enabled"]
            frameworks = {
              cis_v3_0 = ["3.9"]
              cis_v5_0 = ["3.9"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
                "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c",
                "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)",
                "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
                "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
              ]
              soc2 = ["CC2.1", "CC7.2"]
            }
          }
        }

        locals {
          # The ends of what names the objects of all buckets, in any partition.
          buckets = [":s3", ":s3:::", ":s3:::*", ":s3:::*/", ":s3:::*/*"]
        }

        resource_policy "aws_cloudtrail" "objects" {
          enforce {
            condition = core::anytrue([
              for trail in core::getresources("aws_cloudtrail", {}) :
              # One of a single region does not cover for one of all regions.
              (trail.is_multi_region_trail == true || attrs.is_multi_region_trail != true) && core::anytrue(core::concat(
                [
                  for selector in trail.event_selector : core::alltrue([
                    selector.read_write_type == null || core::contains(["All", "ReadOnly"], selector.read_write_type),
                    core::anytrue([
                      for resource in selector.data_resource : core::alltrue([
                        resource.type == "AWS::S3::Object",
                        core::anytrue([
                          for value in resource.values : core::anytrue([for end in local.buckets : core::endswith(value, end)])
                        ]),
                      ])
                    ]),
                  ])
                ],
                [
                  for selector in trail.advanced_event_selector : core::alltrue([
                    core::anytrue([
                      for field in selector.field_selector :
                      field.field == "resources.type" && core::contains(core::try(field.equals[*], []), "AWS::S3::Object")
                    ]),
                    core::alltrue([
                      for field in selector.field_selector :
                      core::contains(["eventCategory", "resources.type"], field.field) ||
                      field.field == "readOnly" && core::contains(core::try(field.equals[*], []), "true")
                    ]),
                  ])
                ],
              ))
            ])
            error_message = "No trail of the configuration records reading of objects in all buckets."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-s3-data-write.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        # Trails for data are often kept apart from those for management: what any trail of the configuration records counts for all of them.

        locals {
          control = {
            id       = "cloudtrail-s3-data-write"
            title    = "Writing of objects in all buckets is recorded"
            severity = "low"
            part     = "event_selector"
            why      = "Without data events nobody can tell who deleted or replaced objects."
            fix      = "Add an event_selector with a data_resource of type AWS::S3::Object and the value arn:aws:s3, to this trail or to one of its own."
            aliases  = ["cloudtrail_s3_dataevents_write_enabled"]
            frameworks = {
              cis_v3_0 = ["3.8"]
              cis_v5_0 = ["3.8"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
                "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c",
                "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)",
                "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
                "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
              ]
              soc2     = ["CC2.1", "CC7.2", "PI1.2"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1.3"]
            }
          }
        }

        locals {
          # The ends of what names the objects of all buckets, in any partition.
          buckets = [":s3", ":s3:::", ":s3:::*", ":s3:::*/", ":s3:::*/*"]
        }

        resource_policy "aws_cloudtrail" "objects" {
          enforce {
            condition = core::anytrue([
              for trail in core::getresources("aws_cloudtrail", {}) :
              # One of a single region does not cover for one of all regions.
              (trail.is_multi_region_trail == true || attrs.is_multi_region_trail != true) && core::anytrue(core::concat(
                [
                  for selector in trail.event_selector : core::alltrue([
                    selector.read_write_type == null || core::contains(["All", "WriteOnly"], selector.read_write_type),
                    core::anytrue([
                      for resource in selector.data_resource : core::alltrue([
                        resource.type == "AWS::S3::Object",
                        core::anytrue([
                          for value in resource.values : core::anytrue([for end in local.buckets : core::endswith(value, end)])
                        ]),
                      ])
                    ]),
                  ])
                ],
                [
                  for selector in trail.advanced_event_selector : core::alltrue([
                    core::anytrue([
                      for field in selector.field_selector :
                      field.field == "resources.type" && core::contains(core::try(field.equals[*], []), "AWS::S3::Object")
                    ]),
                    core::alltrue([
                      for field in selector.field_selector :
                      core::contains(["eventCategory", "resources.type"], field.field) ||
                      field.field == "readOnly" && core::contains(core::try(field.equals[*], []), "false")
                    ]),
                  ])
                ],
              ))
            ])
            error_message = "No trail of the configuration records writing of objects in all buckets."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudtrail/cloudtrail-validation.policy.hcl", targets: ["resource aws_cloudtrail"],
      text: #"""
        locals {
          control = {
            id       = "cloudtrail-validation"
            title    = "Log files of the trail can be checked for changes"
            severity = "medium"
            part     = "enable_log_file_validation"
            why      = "Whoever gets into the bucket can change or delete what tells of them; signed digests show it."
            fix      = "Set enable_log_file_validation to true."
            aliases  = ["CKV_AWS_36", "cloudtrail_log_file_validation_enabled"]
            frameworks = {
              cis_v3_0 = ["3.2"]
              cis_v5_0 = ["3.2"]
              fsbp     = ["CloudTrail.4"]
              nist_800_53_r5 = [
                "AU-9a", "CM-6a", "CM-9b", "PM-11b", "PM-17b", "SA-10(1)", "sa_1_1", "SC-16(1)", "SI-1a.2", "SI-4d",
                "SI-7(1)", "SI-7(3)", "SI-7(7)", "SI-7a"
              ]
              soc2     = ["CC7.3", "PI1.3"]
              pci_v4_0 = ["10.3.2", "10.3.3", "10.3.4"]
            }
            patch = { enable_log_file_validation = true }
          }
        }

        resource_policy "aws_cloudtrail" "trail" {
          enforce {
            condition     = attrs.enable_log_file_validation == true
            error_message = "Nobody can tell whether log files of the trail were changed."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudwatch/cw-alarm-actions.policy.hcl", targets: ["resource aws_cloudwatch_metric_alarm"],
      text: #"""
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
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudwatch/cw-log-kms.policy.hcl", targets: ["resource aws_cloudwatch_log_group"],
      text: #"""
        locals {
          control = {
            id       = "cw-log-kms"
            title    = "Log groups are encrypted with a KMS key"
            severity = "low"
            part     = "kms_key_id"
            why      = "Logs hold what programs should not have written: tokens, addresses, queries. A key of your own decides who can read them, and tells who did."
            fix      = "Set kms_key_id to the ARN of a key whose policy lets CloudWatch Logs of the region use it."
            aliases  = ["CKV_AWS_158", "cloudwatch_log_group_kms_encryption_enabled"]
            frameworks = {
              nist_800_53_r5 = ["AU-9(3)", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"]
              soc2           = ["CC7.3", "PI1.4"]
              pci_v4_0       = ["10.3.2", "10.3.3", "10.3.4"]
            }
          }
        }

        resource_policy "aws_cloudwatch_log_group" "keyed" {
          enforce {
            condition     = plumb::given(attrs.kms_key_id)
            error_message = "The log group has no KMS key."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudwatch/cw-log-retention.policy.hcl", targets: ["resource aws_cloudwatch_log_group"],
      text: #"""
        locals {
          control = {
            id       = "cw-log-retention"
            title    = "Log groups say how long they are kept"
            severity = "low"
            part     = "retention_in_days"
            why      = "Without an end logs are kept and paid for ever, and personal data in them longer than the law allows; with too early an end an inquiry finds nothing."
            fix      = "Set retention_in_days; to 365 or more where the group holds flow logs or the events of a trail."
            aliases  = ["CKV_AWS_66", "CKV_AWS_338", "cloudwatch_log_group_retention_policy_specific_days_enabled"]
            frameworks = {
              nist_800_53_r5 = [
                "AC-16b", "AU-10", "AU-11", "AU-11(1)", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-14a", "AU-14b",
                "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "CA-7b", "PM-14a.1", "PM-14b", "PM-21b", "PM-31",
                "SC-28(2)", "SI-12", "SI-4(17)"
              ]
              soc2     = ["CC7.2", "CC7.3", "C1.2"]
              pci_v4_0 = ["10.5.1", "3.2.1", "3.3.1.1"]
            }
          }
        }

        resource_policy "aws_cloudwatch_log_group" "ends" {
          locals {
            days = attrs.retention_in_days
            # Groups in which an inquiry looks first.
            audits = core::anytrue([
              core::length(core::getresources("aws_flow_log", { log_destination = attrs.arn })) > 0,
              core::length(core::getresources("aws_cloudtrail", { cloud_watch_logs_group_arn = "${attrs.arn}:*" })) > 0,
            ])
          }
          # 0 is for ever.
          enforce {
            condition     = local.days != null && local.days != 0
            error_message = "The log group is kept for ever, because nobody says how long."
          }
          enforce {
            condition     = local.days == null || local.days == 0 || core::try(local.days >= 365, true) || !local.audits
            error_message = "The log group holds an audit trail, and is kept for less than a year."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/cloudwatch/cw-metric-filters.policy.hcl", targets: ["resource aws_cloudwatch_log_group", "resource aws_cloudwatch_log_metric_filter"],
      text: #"""
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
        """#),
    EmbeddedControl(
      path: "Controls/aws/config/config-recorder.policy.hcl", targets: ["resource aws_config_configuration_aggregator", "resource aws_config_configuration_recorder", "resource aws_config_configuration_recorder_status"],
      text: #"""
        # Judged where the configuration declares a recorder: that a region has none at all can only be told by looking at the account.

        locals {
          control = {
            id       = "config-recorder"
            title    = "AWS Config records every kind of resource"
            severity = "medium"
            part     = "recording_group"
            why      = "What is not recorded cannot be looked up when somebody asks how it was last week, and rules of Config say nothing of it."
            fix      = "Leave recording_group out or set all_supported to true, declare an aws_config_configuration_recorder_status with is_enabled, and do so in every region."
            aliases  = ["CKV2_AWS_45", "CKV2_AWS_48", "CKV_AWS_121", "config_recorder_all_regions_enabled"]
            frameworks = {
              cis_v3_0 = ["3.3"]
              cis_v5_0 = ["3.3"]
              fsbp     = ["Config.1"]
              soc2     = ["CC2.1", "CC3.1", "CC3.4", "CC8.1", "PI1.3"]
            }
          }
        }

        resource_policy "aws_config_configuration_recorder" "records" {
          locals {
            # Made by itself, a recorder does not run. One without a name is called default.
            states = core::concat(
              core::getresources("aws_config_configuration_recorder_status", { name = attrs.id }),
              core::getresources("aws_config_configuration_recorder_status", { name = attrs.name }),
              attrs.name == null ? core::getresources("aws_config_configuration_recorder_status", { name = "default" }) : [],
            )
            group = core::try(attrs.recording_group[0], null)
          }
          enforce {
            condition = core::try(local.group.all_supported, null) == null ? (
              core::length(core::try(local.group.resource_types[*], [])) == 0 &&
              core::length(core::try(local.group.exclusion_by_resource_types[*], [])) == 0
            ) : local.group.all_supported == true
            error_message = "The recorder leaves kinds of resources out."
          }
          enforce {
            condition     = core::length(local.states) > 0
            error_message = "Nothing switches the recorder on."
          }
        }

        resource_policy "aws_config_configuration_recorder_status" "records" {
          enforce {
            condition     = attrs.is_enabled == true
            error_message = "The recorder is switched off."
          }
        }

        resource_policy "aws_config_configuration_aggregator" "regions" {
          enforce {
            condition = core::alltrue([
              for source in core::concat(attrs.account_aggregation_source, attrs.organization_aggregation_source) : source.all_regions == true
            ])
            error_message = "The aggregator leaves regions out."
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
      path: "Controls/aws/ec2/ami-owner-pinned.policy.hcl", targets: ["resource data.aws_ami"],
      text: #"""
        locals {
          control = {
            id       = "ami-owner-pinned"
            title    = "Images are looked up among known owners only"
            severity = "high"
            part     = "owners"
            why      = "Anybody can publish an image with the name that is searched for. The newest one wins, and runs with the permissions of the machine."
            fix      = "Name owners: self, amazon, or the number of the account that publishes the image."
            aliases  = ["CKV_AWS_386"]
          }
        }

        # Which image is meant is only open where the newest one is taken.
        resource_policy "data.aws_ami" "owned" {
          filter = core::try(attrs.most_recent, null) == true
          locals {
            owners = core::try(attrs.owners, null)
            # A filter for the owner does as well.
            filtered = core::anytrue([for filter in core::try(attrs.filter, []) : core::contains(["owner-id", "owner-alias", "image-id"], filter.name)])
          }
          enforce {
            condition     = local.filtered || core::length(core::try(local.owners[*], [])) > 0
            error_message = "The image can be anybody's: no owner is named."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/asg-elb-healthcheck.policy.hcl", targets: ["resource aws_autoscaling_group"],
      text: #"""
        locals {
          control = {
            id       = "asg-elb-healthcheck"
            title    = "A group behind a load balancer replaces machines that do not answer"
            severity = "low"
            part     = "health_check_type"
            why      = "By itself the group sees only whether a machine runs. One whose program hangs stays, and takes requests."
            fix      = "Set health_check_type to ELB."
            aliases  = ["CKV2_AWS_15", "autoscaling_group_elb_health_check_enabled"]
            patch    = { health_check_type = "ELB" }
          }
        }

        resource_policy "aws_autoscaling_group" "asks_the_balancer" {
          filter = core::anytrue([
            core::length(core::try(config.target_group_arns[*], [])) > 0,
            core::length(core::try(config.load_balancers[*], [])) > 0,
            core::length(core::try(config.traffic_source[*], [])) > 0,
            core::length(core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = attrs.id })) > 0,
            core::length(core::getresources("aws_autoscaling_attachment", { autoscaling_group_name = attrs.name })) > 0,
            core::length(core::getresources("aws_autoscaling_traffic_source_attachment", { autoscaling_group_name = attrs.id })) > 0,
          ])
          enforce {
            condition     = config.health_check_type != null && config.health_check_type == "ELB"
            error_message = "The group does not ask the load balancer whether a machine answers."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-ami-not-public.policy.hcl", targets: ["resource aws_ami_launch_permission", "resource aws_ec2_image_block_public_access"],
      text: #"""
        locals {
          control = {
            id       = "ec2-ami-not-public"
            title    = "No machine image is shared with everybody"
            severity = "critical"
            part     = "group"
            why      = "Everybody can start a public image and read what is on its disk: keys, configuration, code."
            fix      = "Share images with accounts or the organization, and set state to block-new-sharing in aws_ec2_image_block_public_access."
            aliases  = ["CKV_AWS_205", "ec2_ami_public"]
            frameworks = {
              soc2 = ["CC6.6"]
            }
          }
        }

        resource_policy "aws_ami_launch_permission" "named" {
          enforce {
            condition     = attrs.group == null || attrs.group != "all"
            error_message = "The image is shared with everybody."
          }
        }

        resource_policy "aws_ec2_image_block_public_access" "blocks" {
          enforce {
            condition     = attrs.state != "unblocked"
            error_message = "Images may be shared with everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-detailed-monitoring.policy.hcl", targets: ["resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-detailed-monitoring"
            title    = "Instances are measured every minute"
            severity = "low"
            part     = "monitoring"
            why      = "Measured every five minutes only, a short overload or a miner at work is seen late or not at all, and scaling reacts late."
            fix      = "Set monitoring to true."
            aliases  = ["CKV_AWS_126", "ec2_instance_detailed_monitoring_enabled"]
            frameworks = {
              pci_v4_0 = ["10.2.1.1", "10.4.1.1", "10.4.1"]
            }
          }
        }

        resource_policy "aws_instance" "detailed" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own = config.monitoring
          }
          enforce {
            condition     = local.own == null ? core::try(local.template.monitoring[0].enabled, null) == true : local.own == true
            error_message = "The instance is measured every five minutes only."
          }
        }

        resource_policy "aws_spot_instance_request" "detailed" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own = config.monitoring
          }
          enforce {
            condition     = local.own == null ? core::try(local.template.monitoring[0].enabled, null) == true : local.own == true
            error_message = "The instance is measured every five minutes only."
          }
        }

        resource_policy "aws_launch_template" "detailed" {
          enforce {
            condition     = core::try(attrs.monitoring[0].enabled, null) == true
            error_message = "Instances of the template are measured every five minutes only."
          }
        }

        # Where nothing is written, it is on.
        resource_policy "aws_launch_configuration" "detailed" {
          enforce {
            condition     = attrs.enable_monitoring == null || attrs.enable_monitoring == true
            error_message = "Instances of the configuration are measured every five minutes only."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-ebs-default-encryption.policy.hcl", targets: ["resource aws_ebs_encryption_by_default"],
      text: #"""
        # Judged where the configuration declares it: what a region is set to otherwise can only be told by looking at the account.

        locals {
          control = {
            id       = "ec2-ebs-default-encryption"
            title    = "New volumes are encrypted where nobody says so"
            severity = "medium"
            part     = "enabled"
            why      = "Volumes made by hand, by scripts and by services are encrypted only where somebody thought of it, unless the region does it by default."
            fix      = "Set enabled to true, or leave it out."
            aliases  = ["CKV_AWS_106", "ec2_ebs_default_encryption"]
            frameworks = {
              fsbp = ["EC2.7"]
              nist_800_53_r5 = [
                "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
              ]
            }
            patch = { enabled = true }
          }
        }

        # Where nothing is written, it is on.
        resource_policy "aws_ebs_encryption_by_default" "on" {
          enforce {
            condition     = attrs.enabled == null || attrs.enabled == true
            error_message = "New volumes of this region are not encrypted by default."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-ebs-encrypted.policy.hcl", targets: ["resource aws_ebs_snapshot_copy", "resource aws_ebs_volume", "resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-ebs-encrypted"
            title    = "Volumes of block storage are encrypted"
            severity = "high"
            part     = "encrypted"
            why      = "A snapshot or volume that leaves the account by mistake or theft can be read by whoever gets it, unless it is encrypted."
            fix      = "Set encrypted to true for the root and every other volume, with a KMS key of your own where others must not have access."
            aliases  = ["CKV_AWS_3", "CKV_AWS_8", "ec2_ebs_volume_encryption"]
            frameworks = {
              cis_v3_0 = ["2.2.1"]
              cis_v5_0 = ["5.1.1"]
              fsbp     = ["EC2.3"]
              nist_800_53_r5 = [
                "AU-9(3)", "CM-6a", "CM-9b", "CP-9d", "SC-13a", "SC-28(1)", "SC-8(3)", "SC-8(4)", "SI-19(4)"
              ]
              soc2     = ["PI1.5"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
          }
        }

        # A volume made of a snapshot is as the snapshot is where nothing is written.
        resource_policy "aws_ebs_volume" "encrypted" {
          enforce {
            condition     = (config.encrypted == null && config.snapshot_id != null ? attrs.encrypted : config.encrypted) == true
            error_message = "The volume is not encrypted."
          }
        }

        resource_policy "aws_ebs_snapshot_copy" "encrypted" {
          enforce {
            condition     = attrs.encrypted == true
            error_message = "The copy does not say that it is encrypted."
          }
        }

        resource_policy "aws_instance" "encrypted" {
          locals {
            root = core::try(config.root_block_device[0].encrypted, null)
          }
          # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
          enforce {
            condition     = local.root == null ? core::length(attrs.launch_template) > 0 : local.root == true
            error_message = "The root volume does not say that it is encrypted."
          }
          enforce {
            condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
            error_message = "A volume besides the root is not encrypted."
          }
        }

        resource_policy "aws_spot_instance_request" "encrypted" {
          locals {
            root = core::try(config.root_block_device[0].encrypted, null)
          }
          # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
          enforce {
            condition     = local.root == null ? core::length(attrs.launch_template) > 0 : local.root == true
            error_message = "The root volume does not say that it is encrypted."
          }
          enforce {
            condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
            error_message = "A volume besides the root is not encrypted."
          }
        }

        resource_policy "aws_launch_configuration" "encrypted" {
          locals {
            root = core::try(config.root_block_device[0].encrypted, null)
          }
          # A launch template may say it of the volumes that the instance says nothing of: what it says is judged there.
          enforce {
            condition     = local.root == true
            error_message = "The root volume does not say that it is encrypted."
          }
          enforce {
            condition     = core::alltrue([for volume in core::try(config.ebs_block_device[*], []) : core::try(volume.encrypted, null) == true])
            error_message = "A volume besides the root is not encrypted."
          }
        }

        # A mapping without ebs is instance store or nothing. Here encrypted is a text.
        resource_policy "aws_launch_template" "encrypted" {
          enforce {
            condition     = core::anytrue([for mapping in attrs.block_device_mappings : core::length(mapping.ebs) > 0])
            error_message = "The template does not say that the root volume is encrypted."
          }
          enforce {
            condition = core::alltrue(core::flatten([
              for mapping in attrs.block_device_mappings : [for volume in mapping.ebs : core::try(volume.encrypted, null) == "true"]
            ]))
            error_message = "A volume of the template is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-ebs-optimized.policy.hcl", targets: ["resource aws_instance", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-ebs-optimized"
            title    = "Disks do not share the network with everything else"
            severity = "low"
            part     = "ebs_optimized"
            why      = "On older types of instances, traffic of volumes and of the network take from each other, and both get slow under load."
            fix      = "Set ebs_optimized to true, or take a type of a newer generation, where it is so by itself."
            aliases  = ["CKV_AWS_135"]
            patch    = { ebs_optimized = true }
          }
        }

        locals {
          # Types that can be, and are not by themselves.
          types = [
            "c1.xlarge", "c3.xlarge", "c3.2xlarge", "c3.4xlarge", "g2.2xlarge", "i2.xlarge", "i2.2xlarge", "i2.4xlarge", "m1.large",
            "m1.xlarge", "m2.2xlarge", "m2.4xlarge", "m3.xlarge", "m3.2xlarge", "r3.xlarge", "r3.2xlarge", "r3.4xlarge",
          ]
        }

        resource_policy "aws_instance" "optimized" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            type = config.instance_type != null ? config.instance_type : core::try(local.template.instance_type, null)
            own  = config.ebs_optimized != null ? config.ebs_optimized == true : core::try(local.template.ebs_optimized, null) == "true"
          }
          enforce {
            condition     = local.own || local.type == null || !core::contains(local.types, local.type)
            error_message = "Instances of this type share the network with their volumes unless ebs_optimized is set."
          }
        }

        resource_policy "aws_spot_instance_request" "optimized" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            type = config.instance_type != null ? config.instance_type : core::try(local.template.instance_type, null)
            own  = config.ebs_optimized != null ? config.ebs_optimized == true : core::try(local.template.ebs_optimized, null) == "true"
          }
          enforce {
            condition     = local.own || local.type == null || !core::contains(local.types, local.type)
            error_message = "Instances of this type share the network with their volumes unless ebs_optimized is set."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-ebs-snapshot-not-public.policy.hcl", targets: ["resource aws_ebs_snapshot_block_public_access", "resource aws_snapshot_create_volume_permission"],
      text: #"""
        locals {
          control = {
            id       = "ec2-ebs-snapshot-not-public"
            title    = "No snapshot of a volume is shared with everybody"
            severity = "critical"
            part     = ""
            why      = "A public snapshot is a copy of a disk for anybody: passwords, keys and data are read from it by tools that look for nothing else."
            fix      = "Share snapshots with single accounts, and set state to block-all-sharing in aws_ebs_snapshot_block_public_access."
            aliases  = ["ec2_ebs_public_snapshot", "ec2_ebs_snapshot_account_block_public_access"]
            frameworks = {
              fsbp = ["EC2.1"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
                "AC-6", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)",
                "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)",
                "SC-7a", "SC-7b", "SC-7c"
              ]
              soc2 = ["CC6.6"]
            }
          }
        }

        # The provider shares with accounts only; sharing with everybody is done by other means, and refused by the block.
        resource_policy "aws_ebs_snapshot_block_public_access" "blocks" {
          enforce {
            condition     = attrs.state != "unblocked"
            error_message = "Snapshots may be shared with everybody."
          }
        }

        resource_policy "aws_snapshot_create_volume_permission" "named" {
          enforce {
            condition     = attrs.account_id != "all"
            error_message = "The snapshot is shared with everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-imds-hop-limit.policy.hcl", targets: ["resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-imds-hop-limit"
            title    = "Credentials of an instance do not travel into its containers"
            severity = "low"
            part     = "metadata_options"
            why      = "With more than one hop every container on the machine can ask for the credentials of the machine, and has its permissions."
            fix      = "Set http_put_response_hop_limit to 1, and give containers roles of their own."
            aliases  = ["CKV_AWS_341"]
          }
        }

        # One hop is what AWS takes where nothing is written.
        resource_policy "aws_launch_template" "one_hop" {
          locals {
            limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
          }
          enforce {
            condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            error_message = "Answers of the metadata service travel further than to the machine itself."
          }
        }

        # One hop is what AWS takes where nothing is written.
        resource_policy "aws_launch_configuration" "one_hop" {
          locals {
            limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
          }
          enforce {
            condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            error_message = "Answers of the metadata service travel further than to the machine itself."
          }
        }

        # One hop is what AWS takes where nothing is written.
        resource_policy "aws_instance" "one_hop" {
          locals {
            limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
          }
          enforce {
            condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            error_message = "Answers of the metadata service travel further than to the machine itself."
          }
        }

        # One hop is what AWS takes where nothing is written.
        resource_policy "aws_spot_instance_request" "one_hop" {
          locals {
            limit = core::try(config.metadata_options[0].http_put_response_hop_limit, null)
          }
          enforce {
            condition     = local.limit == null || core::try(local.limit <= 1, true) || core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            error_message = "Answers of the metadata service travel further than to the machine itself."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-imdsv2.policy.hcl", targets: ["resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        # What is written decides, here or in the launch template: nothing written leaves it to the image and to the account's settings, which are
        # no promise of this configuration.

        locals {
          control = {
            id       = "ec2-imdsv2"
            title    = "Credentials of an instance are given to requests with a session token only"
            severity = "high"
            part     = "metadata_options"
            why      = "With version 1 of the metadata service, one request that an attacker can make the server send (SSRF) gives away the credentials of its role."
            fix      = "Set http_tokens to required in metadata_options. Programs with an SDK from 2020 or later need no change."
            aliases  = ["CKV_AWS_79", "ec2_instance_imdsv2_enabled", "ec2_launch_template_imdsv2_required"]
            frameworks = {
              cis_v3_0 = ["5.6"]
              cis_v5_0 = ["5.7"]
              fsbp     = ["EC2.8"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(6)", "AC-3", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)",
                "AC-3(3)(a)", "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)",
                "AC-3(3)(c)", "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)",
                "AC-3(7)", "AC-3(8)", "AC-4(28)", "AC-6", "CM-5(1)(a)", "MP-2", "SC-23(3)"
              ]
              soc2     = ["CC7.2"]
              pci_v4_0 = ["8.2.8"]
            }
          }
        }

        resource_policy "aws_instance" "tokens" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            tokens = core::try(config.metadata_options[0].http_tokens, null)
            off    = core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
          }
          enforce {
            condition = (
              local.off || local.tokens == "required" || local.tokens == null && (
                core::try(local.template.metadata_options[0].http_tokens, null) == "required" ||
                core::try(local.template.metadata_options[0].http_endpoint, null) == "disabled"
              )
            )
            error_message = "The metadata service answers without a session token (IMDSv1)."
          }
        }

        resource_policy "aws_spot_instance_request" "tokens" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            tokens = core::try(config.metadata_options[0].http_tokens, null)
            off    = core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
          }
          enforce {
            condition = (
              local.off || local.tokens == "required" || local.tokens == null && (
                core::try(local.template.metadata_options[0].http_tokens, null) == "required" ||
                core::try(local.template.metadata_options[0].http_endpoint, null) == "disabled"
              )
            )
            error_message = "The metadata service answers without a session token (IMDSv1)."
          }
        }

        resource_policy "aws_launch_template" "tokens" {
          enforce {
            condition = (
              core::try(config.metadata_options[0].http_tokens, null) == "required" ||
              core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            )
            error_message = "The metadata service answers without a session token (IMDSv1)."
          }
        }

        resource_policy "aws_launch_configuration" "tokens" {
          enforce {
            condition = (
              core::try(config.metadata_options[0].http_tokens, null) == "required" ||
              core::try(config.metadata_options[0].http_endpoint, null) == "disabled"
            )
            error_message = "The metadata service answers without a session token (IMDSv1)."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-instance-profile.policy.hcl", targets: ["resource aws_instance", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-instance-profile"
            title    = "An instance has a role of its own"
            severity = "medium"
            part     = "iam_instance_profile"
            why      = "Without a role, keys that never end are copied onto the machine sooner or later, and leak from there."
            fix      = "Give the instance an aws_iam_instance_profile with a role that allows what it has to do."
            aliases  = ["CKV2_AWS_41", "ec2_instance_profile_attached"]
            frameworks = {
              cis_v3_0       = ["1.18"]
              cis_v5_0       = ["1.17"]
              nist_800_53_r5 = ["AC-3", "CM-5(1)(a)", "CM-6a"]
              pci_v4_0       = ["7.2.1", "7.2.2", "7.2.5"]
            }
          }
        }

        resource_policy "aws_instance" "has_role" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own = config.iam_instance_profile
          }
          enforce {
            condition     = plumb::given(local.own) || local.own == null && core::try(core::length(local.template.iam_instance_profile) > 0, false)
            error_message = "The instance has no role: programs on it need keys of their own."
          }
        }

        resource_policy "aws_spot_instance_request" "has_role" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own = config.iam_instance_profile
          }
          enforce {
            condition     = plumb::given(local.own) || local.own == null && core::try(core::length(local.template.iam_instance_profile) > 0, false)
            error_message = "The instance has no role: programs on it need keys of their own."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-no-public-ip.policy.hcl", targets: ["resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-no-public-ip"
            title    = "Instances get no public address"
            severity = "medium"
            part     = "associate_public_ip_address"
            why      = "A public address puts the machine itself on the internet: from then on only a security group stands between it and every scanner."
            fix      = "Set associate_public_ip_address to false and put instances into private subnets, behind a load balancer or a NAT gateway."
            aliases  = ["CKV_AWS_88", "ec2_instance_public_ip", "ec2_launch_template_no_public_ip"]
            frameworks = {
              fsbp = ["EC2.9"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
                "AC-6", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)", "SC-7(21)",
                "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)", "SC-7(9)(a)",
                "SC-7a", "SC-7b", "SC-7c"
              ]
              soc2 = ["CC6.6"]
            }
          }
        }

        resource_policy "aws_instance" "private" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own         = config.associate_public_ip_address
            of_template = core::try(local.template.network_interfaces[0].associate_public_ip_address, null)
            subnets     = config.subnet_id == null ? [] : core::getresources("aws_subnet", { id = config.subnet_id })
            # An interface of its own has its addresses already. Otherwise the subnet decides; those of the default VPC, and subnets that stand
            # elsewhere, have to be read there.
            of_subnet = (
              core::length(attrs.network_interface) > 0 ? false :
              core::length(local.subnets) > 0 ? core::try(local.subnets[0].map_public_ip_on_launch, null) == true :
              attrs.associate_public_ip_address == true
            )
          }
          enforce {
            condition     = !(local.own != null ? local.own == true : local.of_template != null ? local.of_template == "true" : local.of_subnet)
            error_message = "The instance gets a public address."
          }
        }

        resource_policy "aws_spot_instance_request" "private" {
          locals {
            # What the instance leaves to its launch template; a template that stands elsewhere has to be read there.
            named = core::length(attrs.launch_template) > 0
            templates = local.named ? core::flatten([
              for template in config.launch_template : core::concat(
                template.id == null ? [] : core::getresources("aws_launch_template", { id = template.id }),
                template.name == null ? [] : core::getresources("aws_launch_template", { name = template.name }),
              )
            ]) : []
            template = (
              !local.named ? null :
              core::length(local.templates) > 0 ? local.templates[0] : core::getdatasource("aws_launch_template", config.launch_template)
            )
            own         = config.associate_public_ip_address
            of_template = core::try(local.template.network_interfaces[0].associate_public_ip_address, null)
            subnets     = config.subnet_id == null ? [] : core::getresources("aws_subnet", { id = config.subnet_id })
            # An interface of its own has its addresses already. Otherwise the subnet decides; those of the default VPC, and subnets that stand
            # elsewhere, have to be read there.
            of_subnet = (
              core::length(attrs.network_interface) > 0 ? false :
              core::length(local.subnets) > 0 ? core::try(local.subnets[0].map_public_ip_on_launch, null) == true :
              attrs.associate_public_ip_address == true
            )
          }
          enforce {
            condition     = !(local.own != null ? local.own == true : local.of_template != null ? local.of_template == "true" : local.of_subnet)
            error_message = "The instance gets a public address."
          }
        }

        resource_policy "aws_launch_template" "private" {
          enforce {
            condition     = !core::anytrue([for interface in attrs.network_interfaces : core::try(interface.associate_public_ip_address, null) == "true"])
            error_message = "Instances of the template get a public address."
          }
        }

        resource_policy "aws_launch_configuration" "private" {
          enforce {
            condition     = core::try(config.associate_public_ip_address, null) != true
            error_message = "Instances of the configuration get a public address."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/ec2/ec2-user-data-no-secrets.policy.hcl", targets: ["resource aws_instance", "resource aws_launch_configuration", "resource aws_launch_template", "resource aws_spot_instance_request"],
      text: #"""
        locals {
          control = {
            id       = "ec2-user-data-no-secrets"
            title    = "No keys stand in the user data of instances"
            severity = "critical"
            part     = "user_data"
            why      = "Every program on the machine can read its user data, and so can everybody who may describe instances; it also stands in the repository and the state."
            fix      = "Give the instance a role, and let it read secrets from Secrets Manager or the parameter store when it starts. Change the key that stood here."
            aliases  = ["CKV_AWS_46", "ec2_instance_secrets_user_data", "ec2_launch_template_no_secrets", "autoscaling_find_secrets_ec2_launch_configuration"]
          }
        }

        locals {
          # Keys of AWS, private keys, tokens of GitHub and Slack: forms that nothing else has.
          forms = [
            "(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z2-7]{16}",
            "(?i:aws_?secret_?access_?key|secret_?key)[\"']?\\s*[:=]\\s*[\"']?[A-Za-z0-9/+=]{40}(?:[^A-Za-z0-9/+=]|$)",
            "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
            "gh[pousr]_[A-Za-z0-9]{36}",
            "xox[abprs]-[A-Za-z0-9-]{20,}",
          ]
        }

        resource_policy "aws_instance" "clean" {
          locals {
            plain   = config.user_data == null ? "" : config.user_data
            encoded = core::try(config.user_data_base64, null)
            # A state holds no more than a hash of it.
            is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
            texts = local.is_hash ? [core::getdatasource("aws_instance", null).user_data] : core::concat(
              [local.plain],
              local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
            )
          }
          enforce {
            condition = !core::anytrue(core::flatten([
              for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
            ]))
            error_message = "A key or token stands in the user data."
          }
        }

        resource_policy "aws_spot_instance_request" "clean" {
          locals {
            plain   = config.user_data == null ? "" : config.user_data
            encoded = core::try(config.user_data_base64, null)
            # A state holds no more than a hash of it.
            is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
            texts = local.is_hash ? [core::getdatasource("aws_spot_instance_request", null).user_data] : core::concat(
              [local.plain],
              local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
            )
          }
          enforce {
            condition = !core::anytrue(core::flatten([
              for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
            ]))
            error_message = "A key or token stands in the user data."
          }
        }

        resource_policy "aws_launch_template" "clean" {
          locals {
            plain   = config.user_data == null ? "" : config.user_data
            encoded = config.user_data
            # A state holds no more than a hash of it.
            is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
            texts = local.is_hash ? [core::getdatasource("aws_launch_template", null).user_data] : core::concat(
              [local.plain],
              local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
            )
          }
          enforce {
            condition = !core::anytrue(core::flatten([
              for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
            ]))
            error_message = "A key or token stands in the user data."
          }
        }

        resource_policy "aws_launch_configuration" "clean" {
          locals {
            plain   = config.user_data == null ? "" : config.user_data
            encoded = core::try(config.user_data_base64, null)
            # A state holds no more than a hash of it.
            is_hash = core::can(core::regex("^[0-9a-f]{40}$", local.plain))
            texts = local.is_hash ? [core::getdatasource("aws_launch_configuration", null).user_data] : core::concat(
              [local.plain],
              local.encoded == null ? [] : [core::try(core::base64decode(local.encoded), "")],
            )
          }
          enforce {
            condition = !core::anytrue(core::flatten([
              for text in local.texts : [for form in local.forms : core::regex_match(form, text)]
            ]))
            error_message = "A key or token stands in the user data."
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
      path: "Controls/aws/guardduty/guardduty-on.policy.hcl", targets: ["resource aws_guardduty_detector"],
      text: #"""
        # Judged where the configuration declares a detector: that a region has none can only be told by looking at the account.

        locals {
          control = {
            id       = "guardduty-on"
            title    = "GuardDuty is watching"
            severity = "medium"
            part     = "enable"
            why      = "A detector that is suspended sees neither stolen credentials in use nor miners nor calls to known attackers."
            fix      = "Remove enable, or set it to true."
            aliases  = ["CKV2_AWS_3", "guardduty_is_enabled"]
            frameworks = {
              fsbp = ["GuardDuty.1"]
              nist_800_53_r5 = [
                "AC-2(12)(a)", "AC-3(12)(b)", "AU-12(3)", "AU-14a", "AU-14b", "AU-3(1)", "AU-6(1)", "AU-6(5)", "CA-2d",
                "CA-7", "CA-7b", "CM-8(3)(a)", "PE-6(2)", "PE-6(4)", "PM-14a.1", "PM-14b", "PM-16", "PM-31", "RA-10a",
                "RA-10a.1", "RA-10a.2", "RA-1a", "RA-1a.1", "RA-1a.2", "RA-3(4)", "RA-3a.1", "RA-5(4)", "RA-5a",
                "SC-43b", "SC-5(1)", "SC-5(3)(a)", "SC-5(3)(b)", "SC-5a", "SC-5b", "SI-3(8)(a)", "SI-4(1)", "SI-4(10)",
                "SI-4(13)(a)", "SI-4(14)", "SI-4(2)", "SI-4(23)", "SI-4(25)", "SI-4(3)", "SI-4(4)(a)", "SI-4(4)(b)",
                "SI-4a", "SI-4a.1", "SI-4a.2", "SI-4b", "SI-4c", "SI-5(1)", "SI-5b"
              ]
              soc2     = ["CC3.1", "CC3.2", "CC4.2", "CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4"]
              pci_v4_0 = ["11.5.1.1", "11.5.1"]
            }
            patch = { enable = true }
          }
        }

        resource_policy "aws_guardduty_detector" "watches" {
          enforce {
            condition     = attrs.enable == null || attrs.enable == true
            error_message = "The detector is suspended."
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
      path: "Controls/aws/kms/kms-policy-no-any-principal.policy.hcl", targets: ["resource aws_kms_external_key", "resource aws_kms_key", "resource aws_kms_key_policy", "resource aws_kms_replica_external_key", "resource aws_kms_replica_key"],
      text: #"""
        locals {
          control = {
            id       = "kms-policy-no-any-principal"
            title    = "The policy of a key lets in nobody unnamed"
            severity = "critical"
            part     = "policy"
            why      = "A key policy for everybody without a condition lets any AWS account decrypt with the key: what it protects is protected no more."
            fix      = "Name the account or roles that use the key as principals, or restrict the statement by kms:CallerAccount or aws:PrincipalOrgID."
            aliases  = ["CKV_AWS_33", "kms_key_not_publicly_accessible"]
            frameworks = {
              fsbp = ["KMS.5"]
            }
          }
        }

        locals {
          # What tells who asks, or from where: with one of these a statement for everybody is not for the public.
          restricting = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip", "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
          "aws:principalservicename", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "kms:calleraccount"]
          tests = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"]
        }

        resource_policy "aws_kms_key_policy" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(attrs.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy of the key allows something to everybody."
          }
        }

        # Without a policy of its own a key gets one that lets in the account only.
        resource_policy "aws_kms_key" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(config.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy of the key allows something to everybody."
          }
        }

        # Without a policy of its own a key gets one that lets in the account only.
        resource_policy "aws_kms_external_key" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(config.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy of the key allows something to everybody."
          }
        }

        # Without a policy of its own a key gets one that lets in the account only.
        resource_policy "aws_kms_replica_key" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(config.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy of the key allows something to everybody."
          }
        }

        # Without a policy of its own a key gets one that lets in the account only.
        resource_policy "aws_kms_replica_external_key" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(config.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy of the key allows something to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/kms/kms-rotation.policy.hcl", targets: ["resource aws_kms_key"],
      text: #"""
        locals {
          control = {
            id       = "kms-rotation"
            title    = "Keys for encryption are replaced every year"
            severity = "medium"
            part     = "enable_key_rotation"
            why      = "What was encrypted with one key over many years is lost at once when that key is found out. Rotation limits it, and nothing has to be encrypted anew."
            fix      = "Set enable_key_rotation to true."
            aliases  = ["CKV_AWS_7", "kms_cmk_rotation_enabled"]
            frameworks = {
              cis_v3_0       = ["3.6"]
              cis_v5_0       = ["3.6"]
              fsbp           = ["KMS.4"]
              nist_800_53_r5 = ["CM-6a", "CM-9b", "SA-9(6)", "SC-12", "SC-12(2)", "SC-12(6)"]
              soc2           = ["PI1.5"]
              pci_v4_0       = ["3.7.4", "3.7.5"]
            }
            patch = { enable_key_rotation = true }
          }
        }

        # Only symmetric keys for encryption whose material KMS makes can be rotated by it.
        resource_policy "aws_kms_key" "rotated" {
          filter = core::alltrue([
            attrs.key_usage == null || attrs.key_usage == "ENCRYPT_DECRYPT",
            attrs.customer_master_key_spec == null || attrs.customer_master_key_spec == "SYMMETRIC_DEFAULT",
            attrs.custom_key_store_id == null,
          ])
          enforce {
            condition     = attrs.enable_key_rotation == true
            error_message = "The key is never rotated."
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
      path: "Controls/aws/provider/provider-no-hardcoded-keys.policy.hcl", targets: ["provider aws"],
      text: #"""
        locals {
          control = {
            id       = "provider-no-hardcoded-keys"
            title    = "No keys of AWS stand in the configuration"
            severity = "critical"
            part     = "access_key"
            why      = "A key in a repository is found by everybody who ever reads it, and by programs that search for nothing else; it works until somebody notices."
            fix      = "Take access_key and secret_key out of the provider block: credentials come from the environment, a profile or a role. Delete the key that stood here."
            aliases  = ["CKV_AWS_41"]
          }
        }

        # Known here is what is written: as a constant, in a local value or as the default of a variable. Keys by their form, so that those made
        # up for a local stand-in of AWS do not count.
        provider_policy "aws" "no_keys" {
          enforce {
            condition     = core::try(attrs.access_key, null) == null || !core::can(core::regex("^[A-Z0-9]{16,32}$", attrs.access_key))
            error_message = "An access key stands in the configuration."
          }
          enforce {
            condition     = core::try(attrs.secret_key, null) == null || !core::can(core::regex("^[A-Za-z0-9/+=]{40}$", attrs.secret_key))
            error_message = "A secret key stands in the configuration."
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
        # these versions on: PostgreSQL 15 (Aurora: 17) and MariaDB 11.8; never for MySQL and SQL Server.
        locals {
          on = ["1", "on", "true"]
        }

        resource_policy "aws_db_parameter_group" "required" {
          # Groups for instances of Aurora cannot require it: those of their clusters do.
          filter = core::try(core::regex_match("^(?:postgres|mysql|mariadb|sqlserver)", attrs.family), false)
          locals {
            parameter = core::regex_match("^(?:postgres|sqlserver)", attrs.family) ? "rds.force_ssl" : "require_secure_transport"
            values    = [for p in attrs.parameter : core::lower(p.value) if core::lower(p.name) == local.parameter]
            default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mariadb(?:11[.][89]|1[2-9]))", attrs.family)
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
            default   = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|aurora-postgresql(?:1[7-9]|[2-9][0-9]))", attrs.family)
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
            default = core::regex_match("^(?:postgres(?:1[5-9]|[2-9][0-9])|mariadb(?:11[.][89]|1[2-9]))", local.family)
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
      path: "Controls/aws/s3/s3-access-logging.policy.hcl", targets: ["resource aws_s3_bucket"],
      text: #"""
        locals {
          control = {
            id       = "s3-access-logging"
            title    = "Access to the bucket is logged"
            severity = "medium"
            part     = ""
            why      = "When objects leak or vanish, the access log is what tells who read or deleted them."
            fix      = "Declare an aws_s3_bucket_logging for the bucket, with a bucket for logs as its target."
            aliases  = ["CKV_AWS_18", "s3_bucket_server_access_logging_enabled"]
            frameworks = {
              fsbp = ["S3.9"]
              nist_800_53_r5 = [
                "AC-2(4)", "AC-3(1)", "AC-3(10)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12(1)", "AU-12(2)", "AU-12(3)",
                "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a", "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c",
                "AU-3d", "AU-3e", "AU-3f", "AU-6(3)", "AU-6(4)", "AU-6(6)", "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)",
                "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1", "PM-14b", "PM-31", "SC-7(9)(b)",
                "SI-10(1)(c)", "si_1_1_c", "SI-3(8)(b)", "SI-4(17)", "SI-4(2)", "SI-4(20)", "SI-7(8)"
              ]
              soc2     = ["CC7.2", "CC7.3", "A1.1"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
            }
          }
        }

        # What is declared for the bucket is judged where it stands.
        resource_policy "aws_s3_bucket" "declared" {
          # A bucket that others log into needs no log of its own, which would never end.
          filter = core::length(core::getresources("aws_s3_bucket_logging", { target_bucket = attrs.id })) == 0
          enforce {
            condition     = (core::length(core::getresources("aws_s3_bucket_logging", { bucket = attrs.id })) > 0 || core::length(attrs.logging) > 0)
            error_message = "Access to the bucket is not logged."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-account-block-public-access.policy.hcl", targets: ["resource aws_s3_account_public_access_block"],
      text: #"""
        # Judged where the configuration declares it: that an account has no block at all can only be told by looking at the account, for it is
        # usually declared once, in a configuration of its own.

        locals {
          control = {
            id       = "s3-account-block-public-access"
            title    = "Public access to all buckets of the account is blocked"
            severity = "high"
            part     = ""
            why      = "A block of the account also covers buckets that nobody thought of, made by hand or by other tools."
            fix      = "Set all four arguments of aws_s3_account_public_access_block to true."
            aliases  = ["s3_account_level_public_access_blocks"]
            frameworks = {
              cis_v3_0 = ["2.1.4"]
              cis_v5_0 = ["2.1.4"]
              fsbp     = ["S3.1"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
                "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
                "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
                "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
              ]
              pci_v4_0 = ["1.2.8", "1.3.1"]
            }
            patch = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
          }
        }

        resource_policy "aws_s3_account_public_access_block" "complete" {
          enforce {
            condition = core::alltrue([
              attrs.block_public_acls == true, attrs.block_public_policy == true, attrs.ignore_public_acls == true,
              attrs.restrict_public_buckets == true,
            ])
            error_message = "The block leaves a way open: all four of its arguments have to be true."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-acls-disabled.policy.hcl", targets: ["resource aws_s3_bucket_ownership_controls"],
      text: #"""
        locals {
          control = {
            id       = "s3-acls-disabled"
            title    = "Access to objects is given by policies only, not by ACLs"
            severity = "medium"
            part     = "rule"
            why      = "ACLs are a second way to give access, object by object, which nobody keeps an eye on, and let uploaders own objects in your bucket."
            fix      = "Set object_ownership to BucketOwnerEnforced."
            aliases  = ["CKV2_AWS_65", "s3_bucket_acl_prohibited"]
            frameworks = {
              fsbp     = ["S3.12"]
              pci_v4_0 = ["7.2.1", "7.2.2", "7.2.5"]
            }
          }
        }

        # Buckets without these controls have been made without ACLs since April 2023.
        resource_policy "aws_s3_bucket_ownership_controls" "enforced" {
          enforce {
            condition     = core::try(attrs.rule[0].object_ownership, null) == "BucketOwnerEnforced"
            error_message = "ACLs count for the bucket."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-block-public-access.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_public_access_block"],
      text: #"""
        # A bucket passes with a block, and the block answers for what it leaves open, so that one mistake is told once. A block for the whole
        # account does as well where it is declared; one that is set elsewhere is seen on the live account only.

        locals {
          control = {
            id       = "s3-block-public-access"
            title    = "Public access to the bucket is blocked"
            severity = "high"
            part     = ""
            why      = "One careless ACL or bucket policy is enough to publish every object; the four blocks make that impossible, whatever anybody writes later."
            fix      = "Declare an aws_s3_bucket_public_access_block for the bucket with all four arguments true."
            aliases  = ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "s3_bucket_level_public_access_block"]
            frameworks = {
              cis_v3_0 = ["2.1.4"]
              cis_v5_0 = ["2.1.4"]
              fsbp     = ["S3.8"]
            }
            patch = { block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }
          }
        }

        resource_policy "aws_s3_bucket" "has_block" {
          locals {
            blocks  = core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })
            account = core::getresources("aws_s3_account_public_access_block", {})
          }
          enforce {
            condition = (
              core::length(local.blocks) > 0 ||
              core::anytrue([for block in core::try(local.account[*], []) : core::alltrue([
                block.block_public_acls == true, block.block_public_policy == true, block.ignore_public_acls == true,
                block.restrict_public_buckets == true,
              ])])
            )
            error_message = "No public access block is declared for the bucket. AWS sets one on new buckets, but nothing keeps it."
          }
        }

        resource_policy "aws_s3_bucket_public_access_block" "complete" {
          enforce {
            condition = core::alltrue([
              attrs.block_public_acls == true, attrs.block_public_policy == true, attrs.ignore_public_acls == true,
              attrs.restrict_public_buckets == true,
            ])
            error_message = "The block leaves a way open: all four of its arguments have to be true."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-encryption-kms.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_server_side_encryption_configuration"],
      text: #"""
        locals {
          control = {
            id       = "s3-encryption-kms"
            title    = "Objects are encrypted with a KMS key"
            severity = "low"
            part     = "rule"
            why      = "AWS encrypts every object, but with a key that needs no permission: whoever may read the bucket reads the data. A KMS key has a policy and a log of its own."
            fix      = "Set sse_algorithm to aws:kms, name your key in kms_master_key_id, and set bucket_key_enabled, which saves most of the calls."
            aliases  = ["CKV_AWS_145", "CKV_AWS_19", "s3_bucket_kms_encryption"]
            frameworks = {
              fsbp     = ["S3.17"]
              soc2     = ["PI1.4"]
              pci_v4_0 = ["3.5.1", "8.3.2"]
            }
          }
        }

        # What is declared for the bucket is judged where it stands.
        resource_policy "aws_s3_bucket" "declared" {
          enforce {
            condition = (core::length(core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id })) > 0 || core::anytrue(core::flatten([
              for configuration in attrs.server_side_encryption_configuration : [
                for rule in configuration.rule : [
                  for default in rule.apply_server_side_encryption_by_default : core::contains(["aws:kms", "aws:kms:dsse"], default.sse_algorithm)
                ]
              ]
            ])))
            error_message = "Objects are encrypted with the key of S3, not with a KMS key."
          }
        }

        resource_policy "aws_s3_bucket_server_side_encryption_configuration" "sound" {
          enforce {
            condition = core::anytrue(core::flatten([
              for rule in attrs.rule : [
                for default in rule.apply_server_side_encryption_by_default : core::contains(["aws:kms", "aws:kms:dsse"], default.sse_algorithm)
              ]
            ]))
            error_message = "Objects are encrypted with the key of S3, not with a KMS key."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-lifecycle.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_lifecycle_configuration"],
      text: #"""
        locals {
          control = {
            id       = "s3-lifecycle"
            title    = "What is no longer needed is removed from the bucket"
            severity = "low"
            part     = "rule"
            why      = "Objects, versions and halves of uploads that nobody removes cost more every month, and are more to lose."
            fix      = "Declare an aws_s3_bucket_lifecycle_configuration for the bucket, with a rule for all objects that also has abort_incomplete_multipart_upload."
            aliases  = ["CKV2_AWS_61", "CKV_AWS_300", "s3_bucket_lifecycle_enabled"]
            frameworks = {
              fsbp     = ["S3.13"]
              pci_v4_0 = ["10.5.1", "3.2.1"]
            }
          }
        }

        # What is declared for the bucket is judged where it stands.
        resource_policy "aws_s3_bucket" "declared" {
          enforce {
            condition     = (core::length(core::getresources("aws_s3_bucket_lifecycle_configuration", { bucket = attrs.id })) > 0 || core::anytrue([for rule in attrs.lifecycle_rule : rule.enabled == true]))
            error_message = "Nothing is ever removed from the bucket: it has no lifecycle configuration."
          }
        }

        resource_policy "aws_s3_bucket_lifecycle_configuration" "sound" {
          enforce {
            condition = core::anytrue([
              for rule in attrs.rule : core::alltrue([
                rule.status == "Enabled",
                core::anytrue([for upload in core::try(rule.abort_incomplete_multipart_upload[*], []) : upload.days_after_initiation != null]),
              ])
            ])
            error_message = "No enabled rule removes uploads that were never finished."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-mfa-delete.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_versioning"],
      text: #"""
        locals {
          control = {
            id       = "s3-mfa-delete"
            title    = "Versions of objects are deleted with a second factor only"
            severity = "medium"
            part     = "versioning_configuration"
            why      = "Versioning keeps nothing from whoever has stolen a key: versions can be deleted for good. With MFA delete a stolen key is not enough."
            fix      = "Set mfa_delete to Enabled in versioning_configuration. AWS accepts it from the root user with a device only: give its serial number and a code in mfa."
            aliases  = ["s3_bucket_no_mfa_delete"]
            frameworks = {
              cis_v3_0 = ["2.1.2"]
              cis_v5_0 = ["2.1.2"]
              fsbp     = ["S3.20"]
              pci_v4_0 = ["10.3.2", "3.5.1.3", "8.4.1"]
            }
          }
        }

        resource_policy "aws_s3_bucket_versioning" "second_factor" {
          enforce {
            condition     = core::try(config.versioning_configuration[0].mfa_delete, null) == "Enabled"
            error_message = "Versions can be deleted without a second factor."
          }
        }

        # The argument of former times.
        resource_policy "aws_s3_bucket" "second_factor" {
          filter = core::length(attrs.versioning) > 0
          enforce {
            condition     = core::try(attrs.versioning[0].mfa_delete, null) == true
            error_message = "Versions can be deleted without a second factor."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-no-public-acl.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_acl"],
      text: #"""
        locals {
          control = {
            id       = "s3-no-public-acl"
            title    = "No ACL opens the bucket to everybody"
            severity = "critical"
            part     = "acl"
            why      = "An ACL for AllUsers lets anybody on the internet list or change the bucket; AuthenticatedUsers means everybody with any AWS account at all."
            fix      = "Leave the ACL out or set it to private, and give access by a bucket policy to named principals."
            aliases  = ["CKV_AWS_20", "CKV_AWS_57", "CKV2_AWS_43", "CKV_AWS_375", "s3_bucket_public_access"]
            frameworks = {
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
                "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
                "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
                "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
              ]
              soc2     = ["CC6.1"]
              pci_v4_0 = ["1.2.8", "1.3.1"]
            }
            patch = { acl = "private" }
          }
        }

        locals {
          canned = ["public-read", "public-read-write", "website", "authenticated-read"]
          groups = [
            "http://acs.amazonaws.com/groups/global/AllUsers", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
          ]
        }

        resource_policy "aws_s3_bucket_acl" "private" {
          enforce {
            condition     = attrs.acl == null || !core::contains(local.canned, attrs.acl)
            error_message = "The ACL opens the bucket to everybody."
          }
          enforce {
            condition = !core::anytrue([
              for policy in core::try(attrs.access_control_policy[*], []) : core::anytrue([
                for grant in policy.grant : core::anytrue([
                  for grantee in grant.grantee : grantee.uri != null && core::contains(local.groups, grantee.uri)
                ])
              ])
            ])
            error_message = "A grant of the ACL opens the bucket to everybody."
          }
        }

        # The arguments of former times.
        resource_policy "aws_s3_bucket" "private" {
          filter = config.acl != null || core::try(core::length(config.grant), 0) > 0
          enforce {
            condition     = config.acl == null || !core::contains(local.canned, config.acl)
            error_message = "The ACL opens the bucket to everybody."
          }
          enforce {
            condition     = !core::anytrue([for grant in core::try(config.grant[*], []) : grant.uri != null && core::contains(local.groups, grant.uri)])
            error_message = "A grant opens the bucket to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-object-lock.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_object_lock_configuration"],
      text: #"""
        locals {
          control = {
            id       = "s3-object-lock"
            title    = "Backups and trails cannot be deleted before their time"
            severity = "low"
            part     = ""
            why      = "Whoever takes over the account deletes its backups and logs first. Locked objects stay, whoever asks."
            fix      = "Set object_lock_enabled on the bucket, and declare an aws_s3_bucket_object_lock_configuration with a default retention."
            aliases  = ["CKV_AWS_143", "s3_bucket_object_lock"]
            frameworks = {
              fsbp     = ["S3.15"]
              soc2     = ["PI1.5"]
              pci_v4_0 = ["10.3.4"]
            }
          }
        }

        # Other buckets are not asked to: what may never be deleted cannot be cleaned up, either.
        resource_policy "aws_s3_bucket" "locked" {
          filter = core::anytrue([
            core::length(core::getresources("aws_cloudtrail", { s3_bucket_name = attrs.id })) > 0,
            core::try(core::contains_substring(config.bucket, "backup"), false),
            core::try(core::contains_substring(config.bucket_prefix, "backup"), false),
          ])
          enforce {
            condition = core::anytrue([
              config.object_lock_enabled == true,
              core::length(core::getresources("aws_s3_bucket_object_lock_configuration", { bucket = attrs.id })) > 0,
              core::anytrue([for lock in attrs.object_lock_configuration : lock.object_lock_enabled == "Enabled"]),
            ])
            error_message = "Objects of this bucket can be deleted at any time, although it holds backups or the logs of a trail."
          }
        }

        resource_policy "aws_s3_bucket_object_lock_configuration" "retains" {
          enforce {
            condition = core::anytrue(core::flatten([
              for rule in attrs.rule : [
                for retention in rule.default_retention : plumb::given(retention.days) || plumb::given(retention.years)
              ]
            ]))
            error_message = "Without a default retention only objects are locked whose uploader says so."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-policy-no-any-principal.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_policy"],
      text: #"""
        locals {
          control = {
            id       = "s3-policy-no-any-principal"
            title    = "The bucket policy lets in nobody unnamed"
            severity = "critical"
            part     = "policy"
            why      = "A statement for everybody without a condition on who asks publishes the bucket: objects are found by search engines and scanners, and writable ones are filled with malware."
            fix      = "Name accounts, roles or services as principals, or restrict the statement by aws:PrincipalOrgID, aws:SourceVpce or the like. Serve public files by CloudFront."
            aliases  = ["CKV_AWS_70", "s3_bucket_policy_public_write_access"]
            frameworks = {
              fsbp = ["S3.3"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-2(6)", "AC-3", "AC-3(7)", "AC-4(21)",
                "AC-6", "CM-6a", "CM-9b", "MP-2", "SC-25", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(2)", "SC-7(20)",
                "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(3)", "SC-7(7)",
                "SC-7(9)(a)", "SC-7a", "SC-7b", "SC-7c"
              ]
            }
          }
        }

        locals {
          # What tells who asks, or from where: with one of these a statement for everybody is not for the public.
          restricting = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourcevpc", "aws:sourcevpce",
            "aws:sourceip", "aws:vpcsourceip", "aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:userid",
          "aws:principalservicename", "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "kms:calleraccount"]
          tests = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"]
        }

        resource_policy "aws_s3_bucket_policy" "named" {
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(attrs.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy allows something to everybody."
          }
        }

        # The argument of former times.
        resource_policy "aws_s3_bucket" "named" {
          filter = config.policy != null
          enforce {
            condition = !core::anytrue([
              for statement in plumb::statements(config.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "allow",
                # Who is not excepted is everybody, too.
                core::length(statement.not_principals) > 0 || core::anytrue([
                  for principal in statement.principals :
                  core::contains(["*", "AWS"], principal.type) && core::contains(principal.identifiers, "*")
                ]),
                !core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(local.tests, core::replace(core::lower(condition.test), "/^for(any|all)values:/", "")),
                    core::contains(local.restricting, core::lower(condition.variable)),
                    !core::anytrue([for value in condition.values : core::contains(["*", "0.0.0.0/0", "::/0"], value)]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy allows something to everybody."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-replication.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_replication_configuration"],
      text: #"""
        # In which region the copy stands cannot be told from the configuration of the bucket alone.

        locals {
          control = {
            id       = "s3-replication"
            title    = "Objects are copied into another bucket"
            severity = "low"
            part     = "rule"
            why      = "A bucket stands in one region: when that is down, or the bucket is emptied, a copy elsewhere is what is left."
            fix      = "Declare an aws_s3_bucket_replication_configuration with an enabled rule whose destination is a bucket in another region or account. Both need versioning."
            aliases  = ["CKV_AWS_144", "s3_bucket_cross_region_replication"]
          }
        }

        # What is declared for the bucket is judged where it stands.
        resource_policy "aws_s3_bucket" "declared" {
          enforce {
            condition     = (core::length(core::getresources("aws_s3_bucket_replication_configuration", { bucket = attrs.id })) > 0 || core::length(attrs.replication_configuration) > 0)
            error_message = "Objects of the bucket are copied nowhere."
          }
        }

        resource_policy "aws_s3_bucket_replication_configuration" "sound" {
          enforce {
            condition     = core::anytrue([for rule in attrs.rule : rule.status == "Enabled"])
            error_message = "No rule of the replication is enabled."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-tls-only.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_policy"],
      text: #"""
        locals {
          control = {
            id       = "s3-tls-only"
            title    = "The bucket refuses requests without encryption in transit"
            severity = "medium"
            part     = "policy"
            why      = "S3 answers plain HTTP as well: whoever sits on the way reads objects and can replay signed requests."
            fix      = "Add a statement to the bucket policy that denies s3:* to everybody, on the bucket and its objects, where aws:SecureTransport is false."
            aliases  = ["CKV_AWS_379", "s3_bucket_secure_transport_policy"]
            frameworks = {
              cis_v3_0 = ["2.1.1"]
              cis_v5_0 = ["2.1.1"]
              fsbp     = ["S3.5"]
              nist_800_53_r5 = [
                "AC-17(2)", "AC-24(1)", "AC-4", "AC-4(22)", "AU-9(3)", "CA-9b", "CM-6a", "CM-9b", "IA-5(1)(c)",
                "PM-11b", "PM-17b", "SC-13a", "SC-16(1)", "SC-23", "SC-7(4)(b)", "SC-7(4)(g)", "SC-7(5)", "SC-8",
                "SC-8(1)", "SC-8(2)", "SC-8(3)", "SC-8(4)", "SC-8(5)", "SI-1a.2"
              ]
              pci_v4_0 = ["1.2.5", "2.2.5", "2.2.7"]
            }
          }
        }

        resource_policy "aws_s3_bucket_policy" "encrypted" {
          enforce {
            condition = core::anytrue([
              for statement in plumb::statements(attrs.policy) : core::alltrue([
                core::try(core::lower(statement.effect), "") == "deny",
                core::anytrue([for principal in statement.principals : core::contains(principal.identifiers, "*")]),
                core::anytrue([for action in statement.actions : core::contains(["*", "s3:*"], core::lower(action))]),
                core::anytrue([for resource in statement.resources : core::endswith(resource, "*")]),
                core::anytrue([
                  for condition in statement.conditions : core::alltrue([
                    core::contains(["bool", "boolifexists"], core::lower(condition.test)),
                    core::lower(condition.variable) == "aws:securetransport",
                    core::anytrue([for value in condition.values : core::lower(value) == "false"]),
                  ])
                ]),
              ])
            ])
            error_message = "The policy lets requests over plain HTTP in."
          }
        }

        # Whether a policy that is declared for the bucket is good enough is said of the policy.
        resource_policy "aws_s3_bucket" "encrypted" {
          enforce {
            condition = (
              core::length(core::getresources("aws_s3_bucket_policy", { bucket = attrs.id })) > 0 ||
              config.policy != null && core::anytrue([
                for statement in plumb::statements(config.policy) : core::alltrue([
                  core::try(core::lower(statement.effect), "") == "deny",
                  core::anytrue([for principal in statement.principals : core::contains(principal.identifiers, "*")]),
                  core::anytrue([for action in statement.actions : core::contains(["*", "s3:*"], core::lower(action))]),
                  core::anytrue([for resource in statement.resources : core::endswith(resource, "*")]),
                  core::anytrue([
                    for condition in statement.conditions : core::alltrue([
                      core::contains(["bool", "boolifexists"], core::lower(condition.test)),
                      core::lower(condition.variable) == "aws:securetransport",
                      core::anytrue([for value in condition.values : core::lower(value) == "false"]),
                    ])
                  ]),
                ])
              ])
            )
            error_message = "The bucket has no policy that refuses plain HTTP."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/s3/s3-versioning.policy.hcl", targets: ["resource aws_s3_bucket", "resource aws_s3_bucket_versioning"],
      text: #"""
        locals {
          control = {
            id       = "s3-versioning"
            title    = "Earlier versions of objects are kept"
            severity = "medium"
            part     = "versioning_configuration"
            why      = "Without versions, what is overwritten or deleted, by mistake or for ransom, is gone."
            fix      = "Declare an aws_s3_bucket_versioning for the bucket with the status Enabled, and a lifecycle rule that ends old versions."
            aliases  = ["CKV_AWS_21", "s3_bucket_object_versioning"]
            frameworks = {
              fsbp = ["S3.14"]
              nist_800_53_r5 = [
                "AU-9(2)", "CP-10", "CP-10(2)", "cp_1_2", "CP-2(5)", "CP-6(1)", "CP-6(2)", "CP-6a", "CP-9a", "CP-9b",
                "CP-9c", "PM-11b", "PM-17b", "SC-16(1)", "SC-5(2)", "SI-13(5)", "SI-1a.2"
              ]
              soc2     = ["CC7.4", "A1.1", "C1.2", "PI1.5"]
              pci_v4_0 = ["10.3.4"]
            }
          }
        }

        # What is declared for the bucket is judged where it stands.
        resource_policy "aws_s3_bucket" "declared" {
          enforce {
            condition     = (core::length(core::getresources("aws_s3_bucket_versioning", { bucket = attrs.id })) > 0 || core::anytrue([for versioning in attrs.versioning : versioning.enabled == true]))
            error_message = "The bucket keeps no earlier versions of objects."
          }
        }

        resource_policy "aws_s3_bucket_versioning" "sound" {
          enforce {
            condition     = core::try(attrs.versioning_configuration[0].status, null) == "Enabled"
            error_message = "Versioning is not enabled."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/secretsmanager/secrets-rotation.policy.hcl", targets: ["resource aws_secretsmanager_secret", "resource aws_secretsmanager_secret_rotation"],
      text: #"""
        locals {
          control = {
            id       = "secrets-rotation"
            title    = "Secrets are replaced every 90 days at the latest"
            severity = "medium"
            part     = "rotation_rules"
            why      = "A password that was copied somewhere works until it is changed. Rotation ends that without anybody having to notice."
            fix      = "Declare an aws_secretsmanager_secret_rotation for the secret with automatically_after_days of 90 or less."
            aliases  = ["CKV2_AWS_57", "CKV_AWS_304", "secretsmanager_automatic_rotation_enabled"]
            frameworks = {
              fsbp = ["SecretsManager.1"]
              nist_800_53_r5 = [
                "AC-24", "AC-2(1)", "AC-3(12)(a)", "AC-3(13)", "AC-3(15)(a)", "AC-3(15)(b)", "AC-3(3)", "AC-3(3)(a)",
                "AC-3(3)(b)(1)", "AC-3(3)(b)(2)", "AC-3(3)(b)(3)", "AC-3(3)(b)(4)", "AC-3(3)(b)(5)", "AC-3(3)(c)",
                "AC-3(4)", "AC-3(4)(a)", "AC-3(4)(b)", "AC-3(4)(c)", "AC-3(4)(d)", "AC-3(4)(e)", "AC-3(8)", "AC-4(28)",
                "CM-5(1)(a)", "SC-23(3)"
              ]
              pci_v4_0 = ["3.5.1", "8.2.2"]
            }
          }
        }

        resource_policy "aws_secretsmanager_secret" "rotates" {
          enforce {
            condition = core::anytrue([
              core::length(core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.id })) > 0,
              # A secret's ARN is its id, too.
              core::length(core::getresources("aws_secretsmanager_secret_rotation", { secret_id = attrs.arn })) > 0,
            ])
            error_message = "The secret is never replaced."
          }
        }

        resource_policy "aws_secretsmanager_secret_rotation" "often" {
          locals {
            rules    = core::try(attrs.rotation_rules[0], null)
            days     = core::try(local.rules.automatically_after_days, null)
            schedule = core::try(local.rules.schedule_expression, null)
            # When a cron expression comes due is not worked out here.
            is_often = (
              local.days != null ? local.days <= 90 :
              !plumb::given(local.schedule) ? false :
              core::can(core::regex("^rate\\((\\d+) hours?\\)$", local.schedule)) ? true :
              core::can(core::regex("^rate\\((\\d+) days?\\)$", local.schedule)) ?
              core::tonumber(core::regex("^rate\\((\\d+) days?\\)$", local.schedule)[0]) <= 90 :
              core::getdatasource("schedule", local.schedule).days <= 90
            )
          }
          enforce {
            condition     = local.is_often
            error_message = "The secret is replaced less often than every 90 days."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/securityhub/securityhub-on.policy.hcl", targets: ["resource aws_securityhub_account"],
      text: #"""
        # Judged where the configuration declares Security Hub: that an account does not have it at all can only be told by looking at the account.

        locals {
          control = {
            id       = "securityhub-on"
            title    = "Security Hub is on, and checks by a standard"
            severity = "medium"
            part     = "enable_default_standards"
            why      = "Security Hub without a standard collects what others find and checks nothing by itself."
            fix      = "Leave enable_default_standards out, or declare an aws_securityhub_standards_subscription."
            aliases  = ["securityhub_enabled"]
            frameworks = {
              cis_v3_0 = ["4.16"]
              cis_v5_0 = ["4.16"]
              nist_800_53_r5 = [
                "AU-12(3)", "AU-14a", "AU-14b", "AU-6(1)", "AU-6(5)", "CA-2d", "CA-7", "CA-7b", "PM-14a.1", "PM-14b",
                "PM-31"
              ]
              soc2     = ["CC3.1", "CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4"]
              pci_v4_0 = ["10.2.1.1", "10.4.1.1", "10.4.1"]
            }
          }
        }

        resource_policy "aws_securityhub_account" "checks" {
          enforce {
            condition = (
              attrs.enable_default_standards == null || attrs.enable_default_standards == true ||
              core::length(core::getresources("aws_securityhub_standards_subscription", {})) > 0
            )
            error_message = "Security Hub is on, but checks by no standard."
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
    EmbeddedControl(
      path: "Controls/aws/ssm/ssm-secure-string.policy.hcl", targets: ["resource aws_ssm_parameter"],
      text: #"""
        locals {
          control = {
            id       = "ssm-secure-string"
            title    = "Secrets in the parameter store are encrypted"
            severity = "medium"
            part     = "type"
            why      = "A parameter of the type String is shown to everybody who may read parameters, in the console and in logs of deployments."
            fix      = "Set type to SecureString, and name your own key in key_id where not everybody of the account may read it."
            aliases  = ["CKV2_AWS_34"]
            patch    = { type = "SecureString" }
          }
        }

        locals {
          # How secrets are called. Only parameters with such a name are judged: others hold settings.
          words = [
            "password", "PASSWORD", "Password", "passwd", "PASSWD", "Passwd", "passphrase", "PASSPHRASE", "Passphrase",
            "secret", "SECRET", "Secret", "token", "TOKEN", "Token", "api_key", "API_KEY", "Api_key", "api-key",
            "API-KEY", "Api-key", "apikey", "APIKEY", "Apikey", "private_key", "PRIVATE_KEY", "Private_key",
            "private-key", "PRIVATE-KEY", "Private-key", "credential", "CREDENTIAL", "Credential", "ApiKey", "APIKey",
            "PrivateKey", "privateKey", "apiKey"
          ]
          ends = ["arn", "Arn", "ARN", "_id", "-id", "_name", "-name", "_url", "-url"]
        }

        resource_policy "aws_ssm_parameter" "encrypted" {
          # What only says where a secret is, is none.
          filter = (
            core::anytrue([for word in local.words : core::contains_substring(attrs.name, word)]) &&
            !core::anytrue([for end in local.ends : core::endswith(attrs.name, end)])
          )
          enforce {
            condition     = attrs.type == "SecureString"
            error_message = "By its name the parameter holds a secret, and it is not encrypted."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/default-sg-closed.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_vpc"],
      text: #"""
        locals {
          control = {
            id       = "default-sg-closed"
            title    = "The default security group of a network lets nothing through"
            severity = "medium"
            part     = "ingress"
            why      = "Whatever is started without naming a group gets the default one, in which everything reaches everything; it should reach nothing."
            fix      = "Declare an aws_default_security_group for the VPC without ingress and egress: the provider takes all rules out of it."
            aliases  = ["CKV2_AWS_12", "ec2_securitygroup_default_restrict_traffic"]
            frameworks = {
              cis_v3_0 = ["5.4"]
              cis_v5_0 = ["5.5"]
              fsbp     = ["EC2.2"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(4)(a)", "AC-17(9)", "AC-17b", "AC-4(21)", "CM-6a", "CM-9b", "SC-7(11)",
                "SC-7(12)", "SC-7(16)", "SC-7(21)", "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)",
                "SC-7(5)", "SC-7(7)", "SC-7a", "SC-7c"
              ]
            }
          }
        }

        # Without blocks the provider removes all rules of the group. Every rule has a protocol; one that is unknown may not be there at all.
        resource_policy "aws_default_security_group" "closed" {
          enforce {
            condition     = core::alltrue([for rule in core::concat(core::try(config.ingress[*], []), core::try(config.egress[*], [])) : rule.protocol == null])
            error_message = "The default security group has rules."
          }
        }

        # What rules its default group has is said of the group.
        resource_policy "aws_vpc" "closed" {
          enforce {
            condition     = core::length(core::getresources("aws_default_security_group", { vpc_id = attrs.id })) > 0
            error_message = "The default security group of the VPC is left as AWS makes it: everything in it reaches everything."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/nacl-no-open-admin.policy.hcl", targets: ["resource aws_default_network_acl", "resource aws_network_acl", "resource aws_network_acl_rule"],
      text: #"""
        locals {
          control = {
            id       = "nacl-no-open-admin"
            title    = "No network ACL lets the internet in on ports of administration"
            severity = "medium"
            part     = "ingress"
            why      = "The ACL is the second wall behind security groups. Open for SSH and Remote Desktop it does not help on the day when a group is opened by mistake."
            fix      = "Allow ports 22 and 3389 from known address ranges only, or deny them by a rule with a lower number."
            aliases  = ["CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352", "ec2_networkacl_allow_ingress_tcp_port_22", "ec2_networkacl_allow_ingress_tcp_port_3389", "ec2_networkacl_allow_ingress_any_port"]
            frameworks = {
              cis_v3_0 = ["5.1"]
              cis_v5_0 = ["5.2"]
              fsbp     = ["EC2.21"]
              soc2     = ["CC6.6"]
            }
          }
        }

        resource_policy "aws_network_acl" "closed" {
          enforce {
            condition = !core::anytrue(core::flatten([
              for rule in core::try(config.ingress[*], []) : [
                for port in [22, 3389] : core::alltrue([
                  core::lower(rule.action) == "allow", (core::try(core::endswith(rule.cidr_block, "/0"), false) || core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false)), (
                    core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                    core::contains(["tcp", "6"], core::lower(rule.protocol)) && core::try(rule.from_port <= port && port <= rule.to_port, false)
                  ),
                  !core::anytrue([
                    for other in config.ingress : core::alltrue([
                      core::lower(other.action) == "deny", other.rule_no < rule.rule_no, (
                        core::contains(["-1", "all"], core::lower(other.protocol)) ||
                        core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
                      ),
                      core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(rule.cidr_block, "/0"), false),
                      core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false),
                    ])
                  ]),
                ])
              ]
            ]))
            error_message = "The internet is let in on port 22 or 3389."
          }
        }

        resource_policy "aws_default_network_acl" "closed" {
          enforce {
            condition = !core::anytrue(core::flatten([
              for rule in core::try(config.ingress[*], []) : [
                for port in [22, 3389] : core::alltrue([
                  core::lower(rule.action) == "allow", (core::try(core::endswith(rule.cidr_block, "/0"), false) || core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false)), (
                    core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                    core::contains(["tcp", "6"], core::lower(rule.protocol)) && core::try(rule.from_port <= port && port <= rule.to_port, false)
                  ),
                  !core::anytrue([
                    for other in config.ingress : core::alltrue([
                      core::lower(other.action) == "deny", other.rule_no < rule.rule_no, (
                        core::contains(["-1", "all"], core::lower(other.protocol)) ||
                        core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
                      ),
                      core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(rule.cidr_block, "/0"), false),
                      core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(rule.ipv6_cidr_block, "/0"), false),
                    ])
                  ]),
                ])
              ]
            ]))
            error_message = "The internet is let in on port 22 or 3389."
          }
        }

        resource_policy "aws_network_acl_rule" "closed" {
          filter = attrs.egress == null || attrs.egress == false
          locals {
            others = core::getresources("aws_network_acl_rule", { network_acl_id = attrs.network_acl_id })
          }
          enforce {
            condition = !core::anytrue([
              for port in [22, 3389] : core::alltrue([
                core::lower(attrs.rule_action) == "allow", (core::try(core::endswith(attrs.cidr_block, "/0"), false) || core::try(core::endswith(attrs.ipv6_cidr_block, "/0"), false)), (
                  core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
                  core::contains(["tcp", "6"], core::lower(attrs.protocol)) && core::try(attrs.from_port <= port && port <= attrs.to_port, false)
                ),
                !core::anytrue([
                  for other in local.others : core::alltrue([
                    core::lower(other.rule_action) == "deny", other.egress != true, other.rule_number < attrs.rule_number, (
                      core::contains(["-1", "all"], core::lower(other.protocol)) ||
                      core::contains(["tcp", "6"], core::lower(other.protocol)) && core::try(other.from_port <= port && port <= other.to_port, false)
                    ),
                    core::try(core::endswith(other.cidr_block, "/0"), false) == core::try(core::endswith(attrs.cidr_block, "/0"), false),
                    core::try(core::endswith(other.ipv6_cidr_block, "/0"), false) == core::try(core::endswith(attrs.ipv6_cidr_block, "/0"), false),
                  ])
                ]),
              ])
            ])
            error_message = "The internet is let in on port 22 or 3389."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/no-default-vpc.policy.hcl", targets: ["resource aws_default_subnet", "resource aws_default_vpc", "resource aws_security_group"],
      text: #"""
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
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-description.policy.hcl", targets: ["resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_egress_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        locals {
          control = {
            id       = "sg-description"
            title    = "Security groups and their rules say what they are for"
            severity = "info"
            part     = "description"
            why      = "Nobody dares to close a port of which nobody knows why it is open."
            fix      = "Write a description for the group and for each of its rules: who needs it, and why."
            aliases  = ["CKV_AWS_23"]
          }
        }

        # Without a description the provider writes one that says nothing.
        resource_policy "aws_security_group" "described" {
          enforce {
            condition     = plumb::given(config.description) && config.description != "Managed by Terraform"
            error_message = "The group does not say what it is for."
          }
          enforce {
            condition     = core::alltrue([for rule in core::try(config.ingress[*], []) : plumb::given(rule.description)])
            error_message = "An ingress rule does not say what it is for."
          }
          enforce {
            condition     = core::alltrue([for rule in core::try(config.egress[*], []) : plumb::given(rule.description)])
            error_message = "An egress rule does not say what it is for."
          }
        }

        resource_policy "aws_security_group_rule" "described" {
          enforce {
            condition     = plumb::given(attrs.description)
            error_message = "The rule does not say what it is for."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "described" {
          enforce {
            condition     = plumb::given(attrs.description)
            error_message = "The rule does not say what it is for."
          }
        }

        resource_policy "aws_vpc_security_group_egress_rule" "described" {
          enforce {
            condition     = plumb::given(attrs.description)
            error_message = "The rule does not say what it is for."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-all.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        # What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
        # they stand. An address range of length 0 is the whole internet, however it is written.

        locals {
          control = {
            id       = "sg-no-open-all"
            title    = "No security group lets the internet in on every port"
            severity = "critical"
            part     = "ingress"
            why      = "Whoever scans the address finds every service behind it, also those that were never meant to be seen: databases, debug ports, agents."
            fix      = "Write one rule for each port that is meant to be reached, and name the address ranges or security groups that may reach it."
            aliases  = ["CKV_AWS_277", "ec2_securitygroup_allow_ingress_from_internet_to_all_ports", "ec2_securitygroup_allow_ingress_from_internet_to_any_port"]
            frameworks = {
              cis_v3_0 = ["5.2", "5.3"]
              cis_v5_0 = ["5.3", "5.4"]
              soc2     = ["CC6.6"]
            }
          }
        }

        resource_policy "aws_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6", "udp", "17"], core::lower(rule.protocol)) &&
                core::try(rule.from_port <= 1 && rule.to_port >= 65535, false)
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on every port."
          }
        }

        resource_policy "aws_default_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6", "udp", "17"], core::lower(rule.protocol)) &&
                core::try(rule.from_port <= 1 && rule.to_port >= 65535, false)
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on every port."
          }
        }

        resource_policy "aws_security_group_rule" "closed" {
          filter = attrs.type == "ingress"
          locals {
            open = (
              core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
              core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
              ) && (
              core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
              core::contains(["tcp", "6", "udp", "17"], core::lower(attrs.protocol)) &&
              core::try(attrs.from_port <= 1 && attrs.to_port >= 65535, false)
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on every port."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
          locals {
            open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
              core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
              core::contains(["tcp", "6", "udp", "17"], core::lower(attrs.ip_protocol)) &&
              core::try(attrs.from_port <= 1 && attrs.to_port >= 65535, false)
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on every port."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-db-ports.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        # What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
        # they stand. An address range of length 0 is the whole internet, however it is written.

        locals {
          control = {
            id       = "sg-no-open-db-ports"
            title    = "No security group lets the internet in on the port of a database or cache"
            severity = "high"
            part     = "ingress"
            why      = "Databases and caches are made for the inside of a network: many ask for no password at first, and all of them are searched for by scanners."
            fix      = "Let in the security group of the application instead of 0.0.0.0/0."
            aliases  = ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211", "ec2_securitygroup_allow_ingress_from_internet_to_port_mongodb_27017_27018", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601"]
            frameworks = {
              soc2 = ["CC6.6"]
            }
          }
        }

        locals {
          ports = [1433, 1521, 3306, 5432, 6379, 9200, 11211, 27017]
        }

        resource_policy "aws_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on the port of a database or cache."
          }
        }

        resource_policy "aws_default_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on the port of a database or cache."
          }
        }

        resource_policy "aws_security_group_rule" "closed" {
          filter = attrs.type == "ingress"
          locals {
            open = (
              core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
              core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
              ) && (
              core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on the port of a database or cache."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
          locals {
            open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
              core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on the port of a database or cache."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-egress.policy.hcl", targets: ["resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_egress_rule"],
      text: #"""
        locals {
          control = {
            id       = "sg-no-open-egress"
            title    = "Security groups let out only what is needed"
            severity = "low"
            part     = "egress"
            why      = "Malware on a machine calls home and sends data away over whatever port is open; where only known ones are, most of that fails."
            fix      = "Write egress rules for the ports, ranges and prefix lists that the machine needs."
            aliases  = ["CKV_AWS_382"]
          }
        }

        # A group in a VPC without egress blocks lets out nothing: the provider removes the rule that AWS makes.
        resource_policy "aws_security_group" "narrow" {
          enforce {
            condition = !core::anytrue([
              for rule in core::try(config.egress[*], []) : core::contains(["-1", "all"], core::lower(rule.protocol)) &&
              (core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) || core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")]))
            ])
            error_message = "Everything is let out to everywhere."
          }
        }

        resource_policy "aws_security_group_rule" "narrow" {
          filter = attrs.type == "egress"
          enforce {
            condition = !(core::contains(["-1", "all"], core::lower(attrs.protocol)) &&
            (core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) || core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])))
            error_message = "Everything is let out to everywhere."
          }
        }

        resource_policy "aws_vpc_security_group_egress_rule" "narrow" {
          enforce {
            condition = !(core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) && (
              core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)
            ))
            error_message = "Everything is let out to everywhere."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-http.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        # What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
        # they stand. An address range of length 0 is the whole internet, however it is written.

        locals {
          control = {
            id       = "sg-no-open-http"
            title    = "No security group but that of a load balancer lets the internet in on port 80"
            severity = "medium"
            part     = "ingress"
            why      = "Port 80 is unencrypted: what passes can be read and changed on the way. A server behind it is reached without the load balancer, its logs and its firewall."
            fix      = "Put a load balancer in front, let in only its security group, and redirect from 80 to 443 there."
            aliases  = ["CKV_AWS_260"]
          }
        }

        locals {
          ports = [80]
        }

        resource_policy "aws_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
            balancers = core::anytrue([
              for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.id })) > 0
            ])
          }
          enforce {
            condition     = !local.open || local.balancers
            error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
          }
        }

        resource_policy "aws_default_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
            balancers = core::anytrue([
              for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.id })) > 0
            ])
          }
          enforce {
            condition     = !local.open || local.balancers
            error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
          }
        }

        resource_policy "aws_security_group_rule" "closed" {
          filter = attrs.type == "ingress"
          locals {
            open = (
              core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
              core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
              ) && (
              core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
            balancers = core::anytrue([
              for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.security_group_id })) > 0
            ])
          }
          enforce {
            condition     = !local.open || local.balancers
            error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
          locals {
            open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
              core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
            balancers = core::anytrue([
              for type in ["aws_lb", "aws_alb", "aws_elb"] : core::length(core::getresources(type, { security_groups = attrs.security_group_id })) > 0
            ])
          }
          enforce {
            condition     = !local.open || local.balancers
            error_message = "Everybody on the internet is let in on port 80, and it is not the security group of a load balancer."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-rdp.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        # What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
        # they stand. An address range of length 0 is the whole internet, however it is written.

        locals {
          control = {
            id       = "sg-no-open-rdp"
            title    = "No security group lets the internet in on the port of Remote Desktop"
            severity = "high"
            part     = "ingress"
            why      = "Open Remote Desktop is the most usual way in for ransomware: passwords are tried without end, and the protocol has had holes that need none."
            fix      = "Name the addresses of your offices or of a gateway instead of 0.0.0.0/0, or close port 3389 and use Fleet Manager."
            aliases  = ["CKV_AWS_25", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389"]
            frameworks = {
              cis_v3_0 = ["5.2", "5.3"]
              cis_v5_0 = ["5.3", "5.4"]
              fsbp     = ["EC2.14"]
              soc2     = ["CC6.6"]
            }
          }
        }

        locals {
          ports = [3389]
        }

        resource_policy "aws_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 3389 (Remote Desktop)."
          }
        }

        resource_policy "aws_default_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 3389 (Remote Desktop)."
          }
        }

        resource_policy "aws_security_group_rule" "closed" {
          filter = attrs.type == "ingress"
          locals {
            open = (
              core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
              core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
              ) && (
              core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 3389 (Remote Desktop)."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
          locals {
            open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
              core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 3389 (Remote Desktop)."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/sg-no-open-ssh.policy.hcl", targets: ["resource aws_default_security_group", "resource aws_security_group", "resource aws_security_group_rule", "resource aws_vpc_security_group_ingress_rule"],
      text: #"""
        # What is not written is read from `config`: a group without ingress blocks has no rules of its own, and those beside it are judged where
        # they stand. An address range of length 0 is the whole internet, however it is written.

        locals {
          control = {
            id       = "sg-no-open-ssh"
            title    = "No security group lets the internet in on the port of SSH"
            severity = "high"
            part     = "ingress"
            why      = "Open SSH is found by scanners within minutes; from then on one leaked key, weak password or hole in the daemon gives away the machine."
            fix      = "Name the addresses of your offices or of a bastion instead of 0.0.0.0/0, or close port 22 and log in by Session Manager."
            aliases  = ["CKV_AWS_24", "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22"]
            frameworks = {
              cis_v3_0 = ["5.2", "5.3"]
              cis_v5_0 = ["5.3", "5.4"]
              fsbp     = ["EC2.13"]
              nist_800_53_r5 = [
                "AC-17(1)", "AC-17(10)", "AC-17(9)", "AC-17b", "CM-9b", "SC-7(11)", "SC-7(12)", "SC-7(16)", "SC-7(21)",
                "SC-7(24)(b)", "SC-7(25)", "SC-7(26)", "SC-7(27)", "SC-7(28)", "SC-7(7)", "SC-7a", "SC-7c"
              ]
              soc2     = ["CC6.6", "CC7.2"]
              pci_v4_0 = ["1.2.8", "1.3.1", "1.3.2"]
            }
          }
        }

        locals {
          ports = [22]
        }

        resource_policy "aws_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 22 (SSH)."
          }
        }

        resource_policy "aws_default_security_group" "closed" {
          locals {
            open = core::anytrue([
              for rule in core::try(config.ingress[*], []) : (
                core::anytrue([for range in core::try(rule.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
                core::anytrue([for range in core::try(rule.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
                ) && (
                core::contains(["-1", "all"], core::lower(rule.protocol)) ||
                core::contains(["tcp", "6"], core::lower(rule.protocol)) &&
                core::anytrue([for port in local.ports : core::try(rule.from_port <= port && port <= rule.to_port, false)])
              )
            ])
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 22 (SSH)."
          }
        }

        resource_policy "aws_security_group_rule" "closed" {
          filter = attrs.type == "ingress"
          locals {
            open = (
              core::anytrue([for range in core::try(attrs.cidr_blocks[*], []) : core::endswith(range, "/0")]) ||
              core::anytrue([for range in core::try(attrs.ipv6_cidr_blocks[*], []) : core::endswith(range, "/0")])
              ) && (
              core::contains(["-1", "all"], core::lower(attrs.protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 22 (SSH)."
          }
        }

        resource_policy "aws_vpc_security_group_ingress_rule" "closed" {
          locals {
            open = (core::try(core::endswith(attrs.cidr_ipv4, "/0"), false) || core::try(core::endswith(attrs.cidr_ipv6, "/0"), false)) && (
              core::contains(["-1", "all"], core::lower(attrs.ip_protocol)) ||
              core::contains(["tcp", "6"], core::lower(attrs.ip_protocol)) &&
              core::anytrue([for port in local.ports : core::try(attrs.from_port <= port && port <= attrs.to_port, false)])
            )
          }
          enforce {
            condition     = !local.open
            error_message = "Everybody on the internet is let in on port 22 (SSH)."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/subnet-no-auto-public-ip.policy.hcl", targets: ["resource aws_default_subnet", "resource aws_subnet"],
      text: #"""
        locals {
          control = {
            id       = "subnet-no-auto-public-ip"
            title    = "Machines in a subnet get no public address by themselves"
            severity = "medium"
            part     = "map_public_ip_on_launch"
            why      = "Whatever is started there is on the internet at once, also what nobody meant to be."
            fix      = "Set map_public_ip_on_launch to false, and give public addresses to load balancers and NAT gateways only."
            aliases  = ["CKV_AWS_130", "vpc_subnet_no_public_ip_by_default"]
            frameworks = {
              fsbp = ["EC2.15"]
              soc2 = ["CC6.6"]
            }
            patch = { map_public_ip_on_launch = false }
          }
        }

        resource_policy "aws_subnet" "private" {
          enforce {
            condition     = attrs.map_public_ip_on_launch == null || attrs.map_public_ip_on_launch == false
            error_message = "Machines in the subnet get a public address by themselves."
          }
        }

        # A default subnet gives them unless it is told not to.
        resource_policy "aws_default_subnet" "private" {
          enforce {
            condition     = attrs.map_public_ip_on_launch == false
            error_message = "Machines in the default subnet get a public address by themselves."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/vpc-endpoint-acceptance.policy.hcl", targets: ["resource aws_vpc_endpoint_service"],
      text: #"""
        locals {
          control = {
            id       = "vpc-endpoint-acceptance"
            title    = "Who connects to an endpoint service is accepted one by one"
            severity = "low"
            part     = "acceptance_required"
            why      = "Otherwise every allowed account connects to the service by itself, and nobody here notices."
            fix      = "Set acceptance_required to true."
            aliases  = ["CKV_AWS_123"]
            patch    = { acceptance_required = true }
          }
        }

        resource_policy "aws_vpc_endpoint_service" "accepted" {
          enforce {
            condition     = attrs.acceptance_required == true
            error_message = "Connections to the endpoint service are accepted by themselves."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/vpc-flow-logs.policy.hcl", targets: ["resource aws_default_vpc", "resource aws_vpc"],
      text: #"""
        locals {
          control = {
            id       = "vpc-flow-logs"
            title    = "The traffic of a network is recorded"
            severity = "medium"
            part     = ""
            why      = "Without flow logs nobody can tell where an intruder came from, what was reached, and where data went."
            fix      = "Declare an aws_flow_log with the vpc_id of the network and traffic_type ALL, or REJECT at least."
            aliases  = ["CKV2_AWS_11", "vpc_flow_logs_enabled"]
            frameworks = {
              cis_v3_0 = ["3.7"]
              cis_v5_0 = ["3.7"]
              fsbp     = ["EC2.6"]
              nist_800_53_r5 = [
                "AC-4(26)", "AU-12(1)", "AU-12(2)", "AU-12(3)", "AU-12(4)", "AU-12a", "AU-12c", "AU-14(3)", "AU-14a",
                "AU-14b", "AU-2b", "AU-3a", "AU-3b", "AU-3c", "AU-3d", "AU-3e", "AU-6(3)", "AU-6(4)", "AU-6(6)",
                "AU-6(9)", "AU-8b", "CA-7b", "CM-5(1)(b)", "CM-6a", "CM-9b", "IA-3(3)(b)", "MA-4(1)(a)", "PM-14a.1",
                "PM-14b", "PM-31", "SI-4(17)", "SI-7(8)"
              ]
              soc2     = ["CC7.2", "CC7.3"]
              pci_v4_0 = ["10.2.1.1", "10.2.1.2", "10.2.1"]
            }
          }
        }

        resource_policy "aws_vpc" "recorded" {
          enforce {
            condition = core::anytrue([
              for log in core::getresources("aws_flow_log", { vpc_id = attrs.id }) : core::contains(["ALL", "REJECT"], log.traffic_type)
            ])
            error_message = "No flow log records what is refused in the VPC."
          }
        }

        resource_policy "aws_default_vpc" "recorded" {
          enforce {
            condition = core::anytrue([
              for log in core::getresources("aws_flow_log", { vpc_id = attrs.id }) : core::contains(["ALL", "REJECT"], log.traffic_type)
            ])
            error_message = "No flow log records what is refused in the VPC."
          }
        }
        """#),
    EmbeddedControl(
      path: "Controls/aws/vpc/vpc-peering-routes.policy.hcl", targets: ["resource aws_default_route_table", "resource aws_route", "resource aws_route_table"],
      text: #"""
        locals {
          control = {
            id       = "vpc-peering-routes"
            title    = "Routes to a peer network lead to its addresses only"
            severity = "medium"
            part     = ""
            why      = "A route for everything into another network sends there whatever has no other way, and opens more of both networks to each other than was meant."
            fix      = "Name the address ranges of the peer that are needed as the destination."
            aliases  = ["CKV2_AWS_44", "vpc_peering_routing_tables_with_least_privilege"]
            frameworks = {
              cis_v3_0 = ["5.5"]
              cis_v5_0 = ["5.6"]
            }
          }
        }

        resource_policy "aws_route" "narrow" {
          filter = plumb::given(attrs.vpc_peering_connection_id)
          enforce {
            condition = !(
              core::try(core::endswith(attrs.destination_cidr_block, "/0"), false) ||
              core::try(core::endswith(attrs.destination_ipv6_cidr_block, "/0"), false)
            )
            error_message = "Everything is routed into the peer network."
          }
        }

        resource_policy "aws_route_table" "narrow" {
          enforce {
            condition = !core::anytrue([
              for route in core::try(config.route[*], []) : plumb::given(route.vpc_peering_connection_id) && (
                core::try(core::endswith(route.cidr_block, "/0"), false) || core::try(core::endswith(route.ipv6_cidr_block, "/0"), false)
              )
            ])
            error_message = "Everything is routed into the peer network."
          }
        }

        resource_policy "aws_default_route_table" "narrow" {
          enforce {
            condition = !core::anytrue([
              for route in core::try(config.route[*], []) : plumb::given(route.vpc_peering_connection_id) && (
                core::try(core::endswith(route.cidr_block, "/0"), false) || core::try(core::endswith(route.ipv6_cidr_block, "/0"), false)
              )
            ])
            error_message = "Everything is routed into the peer network."
          }
        }
        """#),
  ]
}
