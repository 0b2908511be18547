// Plugins: see ARCHITECTURE.md.
