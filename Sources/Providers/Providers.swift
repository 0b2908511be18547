// Providers: see ARCHITECTURE.md.
