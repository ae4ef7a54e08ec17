"""`make bench`: how long a sentence takes to become an application."""

from tests.bench import chain

if __name__ == "__main__":
    chain.main()
