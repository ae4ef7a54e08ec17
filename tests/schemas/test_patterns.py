"""Patterns: what they take is the same for Python, PostgreSQL and JavaScript; what would differ is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from schemas.pattern_examples import counterexample, examples
from schemas.patterns import PatternError, for_javascript, for_postgres, for_python

PATTERNS = (
    "^[A-Z]{2}[0-9]{6,8}$", r"\d+(\.\d{1,2})?", r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "a|bc|", "^(?:x|y)*?z$", r"[\w.-]+",
    r"\+?[\d /-]{5,20}", "é+", "[à-ÿ]*", ".", ".{3}", r"[^\W\d_]+", r"[\]\[^-]+", r"\$\{\w\}", "[&&--~~##]+",
    "😀|[😀-😃]x", r"[\D]", r"\S\s\S", r"\t\x41", "()", "(a|b)(c|(d|e)+){2,3}", "[+--]", "a}b]",
    "[a-z0-9]+(-[a-z0-9]+)*", r"#\w{6}", "/x/", '"[^"]*"', r"[\\]", "a{0}b", "(ab){2,}",
)  # fmt: skip
TEXTS = (
    "", "AB123456", "AB1234567\n", "12.50", "12", "١٢", "a@b.co", "a b@c.d", "bc", "z", "xyz", "é", "éé", "ab\n",
    "\n", "\r", "\u2028", "a.b-c", "+49 30/123", "ÿ", "abc", "_", "ä", "][^-", "${a}", "&&", "&-~#", "😀", "😀x", "😂",
    "5", "a b", "a\u00a0b", "\tA", "acde", "bddd", "+", ",", "-", "a}b]", "a-b", "a--b", "#ff00aa", "/x/", '"x"',
    "\\", "b", "abab", "ababa", "ABAB",
)  # fmt: skip


def taken_by_python() -> list[list[bool]]:
    return [[re.search(for_python(pattern), text) is not None for text in TEXTS] for pattern in PATTERNS]


async def test_postgres_takes_what_python_takes(postgres: str) -> None:
    connection = await asyncpg.connect(postgres)
    try:
        taken = [
            [await connection.fetchval("SELECT $1::text ~ $2::text", text, for_postgres(pattern)) for text in TEXTS]
            for pattern in PATTERNS
        ]
    finally:
        await connection.close()

    assert taken == taken_by_python()


@pytest.mark.parametrize("flags", ["u", "v"])
def test_javascript_takes_what_python_takes(flags: str) -> None:
    node = Path(sys.executable).with_name("node")
    given = json.dumps([[for_javascript(pattern) for pattern in PATTERNS], TEXTS, flags])
    script = (
        "const [ps, ts, flags] = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(ps.map(p => ts.map(t => new RegExp(p, flags).test(t)))))"
    )
    done = subprocess.run([node, "-e", script], input=given, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == taken_by_python()


def test_the_whole_text_is_meant() -> None:
    assert re.search(for_python("a|b"), "ab") is None
    assert re.search(for_python("^a$"), "a\n") is None


@pytest.mark.parametrize(("pattern", "column", "said"), [
    ("(?=a)b", 1, "looking ahead is not RE2's"),
    ("a(?<!b)", 2, "looking behind"),
    (r"(a)\1", 4, "references back"),
    ("(?P<year>[0-9])", 1, "names of groups are not PostgreSQL's"),
    ("(?i)abc", 1, "write both cases"),
    (r"a\b", 2, "word boundaries"),
    (r"\p{L}", 1, "Python has no classes of Unicode"),
    ("[[:alpha:]]", 2, "write for example [a-z]"),
    ("a**", 3, "cannot be repeated again"),
    ("a++", 3, "cannot be repeated again"),
    ("(a", 1, "'(' is not closed"),
    ("a)", 2, "')' closes nothing"),
    ("[a", 1, "'[' is not closed"),
    ("[]a]", 2, "empty set"),
    ("[z-a]", 5, "does not lead from a character to a later one"),
    ("*a", 1, "repeats nothing"),
    ("a{x}", 2, "begins no number of times"),
    ("a{2,1}", 2, "no range from small to large"),
    ("a{256}", 2, "of at most 255"),
    ("((a{100}){100})", 1, "10000 characters"),
    ("a^b", 2, "leave it out"),
    ("a$b", 2, "leave it out"),
    ("a\\", 2, "is not known to all"),
    (r"\é", 1, "is not known to all"),
    (r"\x00", 5, "that no text can have"),
    ("(" * 30 + ")" * 30, 22, "nested more than 20 deep"),
])  # fmt: skip
def test_what_is_not_shared_is_refused_with_the_reason(pattern: str, column: int, said: str) -> None:
    with pytest.raises(PatternError, match=re.escape(said)) as caught:
        for_postgres(pattern)

    assert caught.value.column == column


@settings(deadline=None)
@given(some.text(alphabet=some.sampled_from("ab(|)[]^-$*+?{1,2}\\dwxn.é😀 "), max_size=20))
def test_any_pattern_is_refused_or_compiles_and_takes_its_examples(pattern: str) -> None:
    try:
        compiled = re.compile(for_python(pattern))
    except PatternError:
        return
    assert all(compiled.search(text) for text in examples(pattern, 5))


@pytest.mark.parametrize("pattern", ["^[A-Z]{2}[0-9]{6,8}$", r"[\w.-]+@[\w-]+\.[a-z]{2,}", "#[0-9a-f]{6}"])
def test_examples_are_many_and_different(pattern: str) -> None:
    found = examples(pattern, 50, shortest=5, longest=20)

    assert len(set(found)) == 50
    assert all(re.search(for_python(pattern), text) and 5 <= len(text) <= 20 for text in found)


def test_a_counterexample_keeps_to_the_lengths() -> None:
    assert counterexample("[a-z]+", shortest=3) is not None
    assert counterexample(".*") is None
