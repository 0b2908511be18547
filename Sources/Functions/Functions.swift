// Functions: see ARCHITECTURE.md.
