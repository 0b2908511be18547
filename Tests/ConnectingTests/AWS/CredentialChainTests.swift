import Testing

@testable import Connecting

struct CredentialChainTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var settings: @Sendable (inout AWSSettings) -> Void = { _ in }
    var environment: [String: String] = [:]
    var config = ""
    var credentials = ""
    var expected: CredentialSource?
    var error: String?
  }

  private static func keys(_ name: String, token: String? = nil) -> CredentialSource {
    .fixed(AWSCredentials(accessKey: name, secretKey: "s-\(name)", sessionToken: token))
  }

  private static func role(_ arn: String, _ change: (inout AWSRole) -> Void = { _ in }) -> AWSRole {
    var role = AWSRole(arn: arn)
    change(&role)
    return role
  }

  private static let environmentKeys = ["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s-E"]
  private static let shop = "[shop]\naws_access_key_id = P\naws_secret_access_key=s-P\n"

  static let cases: [Case] = [
    Case(
      testDescription: "settings come before all else",
      settings: { ($0.accessKey, $0.secretKey, $0.sessionToken) = ("A", "s-A", "t") }, environment: environmentKeys,
      expected: keys("A", token: "t")),
    Case(
      testDescription: "the environment comes before profiles", environment: environmentKeys, credentials: shop,
      expected: keys("E")),
    Case(
      testDescription: "a profile that is asked for comes before the environment", settings: { $0.profile = "shop" },
      environment: environmentKeys, credentials: shop, expected: keys("P")),
    Case(
      testDescription: "a profile of the environment comes after its keys",
      environment: environmentKeys.merging(["AWS_PROFILE": "shop"]) { $1 }, credentials: shop, expected: keys("E")),
    Case(
      testDescription: "a profile of the environment is used", environment: ["AWS_PROFILE": "shop"],
      credentials: shop, expected: keys("P")),
    Case(
      testDescription: "the default profile stands in either file",
      config: "[default]\naws_access_key_id=D\naws_secret_access_key=s-D", expected: keys("D")),
    Case(
      testDescription: "[profile default] comes before [default]",
      config: "[default]\naws_access_key_id=X\naws_secret_access_key=s-X\n[profile default]\naws_access_key_id=D\n"
        + "aws_secret_access_key=s-D", expected: keys("D")),
    Case(
      testDescription: "the credentials file comes above the config file",
      settings: { $0.profile = "shop" },
      config: "[profile shop]\naws_access_key_id=C\naws_secret_access_key=s-C\naws_session_token=c", credentials: shop,
      expected: keys("P")),
    Case(
      testDescription: "one key without the other is refused", environment: ["AWS_ACCESS_KEY_ID": "E"],
      error: "the environment must give both"),
    Case(
      testDescription: "a profile that is not there is refused", settings: { $0.profile = "shoop" },
      credentials: shop, error: "failed to get shared config profile, shoop"),
    Case(
      testDescription: "a profile of the environment that is not there is refused",
      environment: ["AWS_PROFILE": "gone"], error: "failed to get shared config profile, gone"),
    Case(
      testDescription: "a role is assumed with the source profile", settings: { $0.profile = "ops" },
      config: "[profile ops]\nrole_arn = arn:ops\nsource_profile = shop\nexternal_id = x\nrole_session_name = me\n"
        + "duration_seconds = 900\n", credentials: shop,
      expected: .assumed(
        role("arn:ops") { ($0.externalID, $0.sessionName, $0.durationSeconds) = ("x", "me", 900) }, with: keys("P"))),
    Case(
      testDescription: "roles are chained through profiles", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\nsource_profile=b\n[profile b]\nrole_arn=arn:b\nsource_profile=shop",
      credentials: shop,
      expected: .assumed(role("arn:a"), with: .assumed(role("arn:b"), with: keys("P")))),
    Case(
      testDescription: "a profile may be its own source", settings: { $0.profile = "shop" },
      config: "[profile shop]\nrole_arn=arn:own\nsource_profile=shop", credentials: shop,
      expected: .assumed(role("arn:own"), with: keys("P"))),
    Case(
      testDescription: "profiles in a circle are refused", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\nsource_profile=b\n[profile b]\nrole_arn=arn:b\nsource_profile=a",
      error: "in a circle"),
    Case(
      testDescription: "a source profile that is not there is refused", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\nsource_profile=b", error: "failed to get shared config profile, b"),
    Case(
      testDescription: "a role may take the environment's keys",
      settings: { $0.profile = "a" }, environment: environmentKeys,
      config: "[profile a]\nrole_arn=arn:a\ncredential_source=Environment",
      expected: .assumed(role("arn:a"), with: keys("E"))),
    Case(
      testDescription: "a role may take the instance's", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\ncredential_source = Ec2InstanceMetadata",
      expected: .assumed(role("arn:a"), with: .instance)),
    Case(
      testDescription: "another credential source is refused", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\ncredential_source=Moon", error: "the credential_source Moon"),
    Case(
      testDescription: "an MFA device cannot be asked", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:a\nsource_profile=shop\nmfa_serial=arn:mfa", credentials: shop, error: "MFA"),
    Case(
      testDescription: "a web identity of the environment",
      environment: ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:w", "AWS_ROLE_SESSION_NAME": "me"],
      expected: .webIdentity(WebIdentityRole(arn: "arn:w", token: .file("/t"), sessionName: "me"))),
    Case(
      testDescription: "a web identity of a profile", settings: { $0.profile = "a" },
      config: "[profile a]\nrole_arn=arn:w\nweb_identity_token_file=/t",
      expected: .webIdentity(WebIdentityRole(arn: "arn:w", token: .file("/t")))),
    Case(
      testDescription: "a process gives credentials", settings: { $0.profile = "a" },
      config: "[profile a]\ncredential_process = /bin/give --me \"x y\"",
      expected: .process(command: "/bin/give --me \"x y\"")),
    Case(
      testDescription: "single sign-on by session", settings: { $0.profile = "a" },
      config: "[profile a]\nsso_session = ours\nsso_account_id = 1\nsso_role_name = R\n[sso-session ours]\n"
        + "sso_region = eu-west-1\nsso_start_url = https://start",
      expected: .singleSignOn(SingleSignOn(accountID: "1", roleName: "R", region: "eu-west-1", cacheKey: "ours"))),
    Case(
      testDescription: "single sign-on of old", settings: { $0.profile = "a" },
      config: "[profile a]\nsso_account_id = 1\nsso_role_name = R\nsso_region = eu-west-1\n"
        + "sso_start_url = https://start",
      expected: .singleSignOn(
        SingleSignOn(accountID: "1", roleName: "R", region: "eu-west-1", cacheKey: "https://start"))),
    Case(
      testDescription: "single sign-on without account is refused", settings: { $0.profile = "a" },
      config: "[profile a]\nsso_start_url = https://start", error: "sso_account_id"),
    Case(
      testDescription: "a container's host",
      environment: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "t"],
      expected: .container(ContainerSource(url: "http://169.254.170.2/v2/x", token: "t", tokenFile: nil))),
    Case(
      testDescription: "a container's host by its whole address",
      environment: [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1/credentials",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t",
      ],
      expected: .container(
        ContainerSource(url: "http://169.254.170.23/v1/credentials", token: nil, tokenFile: "/t"))),
    Case(
      testDescription: "credentials are not sent in the open",
      environment: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/"], error: "must be https"),
    Case(
      testDescription: "a host that only looks like this machine is another",
      environment: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1.example.com/"], error: "must be https"),
    Case(testDescription: "an instance comes last", expected: .instance),
    Case(
      testDescription: "an instance is not asked when that is forbidden",
      environment: ["AWS_EC2_METADATA_DISABLED": "true"], expected: CredentialSource.none(reason: nil)),
    Case(
      testDescription: "the settings forbid asking an instance", settings: { $0.skipsInstanceMetadata = true },
      expected: CredentialSource.none(reason: nil)),
    Case(
      testDescription: "roles of the settings are assumed one after the other",
      settings: { $0.roles = [AWSRole(arn: "arn:1"), AWSRole(arn: "arn:2")] }, environment: environmentKeys,
      expected: .assumed(role("arn:2"), with: .assumed(role("arn:1"), with: keys("E")))),
  ]

  @Test(arguments: cases) func `the chain chooses as the SDKs do`(example: Case) throws {
    var settings = AWSSettings()
    example.settings(&settings)
    let chain = CredentialChain(
      settings: settings, environment: example.environment,
      profiles: try SharedProfiles(
        configFiles: [("config", example.config)], credentialsFiles: [("credentials", example.credentials)]))
    do {
      let source = try chain.source()
      #expect(source == example.expected)
    } catch {
      #expect(error.description.contains(try #require(example.error, "\(error)")))
    }
  }

  @Test func `profile files have comments, nested keys and continuations`() throws {
    let text = """
      # a comment
      ; another
      [profile "a b"]
      region = eu-west-1 # where we are
      password = a#b;c
      s3 =
        max_concurrent_requests = 5
        # inside
        endpoint_url = http://x
      EMPTY =
      long = one
        two

      [ services  ours ]
      s3 =
        endpoint_url = http://s3
      """
    let file = try ProfileFile.parse(text, path: "config")
    #expect(
      file.sections["profile \"a b\""] == [
        "region": "eu-west-1", "password": "a#b;c", "s3": "", "s3.max_concurrent_requests": "5",
        "s3.endpoint_url": "http://x", "empty": "", "long": "one\ntwo",
      ])
    let profiles = try SharedProfiles(configFiles: [("config", text)], credentialsFiles: [])
    #expect(profiles.names == ["a b"])
    #expect(profiles.endpoint(for: "s3", in: ["services": "ours", "endpoint_url": "http://all"]) == "http://s3")
    #expect(profiles.endpoint(for: "sts", in: ["services": "ours", "endpoint_url": "http://all"]) == "http://all")
  }

  @Test(arguments: [("key = 1", "config, line 1"), ("[a]\nwhat", "config, line 2"), ("[a", "config, line 1")])
  func `a line that is nothing is named`(text: String, place: String) {
    do {
      _ = try ProfileFile.parse(text, path: "config")
      Issue.record("it was read")
    } catch {
      #expect(error.description.hasPrefix(place))
    }
  }
}
