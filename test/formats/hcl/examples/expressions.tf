locals {
  numbers    = [0, 1, 42, 3.14, 1.5e3, 2.5E-2, -7, - 8]
  constants  = [true, false, null, !true]
  precedence = 1 + 2 * 3 - 4 / 5 % 6
  compared   = 1 < 2 == 3 >= 4 && 5 != 6 || !a.b && c <= d
  negative   = -a.b + -(c - d) * -e[0]
  grouped    = ((1 + 2) * (3 + 4))
  choice     = a ? b : c
  chained    = a == 1 ? b : c ? d : e
  inner      = a ? b ? c : d : e
  called     = f()
  expanded   = min(1, local.limits...)
  qualified  = provider::google::region_from_zone("europe-west6-a")
  traversal  = data.a.b[0].c["d"].e[local.f + 1][*].g[0].h
  splats     = a.*.b.c
  starred    = a[*]
  indexed    = a.*.b[0]
  twice      = a[*].b[*].c
  templated  = a["${b}-c"].d
  on_object  = { a = 1 }.a
  on_list    = [1, 2, 3][0]
  on_call    = f(x).y
  on_group   = (a).b[0]
  empty_list = []
  empty_map  = {}
  one_line   = { a = 1, b : 2, "c" = 3, (d) = 4, "e${f}" = 5, g-h = 6 }
  mixed = {
    a = 1,
    b = [
      1,

      2 # two
      ,
    ] // done

    "c d" = {
    }
    /* in between */ e : "f"
  }
  lines = (
    a
    + b
    .c
    [0]
  )
  pairs = [for k, v in m : "${k}=${v}" if v != null]
  plain = [for v in m : v]
  spread_over = {
    for
    k, v
    in m
    :
    k => {
      value = v
    }
    ...
    if v
  }
  fors = [for x in [for y in z : y.w] : { for k in x : k => x[k] }]
}
