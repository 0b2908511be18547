import Model

/// By what something was done, as far as programs tell of themselves.
enum TrailMeans {
  static func means(
    userAgent: String?, sourceAddress: String?, identity: JSON, isFromConsole: Bool
  ) -> ObservedEvent.Means? {
    let agent = userAgent ?? ""
    if isFromConsole { return .console }
    for (mark, means) in marks where agent.contains(mark) { return means }
    if identity["type"]?.string == "AWSService" || sourceAddress?.hasSuffix(".amazonaws.com") == true
      || agent.hasSuffix(".amazonaws.com")
    {
      return .service
    }
    return agent.contains("Boto3/") || agent.contains("aws-sdk-") ? .sdk : nil
  }

  /// The first that fits: a provider names what runs it before the SDK that it is made with.
  private static let marks: [(String, ObservedEvent.Means)] = [
    ("Plumb/", .plumb), ("OpenTofu/", .terraform), ("Terraform/", .terraform), ("terraform-provider-", .terraform),
    ("console.", .console), ("signin.amazonaws.com", .console),
    ("Console", .console), ("AWS Internal", .console), ("AWS-Internal", .console), ("AWSCloudShell", .console),
    ("aws-cli/", .commandLine),
  ]
}
