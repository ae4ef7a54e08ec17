"""Names: what a person wrote becomes an identifier that is safe everywhere, and a label that is what was written."""

from __future__ import annotations

import keyword
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas.names import MAX_NAME, Label, Name, plural, singular

NAMES = st.text(max_size=400).map(Name.from_label)
WICKED = [
    "'; DROP TABLE users; --", "<script>alert(1)</script>", "{{ 7*7 }}", "<%= 7*7 %>", "../../etc/passwd", "a/b\\c",
    "😀", "لوحة المرضى", "Größe", "名前", "x" * 300, "", "   ", "123", "a__b", "class", "select", "\x00\n",
]  # fmt: skip
LABEL = TypeAdapter(Label)


@given(st.text(max_size=400))
def test_any_text_makes_a_name(text: str) -> None:
    name = Name.from_label(text)
    assert Name(str(name)) == name
    assert name.isidentifier()
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name.kebab)
    assert len(name) <= MAX_NAME


@pytest.mark.parametrize("text", WICKED)
def test_wicked_text_makes_a_harmless_name_and_is_no_name_itself(text: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", Name.from_label(text))
    if not keyword.iskeyword(text) and text != "select":
        with pytest.raises(ValueError, match="is not a name"):
            Name(text)


@given(st.lists(st.text(max_size=60), max_size=30))
def test_names_made_one_after_the_other_are_all_different(texts: list[str]) -> None:
    taken: set[str] = set()
    for text in texts:
        name = Name.from_label(text, taken)
        assert name not in taken
        taken.add(name)


@given(NAMES, NAMES)
def test_every_form_keeps_different_names_apart_as_far_as_words_go(one: Name, other: Name) -> None:
    if one != other:
        assert one.kebab != other.kebab
        assert one.constant != other.constant


def test_the_forms_of_a_name() -> None:
    name = Name.from_label("Due Date of the 2nd invoiceLine")
    assert (name.snake, name.kebab) == ("due_date_of_the_2_nd_invoice_line", "due-date-of-the-2-nd-invoice-line")
    assert (name.pascal, name.camel) == ("DueDateOfThe2NdInvoiceLine", "dueDateOfThe2NdInvoiceLine")
    assert (Name("due_date").constant, Name("due_date").label) == ("DUE_DATE", "Due date")


ONE_AND_MANY = {
    "category": "categories", "person": "people", "bus": "buses", "status": "statuses", "analysis": "analyses",
    "class": "classes", "lens": "lenses", "gas": "gases", "menu": "menus", "taxi": "taxis", "area": "areas",
}  # fmt: skip


@pytest.mark.parametrize(("one", "many"), ONE_AND_MANY.items())
def test_english_plurals(one: str, many: str) -> None:
    assert (plural(one), plural(many), singular(many), singular(one)) == (many, many, one, one)


@pytest.mark.parametrize("text", ["O'Brien & <b>Söhne</b>", "מרפאה", "😀", "x" * 300])
def test_a_label_is_kept_as_it_was_written(text: str) -> None:
    assert LABEL.validate_python(f"  {text} ") == text


@pytest.mark.parametrize("text", ["", "   ", "x" * 301, "a\x00b", "a\x1bb"])
def test_what_cannot_be_shown_is_no_label(text: str) -> None:
    with pytest.raises(ValidationError):
        LABEL.validate_python(text)
