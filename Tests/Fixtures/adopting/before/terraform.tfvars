# How large it is.
size = 3 /* inches */
