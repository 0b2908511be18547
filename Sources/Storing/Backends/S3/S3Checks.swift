import Model

/// What can be said against the arguments of the S3 backend before anything is asked: all at once.
struct S3Checks {
  private let arguments: BackendArguments

  init(_ arguments: BackendArguments) { self.arguments = arguments }

  func check() throws(DiagnosticsError) {
    let problems = required() + paths() + combinations() + values()
    if !problems.isEmpty { throw DiagnosticsError(problems.flatMap(\.diagnostics)) }
  }

  private func text(_ name: String) -> String? { arguments.values[name]?.stringValue }

  private func required() -> [DiagnosticsError] {
    ["bucket", "key"].compactMap { name in
      guard let text = text(name) else {
        return arguments.problem(
          name, "Missing Required Value",
          "The attribute \(quotedText(name)) is required by the backend. Set it in the backend block or by "
            + "-backend-config.")
      }
      guard text.allSatisfy(\.isWhitespace) else { return nil }
      return arguments.problem(name, "Invalid Value", "The value cannot be empty or all whitespace")
    }
  }

  private func paths() -> [DiagnosticsError] {
    ["key", "workspace_key_prefix"].compactMap { name in
      guard let text = text(name), text.hasPrefix("/") || text.hasSuffix("/") else { return nil }
      return arguments.problem(name, "Invalid Value", "The value must not start or end with \"/\"")
    }
  }

  private func combinations() -> [DiagnosticsError] {
    let exclusive = [
      ["kms_key_id", "sse_customer_key"], ["force_path_style", "use_path_style"],
      ["shared_credentials_file", "shared_credentials_files"], ["allowed_account_ids", "forbidden_account_ids"],
    ]
    var problems = exclusive.compactMap { names -> DiagnosticsError? in
      guard names.allSatisfy({ arguments.values[$0]?.isNull == false }) else { return nil }
      return arguments.problem(
        names[0], "Invalid Attribute Combination", "Only one of \(names.joined(separator: ", ")) can be set.")
    }
    if text("kms_key_id") != nil, arguments.environment["AWS_SSE_CUSTOMER_KEY"]?.isEmpty == false {
      problems.append(
        arguments.problem(
          "kms_key_id", "Invalid encryption configuration",
          "Only one of \"kms_key_id\" and the environment variable \"AWS_SSE_CUSTOMER_KEY\" can be set: the one is a "
            + "key of KMS, the other a key of your own."))
    }
    let endpoints = arguments.block("endpoints")
    for (old, new) in [
      ("endpoint", "s3"), ("dynamodb_endpoint", "dynamodb"), ("iam_endpoint", "iam"), ("sts_endpoint", "sts"),
    ]
    where text(old) != nil && endpoints?.values[new]?.isNull == false {
      problems.append(
        arguments.problem(
          old, "Conflicting Parameters",
          "The parameters \(quotedText(old)) and \"endpoints.\(new)\" cannot be configured together."))
    }
    return problems
  }

  private func values() -> [DiagnosticsError] {
    var problems: [DiagnosticsError] = []
    if (text("region") ?? "").isEmpty,
      arguments.string("region", environment: "AWS_REGION", "AWS_DEFAULT_REGION") == nil
    {
      problems.append(
        arguments.problem(
          "region", "Missing region value",
          "The \"region\" attribute or the \"AWS_REGION\" or \"AWS_DEFAULT_REGION\" environment variables must be set.")
      )
    }
    func refuse(_ name: String, _ summary: String, _ detail: String) {
      problems.append(arguments.problem(name, summary, detail))
    }
    if let region = text("region"), arguments.values["skip_region_validation"]?.boolValue != true,
      !region.isEmpty, !Self.isRegion(region)
    {
      refuse("region", "Invalid region value", "Invalid AWS Region: \(region)")
    }
    if let key = text("kms_key_id"), !Self.isKeyID(key) {
      refuse("kms_key_id", "Invalid KMS Key ID", "Value must be a valid KMS Key ID, got \(quotedText(key))")
    }
    if let mode = text("retry_mode"), !["standard", "adaptive"].contains(mode) {
      refuse("retry_mode", "Invalid Value", "Value must be one of [standard, adaptive]")
    }
    if let mode = text("ec2_metadata_service_endpoint_mode"), !["IPv4", "IPv6"].contains(mode) {
      refuse("ec2_metadata_service_endpoint_mode", "Invalid Value", "Value must be one of [IPv4, IPv6]")
    }
    if let role = arguments.block("assume_role"), let arn = role.string("role_arn"), !arn.hasPrefix("arn:") {
      refuse(
        "assume_role", "Invalid ARN",
        "The value \(quotedText(arn)) cannot be parsed as an ARN: arn: invalid prefix")
    }
    return problems
  }

  /// `eu-central-1`, in any partition: two to four words in lower case and a number.
  private static func isRegion(_ text: String) -> Bool {
    let areas: Set = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn", "eusc"]
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...4).contains(words.count), areas.contains(String(words[0])), let number = words.last else { return false }
    return number.utf8.count <= 2 && Int(number) != nil
      && words.dropFirst().dropLast().allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLowercase && $0.isASCII } }
  }

  /// A key's identifier, or its ARN; an alias must be an ARN.
  private static func isKeyID(_ text: String) -> Bool {
    if text.hasPrefix("arn:") {
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts.count == 6 && parts[2] == "kms" && (parts[5].hasPrefix("key/") || parts[5].hasPrefix("alias/"))
    }
    let identifier = text.hasPrefix("mrk-") ? text.dropFirst(4) : text[...]
    let groups = identifier.split(separator: "-", omittingEmptySubsequences: false)
    let isHexadecimal = identifier.allSatisfy { $0 == "-" || $0.isHexDigit }
    return isHexadecimal
      && (groups.map(\.count) == [8, 4, 4, 4, 12] || (text.hasPrefix("mrk-") && identifier.count == 32))
  }
}
