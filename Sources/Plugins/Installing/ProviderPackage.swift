/// A package that a source offers for one version of a provider, before it is fetched.
package struct ProviderPackage: Sendable, Hashable {
  package enum Location: Sendable, Hashable {
    case unpacked(path: String)
    case packed(path: String)
    case remote(url: String)
  }

  package var location: Location
  package var proof: Proof

  /// What can be checked about a package that was fetched.
  package enum Proof: Sendable, Hashable {
    case none
    /// Digests in the form of lock files, any of which must be the package's; empty if the source gives none.
    case hashes([String])
    case signed(SignedChecksums)
  }

  /// A registry's list of checksums, with whose signature it came.
  package struct SignedChecksums: Sendable, Hashable {
    /// Hexadecimal SHA-256 of this archive.
    package var checksum: String
    package var fileName: String
    package var document: [UInt8]
    package var signature: [UInt8]
    package var armoredKeys: [String]

    package init(checksum: String, fileName: String, document: [UInt8], signature: [UInt8], armoredKeys: [String]) {
      self.checksum = checksum
      self.fileName = fileName
      self.document = document
      self.signature = signature
      self.armoredKeys = armoredKeys
    }
  }
}

/// How far the origin of an installed package is known.
package enum Authentication: Sendable, Hashable, CustomStringConvertible {
  case unauthenticated
  case verifiedChecksum
  case signedByHashiCorp
  case selfSigned(keyID: String)

  /// As messages have it, in parentheses.
  package var description: String {
    switch self {
    case .unauthenticated: "unauthenticated"
    case .verifiedChecksum: "verified checksum"
    case .signedByHashiCorp: "signed by HashiCorp"
    case .selfSigned(let keyID): "self-signed, key ID \(keyID)"
    }
  }

  /// The fingerprint that HashiCorp publishes for the key of its releases.
  static let hashiCorpFingerprint = "C874011F0AB405110D02105534365D9472D7468F"
}

extension ProviderPackage.SignedChecksums {
  /// Checks an archive's digest against the list and the list's signature, in that order.
  func authenticate(archiveDigest: String) throws(PackageError) -> Authentication {
    let listed = listedChecksums
    guard archiveDigest == checksum else {
      throw PackageError(
        "the downloaded archive has the checksum \(archiveDigest), but the registry announced \(checksum)")
    }
    guard listed.contains(where: { $0.file == fileName && $0.checksum == checksum }) else {
      throw PackageError("the registry's list of checksums does not have \(fileName) with its checksum")
    }
    switch try OpenPGPSignature.verify(document, signature: signature, armoredKeys: armoredKeys) {
    case .valid(let signer):
      return signer.fingerprint == Authentication.hashiCorpFingerprint
        ? .signedByHashiCorp : .selfSigned(keyID: signer.keyID)
    case .unknownKey: throw PackageError("authentication signature from unknown issuer")
    case .invalid: throw PackageError("the signature of the registry's list of checksums is not valid")
    }
  }

  /// Of the packages for all platforms.
  var zhHashes: [String] { listedChecksums.filter { $0.file.hasSuffix(".zip") }.map { "zh:\($0.checksum)" } }

  private var listedChecksums: [(checksum: String, file: String)] {
    String(decoding: document, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      return parts.count == 2 && parts[0].count == 64 ? (parts[0].lowercased(), String(parts[1])) : nil
    }
  }
}
