resource "shapes_thing" "r0" {
name="a"
fixed="2"
}
resource "shapes_thing" "r1" {
name="b"
fixed_list=["a"]
}
resource "shapes_thing" "r2" {
name="c"
fixed_set=["a"]
}
resource "shapes_thing" "r3" {
name="d"
fixed_map={a="c"}
}
resource "shapes_thing" "r4" {
name="e"
fixed_json=jsonencode({a=2})
}
resource "shapes_thing" "r5" {
name="f"
fixed_json="{ \"a\": 1 }"
}
resource "shapes_thing" "r6" {
name="g"
fixed_block {
 a="2"
}
}
resource "shapes_thing" "r7" {
name="h"
fixed_blocks {
 a="2"
}
}
resource "shapes_thing" "r8" {
name="i"
list {
 fixed="2"
}
}
resource "shapes_thing" "r9" {
name="j"
n_list=[{fixed="2"}]
}
resource "shapes_thing" "r10" {
name="k"
n_map={k={fixed="2"}}
}
resource "shapes_thing" "r11" {
name="l"
n_single={fixed="2"}
}
resource "shapes_thing" "r12" {
name="m"
fixed_nested_set=[{a="2"}]
}
resource "shapes_thing" "r13" {
name="n"
fixed_nested_map={k={a="2"}}
}
resource "shapes_thing" "r14" {
name="o"
fixed_nested={a="2"}
}
resource "shapes_thing" "r15" {
name="p"
fixed="x\nz"
}
resource "shapes_thing" "r16" {
name="q"

}
resource "shapes_thing" "r17" {
name="r"
fixed="1"
}
resource "shapes_thing" "r18" {
name="s"

}
resource "shapes_thing" "r19" {
name="t"

}
resource "shapes_thing" "r20" {
name="u"
map "k" {
 fixed="2"
}
}
resource "shapes_thing" "r21" {
name="v"
outer {
 deep {
  fixed="2"
 }
}
}
resource "shapes_thing" "r22" {
name="w"

}
