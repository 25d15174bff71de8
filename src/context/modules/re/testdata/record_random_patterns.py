"""Record what Python's re makes of random patterns, for the tests to compare with.

    python record_random_patterns.py random-patterns.json        (Python 3.11)

A file is a list of cases, one a line: [pattern, flags, text, answer]. The answer is a dict with either

    error       the message
    match, fullmatch, search        null, or [spans of all groups, lastindex, lastgroup]
    part        spans of search(text, 1, 4), match(text, 2) and fullmatch(text, 1, 3)
    finditer    the spans of each match
    findall, split, sub, flags      what these are: split(text, 2), sub('<\\\\g<0>>', text)
"""

import json
import random
import re
import signal
import sys
import warnings

warnings.simplefilter("ignore")

COMMON = ["a", "b", "c", ".", "\\w", "\\d", "\\s", "[ab]", "[^a]"]
RARE = [
    *("\\W", "\\S", "\\D", "[a-c]", "[]a]", "[^]a]", "[\\w-]", "[a\\-z]", "[É-ß]", "[\\d\\s]", "[A-Zk]", "[^K]"),
    *("^", "$", "\\b", "\\B", "\\A", "\\Z", "(?:)", "1", "-", " ", "\\n", "_", "\\.", "{", "}", "]"),
    *("A", "B", "k", "é", "É", "İ", "ı", "ſ", "ß", "µ", "\u212a", "😀", "\\x41", "\\101", "\\0", "\\u00b5"),
]
QUANTIFIERS = ["*", "+", "?", "{2}", "{1,2}", "{,2}", "{1,}", "{,}", "*?", "+?", "??", "{0,2}?", "{2", "{}"]
# Only after single characters: after groups Python 3.11 loses or invents what they captured (it says "please report a bug").
POSSESSIVE = ["*+", "?+", "++", "{1,2}+"]
BROKEN = "()[]{}?*+\\|^$-<>=!P1:#"
LETTERS = "aaabbbccab AB1-_\nKkéÉİıſsS😀ßµμ]^{2"


class Groups:
    def __init__(self):
        self.count = 0
        self.closed = [1]


def atom(depth, groups):
    if depth <= 0 or random.random() < 0.55:
        return random.choice(COMMON if random.random() < 0.6 else RARE)
    kind = random.choices(
        ["(", "(?P<", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "\\1", "(?(1)"],
        [35, 7, 18, 6, 6, 5, 5, 4, 4, 6, 4],
    )[0]
    if kind == "\\1":
        group = random.choice(groups.closed)
        return random.choice(["\\%d", "\\%d", "(?P=n%d)"]) % group
    if kind == "(?(1)":
        return "(?(%d)%s|%s)" % (random.choice(groups.closed), sequence(depth - 1, groups), sequence(depth - 1, groups))
    if kind == "(?i:":
        kind = "(?%s:" % random.choice(["i", "s", "m", "a", "i-s", "-i", "x"])
    if kind not in ("(", "(?P<"):
        return kind + alternatives(depth - 1, groups) + ")"
    groups.count += 1
    number = groups.count
    if kind == "(?P<":
        kind = "(?P<n%d>" % number
    body = alternatives(depth - 1, groups)
    groups.closed.append(number)
    return kind + body + ")"


def sequence(depth, groups):
    text = ""
    for _ in range(random.choice([0, 1, 1, 2, 2, 3])):
        part = atom(depth, groups)
        text += part
        if random.random() < 0.4:
            text += random.choice(QUANTIFIERS if part.endswith(")") else QUANTIFIERS + POSSESSIVE)
    return text


def alternatives(depth, groups):
    return "|".join(sequence(depth, groups) for _ in range(random.choice([1, 1, 1, 2, 2, 3])))


def pattern():
    text = alternatives(random.choice([1, 2, 3]), Groups())
    if random.random() < 0.15:
        place = random.randrange(len(text) + 1)
        text = text[:place] + random.choice(BROKEN) + text[place:]
    return "(?%s)%s" % (random.choice("imsxa"), text) if random.random() < 0.1 else text


def found(match):
    return match and [match.regs, match.lastindex, match.lastgroup]


def spans(match):
    return match and match.regs


def answer(source, flags, text):
    try:
        compiled = re.compile(source, flags)
    except (re.error, OverflowError, ValueError) as error:
        return {"error": str(error)}
    return {
        "match": found(compiled.match(text)),
        "fullmatch": found(compiled.fullmatch(text)),
        "search": found(compiled.search(text)),
        "part": [spans(compiled.search(text, 1, 4)), spans(compiled.match(text, 2)), spans(compiled.fullmatch(text, 1, 3))],
        "finditer": [match.regs for match in compiled.finditer(text)],
        "findall": compiled.findall(text),
        "split": compiled.split(text, 2),
        "sub": compiled.sub("<\\g<0>>", text),
        "flags": compiled.flags,
    }


class TooSlow(Exception):
    pass


def give_up(*_):
    raise TooSlow()


def record(path):
    random.seed(311)
    signal.signal(signal.SIGALRM, give_up)
    lines = []
    while len(lines) < 500:
        source = pattern()
        flags = random.choice([0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.A | re.I, re.I | re.M])
        text = "".join(random.choice(LETTERS) for _ in range(random.choice([0, 1, 3, 5, 8, 12])))
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            lines.append(json.dumps([source, int(flags), text, answer(source, flags, text)], ensure_ascii=False))
        except TooSlow:
            continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    record(sys.argv[1])
