import Foundation
import TestSupport
import Testing

@testable import Fetching

/// Unpacking what strangers have packed.
@Suite(.enabled(if: TerraformJudge.find(named: "python3") != nil, "python3 is not installed"))
struct ArchiveTests {
  private static let limits = Archive.Limits(entries: 100, bytes: 2 << 20)

  /// The archives in one folder, and an empty one to unpack into, which has another around it.
  private func withArchives(_ body: (_ archives: String, _ target: String) throws -> Void) throws {
    try withTemporaryFolder { (folder: URL) in
      let target = folder.path + "/outer/target"
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
      let script = TestPython.repository + "/Tests/Fixtures/modules/archives.py"
      let made = try runProcess(
        "/usr/bin/env", ["python3", script, folder.path], in: folder, environment: ProcessInfo.processInfo.environment)
      try #require(made.status == 0, "\(made.errors)")
      try body(folder.path, target)
    }
  }

  @Test func `zip and tar are unpacked however compressed`() throws {
    try withArchives { archives, target in
      for name in ["good.tar.gz", "good.tar.bz2", "good.tar.xz", "good.zip"] {
        let place = "\(target)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Archive.unpack("\(archives)/\(name)", into: place)
        #expect(try String(contentsOfFile: place + "/main.tf", encoding: .utf8).hasPrefix("output"), "\(name)")
        #expect(try String(contentsOfFile: place + "/a/b.tf", encoding: .utf8) == "x", "\(name)")
        #expect(FileManager.default.fileExists(atPath: place + "/h.tf"), "\(name)")
        if name.hasPrefix("good.tar") {
          #expect(try String(contentsOfFile: place + "/l", encoding: .utf8) == "x")
          #expect(try String(contentsOfFile: place + "/a/up", encoding: .utf8).hasPrefix("output"))
        }
      }
      try Archive.unpack("\(archives)/twice.tar", into: target)
      #expect(try String(contentsOfFile: target + "/main.tf", encoding: .utf8) == "second")
    }
  }

  static let hostile: [(name: String, reason: String)] = [
    ("up.tar", "unacceptable name"), ("inner-up.tar", "unacceptable name"), ("absolute.tar", "unacceptable name"),
    ("up.zip", "unacceptable name"), ("link-up.tar", "leads out of it"), ("link-absolute.tar", "leads out of it"),
    ("through-link.tar", "cannot create"), ("links-together.tar", "leads out of it"),
    ("hard-up.tar", "leads out of it"), ("fifo.tar", "neither file, folder nor link"),
    ("device.tar", "neither file, folder nor link"), ("empty.tar", "empty, or no archive"),
    ("large.tar", "more than 2 MiB"), ("large.tar.gz", "more than 2 MiB"), ("many.tar", "more than 100 entries"),
    ("cut.tar.gz", "cannot be read"), ("text.zip", "cannot be read"), ("nothing.zip", "cannot be read"),
  ]

  @Test func `what would do harm is refused, and nothing is left outside`() throws {
    try withArchives { archives, target in
      for (name, reason) in Self.hostile {
        let place = "\(target)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        do throws(FetchError) {
          try Archive.unpack("\(archives)/\(name)", into: place, limits: Self.limits)
          Issue.record("\(name) was unpacked")
        } catch {
          #expect(error.message.contains(reason), "\(name): \(error.message)")
        }
        #expect(!FileManager.default.fileExists(atPath: target + "/evil.tf"), "\(name)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: target + "/..") == ["target"])
      #expect(!FileManager.default.fileExists(atPath: "/tmp/evil.tf"))
    }
  }
}

/// Small rules of fetching.
@Suite struct FetchingRuleTests {
  @Test func `checksums are known by name or by length`() throws {
    #expect(try Checksum("md5:0123456789abcdef0123456789ABCDEF").kind == .md5)
    #expect(try Checksum(String(repeating: "a", count: 64)).kind == .sha256)
    for wrong in ["", "md5:12", "crc:0123456789abcdef0123456789abcdef", "sha1:" + String(repeating: "g", count: 40)] {
      #expect(throws: FetchError.self, "\(wrong)") { try Checksum(wrong) }
    }
    let digest = String(repeating: "b", count: 64)
    for list in ["\(digest)  m.zip\n", "\(digest) *./m.zip\n", "SHA256 (m.zip) = \(digest)\n", "\(digest)\n"] {
      #expect(checksum(of: "m.zip", in: "x\n" + list) == (try Checksum(digest)), "\(list)")
    }
    #expect(checksum(of: "other.zip", in: "\(digest)  m.zip\n") == nil)
  }

  @Test func `passwords and keys in addresses are never shown`() {
    for (text, shown) in [
      ("git::https://user:pass@host/x?ref=1", "git::https://***@host/x?ref=1"),
      ("https://token@host/x", "https://***@host/x"), ("git::ssh://git@host/x", "git::ssh://git@host/x"),
      ("fatal: unable to access 'https://u:p@h/x/': no", "fatal: unable to access 'https://***@h/x/': no"),
      ("git::ssh://git@h/x?sshkey=AAAA&ref=2", "git::ssh://git@h/x?sshkey=***&ref=2"),
      ("https://host/a@b", "https://host/a@b"),
    ] {
      #expect(URLText.withoutSecrets(text) == shown)
    }
  }

  @Test func `a page may say where the module is`() {
    for page in [
      #"<html><head><meta name="terraform-get" content="/a?x=1&amp;y=2"></head>"#,
      "<META charset='utf-8'><meta name='terraform-get' content='/a?x=1&y=2' />",
    ] {
      #expect(WebPackage.metaLocation(page) == "/a?x=1&y=2")
    }
    #expect(WebPackage.metaLocation("<meta name=\"other\" content=\"/a\">") == nil)
  }

  @Test func `a folder's pattern must mean one folder`() throws {
    try withTemporaryFolder { (folder: URL) in
      for name in ["one/modules/a", "one/modules/b", "two"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      }
      #expect(try onlyMatch(of: "o*/modules/a", in: folder.path) == "one/modules/a")
      #expect(throws: FetchError("subdir \"one/*/*\" matches multiple paths")) {
        try onlyMatch(of: "one/*/*", in: folder.path)
      }
      #expect(throws: FetchError("subdir \"three\" not found")) { try onlyMatch(of: "three", in: folder.path) }
    }
  }
}
