import CZlib

/// Whole texts in gzip's format, by zlib.
package enum Gzip {
  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.prefix(2).elementsEqual([0x1F, 0x8B]) }

  /// gzip's format rather than zlib's own.
  private static let windowBits = 15 + 16

  package static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let begun = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Int32(windowBits), 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(begun == Z_OK, "zlib cannot be started")
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let length = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib cannot compress")
        return Int(stream.total_out)
      }
    }
    return Array(output.prefix(length))
  }

  /// Nil when it is damaged, or longer than `limit`.
  package static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, Int32(windowBits), ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    return input.withUnsafeMutableBufferPointer { input -> [UInt8]? in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while true {
        let (status, count) = buffer.withUnsafeMutableBufferPointer { buffer -> (Int32, Int) in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(buffer.count)
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, buffer.count - Int(stream.avail_out))
        }
        output += buffer.prefix(count)
        if status == Z_STREAM_END { return output }
        guard status == Z_OK, output.count <= limit, count > 0 || stream.avail_in > 0 else { return nil }
      }
    }
  }
}
