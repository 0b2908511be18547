import Foundation
import Model
import TestSupport
import Testing

struct LoginTests {
  @Test func `a token is stored, kept secret, and removed again`() throws {
    try withTemporaryFolder { (folder: URL) in
      let file = folder.appendingPathComponent(".terraform.d/credentials.tfrc.json")
      func run(_ arguments: [String], input: String = "") throws -> TerraformJudge.Outcome {
        try PlumbBinary.run(arguments, in: folder, environment: ["HOME": folder.path], input: input)
      }
      #expect(try run(["logout"]).output == "No credentials for app.terraform.io are stored.\n\n")
      #expect(try run(["login"], input: "").status == 1)
      #expect(try run(["login", "a b"], input: "t\n").errors.contains("Invalid hostname"))
      #expect(try run(["login", "x:y:z"], input: "t\n").errors.contains("Invalid hostname"))
      #expect(try run(["login"], input: "two words\n").errors.contains("Invalid token"))
      #expect(!FileManager.default.fileExists(atPath: file.path))
      let login = try run(["login"], input: " s3cret.token \n")
      #expect(login.status == 0)
      #expect(!(login.output + login.errors).contains("s3cret"))
      #expect(try run(["login", "Git.Example.com:8443"], input: "other\n").status == 0)
      let written = try JSON.read(Array(try Data(contentsOf: file)))
      #expect(written["credentials"]?["app.terraform.io"]?["token"]?.string == "s3cret.token")
      #expect(written["credentials"]?["git.example.com:8443"]?["token"]?.string == "other")
      let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(permissions == 0o600)
      #expect(try run(["logout"]).output.contains("Plumb has removed the stored API token for app.terraform.io."))
      let rest = try JSON.read(Array(try Data(contentsOf: file)))
      #expect(rest["credentials"]?.members?.map(\.name) == ["git.example.com:8443"])
    }
  }

  @Test(arguments: ["{", "[]", #"{"credentials": 1}"#])
  func `a file that is not understood is left as it is`(text: String) throws {
    try withTemporaryFolder { (folder: URL) in
      let file = folder.appendingPathComponent(".terraform.d/credentials.tfrc.json")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      for command in ["login", "logout"] {
        let outcome = try PlumbBinary.run(
          [command], in: folder, environment: ["HOME": folder.path], input: "token\n")
        #expect(outcome.status == 1)
      }
      #expect(try Data(contentsOf: file) == Data(text.utf8))
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `what login stores, Terraform removes, and what is not ours in the file stays`() async throws {
    let judge = try #require(TerraformJudge.find())
    try await withTemporaryFolder { (folder: URL) in
      let file = folder.appendingPathComponent(".terraform.d/credentials.tfrc.json")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(#"{"other": 1}"#.utf8).write(to: file)
      let environment = ["HOME": folder.path]
      for host in ["a.example.com", "b.example.com"] {
        #expect(
          try PlumbBinary.run(["login", host], in: folder, environment: environment, input: "t\n").status == 0)
      }
      #expect(try await judge.run(["logout", "a.example.com"], in: folder, environment: environment).status == 0)
      let theirs = try Data(contentsOf: file)
      #expect(
        try PlumbBinary.run(["login", "a.example.com"], in: folder, environment: environment, input: "t\n").status == 0)
      #expect(try PlumbBinary.run(["logout", "a.example.com"], in: folder, environment: environment).status == 0)
      // Byte for byte as Terraform had left it.
      #expect(try Data(contentsOf: file) == theirs)
      #expect(try JSON.read(Array(theirs))["other"]?.int == 1)
    }
  }
}
