"""The steps of `reference/build.py`: one module a table or two."""
