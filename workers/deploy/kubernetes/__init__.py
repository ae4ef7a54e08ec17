"""Deploy engine *kubernetes*: each application in a namespace of its own."""
