"""The files of the knowledge library hold together."""

from __future__ import annotations

import pytest

from schemas.reading import Reading
from tests.workers.schema.readings import designed
from workers.schema.knowledge import Domain, Library, load
from workers.schema.wording import comparable

LIBRARY = load()
EVERY = (*LIBRARY.domains, LIBRARY.common)


@pytest.mark.parametrize("domain", EVERY, ids=lambda domain: domain.name)
def test_every_link_points_to_a_known_thing(domain: Domain) -> None:
    known = {name for place in (domain, LIBRARY.common) for one in place.things for name in (one.label, *one.also)}

    assert {link.target for one in domain.things for link in one.links} <= known


@pytest.mark.parametrize("domain", EVERY, ids=lambda domain: domain.name)
def test_names_are_written_as_they_are_compared(domain: Domain) -> None:
    for one in domain.things:
        for name in (one.label, *one.also):
            assert name == " ".join(comparable(name))


@pytest.mark.parametrize("domain", LIBRARY.domains, ids=lambda domain: domain.name)
def test_a_domain_alone_makes_an_application(domain: Domain) -> None:
    spec = designed(
        Reading(title=domain.name), f"a {domain.words[0]} app", library=Library((domain,), LIBRARY.common)
    ).spec

    assert {entity.label.lower() for entity in spec.entities} == {one.label.lower() for one in domain.things}
    assert all(entity.fields for entity in spec.entities)


def test_every_domain_is_told_by_words_of_its_own() -> None:
    words = [word for domain in LIBRARY.domains for word in domain.words]

    assert len(words) == len(set(words))
