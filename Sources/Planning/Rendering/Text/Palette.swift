/// The colours of the text, as escape sequences of terminals or as nothing at all.
package struct Palette: Sendable, Hashable {
  package enum Colour: String, Sendable {
    case reset = "0"
    case bold = "1"
    case underline = "4"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case cyan = "36"
    case darkGray = "90"
  }

  /// Text, and from where on which colour.
  package enum Piece: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    case colour(Colour)
    case text(String)

    package init(stringLiteral value: String) { self = .text(value) }

    package static let reset = Piece.colour(.reset)
    package static let bold = Piece.colour(.bold)
    package static let red = Piece.colour(.red)
    package static let green = Piece.colour(.green)
    package static let yellow = Piece.colour(.yellow)
    package static let cyan = Piece.colour(.cyan)
    package static let darkGray = Piece.colour(.darkGray)
  }

  package let isColoured: Bool

  package init(isColoured: Bool) { self.isColoured = isColoured }

  /// The pieces together. With colours, the end resets them once more, as Terraform does.
  package func callAsFunction(_ pieces: Piece...) -> String { callAsFunction(pieces) }

  package func callAsFunction(_ pieces: [Piece]) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let plain): text += plain
      case .colour(let colour): if isColoured { text += "\u{1B}[\(colour.rawValue)m" }
      }
    }
    return isColoured ? text + "\u{1B}[0m" : text
  }
}
