// Storing: see ARCHITECTURE.md.
