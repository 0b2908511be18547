cli_file = "cli_file"
all = "cli_file"
all_but_run = "cli_file"
all_but_file="cli_file"
