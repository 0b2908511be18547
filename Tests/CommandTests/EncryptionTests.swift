import Foundation
import TestSupport
import Testing

/// States and plans on disk, encrypted as OpenTofu does it.
struct EncryptionTests {
  private static let secret = "top-secret-value"

  private static let resources = """
    variable "passphrase" {
      sensitive = true
      default   = "a long enough passphrase"
    }
    resource "terraform_data" "s" {
      input = file("secret.txt")
    }
    """

  private static func encryption(_ state: String, key: String = "passphrase = var.passphrase") -> String {
    """
    terraform {
      encryption {
        key_provider "pbkdf2" "mine" {
          \(key)
          iterations = 200000
        }
        method "aes_gcm" "m" {
          keys = key_provider.pbkdf2.mine
        }
        method "unencrypted" "old" {}
        state {
          \(state)
        }
        plan {
          method   = method.aes_gcm.m
          enforced = true
        }
      }
    }
    """
  }

  private static let entering = """
    method = method.aes_gcm.m
    fallback {
      method = method.unencrypted.old
    }
    """

  private func prepare(_ folder: URL, _ files: [String: String]) throws {
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
  }

  @discardableResult
  private func plumb(
    _ arguments: String..., in folder: URL, environment: [String: String] = [:]
  ) throws -> TerraformJudge.Outcome {
    try PlumbBinary.run(arguments + ["-no-color"], in: folder, environment: environment)
  }

  /// The files in which the secret can be read, but for the one it comes from.
  private func leaks(_ folder: URL) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return names.filter { name in
      guard name != "secret.txt", let data = FileManager.default.contents(atPath: folder.path + "/" + name) else {
        return false
      }
      return data.range(of: Data(Self.secret.utf8)) != nil
    }
  }

  @Test func `nothing secret stays on disk in the open, from plan to apply and beyond`() throws {
    try withTemporaryFolder { folder in
      try prepare(
        folder,
        [
          "main.tf": Self.resources, "enc.tf": Self.encryption("method = method.aes_gcm.m"), "secret.txt": Self.secret,
        ])
      #expect(try plumb("init", in: folder).status == 0)
      #expect(try plumb("plan", "-out=p.tfplan", in: folder).status == 0)
      #expect(try leaks(folder).isEmpty)
      #expect(try plumb("show", "p.tfplan", in: folder).output.contains(Self.secret))
      let applied = try plumb("apply", "p.tfplan", in: folder)
      #expect(applied.status == 0, "\(applied.errors)")
      #expect(try leaks(folder).isEmpty)
      // Again, so that there is a backup.
      try prepare(folder, ["more.tf": "resource \"terraform_data\" \"t\" { input = terraform_data.s.output }"])
      #expect(try plumb("apply", "-auto-approve", in: folder).status == 0)
      #expect(FileManager.default.fileExists(atPath: folder.path + "/terraform.tfstate.backup"))
      #expect(try leaks(folder).isEmpty)
      #expect(try plumb("state", "pull", in: folder).output.contains(Self.secret))
      #expect(try plumb("show", "terraform.tfstate.backup", in: folder).output.contains(Self.secret))
      #expect(try plumb("state", "mv", "terraform_data.t", "terraform_data.u", in: folder).status == 0)
      #expect(try plumb("workspace", "new", "w", in: folder).status == 0)
      #expect(try plumb("apply", "-auto-approve", in: folder).status == 0)
      #expect(try leaks(folder).isEmpty)
      // With another key nothing can be read, and nothing is written.
      let other = ["TF_VAR_passphrase": "another long passphrase"]
      let refused = try plumb("apply", "-auto-approve", in: folder, environment: other)
      #expect(refused.status == 1 && refused.errors.contains("Decryption failed"))
      #expect(!refused.errors.contains("another long"))
      // Without the block, the way out is told.
      try FileManager.default.removeItem(atPath: folder.path + "/enc.tf")
      #expect(try plumb("plan", in: folder).errors.contains("Encrypted state"))
    }
  }

  private static let reading = """
    terraform {
      encryption {
        key_provider "pbkdf2" "mine" {
          passphrase = "a long enough passphrase"
          iterations = 200000
        }
        method "aes_gcm" "m" {
          keys = key_provider.pbkdf2.mine
        }
        remote_state_data_sources {
          TARGET {
            method = method.aes_gcm.m
          }
        }
      }
    }
    data "terraform_remote_state" "s" {
      backend = "local"
      config  = { path = "../writing/terraform.tfstate" }
    }
    output "o" {
      value = data.terraform_remote_state.s.outputs.o
    }
    """

  @Test func `the encrypted state of another configuration is read by what is said of such states`() throws {
    try withTemporaryFolder { folder in
      let places = ["writing", "reading", "named"].map { folder.appendingPathComponent($0) }
      for place in places { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) }
      try prepare(
        places[0],
        [
          "main.tf": Self.encryption("method = method.aes_gcm.m") + "\n" + Self.resources
            + "\noutput \"o\" {\n  value = \"from there\"\n}\n", "secret.txt": Self.secret,
        ])
      #expect(try plumb("init", in: places[0]).status == 0)
      #expect(try plumb("apply", "-auto-approve", in: places[0]).status == 0)
      try prepare(places[1], ["main.tf": Self.reading.replacing("TARGET", with: "default")])
      #expect(try plumb("init", in: places[1]).status == 0)
      let plan = try plumb("plan", in: places[1])
      #expect(plan.output.contains("+ o = \"from there\""), "\(plan.errors)")

      // Named, and with a name that means another.
      for (target, summary) in [
        ("remote_state_data_source \"s\"", nil), ("remote_state_data_source \"t\"", "Encrypted state"),
      ] {
        try prepare(places[2], ["main.tf": Self.reading.replacing("TARGET", with: target)])
        let named = try plumb("plan", in: places[2])
        #expect(named.output.contains("+ o = \"from there\"") == (summary == nil), "\(named.errors)")
        if let summary { #expect(named.errors.contains(summary)) }
      }
    }
  }

  @Test func `what tests leave behind is encrypted as states are`() throws {
    try withTemporaryFolder { folder in
      let resources = """
        resource "terraform_data" "kept" {
          input = "a value of the state"
          provisioner "local-exec" {
            when    = destroy
            command = "exit 1"
          }
        }
        """
      try prepare(
        folder,
        [
          "main.tf": Self.encryption("method = method.aes_gcm.m", key: "passphrase = \"a long enough passphrase\"")
            + "\n"
            + resources,
          "a.tftest.hcl": "run \"leaves\" {}\n",
        ])
      #expect(try plumb("init", in: folder).status == 0)
      let outcome = try plumb("test", in: folder)
      #expect(outcome.errors.contains("plumb destroy -state=errored_test.tfstate"), "\(outcome.errors)")
      let left = try String(contentsOf: folder.appendingPathComponent("errored_test.tfstate"), encoding: .utf8)
      #expect(left.contains("encrypted_data"))
      #expect(!left.contains("a value of the state"))
      let listed = try plumb("state", "list", "-state=errored_test.tfstate", in: folder)
      #expect(listed.output == "terraform_data.kept\n", "\(listed.errors)")
    }
  }

  @Test func `a file that cannot be read may speak of encryption, so that no state is touched`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("main.tf"), withDestinationURL: folder.appendingPathComponent("nowhere"))
      let state = #"{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{},"resources":[]}"#
      try prepare(folder, ["new.tfstate": state])
      for arguments in [["state", "list"], ["state", "push", "new.tfstate"]] {
        let outcome = try PlumbBinary.run(arguments, in: folder)
        #expect(outcome.status == 1, "\(arguments)")
        #expect(outcome.errors.contains("Failed to read file"), "\(arguments)")
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("terraform.tfstate").path))
    }
  }

  @Test func `a state goes into encryption and out again, and its backup too`() throws {
    try withTemporaryFolder { folder in
      try prepare(folder, ["main.tf": Self.resources, "secret.txt": Self.secret])
      try plumb("init", in: folder)
      #expect(try plumb("apply", "-auto-approve", in: folder).status == 0)
      #expect(try leaks(folder) == ["terraform.tfstate"])
      try prepare(folder, ["enc.tf": Self.encryption("method = method.aes_gcm.m")])
      #expect(try plumb("plan", in: folder).errors.contains("Unencrypted data"))
      try prepare(
        folder,
        ["enc.tf": Self.encryption(Self.entering), "more.tf": "resource \"terraform_data\" \"t\" {}"])
      #expect(try plumb("apply", "-auto-approve", in: folder).status == 0)
      #expect(try leaks(folder).isEmpty)
      let leaving = "method = method.unencrypted.old\nfallback {\nmethod = method.aes_gcm.m\n}"
      try prepare(folder, ["enc.tf": Self.encryption(leaving), "more.tf": ""])
      #expect(try plumb("apply", "-auto-approve", in: folder).status == 0)
      #expect(try leaks(folder).contains("terraform.tfstate"))
    }
  }

  @Test(arguments: [
    #"key_provider "pbkdf2" "mine" { passphrase = "a long enough passphrase" }"#,
    #"{"key_provider": {"pbkdf2": {"mine": {"passphrase": "a long enough passphrase"}}}}"#,
  ]) func `the environment adds to the configuration, and wins`(text: String) throws {
    try withTemporaryFolder { folder in
      let key = "passphrase = \"\""
      try prepare(
        folder,
        [
          "main.tf": Self.resources, "secret.txt": Self.secret,
          "enc.tf": Self.encryption("method = method.aes_gcm.m", key: key),
        ])
      #expect(try plumb("plan", in: folder).errors.contains("too short"))
      let environment = ["TF_ENCRYPTION": text.replacing(" { ", with: " {\n").replacing("\" }", with: "\"\n}")]
      let planned = try plumb("apply", "-auto-approve", in: folder, environment: environment)
      #expect(planned.status == 0, "\(planned.errors)")
      #expect(try leaks(folder).isEmpty)
    }
  }

  @Test func `the environment alone is enough, in JSON with references as texts`() throws {
    try withTemporaryFolder { folder in
      try prepare(folder, ["main.tf": Self.resources, "secret.txt": Self.secret])
      for (keys, method) in [
        ("${key_provider.pbkdf2.k}", "${method.aes_gcm.m}"), ("key_provider.pbkdf2.k", "method.aes_gcm.m"),
      ] {
        let json = """
          {"key_provider": {"pbkdf2": {"k": {"passphrase": "a long enough passphrase", "iterations": 200000}}},
           "method": {"aes_gcm": {"m": {"keys": "\(keys)"}}}, "state": {"method": "\(method)"}}
          """
        let applied = try plumb("apply", "-auto-approve", in: folder, environment: ["TF_ENCRYPTION": json])
        #expect(applied.status == 0, "\(applied.errors)")
        #expect(try leaks(folder).isEmpty)
      }
    }
  }

  @Test(
    arguments: [
      ("state {\n method = method.aes_gcm.x\n}", "Reference to undeclared encryption method", 3),
      ("state {\n}", "Missing method", 2),
      (
        "state {\n enforced = true\n method = method.unencrypted.u\n}\nmethod \"unencrypted\" \"u\" {}",
        "Unencrypted method is forbidden", 4
      ),
      ("key_provider \"pbkdf\" \"k\" {\n}", "Unknown key_provider type", 2),
      ("key_provider \"pbkdf2\" \"k\" {\n passphrase = \"short\"\n}", "Unable to build encryption key data", 3),
      ("key_provider \"pbkdf2\" \"k\" {\n}", "Unable to build encryption key data", 2),
      (
        "key_provider \"pbkdf2\" \"k\" {\n passphrase = \"a long enough passphrase\"\n iterations = 10\n}",
        "Unable to build encryption key data", 4
      ),
      ("key_provider \"pbkdf2\" \"k\" {\n pasphrase = \"x\"\n}", "Unsupported argument", 3),
      ("key_provider \"external\" \"k\" {\n}", "Missing required argument", 2),
      ("method \"aes_gcm\" \"m\" {\n}", "Missing required argument", 2),
      ("method \"aes_gcm\" \"m\" {\n keys = 1\n}", "Invalid reference", 3),
      ("method \"rot13\" \"m\" {\n}", "Unknown method type", 2),
      (
        "key_provider \"aws_kms\" \"k\" {\n kms_key_id = \"x\"\n key_spec = \"AES_1\"\n}",
        "Unable to build encryption key data", 4
      ),
      ("states {\n}", "Unsupported block type", 2),
      ("state {\n method = terraform_data.s.id\n}", "Invalid reference", 3),
    ] as [(String, String, Int)])
  func `what is wrong with the block is told where it stands`(text: String, summary: String, line: Int) throws {
    try withTemporaryFolder { folder in
      try prepare(
        folder,
        [
          "main.tf": Self.resources, "secret.txt": "",
          "enc.tf": "terraform {\nencryption {\n\(text)\n}\n}",
        ])
      let outcome = try plumb("plan", in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("Error: \(summary)"), "\(outcome.errors)")
      #expect(outcome.errors.contains("enc.tf line \(line + 1)"), "\(outcome.errors)")
    }
  }
}
