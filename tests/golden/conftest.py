"""The tests among the golden output are those of the generated applications."""

collect_ignore = ["output"]
