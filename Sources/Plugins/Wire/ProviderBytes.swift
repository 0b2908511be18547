package import Model

/// The readers of what providers send, each by a name and from plain bytes: for whoever wants to see what they make of bytes that no
/// provider would send.
package enum ProviderBytes {
  package static func readMessagePack(_ bytes: [UInt8], as type: ValueType) throws -> Value {
    try MessagePackReader.read(bytes, as: type)
  }

  package static func writeMessagePack(_ value: Value, as type: ValueType) throws -> [UInt8] {
    try MessagePackWriter.write(value, as: type)
  }

  /// Every message of the protocol, its values read as this type.
  package static func readers(_ type: ValueType) -> [(name: String, read: @Sendable ([UInt8]) throws -> Void)] {
    [
      ("diagnostics", { _ = try ResponseMessage.diagnostics($0, field: 1) }),
      ("upgrade", { _ = try ResponseMessage.upgrade($0, type) }),
      ("plan", { _ = try ResponseMessage.plan($0, type) }),
      ("data source", { _ = try ResponseMessage.readDataSource($0, type) }),
      ("call", { _ = try ResponseMessage.call($0, type) }),
      ("stop", { _ = try ResponseMessage.stop($0) }),
      ("output", { _ = try ResponseMessage.output($0) }),
      ("import", { _ = try ResponseMessage.importState($0) }),
      ("move", { _ = try ResponseMessage.move($0, type) }),
      ("open", { _ = try EphemeralMessage.opened($0, type, now: 0) }),
      ("renew", { _ = try EphemeralMessage.renewed($0, now: 0) }),
      ("schemas of version 5", { _ = try LazyProviderSchemas($0, version: .five, isTrusted: false) }),
      ("schemas of version 6", { _ = try LazyProviderSchemas($0, version: .six, isTrusted: false) }),
    ]
  }

  /// The body of an answer, as it comes in pieces of this size.
  package static func readFrames(_ bytes: [UInt8], inPiecesOf size: Int) {
    let call = CallState(
      call: Connection.Call(identifier: 1, path: "/", message: [], deadline: nil, finish: { _ in }))
    call.addHeader(":status", "200")
    call.addHeader("grpc-status", "0")
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      guard piece.withUnsafeBufferPointer({ call.add($0) }) else { break }
    }
    _ = call.result(resetCode: 0)
  }

  package static func readHandshake(_ line: String) throws { _ = try Handshake(line: line) }
}
