package import Model

/// How text is to look.
package struct RenderingOptions: Sendable {
  package var palette: Palette
  /// Columns of the terminal: running text is wrapped to them.
  package var width: Int
  /// What the program calls itself, and how it is run.
  package var product: String
  package var command: String
  package var showsSensitive: Bool

  /// Of an output that is no terminal.
  package static let defaultWidth = 78

  package init(
    isColoured: Bool = false, width: Int = RenderingOptions.defaultWidth, product: String = "Plumb",
    command: String = "plumb", showsSensitive: Bool = false
  ) {
    palette = Palette(isColoured: isColoured)
    self.width = width
    self.product = product
    self.command = command
    self.showsSensitive = showsSensitive
  }

  func wrap(_ text: String) -> String { wrapped(text, width: width - 1) }

  package var horizontalRule: String {
    palette(.darkGray, "\n\(String(repeating: "─", count: max(0, width - 1)))") + "\n"
  }

  var printer: DiffPrinter { DiffPrinter(palette: palette, showsSensitive: showsSensitive) }
}

/// The schema of a resource type, or of a data source, of a provider; nil when the provider does not know it.
package typealias SchemaLookup = (ResourceName, ProviderAddress) -> Schema?
