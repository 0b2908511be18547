// Configuring: see ARCHITECTURE.md.
