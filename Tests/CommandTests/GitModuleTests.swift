import Foundation
import TestSupport
import Testing

/// Modules from repositories on real servers, each fetched by Terraform as well where it is there.
@Suite(.serialized, .enabled(if: GitSite.isPossible, "git or python3 is not installed"))
struct GitModuleTests {
  @Test func `branches, tags and commits come over HTTP, with depth, folders and submodules`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try GitSite(folder)
      let server = try PythonServer("git_http", [site.served])
      defer { server.stop() }
      let place = "git::\(server.url)/net.git"
      let modules = [
        ("default", place), ("tag", "\(place)?ref=v1"), ("branch", "\(place)?ref=feature/x"),
        ("commit", "\(place)?ref=\(site.commit)"), ("short", "\(place)?ref=\(site.commit.prefix(8))"),
        ("shallow", "\(place)?depth=1"), ("shallowtag", "\(place)?ref=v1&depth=1"),
        ("shallowbranch", "\(place)//sub?depth=1&ref=feature/x"), ("folder", "\(place)//sub?ref=v1"),
        ("submodule", "\(place)//modules/inner"),
      ]
      try site.expectSame(modules)
      #expect(try site.read(".terraform/modules/tag/main.tf").contains("first"))
      #expect(try site.read(".terraform/modules/branch/main.tf").contains("feature"))
      #expect(try site.read(".terraform/modules/commit/main.tf").contains("first"))
      #expect(try site.read(".terraform/modules/submodule/modules/inner/main.tf").contains("inner"))
      let shallow = try runProcess(
        "/usr/bin/env", ["git", "rev-list", "--count", "HEAD"],
        in: site.work.appending(path: ".terraform/modules/shallow"), environment: ProcessInfo.processInfo.environment)
      #expect(shallow.output == "1\n")
      for (source, reason) in [
        (
          "\(place)?ref=\(site.commit)&depth=1", "(note that setting 'depth' requires 'ref' to be a branch or tag name)"
        ),
        ("\(place)?ref=none", "pathspec 'none' did not match"), ("\(place)?depth=x", "\"x\" is no number"),
        ("git::\(server.url)/none.git", "not found"), ("\(place)//none", "subdir \"none\" not found"),
      ] {
        let outcome = try site.get([("m", source)])
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains(reason), "\(source): \(outcome.errors)")
      }
    }
  }

  @Test func `who is asked for a name has it from a helper or the address, or is refused at once`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try GitSite(folder)
      let server = try PythonServer("git_http", [site.served, "me", "s3cret"])
      defer { server.stop() }
      let modules = [("m", "git::\(server.url)/net.git?ref=v1"), ("n", "git::\(server.url)/net.git//modules/inner")]
      let nameless = try site.get(modules)
      #expect(nameless.status == 1)
      #expect(spoken(nameless.errors).contains("terminal prompts disabled"), "\(nameless.errors)")
      let helper = "[credential]\n\thelper = \"!f() { echo username=me; echo password=s3cret; }; f\"\n"
      try site.write("../.gitconfig", helper)
      try site.expectSame(modules)
      try site.write("../.gitconfig", helper.replacing("s3cret", with: "stale"))
      let refused = try site.get(modules)
      #expect(refused.status == 1)
      #expect(spoken(refused.errors).contains("Authentication failed"), "\(refused.errors)")
      try site.write("../.gitconfig", "")
      let address = server.url.replacing("http://", with: "http://me:s3cret@")
      let known = try site.get([("m", "git::\(address)/net.git?ref=v1")])
      #expect(known.status == 0, "\(known.errors)")
      let wrong = try site.get([("x", "git::\(address)/none.git")])
      #expect(wrong.status == 1)
      #expect(!(known.output + known.errors + wrong.output + wrong.errors).contains("s3cret"))
    }
  }

  @Test(
    .enabled(
      if: LoopbackSSH.isThere && LoopbackSSH.canHaveAccounts,
      "An account named git needs sshd, root and a mount namespace of one's own."))
  func `an address like an account's leads to a server of SSH`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try GitSite(folder)
      let server = try LoopbackSSH(in: folder)
      defer { server.stop() }
      let short = "git@modules.example:\(site.served)/net.git"
      try site.expectSame(
        [("short", "\(short)?ref=v1"), ("forced", "git::\(short)//sub")],
        ["GIT_SSH_COMMAND": "ssh -F \(server.configuration) -i \(server.key.path)"])
    }
  }

  @Test(.enabled(if: LoopbackSSH.isThere, "There is no sshd: the Debian package openssh-server is needed."))
  func `repositories come over SSH, with the key of the address or of the user`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try GitSite(folder)
      let server = try LoopbackSSH(in: folder)
      defer { server.stop() }
      let net = "\(site.served)/net.git"
      let key = try Data(contentsOf: server.key).base64EncodedString()
      let encoded = key.replacing("+", with: "%2B").replacing("=", with: "%3D")
      let plain = "ssh -F \(server.configuration)"
      let own = "\(plain) -i \(server.key.path)"
      let full = "git::ssh://\(server.user)@127.0.0.1:\(server.port)\(net)"
      let modules = [
        ("full", "\(full)?ref=v1"), ("folder", "\(full)//sub?ref=feature/x&depth=1"), ("sub", "\(full)//modules/inner"),
      ]
      try site.expectSame(modules, ["GIT_SSH_COMMAND": own])
      // The key in the address joins what the user says of ssh.
      try site.expectSame([("key", "\(full)?sshkey=\(encoded)")], ["GIT_SSH_COMMAND": plain])
      #expect(try site.read(".terraform/modules/key/main.tf").contains("second"))
      let left = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
      #expect(!left.contains { $0.hasPrefix("plumb-key-") })
      // Also where git's own settings say it.
      try site.write("../.gitconfig", "[core]\n\tsshCommand = \(own)\n")
      #expect(try site.get(modules).status == 0)
      try site.write("../.gitconfig", "[core]\n\tsshCommand = \(plain)\n")
      for source in [full, "\(full)?sshkey=\(Data("no key".utf8).base64EncodedString())"] {
        let keyless = try site.get([("m", source)])
        #expect(keyless.status == 1)
        #expect(keyless.errors.contains("Permission denied"), "\(keyless.errors)")
      }
      let garbled = try site.get([("m", "\(full)?sshkey=hush!")])
      #expect(garbled.errors.contains("the sshkey is not in Base64"))
      #expect(!garbled.errors.contains("hush!"))
    }
  }
}

/// A working directory, and repositories to serve.
private struct GitSite {
  static let isPossible = ["git", "python3"].allSatisfy { TerraformJudge.find(named: $0) != nil }

  let folder: URL
  let work: URL
  let served: String
  let commit: String
  private let environment: [String: String]

  init(_ folder: URL) throws {
    self.folder = folder
    work = folder.appending(path: "work")
    served = folder.path + "/served"
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    let made = try runProcess(
      "/bin/sh", ["-e", TestPython.repository + "/Tests/Fixtures/modules/make-repositories.sh", folder.path],
      in: folder, environment: ProcessInfo.processInfo.environment)
    try #require(made.status == 0, "\(made.errors)")
    commit = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    environment = [
      "HOME": folder.path, "XDG_CONFIG_HOME": folder.path + "/none", "GIT_CONFIG_NOSYSTEM": "1", "SSH_AUTH_SOCK": "",
    ]
  }

  func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: work.appending(path: name)) }

  func read(_ name: String) throws -> String {
    try String(contentsOf: work.appending(path: name), encoding: .utf8)
  }

  private func prepare(_ modules: [(name: String, source: String)]) throws {
    try? FileManager.default.removeItem(at: work.appending(path: ".terraform"))
    try write(
      "main.tf", modules.map { "module \"\($0.name)\" {\n  source = \"\($0.source)\"\n}\n" }.joined())
  }

  func get(
    _ modules: [(name: String, source: String)], _ more: [String: String] = [:]
  ) throws -> TerraformJudge.Outcome {
    try prepare(modules)
    return try PlumbBinary.run(["get", "-no-color"], in: work, environment: environment.merging(more) { $1 })
  }

  /// The configuration files of everything that is installed.
  private func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: work.path + "/.terraform/modules")
    where path.hasSuffix(".tf") {
      files[path] = try read(".terraform/modules/" + path)
    }
    return files
  }

  /// Plumb installs these, and Terraform the same.
  func expectSame(_ modules: [(name: String, source: String)], _ more: [String: String] = [:]) throws {
    let ours = try get(modules, more)
    #expect(ours.status == 0, "\(ours.errors)")
    guard ours.status == 0, let terraform = TerraformJudge.find() else { return }
    let (manifest, found) = try (read(".terraform/modules/modules.json"), files())
    try prepare(modules)
    let theirs = try terraform.runBlocking(
      ["get", "-no-color"], in: work, environment: environment.merging(more) { $1 })
    #expect(theirs.status == 0, "\(theirs.errors)")
    // Terraform shows keys and passwords of addresses; what remains is the same.
    func installed(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.hasPrefix("- ") } }
    #expect(installed(theirs.output) == installed(ours.output))
    #expect(try read(".terraform/modules/modules.json") == manifest)
    #expect(try files() == found)
  }
}
