resource "shapes_thing" "r0" {
name="a"
n_single={a="2",b=1}
}
resource "shapes_thing" "r1" {
name="b"

}
resource "shapes_thing" "r2" {
name="c"
n_single={a="1"}
}
resource "shapes_thing" "r3" {
name="d"
n_list=[{a="1"},{a="3"}]
}
resource "shapes_thing" "r4" {
name="e"
n_list=[{a="2"}]
}
resource "shapes_thing" "r5" {
name="f"

}
resource "shapes_thing" "r6" {
name="g"
n_list=[{a="1"}]
}
resource "shapes_thing" "r7" {
name="h"
n_set=[{a="1"},{a="3"}]
}
resource "shapes_thing" "r8" {
name="i"

}
resource "shapes_thing" "r9" {
name="j"
n_map={k={a="2"},l={a="2"},m={b=1}}
}
resource "shapes_thing" "r10" {
name="k"

}
resource "shapes_thing" "r11" {
name="l"
n_deep={name="x",items=[{x="1",more={k={a="2"}}}]}
}
resource "shapes_thing" "r12" {
name="m"
n_single={a="1",secret="y"}
}
resource "shapes_thing" "r13" {
name="n"
n_hidden={a="2"}
}
resource "shapes_thing" "r14" {
name="o"
n_list=[{a="1"}]
}
resource "shapes_thing" "r15" {
name="p"
n_map={k={a="1"}}
}
resource "shapes_thing" "r16" {
name="q"
n_list=[]
}
