import Foundation
import Model
import TestSupport
import Testing

/// `init`, `version` and `providers` as programs, beside Terraform's.
@Suite struct InitTests {
  @Test func `init and version in an empty directory`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      let outcome = try await site.plumb(["init"])
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("Plumb initialized in an empty directory!"))
      let version = try await site.plumb(["version", "-json"])
      let json = try JSON.read(version.output)
      #expect(json["terraform_version"]?.string == "1.11.4")
      #expect(json["provider_selections"]?.members?.isEmpty == true)
    }
  }

  @Test func `a provider that is not installed is named before a plan`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", Site.configuration)
      let early = try await site.plumb(["plan"])
      #expect(early.status == 1)
      #expect(early.errors.contains("Error: Inconsistent dependency lock file"))
      #expect(early.errors.contains("required by this configuration but no version is selected"))
      #expect(try await site.plumb(["init"]).status == 0)
      try FileManager.default.removeItem(atPath: folder.path + "/.terraform")
      let late = try await site.plumb(["plan"])
      #expect(late.errors.contains("Error: Required plugins are not installed"))
    }
  }

  @Test func `a read-only lock file is kept, and a contradiction ends in a diagnostic`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", Site.configuration)
      let refused = try await site.plumb(["init", "-lockfile=readonly"])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("Provider dependency changes detected"))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/.terraform.lock.hcl"))
      #expect(try await site.plumb(["init"]).status == 0)
      #expect(try await site.plumb(["init", "-lockfile=readonly"]).status == 0)
      try site.write("main.tf", Site.configuration.replacing("~> 1.0", with: "~> 2.0"))
      let outcome = try await site.plumb(["init"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("must use"))
      #expect(try await site.plumb(["init", "-upgrade"]).status == 0)
      #expect(try site.read(".terraform.lock.hcl").contains("version     = \"2.0.0\""))
      let version = try await site.plumb(["version"])
      #expect(version.output.contains("+ provider example.com/acme/thing v2.0.0"))
      try site.write("main.tf", "terraform {\n  required_version = \"< 1.0\"\n}\n")
      #expect(try await site.plumb(["init"]).errors.contains("Unsupported Terraform Core version"))
      try site.write("main.tf", "terraform {\n  backend \"floppy\" {\n  }\n}\n")
      #expect(try await site.plumb(["init"]).errors.contains("Unsupported backend type"))
      try site.write("main.tf", "terraform {\n  backend \"remote\" {\n  }\n}\n")
      #expect(try await site.plumb(["init"]).errors.contains("HCP Terraform"))
    }
  }

  @Test func `providers that somebody else runs, or develops, need no package`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", Site.configuration.replacing("acme/thing", with: "acme/absent"))
      let attached = ["TF_REATTACH_PROVIDERS": #"{"example.com/acme/absent": {}}"#]
      #expect(try await site.plumb(["init"], attached).status == 0)
      #expect(try await site.plumb(["init"]).status == 1)
      try site.write(
        ".rc", "provider_installation {\n  dev_overrides {\n    \"example.com/acme/absent\" = \"/x\"\n  }\n}\n")
      #expect(try await site.plumb(["init"]).status == 0)
    }
  }

  @Test func `each line of JSON output is an object`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", Site.configuration)
      let outcome = try await site.plumb(["init", "-json"])
      let lines = outcome.output.split(separator: "\n")
      #expect(lines.count > 4)
      for line in lines { #expect(try JSON.read(String(line))["@message"]?.string != nil) }
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "terraform is not on PATH"))
  func `words, lock file and module manifest are Terraform's`() async throws {
    let terraform = try #require(TerraformJudge.find())
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", Site.configuration + "module \"b\" {\n  source = \"./sub/\"\n}\n")
      try site.write("sub/main.tf", "module \"inner\" {\n  source = \"./inner\"\n}\n")
      try site.write("sub/inner/main.tf", "variable \"x\" {\n  default = 1\n}\n")
      let ours = try await site.plumb(["init", "-no-color"])
      #expect(ours.status == 0, "\(ours.errors)")
      let files = [".terraform.lock.hcl", ".terraform/modules/modules.json"]
      let written = try files.map(site.read)
      // What we have installed is enough for Terraform, and the same again from nothing.
      let kept = try await terraform.run(
        ["init", "-no-color", "-lockfile=readonly"], in: folder, environment: site.environment)
      #expect(kept.output.contains("Using previously-installed example.com/acme/thing v1.2.0"), "\(kept.errors)")
      try FileManager.default.removeItem(atPath: folder.path + "/.terraform")
      try FileManager.default.removeItem(atPath: folder.path + "/.terraform.lock.hcl")
      let theirs = try await terraform.run(["init", "-no-color"], in: folder, environment: site.environment)
      #expect(try files.map(site.read) == written)
      #expect(words(ours.output) == words(theirs.output.replacing("Terraform", with: "Plumb")))
      let tree = try await site.plumb(["providers"])
      let theirTree = try await terraform.run(["providers", "-no-color"], in: folder, environment: site.environment)
      #expect(tree.output == theirTree.output)
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "terraform is not on PATH"))
  func `Terraform plans in a directory that we initialized`() async throws {
    let terraform = try #require(TerraformJudge.find())
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder)
      try site.write("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n")
      try site.write("a/main.tf", "resource \"terraform_data\" \"x\" {\n  input = 1\n}\n")
      #expect(try await site.plumb(["init"]).status == 0)
      let plan = try await terraform.run(["plan", "-no-color"], in: folder, environment: site.environment)
      #expect(plan.output.contains("Plan: 1 to add, 0 to change, 0 to destroy."), "\(plan.errors)")
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent && ProviderMirror.aws != nil, "no terraform, or no AWS provider"))
  func `schemas of the AWS provider are Terraform's byte for byte`() async throws {
    let terraform = try #require(TerraformJudge.find())
    let mirror = try #require(ProviderMirror.root)
    try await withTemporaryFolder { (folder: URL) in
      let site = Site(folder, mirror: mirror)
      try site.write("main.tf", "provider \"aws\" {\n}\n")
      #expect(try await site.plumb(["init"]).status == 0)
      let ours = try await site.plumb(["providers", "schema", "-json"])
      #expect(ours.status == 0, "\(ours.errors)")
      let theirs = try await terraform.run(["providers", "schema", "-json"], in: folder, environment: site.environment)
      #expect(ours.output.utf8.count == theirs.output.utf8.count)
      // Not the texts themselves: nobody could read that failure.
      #expect(ours.output == theirs.output ? true : false)
    }
  }
}

/// The words before those that only the two programs' names and the way to other platforms' checksums tell apart.
private func words(_ text: String) -> [String] {
  let end = text.firstRange(of: "\nso that Plumb can guarantee")?.lowerBound ?? text.endIndex
  return text[..<end].split(whereSeparator: \.isWhitespace).map { String($0) }
}

/// A working directory whose providers come from a mirror with one that is a shell script.
private struct Site {
  static let configuration = """
    terraform {
      required_providers {
        thing = {
          source  = "example.com/acme/thing"
          version = "~> 1.0"
        }
      }
    }

    """

  let folder: URL
  let environment: [String: String]

  init(_ folder: URL, mirror given: String? = nil) {
    self.folder = folder
    let mirror = given ?? folder.path + "/.mirror"
    environment = ["TF_CLI_CONFIG_FILE": folder.path + "/.rc", "XDG_CACHE_HOME": folder.path + "/.cache"]
    try? write(".rc", "provider_installation {\n  filesystem_mirror {\n    path = \"\(mirror)\"\n  }\n}\n")
    if given != nil { return }
    for version in ["1.0.0", "1.2.0", "2.0.0"] {
      for platform in ["linux_amd64", "linux_arm64"] {
        try? write(
          ".mirror/example.com/acme/thing/\(version)/\(platform)/terraform-provider-thing_v\(version)", "#!/bin/sh\n")
      }
    }
  }

  func write(_ name: String, _ text: String) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    if name.contains("terraform-provider-") { chmod(url.path, 0o755) }
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Runs the program as it was built with the tests, on a thread of its own, for it waits.
  func plumb(_ arguments: [String], _ more: [String: String] = [:]) async throws -> TerraformJudge.Outcome {
    let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/debug/plumb").path
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") && !$0.key.hasPrefix("PLUMB_") }
    all.merge(environment) { $1 }
    all.merge(more) { $1 }
    let surroundings = all
    let folder = folder
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result { try runProcess(program, arguments, in: folder, environment: surroundings) })
      }
    }
  }
}
