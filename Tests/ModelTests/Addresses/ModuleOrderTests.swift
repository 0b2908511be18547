import Model
import Testing

@Suite struct ModuleOrderTests {
  @Test func `modules are listed by their depth, then by names and keys`() {
    let a = ModuleAddress.root.child("a", .name("x"))
    let b = ModuleAddress.root.child("b", .index(2))
    let later = ModuleAddress.root.child("b", .index(10))
    let wanted: [ModuleAddress] = [.root, a, b, later, a.child("n"), b.child("aa"), b.child("n")]
    #expect(wanted.shuffled().sorted() == wanted)
  }
}
