resource "shapes_thing" "r0" {
name="a"

}
resource "shapes_thing" "r1" {
name="b"
text=""
}
resource "shapes_thing" "r2" {
name="c"
text=null
}
resource "shapes_thing" "r3" {
name="d"
text=""
 other="y"
}
resource "shapes_thing" "r4" {
name="e"
fixed="x"
}
resource "shapes_thing" "r5" {
name="f"
list {
 a="x"
}
}
resource "shapes_thing" "r6" {
name="g"
list {
 b=2
}
}
resource "shapes_thing" "r7" {
name="h"
n_single={a="x"}
}
resource "shapes_thing" "r8" {
name="i"
n_single={b=1}
}
resource "shapes_thing" "r9" {
name="j"

}
resource "shapes_thing" "r10" {
name="k"

}
resource "shapes_thing" "r11" {
name="l"
tags={a="x"}
}
resource "shapes_thing" "r12" {
name="m"

}
resource "shapes_thing" "r13" {
name="n"

}
resource "shapes_thing" "r14" {
name="o"
words=["a"]
}
resource "shapes_thing" "r15" {
name="p"

}
resource "shapes_thing" "r16" {
name="q"
text=timestamp()
}
resource "shapes_thing" "r17" {
name="r"

}
resource "shapes_thing" "r18" {
name="s"

}
resource "shapes_thing" "r19" {
name="t"

}
resource "shapes_thing" "r20" {
name="u"
any=1
}
resource "shapes_thing" "r21" {
name="v"
any=""
}
resource "shapes_thing" "r22" {
name="w"
list {
 a=timestamp()
}
}
resource "shapes_thing" "r23" {
name="x"
list {
 a=timestamp()
}
}
