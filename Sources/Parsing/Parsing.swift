// Parsing: see ARCHITECTURE.md.
