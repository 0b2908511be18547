/// Types of objects by which somebody has, or has not, access to an account, and the attributes that say whom they are about.
struct AccessType: Sendable {
  /// What an attribute names: by name or by ARN.
  enum Named: Sendable { case user, role, group, policy, principal }

  var names: [String: Named]
  /// The parts that decide; nil for all of them.
  var parts: Set<String>?
  /// It takes away what it does not name, so that making it can be as bad as removing it.
  var isExclusive = false
}

extension AccessType {
  static let all: [String: AccessType] = [
    "aws_iam_user": AccessType(names: ["name": .user], parts: ["name", "path", "permissions_boundary"]),
    "aws_iam_access_key": AccessType(names: ["user": .user], parts: ["user", "status"]),
    "aws_iam_user_login_profile": AccessType(names: ["user": .user], parts: ["user"]),
    "aws_iam_virtual_mfa_device": AccessType(names: ["user_name": .user, "virtual_mfa_device_name": .user]),
    "aws_iam_user_policy": AccessType(names: ["user": .user]),
    "aws_iam_user_policy_attachment": AccessType(names: ["user": .user]),
    "aws_iam_user_group_membership": AccessType(names: ["user": .user]),
    "aws_iam_user_policies_exclusive": AccessType(names: ["user_name": .user], isExclusive: true),
    "aws_iam_user_policy_attachments_exclusive": AccessType(names: ["user_name": .user], isExclusive: true),
    "aws_iam_group": AccessType(names: ["name": .group], parts: ["name", "path"]),
    "aws_iam_group_membership": AccessType(names: ["users": .user]),
    "aws_iam_group_policy": AccessType(names: ["group": .group]),
    "aws_iam_group_policy_attachment": AccessType(names: ["group": .group]),
    "aws_iam_group_policies_exclusive": AccessType(names: ["group_name": .group], isExclusive: true),
    "aws_iam_group_policy_attachments_exclusive": AccessType(names: ["group_name": .group], isExclusive: true),
    "aws_iam_role": AccessType(
      names: ["name": .role],
      parts: ["name", "path", "assume_role_policy", "permissions_boundary", "inline_policy", "managed_policy_arns"]),
    "aws_iam_role_policy": AccessType(names: ["role": .role]),
    "aws_iam_role_policy_attachment": AccessType(names: ["role": .role]),
    "aws_iam_role_policies_exclusive": AccessType(names: ["role_name": .role], isExclusive: true),
    "aws_iam_role_policy_attachments_exclusive": AccessType(names: ["role_name": .role], isExclusive: true),
    "aws_iam_instance_profile": AccessType(names: ["role": .role], parts: ["name", "path", "role"]),
    "aws_iam_policy": AccessType(names: ["arn": .policy], parts: ["name", "path", "policy"]),
    "aws_iam_policy_attachment": AccessType(
      names: ["users": .user, "roles": .role, "groups": .group], isExclusive: true),
    "aws_eks_access_entry": AccessType(names: ["principal_arn": .principal]),
    "aws_eks_access_policy_association": AccessType(names: ["principal_arn": .principal]),
    "aws_kms_grant": AccessType(names: ["grantee_principal": .principal]),
    "aws_lambda_permission": AccessType(names: ["principal": .principal]),
  ]

  /// Of which it cannot be told by looking whether somebody has access by them.
  static let obscure: Set<String> = [
    "aws_iam_openid_connect_provider", "aws_iam_saml_provider", "aws_organizations_policy",
    "aws_organizations_policy_attachment", "aws_ssoadmin_account_assignment", "aws_ssoadmin_permission_set",
    "aws_ssoadmin_permission_set_inline_policy", "aws_ssoadmin_managed_policy_attachment",
    "aws_ssoadmin_customer_managed_policy_attachment", "aws_ssoadmin_permissions_boundary_attachment",
    "aws_identitystore_group_membership", "aws_identitystore_group", "aws_identitystore_user",
  ]

  /// What says of a thing itself who may do what with it.
  static let documents: Set<String> = [
    "policy", "assume_role_policy", "access_policy", "access_policies", "resource_policy", "repository_policy",
    "policy_document", "queue_policy",
  ]
}
