import COpenSSL
import Glibc
import Model

/// A digest that a file must have: `sha256:2c26...`, or the digest alone, whose length tells its kind.
struct Checksum: Sendable, Hashable {
  enum Kind: String, CaseIterable, Sendable {
    case md5, sha1, sha256, sha512

    fileprivate var digits: Int {
      switch self {
      case .md5: 32
      case .sha1: 40
      case .sha256: 64
      case .sha512: 128
      }
    }
  }

  var kind: Kind
  var digest: String

  init(_ text: String) throws(FetchError) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    digest = (parts.last ?? "").lowercased()
    let (digits, isHexadecimal) = (digest.count, digest.allSatisfy(\.isHexDigit))
    let named = parts.count == 2 ? Kind(rawValue: parts[0].lowercased()) : Kind.allCases.first { $0.digits == digits }
    guard let named else {
      throw FetchError("unsupported checksum \(quoted(text)): use md5, sha1, sha256 or sha512 and a colon before it")
    }
    guard isHexadecimal, digits == named.digits else {
      throw FetchError("invalid checksum: \(quoted(digest)) is no \(named.rawValue) in hexadecimal")
    }
    kind = named
  }

  func check(_ path: String) throws(FetchError) {
    let found = try digest(of: path)
    if found != digest {
      throw FetchError("Checksums did not match.\nExpected: \(digest)\nGot: \(found)\n\(kind.rawValue)")
    }
  }

  private func digest(of path: String) throws(FetchError) -> String {
    let algorithm =
      switch kind {
      case .md5: EVP_md5()
      case .sha1: EVP_sha1()
      case .sha256: EVP_sha256()
      case .sha512: EVP_sha512()
      }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let context = EVP_MD_CTX_new() else { throw FetchError("cannot read \(path)") }
    defer {
      close(descriptor)
      EVP_MD_CTX_free(context)
    }
    guard EVP_DigestInit_ex(context, algorithm, nil) == 1 else { throw FetchError("\(kind) is not available here") }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw FetchError("cannot read \(path)") }
      EVP_DigestUpdate(context, buffer, count)
    }
    var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &bytes, &length)
    return bytes[..<Int(length)].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The digest of a file in a list such as `sha256sum` writes; nil where the list does not name it.
func checksum(of file: String, in list: String) -> Checksum? {
  for line in list.split(whereSeparator: \.isNewline) {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    switch words.count {
    case 1: if let sum = try? Checksum(words[0]) { return sum }
    case 2 where words[1].drop(while: { $0 == "*" }).hasSuffixPath(file): return try? Checksum(words[0])
    // The way of the BSDs: SHA256 (file) = digest
    case 4 where words[1] == "(\(file))" && words[2] == "=": return try? Checksum("\(words[0]):\(words[3])")
    default: continue
    }
  }
  return nil
}

extension Substring {
  fileprivate func hasSuffixPath(_ file: String) -> Bool { self == file || hasSuffix("/\(file)") }
}
