locals {
  fruits = ["pear", "apple", "fig", "apple"]
  prices = { pear = 3, apple = 2, fig = 5 }
}

output "all" {
  value = {
    chunklist    = chunklist(local.fruits, 3)
    coalesce     = coalesce("", "first")
    coalescelist = coalescelist([], ["x"])
    compact      = compact(["a", "", "b", null])
    concat       = concat(local.fruits, ["kiwi"])
    contains     = contains(local.fruits, "fig")
    distinct     = distinct(local.fruits)
    element      = [element(local.fruits, 5)]
    index        = index(local.fruits, "fig")
    keys         = keys(local.prices)
    lookup       = [lookup(local.prices, "fig", 0), lookup(local.prices, "nut", 0)]
    matchkeys    = matchkeys(["i-1", "i-2", "i-3"], ["a", "b", "a"], ["a"])
    merge        = merge(local.prices, { nut = 1 }, { pear = 9 })
    one          = one([])
    range        = [range(3), range(1, 4), range(10, 0, -5)]
    reverse      = reverse(local.fruits)
    setops       = [setintersection(["a", "b"], ["b", "c"]), setunion(["a"], ["b"]), setsubtract(["a", "b"], ["a"])]
    setproduct   = setproduct(["a", "b"], [1, 2])
    slice        = slice(local.fruits, 1, 3)
    sort         = sort(local.fruits)
    sum          = sum(values(local.prices))
    transpose    = transpose({ a = ["1", "2"], b = ["2"] })
    zipmap       = zipmap(["a", "b"], [1, 2])
    alltrue      = [alltrue([]), anytrue([false, true])]
  }
}
