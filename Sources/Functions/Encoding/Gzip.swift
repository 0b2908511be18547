import CZlib

/// Compressed in memory, hence limited.
private let maximumGzipInput = 256 << 20

/// The bytes in gzip's format, laid out as Terraform does: no name or time, data flushed, then an empty last block.
func gzip(_ bytes: [UInt8]) throws(FunctionError) -> [UInt8] {
  guard bytes.count <= maximumGzipInput else { throw FunctionError("the text is too long to compress") }
  var stream = z_stream()
  // Negative window bits: bare deflate data, since header and trailer are written here.
  let started = deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  guard started == Z_OK else { throw FunctionError("failed to compress") }
  defer { deflateEnd(&stream) }

  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
  var input = bytes
  let (inputCount, outputCount) = (bytes.count, output.count)
  let (status, written): (Int32, Int) = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(inputCount)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(outputCount)
      let status = deflate(&stream, Z_SYNC_FLUSH)
      return (status, outputCount - Int(stream.avail_out))
    }
  }
  // Nothing to flush is no failure.
  guard status == Z_OK || status == Z_BUF_ERROR else { throw FunctionError("failed to compress") }
  let data = written == 0 ? [0, 0, 0, 0xFF, 0xFF] : Array(output[..<written])

  let checksum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  result += data + [1, 0, 0, 0xFF, 0xFF]
  for word in [checksum, UInt32(truncatingIfNeeded: bytes.count)] {
    result += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
  }
  return result
}
