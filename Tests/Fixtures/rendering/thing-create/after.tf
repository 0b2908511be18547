resource "shapes_thing" "r0" {

  name = "n"
  tags = { a = "b", "c d" = "e" }
  text = "<<x"
  size = 1.5
  flag = false
  any = [1, "a"]
  secret = "s"
  secret_map = { a = "b" }
  words = ["a", ""]
  numbers = [1, 2]
  unique = ["b", "a"]
  table = { x = 1 }
  matrix = [[1, 2], []]
  record = { a = "a", b = null, id = "i", deep = ["x"] }
  records = [{ a = "a", b = 1 }, { a = null, b = null }]
  record_set = [{ a = "a", b = 1 }]
  record_map = { k = { a = "a", b = 1 } }
  pair = ["p", 1]
  once = "w"
  n_single = { a = "1", secret = "q" }
  n_list = [{ a = "1" }, { b = 2, secret = "z" }]
  n_set = [{ a = "1" }]
  n_map = { k = { a = "1" }, "l m" = { b = 1 } }
  n_deep = { name = "d", items = [{ x = "1", more = { k = { a = "2" } } }] }
  n_hidden = { a = "h" }
  single { 
    a = "1"
  }
  list { 
    b = 2
  }
  list {
    secret = "x"
  }
  set { 
    a = "s"
    secret = "q"
  }
  map "k" { 
    a = "m"
  }
  map "k l" { 
  }
  outer {
    a = "o"
    deep { 
      a = "d"
      deepest { 
        a = "dd" 
      }
    }
    side {
    }
  }
  only {
    blocks {
      a = "x"
    }
  }
}
resource "shapes_thing" "r1" {
name = "empty"
}
resource "shapes_thing" "r2" {

  text = ""
  tags = {}
  words = []
  unique = []
  n_list = []
  n_set = []
  n_map = {}
  n_single = {}
}
