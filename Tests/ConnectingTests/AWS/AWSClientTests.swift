import Foundation
import Model
import Synchronization
import TestSupport
import Testing

@testable import Connecting

@Suite(.serialized) struct AWSClientTests {
  private static let server = try? PythonServer("aws_places")

  private func surroundings(
    _ environment: [String: String], files: [String: String] = [:], waits: Waits = Waits()
  ) throws -> AWSSurroundings {
    let url = try #require(Self.server?.url)
    var all = ["HOME": "/home/me", "AWS_REGION": "eu-west-3", "AWS_ENDPOINT_URL": url, "PATH": "/usr/bin:/bin"]
    all.merge(environment) { $1 }
    return AWSSurroundings(
      environment: all, readFile: { files[$0].map { Array($0.utf8) } }, wait: { waits.add($0) }, random: { 1 })
  }

  private final class Waits: Sendable {
    private let all = Mutex<[Duration]>([])
    func add(_ duration: Duration) { all.withLock { $0.append(duration) } }
    var list: [Duration] { all.withLock { $0 } }
  }

  private static let test = AWSService(name: "Test", host: "test")

  private func who(_ surroundings: AWSSurroundings, _ settings: AWSSettings = AWSSettings()) async throws -> String {
    let client = try await AWSClient.open(settings, in: surroundings)
    let answer = try await client.json(.json(Self.test, target: "Test.Who", .object([])))
    return "\(answer["key"]?.string ?? "") \(answer["region"]?.string ?? "")"
  }

  private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "s"]

  @Test func `each place gives its credentials`() async throws {
    let url = try #require(Self.server?.url)
    let instance = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": url]
    #expect(try await who(surroundings(Self.keys)) == "AKID eu-west-3")
    #expect(try await who(surroundings(instance)) == "AINSTANCE eu-west-3")
    #expect(try await who(surroundings(instance.merging(["AWS_REGION": ""]) { $1 })) == "AINSTANCE ap-south-1")
    let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/container"]
    let token = container.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN": "container-token"]) { $1 }
    #expect(try await who(surroundings(token)) == "ACONTAINER eu-west-3")
    let tokenFile = container.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token"]) { $1 }
    #expect(try await who(surroundings(tokenFile, files: ["/token": "container-token"])) == "ACONTAINER eu-west-3")
    let config = """
      [profile process]
      credential_process = echo '{"Version": 1, "AccessKeyId": "APROC", "SecretAccessKey": "s"}'
      [profile sso]
      region = us-west-2
      sso_session = ours
      sso_account_id = 42
      sso_role_name = Ops
      [sso-session ours]
      sso_region = eu-west-1
      sso_start_url = https://start
      """
    let cache = "/home/me/.aws/sso/cache/\(Hashing.hexadecimal(Hashing.sha1(Array("ours".utf8)))).json"
    let files = [
      "/home/me/.aws/config": config, cache: #"{"accessToken": "sso-token", "expiresAt": "2035-01-01T00:00:00UTC"}"#,
    ]
    #expect(try await who(surroundings(["AWS_PROFILE": "process"], files: files)) == "APROC eu-west-3")
    let signedOn = try surroundings(["AWS_PROFILE": "sso", "AWS_REGION": ""], files: files)
    #expect(try await who(signedOn) == "ASSO-42-Ops us-west-2")
  }

  @Test func `roles are assumed, with a web identity too`() async throws {
    var settings = AWSSettings()
    var second = AWSRole(arn: "arn:aws:iam::1:role/second")
    second.externalID = "x"
    settings.roles = [AWSRole(arn: "arn:aws:iam::1:role/first"), second]
    #expect(try await who(surroundings(Self.keys), settings) == "AROLE-second-by-AROLE-first-by-AKID-x eu-west-3")
    let web = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/jwt", "AWS_ROLE_ARN": "arn:aws:iam::1:role/pod"]
    #expect(
      try await who(surroundings(web, files: ["/jwt": "signed-by-somebody\n"])) == "AROLE-pod-by-web eu-west-3")
    settings.roles = [AWSRole(arn: "arn:aws:iam::1:role/closed")]
    let refusal = await #expect(throws: AWSError.self) { try await who(surroundings(Self.keys), settings) }
    #expect(
      refusal?.description
        == "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: r-1, AccessDenied: not yours"
    )
  }

  @Test(arguments: [
    ("credential_process = echo nonsense", "no JSON"), ("credential_process = exit 3", "status 3"),
    (#"credential_process = echo '{"Version": 1}'"#, "AccessKeyId"),
    (
      #"credential_process = echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"hidden","Expiration":"2001-01-01T00:00:00Z"}'"#,
      "expired"
    ),
    ("sso_start_url = s\nsso_region = r\nsso_account_id = 1\nsso_role_name = r", "aws sso login"),
  ]) func `a place that gives nothing says why, and no secret`(lines: String, reason: String) async throws {
    let files = ["/home/me/.aws/config": "[default]\n\(lines)"]
    let error = await #expect(throws: AWSError.self) { try await who(surroundings([:], files: files)) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("hidden") == false)
  }

  @Test func `nothing anywhere is said in one sentence, and soon`() async throws {
    let start = ContinuousClock.now
    let nobody = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"]
    let error = await #expect(throws: AWSError.self) { try await who(surroundings(nobody)) }
    #expect(error?.description.hasPrefix("no valid credential sources found") == true)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func `what may pass is tried again, later and later, and what does not is not`() async throws {
    let waits = Waits()
    let client = try await AWSClient.open(AWSSettings(), in: surroundings(Self.keys, waits: waits))
    let answer = try await client.json(.json(Self.test, target: "Test.Flaky", .object([])))
    #expect(answer["tries"]?.int == 3)
    #expect(waits.list == [.seconds(2), .seconds(4)])
    await #expect(throws: AWSError.self) { try await client.json(.json(Self.test, target: "Test.Down", .object([]))) }
    #expect(waits.list.count == 4)
    let refused = await #expect(throws: AWSError.self) {
      try await client.json(.json(Self.test, target: "Test.Refused", .object([])))
    }
    #expect(refused?.code == "ValidationException")
    #expect(waits.list.count == 4)
  }

  @Test func `a clock that is wrong is set by the service's answer`() async throws {
    let client = try await AWSClient.open(AWSSettings(), in: surroundings(Self.keys))
    let first = try await client.json(.json(Self.test, target: "Test.Skewed", .object([])))
    #expect(first["tries"]?.int == 2)
    let second = try await client.json(.json(Self.test, target: "Test.Skewed", .object([])))
    #expect(second["tries"]?.int == 3)
  }

  @Test func `endpoints are as settings, environment and profile say, in this order`() throws {
    func endpoint(
      _ settings: [String: String], _ environment: [String: String], _ profile: [String: String]
    ) throws -> String {
      var all = AWSSettings()
      all.endpoints = settings
      let profiles = try SharedProfiles(
        configFiles: [("config", "[services ours]\ns3 =\n  endpoint_url = http://service")], credentialsFiles: [])
      return AWSEndpoints(settings: all, environment: environment, profiles: profiles, profile: profile)
        .endpoint(for: .s3, region: "eu-west-1")
    }
    let file = ["services": "ours", "endpoint_url": "http://profile"]
    let variables = ["AWS_ENDPOINT_URL": "http://all", "AWS_ENDPOINT_URL_S3": "http://s3"]
    #expect(try endpoint(["s3": "http://setting"], variables, file) == "http://setting")
    #expect(try endpoint([:], variables, file) == "http://s3")
    #expect(try endpoint([:], ["AWS_ENDPOINT_URL": "http://all"], file) == "http://all")
    #expect(try endpoint([:], [:], file) == "http://service")
    #expect(try endpoint([:], [:], ["endpoint_url": "http://profile"]) == "http://profile")
    let ignored = variables.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 }
    #expect(try endpoint([:], ignored, file) == "https://s3.eu-west-1.amazonaws.com")
    #expect(
      try endpoint([:], ["AWS_USE_DUALSTACK_ENDPOINT": "true"], [:]) == "https://s3.dualstack.eu-west-1.amazonaws.com")
    #expect(try endpoint([:], [:], ["use_fips_endpoint": "true"]) == "https://s3-fips.eu-west-1.amazonaws.com")
    #expect(
      AWSService.kms.standardEndpoint(region: "cn-north-1", usesFIPS: false, usesDualStack: false)
        == "https://kms.cn-north-1.amazonaws.com.cn")
  }

  @Test(arguments: ["", "eu west", "eu-west-1.evil.example/"]) func `what is no region is refused`(region: String) async
  {
    var settings = AWSSettings()
    settings.region = region
    await #expect(throws: AWSError.self) { try await who(surroundings(Self.keys), settings) }
  }

  @Test(arguments: [
    "<a><b>x</b><c>&amp;&#65;</c></a>", "<?xml version='1.0'?><n:a xmlns:n='u'><n:b>x</n:b><n:c>&amp;A</n:c></n:a>",
  ]) func `XML is read without its namespaces`(text: String) throws {
    let element = try #require(XMLElement.read(Array(text.utf8)))
    #expect(element.name == "a")
    #expect(element["b"]?.text == "x")
    #expect(element.first("c")?.text == "&A")
  }

  @Test(arguments: [
    "", "<a>", "text", "<a></b>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
    String(repeating: "<a>", count: 80) + String(repeating: "</a>", count: 80),
  ]) func `what is no plain XML is refused`(text: String) { #expect(XMLElement.read(Array(text.utf8)) == nil) }
}
