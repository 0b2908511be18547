import Model
import Testing

@testable import Plugins

@Suite struct HandshakeTests {
  @Test func `handshakes are read`() throws {
    let plain = try Handshake(line: "1|5|unix|/tmp/plugin123|grpc|")
    #expect(plain.version == .five && plain.endpoint == .unix(path: "/tmp/plugin123") && plain.certificate == nil)
    let secure = try Handshake(line: "1|6|tcp|127.0.0.1:12345|grpc|MIIB+/8|true\r")
    #expect(secure.version == .six && secure.endpoint == .loopback(address: "127.0.0.1", port: 12_345))
    #expect(secure.certificate == [0x30, 0x82, 0x01, 0xFB, 0xFF])
    #expect(try Handshake(line: "1|6|tcp|localhost:1|grpc").endpoint == .loopback(address: "127.0.0.1", port: 1))
  }

  @Test func `anything else is refused with a reason`() {
    let cases: [(String, String)] = [
      ("", "handshake"), ("hello", "handshake"), ("1|5|unix", "handshake"), ("x|5|unix|/a|grpc", "handshake"),
      ("2|5|unix|/a|grpc", "version 2 of the handshake"), ("1|4|unix|/a|grpc", "5 and 6 are supported"),
      ("1|five|unix|/a|grpc", "5 and 6"), ("1|5|unix|/a", "netrpc"), ("1|5|unix|/a|netrpc", "netrpc"),
      ("1|5|udp|/a|grpc", "cannot be connected"), ("1|5|unix||grpc", "cannot be connected"),
      ("1|5|tcp|10.0.0.1:80|grpc", "cannot be connected"), ("1|5|tcp|127.0.0.1|grpc", "cannot be connected"),
      ("1|5|tcp|127.0.0.1:99999|grpc", "cannot be connected"), ("1|5|unix|/a|grpc|ä", "certificate"),
      (String(repeating: "1|", count: 100_000), "longer"),
    ]
    for (line, reason) in cases {
      do {
        let handshake = try Handshake(line: line)
        Issue.record("\(line.prefix(40)) gave \(handshake)")
      } catch { #expect(error.reason.contains(reason), "\(line.prefix(40)): \(error.reason)") }
    }
  }

  @Test func `reattachments are read, with short names made long`() {
    let text = """
      {"aws":{"Protocol":"grpc","ProtocolVersion":5,"Pid":1,"Test":true,"Addr":{"Network":"unix","String":"/a"}},
       "tests/notes":{"Protocol":"grpc","ProtocolVersion":6,"Addr":{"Network":"tcp","String":"127.0.0.1:80"}},
       "example.com/a/b":{"Protocol":"netrpc","Addr":{"Network":"unix","String":"/c"}}, "bad": 3}
      """
    #expect(
      Reattachment.read(text) == [
        "registry.terraform.io/hashicorp/aws": Reattachment(endpoint: .unix(path: "/a"), version: .five),
        "registry.terraform.io/tests/notes": Reattachment(
          endpoint: .loopback(address: "127.0.0.1", port: 80), version: .six),
      ])
    #expect(Reattachment.read("nonsense").isEmpty)
  }

  @Test func `status messages are percent-decoded`() {
    #expect(percentDecoded("plain") == "plain")
    #expect(percentDecoded("100%25 gr%C3%BC%c3%9fe%0A") == "100% grüße\n")
    #expect(percentDecoded("%zz %4") == "%zz %4")
  }
}
