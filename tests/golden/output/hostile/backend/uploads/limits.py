"""How large a file may be: as large as the field that takes the largest ones."""

LARGEST = 10000000
