# How large it is.
size = 30 /* inches */
