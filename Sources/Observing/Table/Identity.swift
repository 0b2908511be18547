/// Who may do what: IAM.
extension Listing {
  private static let iam = ObservedService.iam
  private static let isServices: Condition = .hasPrefix("{Path}", "/aws-service-role/")
  private static let isOfServices: Condition = .hasPrefix("{^Path}", "/aws-service-role/")

  static let identity: [Listing] = [
    // One call tells of users, groups, roles and policies what would otherwise be asked of each.
    Listing(
      iam.list(
        "GetAccountAuthorizationDetails",
        "Filter.member.1=User&Filter.member.2=Group&Filter.member.3=Role&Filter.member.4=LocalManagedPolicy", items: ""),
      [
        ListedType(
          "aws_iam_role", within: "RoleDetailList.member", id: "{RoleName}", arn: "{Arn}", name: "{RoleName}",
          tags: "Tags.member", created: "CreateDate", only: .not(isServices),
          isDefault: .hasPrefix("{Path}", "/aws-reserved/")),
        ListedType(
          "aws_iam_service_linked_role", within: "RoleDetailList.member", id: "{Arn}", arn: "{Arn}",
          name: "{RoleName}", tags: "Tags.member", created: "CreateDate", only: isServices, isDefault: .always),
        ListedType(
          "aws_iam_role_policy", within: "RoleDetailList.member>RolePolicyList.member",
          id: "{^RoleName}:{PolicyName}", name: "{PolicyName}", isDefault: isOfServices,
          parents: [.init("aws_iam_role", "{^RoleName}")]),
        ListedType(
          "aws_iam_role_policy_attachment", within: "RoleDetailList.member>AttachedManagedPolicies.member",
          id: "{^RoleName}/{PolicyArn}", name: "{PolicyName}", isDefault: isOfServices,
          parents: [.init("aws_iam_role", "{^RoleName}")]),
        ListedType(
          "aws_iam_user", within: "UserDetailList.member", id: "{UserName}", arn: "{Arn}", name: "{UserName}",
          tags: "Tags.member", created: "CreateDate"),
        ListedType(
          "aws_iam_user_policy", within: "UserDetailList.member>UserPolicyList.member", id: "{^UserName}:{PolicyName}",
          name: "{PolicyName}", parents: [.init("aws_iam_user", "{^UserName}")]),
        ListedType(
          "aws_iam_user_policy_attachment", within: "UserDetailList.member>AttachedManagedPolicies.member",
          id: "{^UserName}/{PolicyArn}", name: "{PolicyName}", parents: [.init("aws_iam_user", "{^UserName}")]),
        ListedType(
          "aws_iam_group", within: "GroupDetailList.member", id: "{GroupName}", arn: "{Arn}", name: "{GroupName}",
          created: "CreateDate"),
        ListedType(
          "aws_iam_group_policy", within: "GroupDetailList.member>GroupPolicyList.member",
          id: "{^GroupName}:{PolicyName}", name: "{PolicyName}", parents: [.init("aws_iam_group", "{^GroupName}")]),
        ListedType(
          "aws_iam_group_policy_attachment", within: "GroupDetailList.member>AttachedManagedPolicies.member",
          id: "{^GroupName}/{PolicyArn}", name: "{PolicyName}", parents: [.init("aws_iam_group", "{^GroupName}")]),
        ListedType(
          "aws_iam_policy", within: "Policies.member", id: "{Arn}", arn: "{Arn}", name: "{PolicyName}",
          created: "CreateDate", isDefault: .hasPrefix("{Arn|last:}", "aws:policy/")),
      ]),
    Listing(
      iam.list("ListInstanceProfiles", items: "InstanceProfiles.member"),
      [
        ListedType(
          "aws_iam_instance_profile", id: "{InstanceProfileName}", arn: "{Arn}", name: "{InstanceProfileName}",
          tags: "Tags.member", created: "CreateDate")
      ]),
    Listing(
      iam.list(
        "ListOpenIDConnectProviders", items: "OpenIDConnectProviderList.member", paging: ListStep.Paging.none),
      [ListedType("aws_iam_openid_connect_provider", id: "{Arn}", arn: "{Arn}", name: "{Arn|last/}")]),
    Listing(
      iam.list("ListSAMLProviders", items: "SAMLProviderList.member", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_iam_saml_provider", id: "{Arn}", arn: "{Arn}", name: "{Arn|last/}", created: "CreateDate",
          isDefault: .hasPrefix("{Arn|last/}", "AWSSSO_"))
      ]),
    Listing(
      iam.list("ListServerCertificates", items: "ServerCertificateMetadataList.member"),
      [
        ListedType(
          "aws_iam_server_certificate", id: "{ServerCertificateName}", arn: "{Arn}", name: "{ServerCertificateName}",
          created: "UploadDate")
      ]),
    Listing(
      iam.list("ListAccountAliases", items: "AccountAliases.member"),
      [ListedType("aws_iam_account_alias", id: "{.}", name: "{.}")]),
  ]
}
