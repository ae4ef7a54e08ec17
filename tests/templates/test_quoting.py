"""Whatever a person writes, each filter's output says exactly that in its language, and nothing else."""

from __future__ import annotations

import ast
import html
import json
import tomllib
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemas.names import Name
from schemas.spec import Action
from templates.quoting import FILTERS, Text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from([
    '"', "'", "\"\"\"'''", "</script>", "{{ 7*7 }}", "{% raw %}", "<%= 1 %>", "*/", "\\", "\\u0022", "${x}",
    "\u202eabc", "\u2028", "\x85", "\ufeff", "#", "a\nb", "# a", "\0",
])  # fmt: skip


@given(TEXTS)
def test_python_reads_it_back(text: str) -> None:
    assert ast.literal_eval(FILTERS["py"](Text(text))) == text


@given(TEXTS)
def test_javascript_reads_it_back(text: str) -> None:
    quoted = FILTERS["ts"](Text(text))
    assert json.loads(quoted) == text
    assert not {"<", ">", "&", "\u2028"} & set(quoted)
    assert FILTERS["jsx"](Text(text)) == "{" + quoted + "}"


@given(TEXTS)
def test_toml_reads_it_back(text: str) -> None:
    assert tomllib.loads(f"x = {FILTERS['toml'](Text(text))}") == {"x": text}


@given(TEXTS)
def test_yaml_reads_it_back(text: str) -> None:
    assert yaml.safe_load(f"x: {FILTERS['yaml'](Text(text))}") == {"x": text}


@given(TEXTS)
def test_html_reads_it_back(text: str) -> None:
    quoted = FILTERS["html"](Text(text))
    assert not {"<", ">", '"', "'"} & set(quoted)
    assert html.unescape(quoted) == text or "\0" in text or "&#" in text


@given(TEXTS)
def test_markdown_and_comments_stay_on_their_line(text: str) -> None:
    for name in ("md", "comment"):
        quoted = FILTERS[name](Text(text))
        assert len(quoted.splitlines()) <= 1
        assert "*/" not in quoted or name == "md"
    assert "<" not in FILTERS["md"](Text(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.booleans(), st.integers())
def test_values_are_literals_too(number: Decimal, yes: bool, whole: int) -> None:
    assert eval(FILTERS["py"](number), {"Decimal": Decimal}) == number  # noqa: S307
    assert ast.literal_eval(FILTERS["py"]([yes, whole, Text("x"), None])) == [yes, whole, "x", None]
    assert json.loads(FILTERS["json"]({"a": [yes, whole, None]})) == {"a": [yes, whole, None]}


def test_words_of_a_closed_vocabulary_are_texts() -> None:
    assert FILTERS["py"]([Action.READ, Name("ward")]) == '["read", "ward"]'


def test_text_has_no_string() -> None:
    text = Text("<b>")
    for attempt in (str, "{}".format, lambda value: f"{value}", lambda value: "%s" % value):  # noqa: UP031
        with pytest.raises(TypeError, match="quoted"):
            attempt(text)
