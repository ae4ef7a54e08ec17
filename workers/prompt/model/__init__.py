"""The language-model engine: small questions, each answered as JSON, checked, and remembered by their content."""
