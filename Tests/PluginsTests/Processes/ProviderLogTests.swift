import Model
import Testing

@testable import Plugins

@Suite struct ProviderLogTests {
  private func line(_ text: String) -> ProviderLogLine { ProviderLogLine(provider: TestProviders.address, text: text) }

  @Test func `a record of the log is taken apart`() {
    let record = line(#"{"@level":"warn","@message":"slow","@module":"aws.http","@timestamp":"t","ms":12,"url":"u"}"#)
    #expect(record.level == .warn)
    #expect(record.module == "aws.http")
    #expect(record.message == "slow ms=12 url=u")
    #expect(line("plain words").level == nil)
    #expect(line("plain words").message == "plain words")
    #expect(line("{not json").message == "{not json")
    #expect(line(#"{"a":1}"#).message == #"{"a":1}"#)
    #expect(line(#"{"@message":"m","@level":"odd"}"#).level == .debug)
  }

  @Test func `the filter passes what TF_LOG asks for`() {
    let cases: [([String: String], ProviderLogLine.Level?)] = [
      ([:], nil), (["TF_LOG": ""], nil), (["TF_LOG": "off"], nil), (["TF_LOG": "WARN"], .warn),
      (["TF_LOG": "json"], .trace),
      (["TF_LOG": "1"], .trace), (["TF_LOG_PROVIDER": "error"], .error),
      (["TF_LOG": "TRACE", "TF_LOG_PROVIDER": "INFO"], .info), (["TF_LOG": "TRACE", "TF_LOG_PROVIDER": "off"], nil),
      (["TF_LOG": "debug", "TF_LOG_PROVIDER": ""], .debug),
    ]
    for (environment, expected) in cases {
      #expect(ProviderLogFilter(environment: environment).minimum == expected, "\(environment)")
    }
    let filter = ProviderLogFilter(minimum: .info)
    #expect(filter.passes(line(#"{"@message":"m","@level":"error"}"#)))
    #expect(!filter.passes(line(#"{"@message":"m","@level":"debug"}"#)))
    #expect(!filter.passes(line("untold level counts as debug")))
    #expect(ProviderLogFilter(minimum: .debug).passes(line("untold level counts as debug")))
    #expect(!ProviderLogFilter(minimum: nil).passes(line("x")))
  }

  @Test func `last words are a panic's beginning, or else errors and plain lines`() {
    var words = LastWords()
    #expect(words.text == "")
    words.add(line(#"{"@level":"info","@message":"fine"}"#))
    words.add(line(#"{"@level":"error","@message":"not so fine"}"#))
    words.add(line("  "))
    words.add(line("Traceback"))
    #expect(words.text == "ERROR: not so fine\nTraceback")
    for number in 0..<100 { words.add(line("line \(number)")) }
    #expect(words.text.hasPrefix("line 60\n") && words.text.hasSuffix("line 99"))
    words.add(line("panic: oh no"))
    for number in 0..<1_000 { words.add(line("goroutine \(number)")) }
    #expect(words.text.hasPrefix("panic: oh no\ngoroutine 0\n"))
    #expect(words.text.split(separator: "\n").count == LastWords.maximumPanicLines)
    words.add(line(String(repeating: "x", count: 100_000)))
    #expect(words.text.utf8.count < 100_000)
  }

  @Test func `lines are put together from pieces`() {
    for size in 1...9 {
      var splitter = LineSplitter()
      var lines: [String] = []
      let text = Array("one\ntwo\r\n\nüber\nrest".utf8)
      for start in stride(from: 0, to: text.count, by: size) {
        Array(text[start..<min(text.count, start + size)]).withUnsafeBytes { splitter.add($0) { lines.append($0) } }
      }
      splitter.finish { lines.append($0) }
      #expect(lines == ["one", "two", "", "über", "rest"])
    }
  }
}
