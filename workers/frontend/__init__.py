"""The frontend stage: prints each chosen front end of a specification."""
