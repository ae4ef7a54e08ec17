"""The backend stage: prints the back end of a specification."""
