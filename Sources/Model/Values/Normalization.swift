@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode normalisation form C, the form of every string of the language.
  package var normalizedNFC: String {
    // No scalar below U+0300 combines with another, so nearly every text is already in its form.
    if utf8.allSatisfy({ $0 < 0xCC }) { return self }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: _nfc)
    return String(scalars)
  }
}
