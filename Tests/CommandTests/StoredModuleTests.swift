import Connecting
import Foundation
import Model
import TestSupport
import Testing

private let moto: String? = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }

/// Modules from stores of objects, beside Terraform where it can be led to the same store.
@Suite(.serialized, .enabled(if: TerraformJudge.find(named: "python3") != nil, "python3 is not installed"))
struct StoredModuleTests {
  /// A zip with a module in it and another in its folder `sub`.
  private static func archive(_ value: String, in folder: URL) throws -> [UInt8] {
    let module = folder.appendingPathComponent("module-\(value)")
    try FileManager.default.createDirectory(
      at: module.appendingPathComponent("sub"), withIntermediateDirectories: true)
    try Data("output \"v\" {\n  value = \"\(value)\"\n}\n".utf8).write(to: module.appendingPathComponent("main.tf"))
    try Data("output \"s\" {\n  value = \"sub\"\n}\n".utf8).write(to: module.appendingPathComponent("sub/main.tf"))
    let made = try runProcess(
      "/usr/bin/env", ["python3", "-m", "zipfile", "-c", "../\(value).zip", "main.tf", "sub"], in: module,
      environment: ProcessInfo.processInfo.environment)
    try #require(made.status == 0, "\(made.errors)")
    return Array(try Data(contentsOf: folder.appendingPathComponent("\(value).zip")))
  }

  private struct Site {
    let work: URL
    let environment: [String: String]

    init(_ folder: URL, _ environment: [String: String]) throws {
      work = folder.appendingPathComponent("work")
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      // Nothing of the machine's own: no profile, no credentials, no instance.
      let usual = [
        "HOME": folder.path, "AWS_PROFILE": "", "AWS_CONFIG_FILE": folder.path + "/none", "AWS_SESSION_TOKEN": "",
        "AWS_SHARED_CREDENTIALS_FILE": folder.path + "/none", "AWS_EC2_METADATA_DISABLED": "true",
      ]
      self.environment = usual.merging(environment) { $1 }
    }

    func get(_ modules: [(name: String, source: String)]) throws -> TerraformJudge.Outcome {
      try write(modules)
      return try PlumbBinary.run(["get", "-no-color"], in: work, environment: environment)
    }

    func write(_ modules: [(name: String, source: String)]) throws {
      let text = modules.map { "module \"\($0.name)\" {\n  source = \"\($0.source)\"\n}\n" }.joined()
      try Data(text.utf8).write(to: work.appendingPathComponent("main.tf"))
    }

    /// The files of a module and what they hold.
    func files(_ name: String) throws -> [String: String] {
      let folder = work.appendingPathComponent(".terraform/modules/\(name)")
      var files: [String: String] = [:]
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".tf") {
        files[path] = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      }
      return files
    }

    var manifest: String {
      get throws {
        try String(contentsOf: work.appendingPathComponent(".terraform/modules/modules.json"), encoding: .utf8)
      }
    }
  }

  // MARK: - S3

  private struct Bucket {
    let name = "modules-\(UUID().uuidString.prefix(8).lowercased())"
    let environment: [String: String]
    private let client: AWSClient

    init() async throws {
      environment = [
        "AWS_ENDPOINT_URL": try #require(moto), "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
        "AWS_REGION": "us-west-1",
      ]
      var settings = AWSSettings()
      settings.region = "eu-central-1"
      client = try await AWSClient.open(settings, in: AWSSurroundings(environment: environment))
      let place = "<LocationConstraint>eu-central-1</LocationConstraint>"
      try await put("", Array("<CreateBucketConfiguration>\(place)</CreateBucketConfiguration>".utf8))
    }

    @discardableResult
    func put(_ key: String, _ body: [UInt8], query: [(String, String)] = []) async throws -> String? {
      var call = AWSCall(.s3, "PutObject")
      call.method = .put
      call.path = "/\(name)" + (key.isEmpty ? "" : "/\(key)")
      call.query = query
      call.body = body
      return try await client.send(call).header("x-amz-version-id")
    }
  }

  @Test(.enabled(if: moto != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `archives and folders come from S3, in all the ways in which they are named`() async throws {
    try await withTemporaryFolder { folder in
      let bucket = try await Bucket()
      try await bucket.put(
        "", Array("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>".utf8),
        query: [("versioning", "")])
      let old = try #require(try await bucket.put("a b/net.zip", try Self.archive("old", in: folder)))
      let newest = try Self.archive("new", in: folder)
      try await bucket.put("a b/net.zip", newest)
      try await bucket.put("unnamed", try Self.archive("other", in: folder))
      for (key, text) in [("main.tf", "# here\n"), ("in/side.tf", "# inside\n"), ("in/", ""), ("ü+&.tf", "# odd\n")] {
        try await bucket.put("folder/net/\(key)", Array(text.utf8))
      }
      try await bucket.put("folder/network/main.tf", Array("# another\n".utf8))
      let site = try Site(folder, bucket.environment)
      let digest = Hashing.hexadecimal(Hashing.sha256(newest))
      let outcome = try site.get([
        ("bare", "\(bucket.name).s3.eu-central-1.amazonaws.com/a%20b/net.zip"),
        ("dashed", "s3::https://s3-eu-central-1.amazonaws.com/\(bucket.name)/a%20b/net.zip//sub"),
        ("old", "s3::https://\(bucket.name).s3.eu-central-1.amazonaws.com/a%20b/net.zip?version=\(old)"),
        ("kind", "s3::https://s3.amazonaws.com/\(bucket.name)/unnamed?archive=zip&region=eu-central-1"),
        ("sum", "s3::https://s3.amazonaws.com/\(bucket.name)/a%20b/net.zip?checksum=sha256:\(digest)"),
        ("folder", "s3::https://s3.amazonaws.com/\(bucket.name)/folder/net"),
        ("inside", "s3::\(bucket.environment["AWS_ENDPOINT_URL"] ?? "")/\(bucket.name)/folder/net//in?region=x"),
        ("part", "s3::https://s3.amazonaws.com/\(bucket.name)/folder//net/in"),
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("- dashed in .terraform/modules/dashed/sub\n"))
      let new = try site.files("bare")
      #expect(new["main.tf"]?.contains("new") == true)
      #expect(try site.files("sum") == new)
      #expect(try site.files("old")["main.tf"]?.contains("old") == true)
      #expect(try site.files("kind")["main.tf"]?.contains("other") == true)
      let whole = ["main.tf": "# here\n", "in/side.tf": "# inside\n", "ü+&.tf": "# odd\n"]
      #expect(try site.files("folder") == whole)
      #expect(try site.files("part")["net/in/side.tf"] == "# inside\n")
    }
  }

  @Test(.enabled(if: moto != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `what is not to be had from S3 is told, and Terraform finds what Plumb finds`() async throws {
    try await withTemporaryFolder { folder in
      let bucket = try await Bucket()
      try await bucket.put("net.zip", try Self.archive("zipped", in: folder))
      try await bucket.put("net/main.tf", Array("# here\n".utf8))
      try await bucket.put("net/sub/main.tf", Array("# below\n".utf8))
      let site = try Site(folder, bucket.environment)
      let place = "s3::https://s3.amazonaws.com/\(bucket.name)"
      for (source, reason) in [
        ("\(place)/none.zip", "NoSuchKey"), ("\(place)/none", "none in a folder of this name"),
        ("\(place)/net/main.tf", "?archive=tar.gz"), ("\(place)x/net", "NoSuchBucket"),
        ("\(place)/net.zip?checksum=md5:00000000000000000000000000000000", "Checksums did not match"),
        ("\(place)/net?checksum=md5:00000000000000000000000000000000", "a checksum is for archives"),
        ("\(place)/net.zip?aws_profile=nobody", "no such profile"),
        ("\(place)/net.zip?aws_access_key_id=k&aws_access_token=hush", "both an access key and a secret key"),
        ("s3::https://s3.amazonaws.com/", "names no bucket of S3"),
      ] {
        let outcome = try site.get([("m", source)])
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains(reason), "\(source): \(outcome.errors)")
        #expect(!outcome.errors.contains("hush"))
      }
      // Terraform goes to another store than AWS's only with keys in the address.
      let keys = "region=eu-central-1&aws_access_key_id=stand-in&aws_access_key_secret=hush"
      let store = "s3::\(bucket.environment["AWS_ENDPOINT_URL"] ?? "")/\(bucket.name)"
      let modules = [
        ("archive", "\(store)/net.zip?\(keys)"), ("folder", "\(store)/net?\(keys)"),
        ("sub", "\(store)/net//sub?\(keys)"),
      ]
      let ours = try site.get(modules)
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(!(ours.output + ours.errors).contains("hush"))
      guard let terraform = TerraformJudge.find() else { return }
      let found = try (site.manifest, modules.map { try site.files($0.0) })
      try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
      let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
      #expect(theirs.status == 0, "\(theirs.errors)")
      #expect(try site.manifest == found.0)
      #expect(try modules.map { try site.files($0.0) } == found.1)
    }
  }

  // MARK: - Google Cloud Storage

  @Test func `archives and folders come from Google Cloud Storage`() async throws {
    try await withTemporaryFolder { folder in
      let server = try PythonServer("gcs", ["/dev/null"])
      defer { server.stop() }
      func put(_ key: String, _ body: [UInt8]) async throws -> String {
        let query = PercentEncoding.query([("uploadType", "media"), ("name", key)])
        var request = HTTPRequest(.post, "\(server.url)/upload/storage/v1/b/modules/o?\(query)")
        request.body = body
        let response = try await HTTPClient().send(request)
        return try #require(try JSON.read(response.body)["generation"]?.string)
      }
      let old = try await put("a/net.zip", try Self.archive("old", in: folder))
      _ = try await put("a/net.zip", try Self.archive("new", in: folder))
      // More than one page of the list.
      for number in 0..<5 { _ = try await put("net/sub/\(number).tf", Array("# \(number)\n".utf8)) }
      _ = try await put("net/main.tf", Array("# here\n".utf8))
      let site = try Site(folder, ["STORAGE_EMULATOR_HOST": String(server.url.dropFirst("http://".count))])
      let modules = [
        ("archive", "www.googleapis.com/storage/v1/modules/a/net.zip"),
        ("inner", "gcs::https://www.googleapis.com/storage/v1/modules/a/net.zip//sub"),
        ("folder", "gcs::https://www.googleapis.com/storage/v1/modules/net"),
      ]
      let ours = try site.get(modules)
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(try site.files("archive")["main.tf"]?.contains("new") == true)
      #expect(try site.files("folder").count == 6)
      let found = try (site.manifest, modules.map { try site.files($0.0) }, ours.output)
      if let terraform = TerraformJudge.find() {
        try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
        #expect(theirs.output == found.2, "\(theirs.errors)")
        #expect(try site.manifest == found.0)
        #expect(try modules.map { try site.files($0.0) } == found.1)
      }
      let one = try site.get([("old", "gcs::https://www.googleapis.com/storage/v1/modules/a/net.zip#\(old)")])
      #expect(one.status == 0, "\(one.errors)")
      #expect(try site.files("old")["main.tf"]?.contains("old") == true)
      for (source, reason) in [
        ("modules/none.zip", "No such object: modules/none.zip"), ("modules/none", "none in a folder of this name"),
        ("states/net", "status 401: Invalid Credentials"),
      ] {
        let outcome = try site.get([("m", "gcs::https://www.googleapis.com/storage/v1/\(source)")])
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains(reason), "\(source): \(outcome.errors)")
      }
    }
  }

  // MARK: - Mercurial

  @Test(.enabled(if: TerraformJudge.find(named: "hg") != nil, "hg is not installed: the Debian package is mercurial"))
  func `repositories of Mercurial are fetched, at a revision too`() throws {
    try withTemporaryFolder { (folder: URL) in
      let repository = folder.appendingPathComponent("repository")
      try FileManager.default.createDirectory(
        at: repository.appendingPathComponent("sub"), withIntermediateDirectories: true)
      func hg(_ arguments: String...) throws {
        let outcome = try runProcess(
          "/usr/bin/env", ["hg", "--config", "ui.username=tests"] + arguments, in: repository,
          environment: ProcessInfo.processInfo.environment)
        try #require(outcome.status == 0, "\(outcome.errors)")
      }
      func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: repository.appendingPathComponent(name))
      }
      try hg("init")
      try write("main.tf", "# first\n")
      try write("sub/main.tf", "# sub\n")
      try hg("commit", "-Am", "one")
      try hg("tag", "v1")
      try write("main.tf", "# second\n")
      try hg("commit", "-m", "two")
      let site = try Site(folder, [:])
      let place = "hg::file://\(repository.path)"
      let modules = [("tip", place), ("tag", "\(place)?rev=v1"), ("sub", "\(place)//sub?rev=0")]
      let ours = try site.get(modules)
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(try site.files("tip")["main.tf"] == "# second\n")
      #expect(try site.files("tag")["main.tf"] == "# first\n")
      #expect(ours.output.contains("- sub in .terraform/modules/sub/sub"))
      let found = try (site.manifest, modules.map { try site.files($0.0) })
      if let terraform = TerraformJudge.find() {
        try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
        #expect(theirs.output == ours.output, "\(theirs.errors)")
        #expect(try site.manifest == found.0)
        #expect(try modules.map { try site.files($0.0) } == found.1)
      }
      for (source, reason) in [
        ("\(place)?rev=none", "unknown revision 'none'"), ("hg::file:///nowhere", "repository /nowhere not found"),
        ("\(place)?rev=--config=x", "may begin with a dash"),
      ] {
        let outcome = try site.get([("m", source)])
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains(reason), "\(source): \(outcome.errors)")
      }
    }
  }
}
