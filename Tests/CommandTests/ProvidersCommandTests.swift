import Foundation
import TestSupport
import Testing

/// `providers lock` and `providers mirror` beside Terraform's, with a registry on loopback that has packages for four
/// platforms.
@Suite(.enabled(if: TerraformJudge.find(named: "gpg") != nil, "gpg is not installed"))
struct ProvidersCommandTests {
  /// Two columns: what is asked for, and what must be in our output. A step builds on what the one before has left.
  private static let locking: [(arguments: [String], words: [String])] = [
    (
      ["-platform=linux_amd64", "example.test/acme/thing"],
      [
        "- Fetching example.test/acme/thing 1.2.0 for linux_amd64...", "1.2.0 for linux_amd64 (self-signed, key ID",
        "This was a new provider", "Plumb has updated the lock file.",
      ]
    ),
    (
      ["-platform=darwin_arm64", "-platform=windows_amd64", "example.test/acme/thing"],
      ["for windows_amd64; Additional checksums for this platform are now tracked", "for darwin_arm64; Additional"]
    ),
    (
      ["-platform=linux_amd64", "-platform=darwin_arm64", "example.test/acme/thing"],
      ["for linux_amd64; All checksums for this platform were already tracked", "found no need for changes"]
    ),
    (["-platform=linux_amd64"], ["acme/other checksums for linux_amd64; This was a new provider"]),
  ]

  @Test func `lock files grow platform by platform as Terraform's do`() async throws {
    try await withSite { site in
      for (arguments, words) in Self.locking {
        let ours = try await site.plumb(["providers", "lock"] + arguments, in: "ours")
        #expect(ours.status == 0, "\(ours.errors)")
        for word in words { #expect(ours.output.contains(word), "\(arguments): \(ours.output)") }
        try await site.expectSame(["providers", "lock"] + arguments, ours)
      }
      // What is recorded of a package is no reason to refuse it: the record is what is asked for.
      for folder in ["ours", "theirs"] {
        let lock = try site.read("\(folder)/.terraform.lock.hcl")
        try site.write(
          "\(folder)/.terraform.lock.hcl",
          lock.replacing("1.2.0", with: "1.0.0").replacing("\"~> 1.0\"", with: "\">= 0.1.0\"")
            .appending("\nprovider \"example.test/acme/gone\" {\n  version = \"7.0.0\"\n}\n"))
      }
      try await site.expectSame(
        ["providers", "lock", "-platform=linux_amd64"],
        try await site.plumb(["providers", "lock", "-platform=linux_amd64"], in: "ours"))
      #expect(try site.read("ours/.terraform.lock.hcl").contains("example.test/acme/gone"))
    }
  }

  @Test func `a mirror is Terraform's file by file, and what it holds can be locked and installed`() async throws {
    try await withSite { site in
      for arguments in [["-platform=linux_amd64"], ["-platform=linux_amd64", "-platform=windows_amd64"]] {
        let command = ["providers", "mirror"] + arguments + ["mirror"]
        let ours = try await site.plumb(command, in: "ours")
        try await site.expectSame(command, ours)
        // The other provider is there for one platform only.
        #expect(ours.status == (arguments.count == 1 ? 0 : 1))
        #expect(try site.files("ours/mirror") == site.files("theirs/mirror"))
        #expect(try site.files("ours/mirror").count == (arguments.count == 1 ? 6 : 7))
      }
      // A stranger's packages are indexed as well, and a locked version is the one that is taken.
      for folder in ["ours", "theirs"] {
        try site.copy(
          "\(folder)/mirror/example.test/acme/thing/terraform-provider-thing_1.2.0_linux_amd64.zip",
          to: "\(folder)/mirror/example.test/acme/stranger/terraform-provider-stranger_0.9.0_plan9_mips.zip")
        try site.write(
          "\(folder)/mirror/example.test/acme/unpacked/0.1.0/linux_amd64/terraform-provider-unpacked_v0.1.0", "x")
        try site.write(
          "\(folder)/.terraform.lock.hcl", "provider \"example.test/acme/thing\" {\n  version = \"1.0.0\"\n}\n")
      }
      let incomplete = try await site.plumb(["providers", "mirror", "mirror"], in: "ours")
      #expect(incomplete.errors.contains("acme/other: required by this configuration but no version is selected"))
      try await site.expectSame(["providers", "mirror", "mirror"], incomplete)
      for folder in ["ours", "theirs"] {
        try site.write(
          "\(folder)/.terraform.lock.hcl",
          try site.read("\(folder)/.terraform.lock.hcl")
            + "provider \"example.test/acme/other\" {\n  version = \"0.3.0\"\n}\n")
      }
      let command = ["providers", "mirror", "-platform=linux_amd64", "mirror"]
      let ours = try await site.plumb(command, in: "ours")
      #expect(ours.output.contains("  - Selected v1.0.0 to match dependency lock file"))
      try await site.expectSame(command, ours)
      #expect(try site.files("ours/mirror") == site.files("theirs/mirror"))
      for folder in ["ours", "theirs"] { try site.remove("\(folder)/.terraform.lock.hcl") }
      let lock = ["providers", "lock", "-fs-mirror=mirror", "-platform=linux_amd64"]
      try await site.expectSame(lock, try await site.plumb(lock, in: "ours"))
      try site.write("rc", "provider_installation {\n  filesystem_mirror {\n    path = \"mirror\"\n  }\n}\n")
      let installed = try await site.plumb(["init", "-lockfile=readonly"], in: "ours")
      #expect(installed.status == 0, "\(installed.errors)")
    }
  }

  @Test func `a network mirror gives the digests that it can prove, the cache those that it has`() async throws {
    try await withSite { site in
      let outcome = try await site.plumb(
        ["providers", "lock", "-platform=linux_amd64", "-net-mirror=\(site.server.url)/mirror"], in: "ours")
      #expect(outcome.output.contains("1.2.0 for linux_amd64 (verified checksum)"), "\(outcome.errors)")
      let lock = try site.read("ours/.terraform.lock.hcl")
      #expect(lock.contains("\"h1:") && !lock.contains("\"zh:"))
      try site.makeFolder("cache")
      let cache = ["TF_PLUGIN_CACHE_DIR": site.folder.path + "/cache"]
      let command = ["providers", "lock", "-platform=linux_amd64", "-enable-plugin-cache"]
      let first = try await site.plumb(command, in: "ours", cache)
      #expect(first.output.contains("- Fetching example.test/acme/thing 1.2.0"))
      #expect(try site.files("cache").count == 4)
      let second = try await site.plumb(command, in: "ours", cache)
      #expect(second.output.contains("found no need for changes") && !second.output.contains("Fetching"))
    }
  }

  @Test func `the tree of requirements has tests and modules as Terraform's`() async throws {
    try await withSite { site in
      for folder in ["ours", "theirs"] {
        try site.write(
          "\(folder)/tests/first.tftest.hcl",
          """
          run "helped" {
            module {
              source = "./helper"
            }
          }
          run "plain" {
          }
          run "nested" {
            module {
              source = "./nested"
            }
          }
          """)
        try site.write("\(folder)/helper/main.tf", "resource \"thing_x\" \"y\" {\n}\nresource \"one_x\" \"y\" {\n}\n")
        try site.write("\(folder)/nested/main.tf", "module \"inner\" {\n  source = \"../helper\"\n}\n")
        try site.write("\(folder)/more.tf", "module \"called\" {\n  source = \"./nested\"\n}\n")
      }
      #expect(try await site.plumb(["get"], in: "ours").status == 0)
      let ours = try await site.plumb(["providers", "-test-directory=tests"], in: "ours")
      #expect(
        ours.output.contains("├── test.tests.first\n│\u{A0}\u{A0} ├── run.helped\n"), "\(ours.output)\(ours.errors)")
      guard try await site.terraform(["get", "-update=false"]) != nil else { return }
      let theirs = try #require(try await site.terraform(["providers", "-test-directory=tests"]))
      // By depth: neighbours stand in an order of chance there, and it draws fewer lines.
      func depths(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
          let title = line.drop { !$0.isLetter }
          return "\(line.count - title.count) \(title)"
        }.sorted()
      }
      #expect(depths(ours.output) == depths(theirs.output))
    }
  }

  @Test func `a module that does not say which provider it means does not get another's of the same name`() async throws
  {
    try await withSite { site in
      for folder in ["ours", "theirs"] {
        try site.write(
          "\(folder)/more.tf",
          "module \"a\" {\n  source = \"./a\"\n}\nprovider \"thing\" {\n}\n")
        try site.write("\(folder)/a/main.tf", "resource \"thing_x\" \"y\" {\n}\n")
      }
      #expect(try await site.plumb(["get"], in: "ours").status == 0)
      let ours = try await site.plumb(["providers", "-test-directory=."], in: "ours")
      #expect(
        ours.output.contains("module.a\n    └── provider[registry.terraform.io/hashicorp/thing]"), "\(ours.output)")
    }
  }

  @Test(arguments: [
    (["lock", "-platform=bad"], "Invalid target platform"),
    (["mirror", "-platform=a_b_c", "m"], "Invalid target platform"),
    (["lock", "bad/x/y/z"], "Invalid provider source string"), (["lock", "acme/thing"], "Invalid provider argument"),
    (["lock", "-fs-mirror=x", "-net-mirror=https://x"], "Invalid installation method options"),
    (["lock", "-net-mirror=nonsense"], "Invalid network mirror URL"),
    (["lock", "-fs-mirror=nowhere"], "Could not retrieve providers for locking"),
    (["lock", "-platform=linux_386"], "Could not retrieve providers for locking"),
    (["mirror"], "No output directory specified"), (["mirror", "a", "b"], "No output directory specified"),
    (["mirror", "-platform=linux_386", "m"], "Provider release not available"),
  ])
  func `what cannot be done is told as by Terraform, and changes no lock file`(
    _ arguments: [String], _ summary: String
  ) async throws {
    try await withSite { site in
      for outcome in try await [
        site.plumb(["providers"] + arguments, in: "ours"), site.terraform(["providers"] + arguments),
      ].compactMap({ $0 }) {
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Error: \(summary)\n"), "\(outcome.errors)")
      }
      #expect(throws: (any Error).self) { try site.read("ours/.terraform.lock.hcl") }
    }
  }
}

private func withSite(_ body: (Site) async throws -> Void) async throws {
  try await withTemporaryFolder { (folder: URL) in try await body(Site(folder)) }
}

/// Two working directories with the same configuration, ours and Terraform's, and a registry for both.
private struct Site {
  /// One for all tests, for making its keys takes time.
  private static let registry = try? PythonServer("provider_registry")

  let folder: URL
  let server: PythonServer

  init(_ folder: URL) throws {
    self.folder = folder
    server = try #require(Self.registry)
    for name in ["ours", "theirs"] {
      try write(
        "\(name)/main.tf",
        """
        terraform {
          required_providers {
            thing = {
              source  = "example.test/acme/thing"
              version = "~> 1.0"
            }
            other = { source = "example.test/acme/other" }
          }
        }
        resource "terraform_data" "x" {}
        """)
    }
    try write("rc", "host \"example.test\" {\n  services = { \"providers.v1\" = \"\(server.url)/v1/providers/\" }\n}\n")
  }

  func plumb(
    _ arguments: [String], in name: String, _ more: [String: String] = [:]
  ) async throws -> TerraformJudge.Outcome {
    let place = folder.appendingPathComponent(name)
    let environment = ["TF_CLI_CONFIG_FILE": folder.path + "/rc"].merging(more) { $1 }
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result { try PlumbBinary.run(arguments + ["-no-color"], in: place, environment: environment) })
      }
    }
  }

  /// Nil where there is no Terraform.
  func terraform(_ arguments: [String]) async throws -> TerraformJudge.Outcome? {
    guard let judge = TerraformJudge.find() else { return nil }
    var arguments = arguments
    arguments.insert("-no-color", at: 2)
    return try await judge.run(
      arguments, in: folder.appendingPathComponent("theirs"), environment: ["TF_CLI_CONFIG_FILE": folder.path + "/rc"])
  }

  /// Does with Terraform what was done with us, and compares status, output and lock file. The order of providers in
  /// Terraform's output is that of chance.
  func expectSame(_ arguments: [String], _ ours: TerraformJudge.Outcome) async throws {
    guard let theirs = try await terraform(arguments) else { return }
    #expect(ours.status == theirs.status, "\(theirs.errors)")
    #expect(
      lines(ours.output)
        == lines(theirs.output.replacing("Terraform CLI", with: "Plumb").replacing("Terraform", with: "Plumb")))
    #expect((try? read("ours/.terraform.lock.hcl")) == (try? read("theirs/.terraform.lock.hcl")))
  }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init).sorted() }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }
  func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) throws {
    try makeFolder((name as NSString).deletingLastPathComponent)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }

  func copy(_ name: String, to other: String) throws {
    try makeFolder((other as NSString).deletingLastPathComponent)
    try? FileManager.default.removeItem(atPath: path(other))
    try FileManager.default.copyItem(atPath: path(name), toPath: path(other))
  }

  /// What every file below a folder holds.
  func files(_ name: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for case let file as String in try #require(FileManager.default.enumerator(atPath: path(name))) {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: "\(path(name))/\(file)", isDirectory: &isFolder), !isFolder.boolValue {
        found[file] = FileManager.default.contents(atPath: "\(path(name))/\(file)")
      }
    }
    return found
  }
}
