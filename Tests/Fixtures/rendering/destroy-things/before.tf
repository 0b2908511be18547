resource "shapes_thing" "r0" {

  name = "n"
  tags = { a = "b", c = "d" }
  secret = "s"
  words = ["a", "b"]
  unique = ["u"]
  record = { a = "a", b = 1, id = "i", deep = ["x"] }
  records = [{ a = "a", b = 1 }]
  record_map = { k = { a = "a", b = 1 } }
  text = "x\ny"
  n_single = { a = "1", secret = "q" }
  n_list = [{ a = "1" }]
  n_set = [{ a = "1" }]
  n_map = { k = { a = "1" } }
  single { 
    a = "1"
  }
  list { 
    b = 2
  }
  set { 
    a = "s"
    secret = "q"
  }
  map "k" { 
    a = "m"
  }
  outer {
    a = "o"
    deep { 
      a = "d"
      deepest { 
        a = "dd" 
      }
    }
  }
}
