import Foundation
import TestSupport
import Testing

/// `plumb fmt` on files, folders and standard input.
@Suite struct FormatCommandTests {
  /// A folder with files of all kinds, each of which would be changed.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for name in ["a.tf", "b.tfvars", "c.tftest.hcl", "d.tfmock.hcl", "e.tofu", "sub/f.tf", "sub/deep/g.tf"]
        + untouched
      {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try "a=1\n".write(to: file, atomically: true, encoding: .utf8)
      }
      try body(folder)
    }
  }

  private let untouched = ["h.hcl", "i.tf.json", ".j.tf", "k.tf~", "#l.tf#", ".hidden/m.tf"]

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func `the files of a folder are rewritten and listed, those below and others are not`() throws {
    try inFolder { folder in
      let done = try PlumbBinary.run(["fmt"], in: folder)
      #expect(done.status == 0)
      #expect(done.output == "a.tf\nb.tfvars\nc.tftest.hcl\nd.tfmock.hcl\ne.tofu\n")
      #expect(try text("a.tf", in: folder) == "a = 1\n")
      for name in untouched + ["sub/f.tf"] { #expect(try text(name, in: folder) == "a=1\n") }
      #expect(try PlumbBinary.run(["fmt"], in: folder).output == "")
      let below = try PlumbBinary.run(["fmt", "-recursive"], in: folder)
      #expect(below.output == "sub/deep/g.tf\nsub/f.tf\n")
      for name in untouched { #expect(try text(name, in: folder) == "a=1\n") }
    }
  }

  @Test func `a check changes nothing and tells by its exit code`() throws {
    try inFolder { folder in
      let found = try PlumbBinary.run(["fmt", "-check", "sub"], in: folder)
      #expect(found.status == 3)
      #expect(found.output == "sub/f.tf\n")
      #expect(try text("sub/f.tf", in: folder) == "a=1\n")
      let silent = try PlumbBinary.run(["fmt", "-check", "-list=false", "sub"], in: folder)
      #expect(silent.status == 3)
      #expect(silent.output == "")
      _ = try PlumbBinary.run(["fmt", "sub/f.tf"], in: folder)
      #expect(try PlumbBinary.run(["fmt", "-check", "sub"], in: folder).status == 0)
    }
  }

  @Test func `differences are shown in the unified format`() throws {
    try inFolder { folder in
      let shown = try PlumbBinary.run(
        ["fmt", "-diff", "-write=false", "./sub/../a.tf", folder.path + "/sub"], in: folder)
      #expect(shown.status == 0)
      #expect(
        shown.output == """
          a.tf
          --- old/a.tf
          +++ new/a.tf
          @@ -1 +1 @@
          -a=1
          +a = 1
          sub/f.tf
          --- old/sub/f.tf
          +++ new/sub/f.tf
          @@ -1 +1 @@
          -a=1
          +a = 1

          """)
      #expect(try text("a.tf", in: folder) == "a=1\n")
    }
  }

  @Test func `with neither list nor write the result is shown`() throws {
    try inFolder { folder in
      let shown = try PlumbBinary.run(["fmt", "-list=false", "-write=false", "a.tf"], in: folder)
      #expect(shown.output == "a = 1\n")
    }
  }

  @Test func `what is broken is named and left, and the rest is done`() throws {
    try inFolder { folder in
      try "a = [\n".write(to: folder.appendingPathComponent("sub/broken.tf"), atomically: true, encoding: .utf8)
      let done = try PlumbBinary.run(["fmt", "sub"], in: folder)
      #expect(done.status == 2)
      #expect(done.output == "sub/f.tf\n")
      #expect(done.errors.contains("on sub/broken.tf line 2"))
      #expect(try text("sub/broken.tf", in: folder) == "a = [\n")
    }
  }

  @Test func `targets that are nothing of the kind are named`() throws {
    try inFolder { folder in
      let missing = try PlumbBinary.run(["fmt", "nowhere", "a.tf"], in: folder)
      #expect(missing.status == 2)
      #expect(missing.errors.contains("No file or directory at nowhere"))
      #expect(try text("a.tf", in: folder) == "a=1\n")
      let wrong = try PlumbBinary.run(["fmt", "h.hcl", "a.tf"], in: folder)
      #expect(wrong.status == 2)
      #expect(wrong.errors.contains("Only .tf, .tfvars, and .tftest.hcl files can be processed with plumb fmt"))
      #expect(wrong.output == "a.tf\n")
    }
  }

  @Test func `standard input is formatted to standard output`() throws {
    try inFolder { folder in
      let run = { (flags: [String], input: String) in
        try runProcess(
          "/bin/sh", ["-c", "printf '%s' \"$0\" | \"$@\"", input, PlumbBinary.path, "fmt"] + flags, in: folder,
          environment: [:])
      }
      #expect(try run(["-"], "a=1").output == "a = 1\n")
      let check = try run(["-check", "-"], "a=1")
      #expect(check.status == 3)
      #expect(check.output == "")
      let broken = try run(["-"], "a = [\n")
      #expect(broken.status == 2)
      #expect(broken.errors.contains("on <stdin> line 2"))
    }
  }
}
