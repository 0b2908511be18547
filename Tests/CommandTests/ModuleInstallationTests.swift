import Foundation
import Model
import TestSupport
import Testing

/// `get` and `init` with modules from real repositories and servers, beside Terraform where it is there.
@Suite(.serialized, .enabled(if: ModuleSite.isPossible, "git or python3 is not installed"))
struct ModuleInstallationTests {
  /// What both programs must install with the same words and the same manifest.
  private static func shared(_ site: ModuleSite) -> String {
    """
    module "branch" {
      source = "git::file://\(site.folder.path)/repository?ref=v1&depth=1"
    }
    module "commit" {
      source = "git::file://\(site.folder.path)/repository?ref=\(site.commit)"
    }
    module "disk" {
      source = "\(site.folder.path)/repository//sub"
    }
    module "folder" {
      source = "git::file://\(site.folder.path)/repository//s*"
    }
    module "local" {
      source = "./local/"
    }
    module "old" {
      source  = "reg.example/acme/net/aws"
      version = "~> 1.0, < 1.2"
    }
    module "new" {
      source = "reg.example/acme/net/aws//package"
    }
    module "beta" {
      source  = "reg.example/acme/net/aws"
      version = "2.0.0-beta1"
    }
    module "archive" {
      source = "\(site.url)/files/acme-net-aws/1.0.0.tar.gz//package"
    }

    """
  }

  @Test func `modules come from registries, repositories, servers and the disk`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      try site.write("local/main.tf", "module \"in\" {\n  source = \"./in\"\n}\n")
      try site.write("local/in/main.tf", "output \"here\" {\n  value = path.module\n}\n")
      try site.write("main.tf", Self.shared(site))
      let ours = try site.plumb(["get"])
      #expect(ours.status == 0, "\(ours.errors)")
      let manifest = try site.read(".terraform/modules/modules.json")
      #expect(
        ours.output.contains(
          "Downloading reg.example/acme/net/aws 1.2.0 for new...\n- new in .terraform/modules/new/package"))
      #expect(
        ours.output.contains(
          "- folder in .terraform/modules/folder/sub\n- folder.deep in .terraform/modules/folder/sub/deep\n"))
      // What is there and fits is left alone, and planning works with it.
      #expect(try site.plumb(["get"]).output == "")
      #expect(try site.plumb(["init"]).status == 0)
      #expect(try site.read(".terraform/modules/modules.json") == manifest)
      #expect(try site.plumb(["validate"]).status == 0)
      let upgraded = try site.plumb(["init", "-upgrade"])
      #expect(upgraded.output.contains("Upgrading modules...\nDownloading"))
      guard let terraform = TerraformJudge.find() else { return }
      // Terraform can use ours, installs the same, and we can use its.
      #expect(
        try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment).output == "")
      try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
      let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
      #expect(theirs.output == ours.output, "\(theirs.errors)")
      #expect(try site.read(".terraform/modules/modules.json") == manifest)
      #expect(try site.plumb(["get"]).output == "")
    }
  }

  @Test func `a server may lead elsewhere, a registry may answer in JSON, and a token goes to its host only`()
    async throws
  {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder, token: "secret-token")
      defer { site.stop() }
      try site.write(
        "main.tf",
        """
        module "header" {
          source = "\(site.url)/header/acme-net-aws/1.1.0.tar.gz?archive=false"
        }
        module "meta" {
          source = "\(site.url)/meta/acme-net-aws/1.0.0.tar.gz//package?archive=false"
        }
        module "json" {
          source = "reg.example/json/net/aws"
        }
        module "inner" {
          source = "reg.example/sub/net/aws"
        }
        module "sum" {
          source = "\(site.url)/files/acme-net-aws/1.0.0.tar.gz?checksum=file:\(site.url)/files/SUMS"
        }
        """)
      let refused = try site.plumb(["get"])
      #expect(refused.status == 1)
      #expect(spoken(refused.errors).contains("host reg.example rejected the credentials"))
      let outcome = try site.plumb(["get", "-no-color"], ["TF_TOKEN_reg_example": "secret-token"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      for directory in ["header", "meta/package", "json", "inner/package/inner", "sum"] {
        #expect(
          FileManager.default.fileExists(atPath: "\(site.work.path)/.terraform/modules/\(directory)/main.tf"),
          "\(directory)")
      }
      let requests = try String(contentsOf: folder.appendingPathComponent("served/requests"), encoding: .utf8)
      let told = requests.split(separator: "\n").filter { $0.contains("secret-token") }
      #expect(told.count > 3)
      #expect(told.allSatisfy { $0.hasPrefix("GET /v1/modules/") })
      #expect(!(outcome.output + outcome.errors).contains("secret-token"))
    }
  }

  static let failures: [(source: String, version: String?, summary: String, detail: String)] = [
    (
      "reg.example/acme/net/aws", "~> 9.0", "Unresolvable module version constraint",
      "newest available version is 1.2.0"
    ),
    ("reg.example/acme/none/aws", nil, "Module not found", "cannot be found in the module registry at reg.example"),
    ("reg.example/broken/net/aws", nil, "Error accessing remote module registry", "no list of versions"),
    ("reg.example/acme/net/aws//nope", nil, "Unreadable module subdirectory", "subdir \"nope\" not found"),
    ("REPOSITORY?ref=nothere", nil, "Failed to download module", "pathspec 'nothere' did not match"),
    ("REPOSITORY?ref=--upload-pack=x", nil, "Failed to download module", "may begin with a dash"),
    ("git::file:///nowhere/at/all", nil, "Failed to download module", "does not appear to be a git repository"),
    ("SERVER/files/none.zip", nil, "Failed to download module", "bad response code: 404"),
    ("SERVER/loop", nil, "Failed to download module", "too many redirections"),
    ("SERVER/tolocal", nil, "Failed to download module", "bad response code: 404"),
    (
      "SERVER/files/acme-net-aws/1.0.0.tar.gz?checksum=md5:00000000000000000000000000000000", nil,
      "Failed to download module", "Checksums did not match"
    ),
    ("SERVER/files/evil.tar", nil, "Failed to download module", "unacceptable name"),
    ("nope::http://x", nil, "Failed to download module", "download not supported for scheme 'nope'"),
    ("./nowhere", nil, "Unreadable module directory", "it does not exist"),
    ("REPOSITORY//escape", nil, "Local module path escapes module package", "outside of its containing package"),
    ("foo", nil, "Invalid module source address", "use \"./foo\" instead"),
    ("./x", "1.0", "Invalid registry module source address", "can't use local directory"),
  ]

  @Test func `what cannot be installed is told at its call, and the rest is installed`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      var text = "module \"good\" {\n  source = \"\(site.repository)\"\n}\n"
      for (index, failure) in Self.failures.enumerated() {
        let source = failure.source.replacing("SERVER", with: site.url).replacing("REPOSITORY", with: site.repository)
        text += "module \"m\(index)\" {\n  source = \"\(source)\"\n"
        if let version = failure.version { text += "  version = \"\(version)\"\n" }
        text += "}\n"
      }
      try site.write("main.tf", text)
      let outcome = try site.plumb(["get", "-no-color"])
      #expect(outcome.status == 1)
      let reports = outcome.errors.components(separatedBy: "Error: ").dropFirst().map(spoken)
      #expect(reports.count == Self.failures.count)
      for (index, failure) in Self.failures.enumerated() {
        #expect(
          reports.contains { $0.hasPrefix(failure.summary) && $0.contains(failure.detail) },
          "m\(index) \(failure.source)")
      }
      #expect(FileManager.default.fileExists(atPath: site.work.path + "/.terraform/modules/good/main.tf"))
      let plan = try site.plumb(["plan", "-no-color"])
      #expect(plan.errors.contains("Error: Module not installed"))
      #expect(spoken(plan.errors).contains("Run \"plumb init\" to install all modules required by this configuration."))
    }
  }

  @Test func `a working directory can begin as a copy of a module`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      let outcome = try site.plumb(["init", "-no-color", "-from-module=\(site.repository)//sub"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("Copying configuration from \"\(site.repository)//sub\"..."))
      #expect(try site.read("main.tf").contains("./deep"))
      #expect(
        try site.read(".terraform/modules/modules.json").contains(#"{"Key":"deep","Source":"./deep","Dir":"deep"}"#))
      let again = try site.plumb(["init", "-from-module=\(site.repository)"])
      #expect(again.status == 1)
      #expect(again.errors.contains("already contains files"))
    }
  }

  @Test func `modules that tests run are installed with the others`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      func run(_ name: String, _ source: String, _ version: String? = nil, _ check: String) -> String {
        let version = version.map { "    version = \"\($0)\"\n" } ?? ""
        return "run \"\(name)\" {\n  module {\n    source = \"\(source)\"\n\(version)  }\n  assert {\n"
          + "    condition     = \(check)\n    error_message = \"no\"\n  }\n}\n"
      }
      try site.write("main.tf", "output \"main\" {\n  value = 1\n}\n")
      try site.write(
        "helper/main.tf",
        "module \"in\" {\n  source = \"reg.example/acme/net/aws\"\n}\noutput \"v\" {\n  value = module.in.v\n}\n")
      let registry = "reg.example/acme/net/aws"
      let runs = [
        run("old", registry, "~> 1.0, < 1.2", "output.v == \"1.1.0\""),
        run("new", registry, "~> 1.0", "output.v == \"1.2.0\""),
        run("folder", registry + "//package", nil, "output.v == \"1.2.0\""),
        run("local", "./helper", nil, "output.v == \"1.2.0\""), "run \"plain\" {}\n",
      ]
      try site.write("tests/a.b.tftest.hcl", runs.joined())
      let unprepared = try site.plumb(["test", "-no-color"])
      #expect(unprepared.status == 1)
      #expect(unprepared.errors.contains("Error: Module not installed"))
      let ours = try site.plumb(["get", "-no-color"])
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(ours.output.contains("Downloading reg.example/acme/net/aws 1.1.0 for test.tests.a.b.old...\n"))
      let manifest = try site.read(".terraform/modules/modules.json")
      #expect(manifest.contains(#""Key":"test.tests.a.b.local.in""#))
      let tested = try site.plumb(["test", "-no-color"])
      #expect(tested.output.contains("Success! 5 passed, 0 failed."), "\(tested.output) \(tested.errors)")
      if let terraform = TerraformJudge.find() {
        func theirs(_ arguments: String...) throws -> TerraformJudge.Outcome {
          try terraform.runBlocking(arguments, in: site.work, environment: site.environment)
        }
        #expect(try theirs("test", "-no-color").output == tested.output)
        try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        #expect(try theirs("get", "-no-color").output == ours.output)
        #expect(try site.read(".terraform/modules/modules.json") == manifest)
        #expect(try site.plumb(["test", "-no-color"]).output == tested.output)
      }
      try site.write("tests/a.b.tftest.hcl", runs.joined().replacing("< 1.2", with: "< 1.1"))
      for command in ["test", "validate"] {
        #expect(try site.plumb([command]).errors.contains("Module version requirements have changed"))
      }
      try site.write("tests/a.b.tftest.hcl", run("git", site.repository, nil, "true"))
      let remote = try site.plumb(["init", "-no-color"])
      #expect(remote.status == 1)
      #expect(spoken(remote.errors).contains("Only local or registry module sources are currently supported"))
      let elsewhere = try site.plumb(["get", "-no-color", "-test-directory=nowhere"])
      #expect(elsewhere.status == 0)
      #expect(elsewhere.output.contains("Warning: Test directory does not exist"))
    }
  }

  @Test func `sources that follow variables are installed for the values given`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      try site.write(
        "main.tf", "variable \"v\" {}\nmodule \"m\" {\n  source  = \"reg.example/acme/net/aws\"\n  version = var.v\n}\n"
      )
      #expect(try site.plumb(["init"]).errors.contains("No value for required variable"))
      #expect(try site.plumb(["init", "-var", "v=1.1.0"]).output.contains("aws 1.1.0 for m"))
      #expect(try site.plumb(["init", "-get=false", "-var", "v=1.1.0"]).status == 0)
      #expect(
        try site.plumb(["init", "-get=false", "-var", "v=1.2.0"]).errors.contains(
          "Module version requirements have changed"))
      // A saved plan keeps the values and the manifest.
      #expect(try site.plumb(["plan", "-var", "v=1.1.0", "-out=p"]).status == 0)
      #expect(try site.plumb(["show", "-json", "p"]).output.contains("\"version_constraint\":\"1.1.0\""))
    }
  }
}
