import Connecting
import Model
import Testing

@testable import Storing

struct S3CheckTests {
  private func summaries(_ values: [String: Value], environment: [String: String] = [:]) async -> [String] {
    do {
      _ = try await open(.s3, values, environment: environment)
      return []
    } catch {
      return (error as? DiagnosticsError)?.diagnostics.map {
        "\($0.summary) (\($0.attributePath.map { "\($0)" } ?? ""))"
      } ?? ["\(error)"]
    }
  }

  /// Sound but for one thing; nothing is asked of anyone, for credentials are missing where nothing else is wrong.
  private static let sound: [String: Value] = [
    "bucket": .string("b"), "key": .string("k"), "region": .string("eu-central-1"),
    "skip_credentials_validation": .true, "skip_metadata_api_check": .true,
  ]

  @Test(
    arguments: [
      (["bucket": Value.string("")], "Invalid Value"), (["bucket": .null(.string)], "Missing Required Value"),
      (["key": .string("/x")], "Invalid Value"), (["key": .string("x/")], "Invalid Value"),
      (["workspace_key_prefix": .string("/x")], "Invalid Value"),
      (["region": .null(.string)], "Missing region value"), (["region": .string("mars-1")], "Invalid region value"),
      (["kms_key_id": .string("x")], "Invalid KMS Key ID"), (["retry_mode": .string("wild")], "Invalid Value"),
      (["force_path_style": .true, "use_path_style": .true], "Invalid Attribute Combination"),
      (["sse_customer_key": .string("short")], "Invalid sse_customer_key value"),
      ([:], "Failed to configure the S3 backend"),
    ] as [([String: Value], String)])
  func `wrong arguments are told as Terraform tells them`(change: [String: Value], summary: String) async {
    var values = Self.sound.merging(change) { $1 }
    // A customer's key is looked at when there are credentials.
    if change["sse_customer_key"] != nil { (values["access_key"], values["secret_key"]) = (.string("a"), .string("b")) }
    let found = await summaries(values)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(summary) == true, "\(found)")
  }

  @Test func `all that is wrong is told at once`() async {
    let found = await summaries(["bucket": .string(" "), "key": .string("/"), "region": .string("x")])
    #expect(found.count == 3, "\(found)")
  }

  @Test(arguments: [
    ("states", "https://s3.eu-west-1.amazonaws.com", false, "https://states.s3.eu-west-1.amazonaws.com/k"),
    ("states", "https://s3.eu-west-1.amazonaws.com", true, "https://s3.eu-west-1.amazonaws.com/states/k"),
    ("my.states", "https://s3.eu-west-1.amazonaws.com", false, "https://s3.eu-west-1.amazonaws.com/my.states/k"),
    ("my.states", "http://minio:9000", false, "http://my.states.minio:9000/k"),
    ("States", "https://minio", false, "https://minio/States/k"),
    ("states", "http://127.0.0.1:5000", false, "http://127.0.0.1:5000/states/k"),
    ("states", "http://[::1]:5000/base", false, "http://[::1]:5000/base/states/k"),
    ("states", "https://minio/base", false, "https://states.minio/base/k"),
  ])
  func `a bucket is addressed by host where that can be`(
    bucket: String, endpoint: String, usesPathStyle: Bool, url: String
  ) {
    let address = S3Address(bucket: bucket, endpoint: endpoint, usesPathStyle: usesPathStyle)
    #expect(address.endpoint + address.path(of: "k") == url)
  }

  @Test(arguments: [("15m", 900), ("1h30m", 5400), ("2h", 7200), ("1.5h", 5400), ("90000ms", 90)])
  func `durations are read as Go writes them`(text: String, seconds: Int) {
    #expect(DurationText.seconds(text) == seconds)
  }

  @Test(arguments: ["", "x", "1", "h", "1d", "1h-"]) func `what is no duration is none`(text: String) {
    #expect(DurationText.seconds(text) == nil)
  }
}
