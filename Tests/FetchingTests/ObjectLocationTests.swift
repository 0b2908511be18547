import Testing

@testable import Fetching

/// Which bucket and which object an address means.
@Suite struct ObjectLocationTests {
  static let s3: [(address: String, bucket: String, key: String, region: String?, endpoint: String?)] = [
    ("https://s3.amazonaws.com/b/net.zip", "b", "net.zip", nil, nil),
    ("https://s3-eu-west-1.amazonaws.com/b/a/net.zip", "b", "a/net.zip", "eu-west-1", nil),
    ("https://s3.eu-west-1.amazonaws.com/b/a/", "b", "a/", "eu-west-1", nil),
    ("https://b.s3.amazonaws.com/net.zip", "b", "net.zip", nil, nil),
    ("https://b.s3-eu-west-1.amazonaws.com/net.zip", "b", "net.zip", "eu-west-1", nil),
    ("https://b.s3.eu-west-1.amazonaws.com/net.zip", "b", "net.zip", "eu-west-1", nil),
    ("https://my.b.s3.dualstack.eu-west-1.amazonaws.com/x", "my.b", "x", "eu-west-1", nil),
    ("https://s3.cn-north-1.amazonaws.com.cn/b/x", "b", "x", "cn-north-1", nil),
    ("https://s3.amazonaws.com/b", "b", "", nil, nil),
    ("https://s3.amazonaws.com/b/x?region=eu-west-3", "b", "x", "eu-west-3", nil),
    ("https://s3.eu-west-1.amazonaws.com/b/x?region=eu-west-3", "b", "x", "eu-west-1", nil),
    ("https://s3.amazonaws.com/b/a%20b+c%2Fd", "b", "a b+c/d", nil, nil),
    ("http://127.0.0.1:9000/b/net.zip?region=x", "b", "net.zip", "x", "http://127.0.0.1:9000"),
    ("https://store.example/b/a/b", "b", "a/b", nil, "https://store.example"),
    ("https://s3.amazonaws.com.evil.example/b/x", "b", "x", nil, "https://s3.amazonaws.com.evil.example"),
  ]

  @Test(arguments: s3) func `an address names bucket, key and region of S3`(
    _ address: String, bucket: String, key: String, region: String?, endpoint: String?
  ) throws {
    let location = try S3Location(PackageAddress(address))
    #expect(location.bucket == bucket)
    #expect(location.key == key)
    #expect(location.region == region)
    #expect(location.endpoint == endpoint)
  }

  @Test func `version, profile and keys stand in the query`() throws {
    let location = try S3Location(
      PackageAddress(
        "https://s3.amazonaws.com/b/x?version=v%201&aws_profile=p&aws_access_key_id=AK&aws_access_key_secret=a%2Bb"
          + "&aws_access_token=t"))
    #expect(location.version == "v 1")
    #expect(location.profile == "p")
    #expect([location.accessKey, location.secretKey, location.sessionToken] == ["AK", "a+b", "t"])
  }

  static let noS3 = [
    "s3.amazonaws.com/b/x", "ftp://s3.amazonaws.com/b/x", "https://s3.amazonaws.com/", "https://u:p@h/b/x",
  ]

  @Test(arguments: noS3) func `what names no bucket is told without its secrets`(_ address: String) {
    let error = #expect(throws: FetchError.self) { try S3Location(PackageAddress(address)) }
    #expect(error?.message.contains("u:p") == false)
  }

  static let gcs: [(address: String, bucket: String, key: String, generation: String?)] = [
    ("https://www.googleapis.com/storage/v1/b/net.zip", "b", "net.zip", nil),
    ("https://www.googleapis.com/storage/v1/b/a/net", "b", "a/net", nil),
    ("https://www.googleapis.com/storage/v1/b/a%20b.zip#12", "b", "a b.zip", "12"),
    ("https://www.googleapis.com/storage/v1/b/a.zip#x", "b", "a.zip", nil),
    ("https://storage.googleapis.com/storage/v1/b", "b", "", nil),
  ]

  @Test(arguments: gcs) func `an address names bucket, object and generation of Google Cloud Storage`(
    _ address: String, bucket: String, key: String, generation: String?
  ) throws {
    let location = try GCSLocation(PackageAddress(address))
    #expect(location.bucket == bucket)
    #expect(location.key == key)
    #expect(location.generation == generation)
  }

  @Test(arguments: [
    "https://example.com/storage/v1/b/x", "https://www.googleapis.com/b/x", "https://www.googleapis.com/storage/v1/",
    "http://www.googleapis.com/storage/v1/b/x",
  ])
  func `other addresses name no bucket of Google's`(_ address: String) {
    let error = #expect(throws: FetchError.self) { try GCSLocation(PackageAddress(address)) }
    #expect(error?.message.contains("gcs::https://www.googleapis.com/storage/v1/BUCKET/PATH") == true)
  }

  /// Names of objects, as a store may tell them.
  private struct Names: ObjectStore {
    var names: [String]

    func keys(prefix: String) async throws(FetchError) -> [String] { names.filter { $0.hasPrefix(prefix) } }
    func download(_ key: String, to path: String) async throws(FetchError) { throw FetchError("fetched \(key)") }
  }

  static let names: [(names: [String], folder: String, message: String)] = [
    (["m/../../evil"], "m", "can be no file's"), (["m//a"], "m", "can be no file's"),
    (["m/./a"], "m", "can be no file's"),
    (["mm/a"], "m", "none in a folder of this name"), (["m/"], "m", "none in a folder of this name"),
    (["m"], "m", "?archive=tar.gz"), ([], "", "none in a folder of this name"), (["m/a"], "m/", "fetched m/a"),
  ]

  @Test(arguments: names) func `only names below the folder that can be files are fetched`(
    _ names: [String], folder: String, message: String
  ) async {
    let store = Names(names: names)
    let error = await #expect(throws: FetchError.self) {
      try await store.download(folder: folder, into: "/proc/nowhere/plumb")
    }
    // Nothing may be written there: what gets as far as that fails.
    let expected = message.hasPrefix("fetched") ? "cannot create the directory" : message
    #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
  }
}
