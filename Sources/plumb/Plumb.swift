@main
enum Plumb {
  static func main() {
    print("plumb")
  }
}
