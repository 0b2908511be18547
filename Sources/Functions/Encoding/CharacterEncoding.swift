import Glibc

/// A way to write characters as bytes, by the names that IANA has registered.
struct CharacterEncoding {
  /// The registered name.
  let name: String
  private let systemName: String
  private let hasByteOrderMark: Bool

  init?(_ name: String) {
    let key = name.lowercased()
    guard let entry = Self.entries.first(where: { $0.names.contains(key) }) else { return nil }
    self.name = entry.name
    systemName = entry.system
    hasByteOrderMark = entry.name == "UTF-16"
  }

  func encode(_ text: String) -> [UInt8]? {
    guard let bytes = convert(Array(text.utf8), from: "UTF-8", to: systemName) else { return nil }
    return (hasByteOrderMark ? [0xFE, 0xFF] : []) + bytes
  }

  func decode(_ bytes: [UInt8]) -> String? {
    var source = bytes
    var system = systemName
    if hasByteOrderMark, bytes.count >= 2 {
      if bytes[0] == 0xFE, bytes[1] == 0xFF { source.removeFirst(2) }
      if bytes[0] == 0xFF, bytes[1] == 0xFE {
        source.removeFirst(2)
        system = "UTF-16LE"
      }
    }
    guard let result = convert(source, from: system, to: "UTF-8") else { return nil }
    return String(validating: result, as: UTF8.self)
  }

  private struct Entry {
    var name: String
    var system: String
    var names: Set<String>
  }

  /// Registered name, the system's name, and aliases.
  private static let entries: [Entry] = [
    ("UTF-8", "UTF-8", ["csutf8"]), ("UTF-16", "UTF-16BE", ["csutf16"]), ("UTF-16BE", "UTF-16BE", ["csutf16be"]),
    ("UTF-16LE", "UTF-16LE", ["csutf16le"]),
    ("US-ASCII", "US-ASCII", ["iso-ir-6", "ansi_x3.4-1968", "iso646-us", "us", "ibm367", "cp367", "csascii"]),
    (
      "ISO_8859-1:1987", "ISO-8859-1",
      ["iso-8859-1", "iso_8859-1", "latin1", "l1", "ibm819", "cp819", "iso-ir-100", "csisolatin1"]
    ),
    ("ISO_8859-2:1987", "ISO-8859-2", ["iso-8859-2", "iso_8859-2", "latin2", "l2", "csisolatin2"]),
    ("ISO_8859-3:1988", "ISO-8859-3", ["iso-8859-3", "iso_8859-3", "latin3", "l3", "csisolatin3"]),
    ("ISO_8859-4:1988", "ISO-8859-4", ["iso-8859-4", "iso_8859-4", "latin4", "l4", "csisolatin4"]),
    ("ISO_8859-5:1988", "ISO-8859-5", ["iso-8859-5", "iso_8859-5", "cyrillic", "csisolatincyrillic"]),
    ("ISO_8859-6:1987", "ISO-8859-6", ["iso-8859-6", "iso_8859-6", "arabic", "csisolatinarabic"]),
    ("ISO_8859-7:1987", "ISO-8859-7", ["iso-8859-7", "iso_8859-7", "greek", "greek8", "csisolatingreek"]),
    ("ISO_8859-8:1988", "ISO-8859-8", ["iso-8859-8", "iso_8859-8", "hebrew", "csisolatinhebrew"]),
    ("ISO_8859-9:1989", "ISO-8859-9", ["iso-8859-9", "iso_8859-9", "latin5", "l5", "csisolatin5"]),
    ("ISO-8859-10", "ISO-8859-10", ["latin6", "l6", "csisolatin6"]), ("ISO-8859-13", "ISO-8859-13", ["csiso885913"]),
    ("ISO-8859-14", "ISO-8859-14", ["iso_8859-14", "latin8", "l8", "csiso885914"]),
    ("ISO-8859-15", "ISO-8859-15", ["iso_8859-15", "latin-9", "csiso885915"]),
    ("ISO-8859-16", "ISO-8859-16", ["iso_8859-16", "latin10", "l10", "csiso885916"]),
    ("windows-874", "CP874", ["cswindows874"]), ("windows-1250", "CP1250", ["cswindows1250"]),
    ("windows-1251", "CP1251", ["cswindows1251"]), ("windows-1252", "CP1252", ["cswindows1252"]),
    ("windows-1253", "CP1253", ["cswindows1253"]), ("windows-1254", "CP1254", ["cswindows1254"]),
    ("windows-1255", "CP1255", ["cswindows1255"]), ("windows-1256", "CP1256", ["cswindows1256"]),
    ("windows-1257", "CP1257", ["cswindows1257"]), ("windows-1258", "CP1258", ["cswindows1258"]),
    ("KOI8-R", "KOI8-R", ["cskoi8r"]), ("KOI8-U", "KOI8-U", ["cskoi8u"]),
    ("macintosh", "MACINTOSH", ["mac", "csmacintosh"]),
    ("IBM037", "IBM037", ["cp037"]), ("IBM437", "IBM437", ["cp437", "437"]), ("IBM850", "IBM850", ["cp850", "850"]),
    ("IBM852", "IBM852", ["cp852", "852"]), ("IBM855", "IBM855", ["cp855", "855"]),
    ("IBM860", "IBM860", ["cp860", "860"]), ("IBM862", "IBM862", ["cp862", "862"]),
    ("IBM863", "IBM863", ["cp863", "863"]), ("IBM865", "IBM865", ["cp865", "865"]),
    ("IBM866", "IBM866", ["cp866", "866"]), ("IBM1047", "IBM1047", ["ibm-1047"]),
    ("Shift_JIS", "SHIFT_JIS", ["ms_kanji", "csshiftjis"]),
    ("Extended_UNIX_Code_Packed_Format_for_Japanese", "EUC-JP", ["euc-jp", "cseucpkdfmtjapanese"]),
    ("ISO-2022-JP", "ISO-2022-JP", ["csiso2022jp"]), ("EUC-KR", "EUC-KR", ["cseuckr"]),
    ("GBK", "GBK", ["cp936", "ms936", "windows-936"]), ("GB18030", "GB18030", []), ("Big5", "BIG5", ["csbig5"]),
  ].map { name, system, aliases in Entry(name: name, system: system, names: Set(aliases + [name.lowercased()])) }
}

/// Nil when the bytes are not of the one encoding, or a character is not of the other.
private func convert(_ bytes: [UInt8], from source: String, to target: String) -> [UInt8]? {
  guard let converter = iconv_open(target, source), converter != iconv_t(bitPattern: -1) else { return nil }
  defer { iconv_close(converter) }
  // The longest expansion: one byte to four, and shift sequences around each character.
  var output = [CChar](repeating: 0, count: bytes.count * 8 + 16)
  var input = bytes.map { CChar(bitPattern: $0) } + [0]
  let capacity = output.count
  return input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      var next = from.baseAddress
      var rest = bytes.count
      var end = to.baseAddress
      var room = capacity
      guard iconv(converter, &next, &rest, &end, &room) == 0, rest == 0 else { return nil }
      // Back to the first shift state.
      guard iconv(converter, nil, nil, &end, &room) != -1 else { return nil }
      return to[..<(capacity - room)].map { UInt8(bitPattern: $0) }
    }
  }
}
