import Connecting
import Model

extension S3Backend {
  /// Retries of the backend, more than those of the SDKs: a state that cannot be written is a nuisance.
  private static let usualAttempts = 5
  private static let usualPrefix = "env:"
  /// Of a customer's key: 32 bytes in Base64.
  private static let customerKeyLength = 44

  static func open(_ arguments: BackendArguments) async throws(DiagnosticsError) -> S3Backend {
    try S3Checks(arguments).check()
    let settings = try S3Settings(arguments).settings()
    let client = try await reached { () async throws(AWSError) in
      try await AWSClient.open(settings, in: AWSSurroundings(environment: arguments.environment))
    }
    if try arguments.flag("skip_credentials_validation") {
      try await reached { () async throws(AWSError) in try await client.checkCredentials() }
    } else {
      try await checkAccount(arguments, client)
    }
    let pathStyle = [try arguments.flag("use_path_style"), try arguments.flag("force_path_style")]
    let bucket = S3Bucket(
      client: client, name: try arguments.required("bucket"), usesPathStyle: pathStyle.contains(true),
      protection: try protection(arguments))
    let table = arguments.string("dynamodb_table").map {
      DynamoDBLockTable(client: client, name: $0, wait: { try await Task.sleep(for: $0) })
    }
    return S3Backend(
      bucket: bucket, key: try arguments.required("key"),
      workspacePrefix: arguments.values["workspace_key_prefix"]?.stringValue ?? usualPrefix,
      usesLockFile: try arguments.flag("use_lockfile"), lockTable: table, makeIdentifier: arguments.makeIdentifier,
      makeLockInfo: arguments.makeLockInfo)
  }

  private static func protection(_ arguments: BackendArguments) throws(DiagnosticsError) -> S3Protection {
    var protection = S3Protection()
    protection.encrypts = try arguments.flag("encrypt")
    protection.keyID = arguments.string("kms_key_id")
    protection.acl = arguments.string("acl")
    protection.skipsChecksum = try arguments.flag("skip_s3_checksum")
    if let text = arguments.string("sse_customer_key", environment: "AWS_SSE_CUSTOMER_KEY") {
      func wrong(_ reason: String) -> DiagnosticsError {
        arguments.problem("sse_customer_key", "Invalid sse_customer_key value", "sse_customer_key must be \(reason)")
      }
      guard text.utf8.count == customerKeyLength else { throw wrong("\(customerKeyLength) characters in length") }
      guard let key = Base64.decode(text) else { throw wrong("base64 encoded") }
      protection.customerKey = key
    }
    return protection
  }

  /// What AWS refuses while the backend is opened is the user's to mend.
  private static func reached<Result: Sendable>(
    _ body: () async throws(AWSError) -> Result
  ) async throws(DiagnosticsError) -> Result {
    do throws(AWSError) { return try await body() } catch {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.no-access", summary: "Failed to configure the S3 backend",
          detail: "\(error.description.capitalizedFirst)."))
    }
  }

  /// Asks STS who we are: the credentials are good, and of an account that may be used.
  private static func checkAccount(_ arguments: BackendArguments, _ client: AWSClient) async throws(DiagnosticsError) {
    let call = AWSCall.query(.sts, "GetCallerIdentity", version: "2011-06-15", [])
    let answer = try await reached { () async throws(AWSError) in try await client.xml(call) }
    let account = answer.first("Account")?.text ?? ""
    let allowed = arguments.strings("allowed_account_ids") ?? []
    let forbidden = arguments.strings("forbidden_account_ids") ?? []
    guard !forbidden.contains(account), allowed.isEmpty || allowed.contains(account) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.account-not-allowed", summary: "Invalid account ID",
          detail: "AWS account ID not allowed: \(account)"))
    }
  }
}

extension BackendArguments {
  func flag(_ name: String) throws(DiagnosticsError) -> Bool { try bool(name) ?? false }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// What the S3 backend's arguments say about reaching AWS.
struct S3Settings {
  private let arguments: BackendArguments

  init(_ arguments: BackendArguments) { self.arguments = arguments }

  func settings() throws(DiagnosticsError) -> AWSSettings {
    var settings = AWSSettings()
    settings.accessKey = arguments.string("access_key")
    settings.secretKey = arguments.string("secret_key")
    settings.sessionToken = arguments.string("token")
    settings.profile = arguments.string("profile")
    settings.region = arguments.string("region")
    settings.configFiles = arguments.strings("shared_config_files") ?? []
    settings.credentialsFiles =
      arguments.strings("shared_credentials_files") ?? arguments.string("shared_credentials_file").map { [$0] } ?? []
    settings.usesFIPS = try arguments.bool("use_fips_endpoint")
    settings.usesDualStack = try arguments.bool("use_dualstack_endpoint")
    settings.maximumAttempts = try arguments.int("max_retries", environment: "AWS_MAX_ATTEMPTS") ?? 5
    settings.skipsInstanceMetadata = try arguments.bool("skip_metadata_api_check")
    settings.metadataEndpoint = arguments.string("ec2_metadata_service_endpoint")
    settings.metadataMode = arguments.string("ec2_metadata_service_endpoint_mode")
    settings.stsRegion = arguments.string("sts_region")
    settings.caBundle = arguments.string("custom_ca_bundle")
    settings.isInsecure = try arguments.flag("insecure")
    settings.proxy = arguments.string("https_proxy") ?? arguments.string("http_proxy")
    settings.noProxy = arguments.string("no_proxy", environment: "NO_PROXY", "no_proxy")
    settings.endpoints = endpoints
    if let role = arguments.block("assume_role") { settings.roles = [try self.role(role)] }
    if let role = arguments.block("assume_role_with_web_identity") {
      settings.webIdentity = try webIdentity(role)
    }
    return settings
  }

  private var endpoints: [String: String] {
    let named = arguments.block("endpoints")
    var endpoints: [String: String] = [:]
    endpoints["s3"] =
      named?.string("s3", environment: "AWS_ENDPOINT_URL_S3")
      ?? arguments.string("endpoint", environment: "AWS_S3_ENDPOINT")
    endpoints["dynamodb"] =
      named?.string("dynamodb", environment: "AWS_ENDPOINT_URL_DYNAMODB")
      ?? arguments.string("dynamodb_endpoint", environment: "AWS_DYNAMODB_ENDPOINT")
    endpoints["iam"] =
      named?.string("iam", environment: "AWS_ENDPOINT_URL_IAM")
      ?? arguments.string("iam_endpoint", environment: "AWS_IAM_ENDPOINT")
    endpoints["sts"] =
      named?.string("sts", environment: "AWS_ENDPOINT_URL_STS")
      ?? arguments.string("sts_endpoint", environment: "AWS_STS_ENDPOINT")
    endpoints["sso"] = named?.string("sso", environment: "AWS_ENDPOINT_URL_SSO")
    return endpoints
  }

  private func role(_ block: BackendArguments) throws(DiagnosticsError) -> AWSRole {
    var role = AWSRole(arn: try block.required("role_arn"))
    role.sessionName = block.string("session_name")
    role.externalID = block.string("external_id")
    role.durationSeconds = try duration(block)
    role.policy = block.string("policy")
    role.policyARNs = block.strings("policy_arns") ?? []
    role.sourceIdentity = block.string("source_identity")
    if let tags = block.values["tags"]?.keyedValues {
      for (key, value) in tags.pairs { role.tags[key] = value.stringValue ?? "" }
    }
    role.transitiveTagKeys = block.strings("transitive_tag_keys") ?? []
    return role
  }

  private func webIdentity(_ block: BackendArguments) throws(DiagnosticsError) -> WebIdentityRole {
    let token: WebIdentityRole.Token
    switch (
      block.string("web_identity_token"),
      block.string("web_identity_token_file", environment: "AWS_WEB_IDENTITY_TOKEN_FILE")
    ) {
    case (let text?, _): token = .text(text)
    case (nil, let file?): token = .file(file)
    case (nil, nil):
      throw arguments.problem(
        "assume_role_with_web_identity", "Missing Required Value",
        "Exactly one of web_identity_token, web_identity_token_file must be set.")
    }
    var role = WebIdentityRole(
      arn: try block.required("role_arn", environment: "AWS_ROLE_ARN"), token: token,
      sessionName: block.string("session_name", environment: "AWS_ROLE_SESSION_NAME"))
    role.durationSeconds = try duration(block)
    role.policy = block.string("policy")
    role.policyARNs = block.strings("policy_arns") ?? []
    return role
  }

  /// `1h30m`, from a quarter of an hour to twelve hours.
  private func duration(_ block: BackendArguments) throws(DiagnosticsError) -> Int? {
    guard let text = block.string("duration") else { return nil }
    guard let seconds = DurationText.seconds(text) else {
      throw block.problem(
        "duration", "Invalid Duration",
        "The value \(quotedText(text)) cannot be parsed as a duration such as \"1h30m\".")
    }
    guard (900...43200).contains(seconds) else {
      throw block.problem("duration", "Invalid Duration", "Duration must be between 15m0s and 12h0m0s, had \(text)")
    }
    return seconds
  }
}

/// A duration in units, as Go has them.
enum DurationText {
  static func seconds(_ text: String) -> Int? {
    var total = 0.0
    var rest = text[...]
    if rest.isEmpty { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), let factor = ["h": 3600.0, "m": 60, "s": 1, "ms": 0.001][String(unit)] else {
        return nil
      }
      total += number * factor
    }
    return total < 1e9 ? Int(total) : nil
  }
}
