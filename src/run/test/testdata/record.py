"""Records how dbt shows what differs between tables: random pairs of them, through daff as dbt calls it.

Run with the Python of an installed dbt-core: python record.py > differences.json
"""
import json
import random
import re

import daff

ESCAPE = re.compile(r"\x1B(?:[@-Z\\-_]|\[[0-?]*[ -/]*[@-~])")


def ordered(rows):
    return sorted(rows, key=lambda row: [(cell is None, cell) for cell in row])


def shown(names, expected, actual):
    flags = daff.CompareFlags()
    flags.ordered = False
    before = daff.PythonTableView([names] + ordered(expected))
    after = daff.PythonTableView([names] + ordered(actual))
    diff = daff.TableDiff(daff.Coopy.compareTables(before, after, flags).align(), flags)
    result = daff.PythonTableView([])
    diff.hilite(result)
    if not diff.hasDifference():
        return None
    return ESCAPE.sub("", daff.TerminalDiffRender().render(result))


def cell(chance, words):
    kind = chance.random()
    if kind < 0.12:
        return None
    if kind < 0.2:
        return chance.choice(["a b", "ab", " x", "say \"no\"", "one,two", "NULL", "_NULL", "two\nlines", "a->b", "", "é→"])
    return chance.choice(words)


def case(chance):
    width = chance.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 9])
    height = chance.choice([0, 1, 2, 3, 4, 6, 9, 14])
    words = [chance.choice("abcdefghij") * chance.randint(1, 9) for _ in range(chance.choice([2, 3, 6, 20]))]
    names = ["c%d" % n if chance.random() < 0.7 else "column_%d" % n for n in range(width)]
    expected = [[cell(chance, words) for _ in names] for _ in range(height)]
    actual = [list(row) for row in expected]
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        act = chance.random()
        if act < 0.2 and actual:
            actual.pop(chance.randrange(len(actual)))
        elif act < 0.4:
            actual.append([cell(chance, words) for _ in names])
        elif act < 0.5 and actual:
            actual.append(list(chance.choice(actual)))
        elif actual:
            chance.choice(actual)[chance.randrange(width)] = cell(chance, words)
    return {"names": names, "expected": ordered(expected), "actual": ordered(actual), "shown": shown(names, expected, actual)}


if __name__ == "__main__":
    chance = random.Random(7)
    print("[\n" + ",\n".join(json.dumps(case(chance), ensure_ascii=False) for _ in range(400)) + "\n]")
