import Foundation
import TestSupport
import Testing

/// Provisioners in `removed` blocks: what is done for objects that are not in the configuration any more.
struct RemovedProvisionerTests {
  private static let before = """
    resource "terraform_data" "counted" {
      count = 2
      input = "in${count.index}"
    }
    resource "terraform_data" "keyed" {
      for_each = toset(["k"])
      input    = each.key
    }
    module "m" {
      source = "./m"
    }
    """
  private static let module = "resource \"terraform_data\" \"inner\" {\n  input = \"deep\"\n}\n"

  private func withApplied(
    _ after: String, _ body: (URL, ([String]) throws -> TerraformJudge.Outcome) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let run = { try PlumbBinary.run($0 + ["-no-color"], in: folder) }
      try write(["main.tf": Self.before, "m/main.tf": Self.module], to: folder)
      let first = try run(["apply", "-auto-approve"])
      #expect(first.status == 0, "\(first.errors)")
      try write(["main.tf": after], to: folder)
      try body(folder, run)
    }
  }

  @Test func `what a removed block says is done before each object is destroyed`() throws {
    let after = """
      removed {
        from = terraform_data.counted
        lifecycle {
          destroy = true
        }
        provisioner "local-exec" {
          when    = destroy
          command = "echo ${self.input} ${count.index} >> log"
        }
        provisioner "local-exec" {
          when       = destroy
          on_failure = continue
          command    = "exit 3"
        }
      }
      removed {
        from = terraform_data.keyed
        provisioner "local-exec" {
          when        = destroy
          command     = "echo $KEY ${path.module} >> log"
          environment = { KEY = each.key }
        }
      }
      removed {
        from = module.m.terraform_data.inner
        provisioner "local-exec" {
          when    = destroy
          command = "echo ${self.output} >> log"
        }
      }
      """
    try withApplied(after) { folder, run in
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(apply.output.contains("0 added, 0 changed, 4 destroyed."))
      #expect(apply.output.contains("terraform_data.counted[0]: Provisioning with 'local-exec'..."))
      let log = try String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)
      #expect(log.split(separator: "\n").sorted() == ["deep", "in0 0", "in1 1", "k ."])
      #expect(try run(["state", "list"]).output.isEmpty)
    }
  }

  @Test func `a provisioner that fails keeps the object`() throws {
    let after = """
      removed {
        from = terraform_data.counted
        provisioner "local-exec" {
          when    = destroy
          command = "test ${count.index} = 1"
        }
      }
      """
    try withApplied(after) { _, run in
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 1)
      #expect(
        spoken(apply.errors).contains(
          "Error: local-exec provisioner error with terraform_data.counted[0], on main.tf line 3, in removed:"))
      #expect(try run(["state", "list"]).output == "terraform_data.counted[0]\n")
    }
  }

  @Test func `objects that are only forgotten are left alone, and so are tainted ones`() throws {
    let after = """
      removed {
        from = terraform_data.counted
        lifecycle {
          destroy = false
        }
        provisioner "local-exec" {
          when    = destroy
          command = "touch ran"
        }
      }
      removed {
        from = terraform_data.keyed
        provisioner "local-exec" {
          when    = destroy
          command = "touch ran"
        }
      }
      """
    try withApplied(after) { folder, run in
      #expect(try run(["taint", "terraform_data.keyed[\"k\"]"]).status == 0)
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("ran").path))
      #expect(try run(["state", "list"]).output.isEmpty)
    }
  }

  @Test func `arguments are checked before anything is destroyed`() throws {
    let after = """
      removed {
        from = terraform_data.counted
        provisioner "local-exec" {
          when    = destroy
          comand  = "echo ${self.input}"
        }
        provisioner "remote-exce" {
          when = destroy
        }
      }
      """
    try withApplied(after) { _, run in
      let plan = try run(["plan"])
      #expect(plan.status == 1)
      for words in ["Unsupported argument", "Missing required argument", "Missing required provisioner plugin"] {
        #expect(plan.errors.contains("Error: \(words)"), "\(words)")
      }
      #expect(spoken(plan.errors).contains("Did you mean \"remote-exec\"?"))
    }
  }

  @Test(.enabled(if: LoopbackSSH.isThere, "There is no sshd: the Debian package openssh-server is needed."))
  func `what a removed block says is done over there, by its own connections or the provisioner's`() throws {
    try withTemporaryFolder { folder in
      let server = try LoopbackSSH(in: folder)
      defer { server.stop() }
      let log = folder.appendingPathComponent("log")
      let work = folder.appendingPathComponent("work")
      let target = "{ host = \"127.0.0.1\", port = \(server.port) }"
      let before =
        "resource \"terraform_data\" \"there\" {\n  for_each = toset([\"a\", \"b\"])\n  input    = \(target)\n}\n"
      let connection = """
        connection {
            type        = "ssh"
            host        = self.output.host
            port        = self.output.port
            user        = "\(server.user)"
            private_key = file("\(server.key.path)")
            agent       = false
            timeout     = "1m"
          }
        """
      let after = """
        removed {
          from = terraform_data.there
          \(connection)
          provisioner "remote-exec" {
            when   = destroy
            inline = ["echo outer ${each.key} ${self.output.host} >> \(log.path)"]
          }
          provisioner "remote-exec" {
            when   = destroy
            inline = ["echo inner ${each.key} >> \(log.path)"]
            \(connection)
          }
        }
        """
      let run = { try PlumbBinary.run($0 + ["-no-color"], in: work) }
      try write(["main.tf": before], to: work)
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      // Where nobody answers, nothing is destroyed.
      let refused = after.replacing("self.output.port", with: "1").replacing("\"1m\"", with: "\"1s\"")
      try write(["main.tf": refused], to: work)
      let failed = try run(["apply", "-auto-approve"])
      #expect(failed.status == 1)
      #expect(failed.errors.contains("Error: remote-exec provisioner error"), "\(failed.errors)")
      #expect(try run(["state", "list"]).output == "terraform_data.there[\"a\"]\nterraform_data.there[\"b\"]\n")
      try write(["main.tf": after], to: work)
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(apply.output.contains("terraform_data.there[\"a\"] (remote-exec): Connected!"), "\(apply.output)")
      let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
      #expect(lines.sorted() == ["inner a", "inner b", "outer a 127.0.0.1", "outer b 127.0.0.1"])
      #expect(lines.firstIndex(of: "outer a 127.0.0.1") ?? 9 < lines.firstIndex(of: "inner a") ?? 0)
      #expect(try run(["state", "list"]).output.isEmpty)
    }
  }
}
