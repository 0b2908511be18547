import CZlib

/// Compressed in memory, hence limited.
private let maximumGzipInput = 256 << 20

/// The bytes in gzip's format, laid out as Terraform does: no name or time, then the data.
func gzip(_ bytes: [UInt8]) throws(FunctionError) -> [UInt8] {
  guard bytes.count <= maximumGzipInput else { throw FunctionError("the text is too long to compress") }
  let checksum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
  result += Deflate.compressed(bytes)
  for word in [checksum, UInt32(truncatingIfNeeded: bytes.count)] {
    result += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
  }
  return result
}
