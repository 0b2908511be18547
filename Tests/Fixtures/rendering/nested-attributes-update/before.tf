resource "shapes_thing" "r0" {
name="a"
n_single={a="1",b=1}
}
resource "shapes_thing" "r1" {
name="b"
n_single={a="1"}
}
resource "shapes_thing" "r2" {
name="c"

}
resource "shapes_thing" "r3" {
name="d"
n_list=[{a="1"},{a="2"}]
}
resource "shapes_thing" "r4" {
name="e"
n_list=[{a="1"},{a="2"}]
}
resource "shapes_thing" "r5" {
name="f"
n_list=[{a="1"}]
}
resource "shapes_thing" "r6" {
name="g"

}
resource "shapes_thing" "r7" {
name="h"
n_set=[{a="1"},{a="2"}]
}
resource "shapes_thing" "r8" {
name="i"
n_set=[{a="1"}]
}
resource "shapes_thing" "r9" {
name="j"
n_map={k={a="1"},l={a="2"}}
}
resource "shapes_thing" "r10" {
name="k"
n_map={k={a="1"}}
}
resource "shapes_thing" "r11" {
name="l"
n_deep={name="x",items=[{x="1",more={k={a="1"}}}]}
}
resource "shapes_thing" "r12" {
name="m"
n_single={a="1",secret="x"}
}
resource "shapes_thing" "r13" {
name="n"
n_hidden={a="1"}
}
resource "shapes_thing" "r14" {
name="o"
n_list=[]
}
resource "shapes_thing" "r15" {
name="p"
n_map={}
}
resource "shapes_thing" "r16" {
name="q"
n_list=[{a="1"}]
}
