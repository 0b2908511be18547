// Applying: see ARCHITECTURE.md.
