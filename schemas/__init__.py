"""What is said: events, the application model, names and errors. Imports nothing else of Fusion."""
