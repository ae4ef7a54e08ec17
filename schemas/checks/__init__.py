"""The checks of a spec's sense, one module for each part of it."""
