"""Small wrong edits of C++ text: an operator, a condition or a constant each. Pure functions."""
import random
import re

SWAPS = [
    (r"==", "!="), (r"!=", "=="), (r"<=", "<"), (r">=", ">"),
    (r"(?<= )<(?= )", "<="), (r"(?<= )>(?= )", ">="),
    (r"&&", "||"), (r"\|\|", "&&"), (r"(?<= )\+(?= )", "-"), (r"(?<= )-(?= )", "+"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=\(|\s)!(?=[a-z_(*])", ""),
    (r"\bstd::min\b", "std::max"), (r"\bstd::max\b", "std::min"),
]
CONSTANT = re.compile(r"(?<![\w.'\"])(\d[\d']*)(?![\w.'\"])")
# Not code that decides: comments, includes, declarations of templates, text.
SKIPPED = re.compile(r"^\s*(//|#|template|using|static_assert|assert)|\boperator\b")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|//.*$')


def code_mask(line):
    """The line with text and comments blanked, so that places stay the same."""
    return TEXT.sub(lambda match: " " * len(match.group()), line)


def mutants_of_line(line):
    if SKIPPED.search(line):
        return
    mask = code_mask(line)
    for pattern, instead in SWAPS:
        for match in re.finditer(pattern, mask):
            yield line[:match.start()] + instead + line[match.end():]
    for match in CONSTANT.finditer(mask):
        number = int(match.group(1).replace("'", ""))
        yield line[:match.start()] + str(number + 1) + line[match.end():]


def mutants_of_text(text):
    """(line number from 0, mutated line), in the text's order."""
    for number, line in enumerate(text.split("\n")):
        for mutated in mutants_of_line(line):
            if mutated != line:
                yield number, mutated


def sample(text, most, seed):
    found = list(mutants_of_text(text))
    random.Random(seed).shuffle(found)
    return sorted(found[:most])
