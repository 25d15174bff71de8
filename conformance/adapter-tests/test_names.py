def short(test):
    """`basic/test_base.py::BaseSimpleMaterializations::test_base`, wherever the files lie."""
    for root in ("dbt/tests/adapter/", "tests/functional/"):
        if root in test:
            return test.split(root, 1)[1]
    return test
