"""What people and programs send by mistake or by malice, on the whole platform: answered, and never in its way."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from typing import Any
from uuid import uuid4

import httpx
import pytest
from aiokafka import AIOKafkaProducer

from infra.settings import FIRST_WORKSPACE
from schemas.errors import InvalidSpec
from schemas.events import INPUT, Stage
from schemas.names import Name
from schemas.spec import Targets
from schemas.validation import parse
from templates.engine import TargetLibrary
from tests.whole.applications import Application
from tests.whole.platform import FUSION, Platform, Watch, header

pytestmark = pytest.mark.proof

LABELS = {
    "quotes": "He said \"hi\", 'ho' and `hey` \\",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp;",
    "sql": "'; DROP TABLE users; --",
    "jinja": "{{ 7 * 7 }} {% raw %} {# gone #} <%= 7 %>",
    "path_parts": "../../etc/passwd\\..\\C:",
    "typescript": "${process.env.HOME} */ // /* </style>",
    "python": '%s %(name)s {0} {x!r} """',
    "reserved": "class",
    "emoji": "👩‍👩‍👧 🚤",
    "right_to_left": "مرحبا بالعالم",
    "long": "Boat " * 59 + "house",
}
RESERVED = re.findall(
    r"\w+",
    "class order select type id pk objects delete user import from table where group null true none function var let "
    "new this interface export default enum async await constructor prototype arguments eval meta save clean values "
    "key index list str int dict len print self models serializers field fields name label search page page_size "
    "ordering format limit offset count results schema me admin api static assets login logout signin users role app "
    "apps config settings tests urls views date decimal uuid string number boolean object map promise error react "
    "window document children ref props state length permission filter item record value",
)


@pytest.fixture(scope="module")
def platform(platform: Platform) -> Platform:
    """The platform once more, with its first workspace open to unsigned events."""
    platform.stop()
    platform.env["FUSION_OUTSIDE_WORKSPACE"] = str(FIRST_WORKSPACE)
    platform.start()
    return platform


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "say in a sentence or two what the application should keep track of"),
        (" \n\t", "say in a sentence or two what the application should keep track of"),
        ("boats " * 170_000, "at most 50000 characters"),
        ("\0\1\2 boats", "send plain text"),
    ],
    ids=["empty", "blank", "1 MB", "control characters"],
)
def test_a_text_that_is_none_is_refused_at_the_door(platform: Platform, text: str, says: str) -> None:
    with platform.http() as http:
        answer = http.post("/apps", json={"text": text})
    assert answer.status_code == 422
    assert says in answer.json()["detail"]


def test_bytes_that_are_no_json_are_refused(platform: Platform) -> None:
    with platform.http() as http:
        for content in (bytes(range(256)), b'{"text": "\xff\xfe"}', b"[" * 100_000, b'{"text": "\\ud800"}'):
            answer = http.post("/apps", content=content, headers={"Content-Type": "application/json"})
            assert answer.status_code in (400, 422), answer.text
            assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["hello", "asdf qwer zxcv", "😀😀😀", "42", "?!"])
def test_a_text_without_meaning_fails_with_what_to_write_instead(platform: Platform, text: str) -> None:
    build = platform.ended(platform.request(text)["build"]["id"])
    assert build["state"] == "failed", text
    assert build["failure"]["stage"] in ("prompt", "schema")
    assert "for example: A boat club keeps boats" in build["failure"]["reason"]


def test_labels_are_shown_as_they_were_written(platform: Platform) -> None:
    spec = {
        "app": {"label": LABELS["html"]},
        "entities": [
            {
                "name": f"thing_{number}",
                "label": label,
                "plural_label": label,
                "fields": [
                    {"name": "title", "type": "string", "label": label, "help": label},
                    {"name": "kind", "type": "enum", "enum": "kind", "label": label},
                ],
            }
            for number, label in enumerate(LABELS.values(), 1)
        ],
        "relations": [
            {"source": "thing_1", "target": "thing_2", "name": "first", "label": label, "reverse_name": "back",
             "reverse_label": label} for label in [LABELS["jinja"]]
        ],
        "enums": [
            {"name": "kind", "label": LABELS["quotes"],
             "values": [{"name": name, "label": label} for name, label in LABELS.items()]}
        ],
        "roles": [{"name": "clerk", "label": LABELS["long"], "grants": [{"entity": "thing_1", "actions": ["read"]}]}],
    }  # fmt: skip
    build = live(platform, spec)
    with Application(platform, build["app_id"]) as application:
        document = application.openapi()
        plurals = [path.split("/")[2] for path in document["paths"] if path.endswith("-s/")]
        row = application.create(plurals[0], title=LABELS["html"], kind="sql")
        assert row["title"] == row["label"] == LABELS["html"]
    schemas = document["components"]["schemas"]
    for number, label in enumerate(LABELS.values(), 1):
        shown = schemas[f"Thing{number}"]["properties"]["title"]["title"]
        assert shown == label[0].upper() + label[1:], "Django begins what it calls a field with a capital letter"
    assert document["info"]["title"] == LABELS["html"]
    assert set(LABELS.values()) <= literals(platform, build["app_id"])


def test_reserved_words_work_or_are_named(platform: Platform) -> None:
    with platform.http() as http:
        for word in RESERVED:
            for spec in (of_entities(word), of_fields(word)):
                if problem := refusal(spec):
                    answer = http.post("/apps", json={"spec": spec})
                    assert answer.status_code == 422, word
                    assert repr(word) in answer.text or repr(str(Name(word).plural)) in answer.text, answer.text
                    assert "Call it" in problem
    words = [word for word in RESERVED if not refusal(of_entities(word))]
    words = [word for word in words if word not in {str(Name(other).plural) for other in words if other != word}]
    names = [word for word in RESERVED if not refusal(of_fields(word))]
    assert len(words) > len(RESERVED) / 2
    assert len(names) > len(RESERVED) / 2
    spec = of_entities(*words)
    spec["entities"] += of_fields(*names)["entities"]
    build = live(platform, spec)
    with Application(platform, build["app_id"]) as application:
        for word in words:
            assert application.create(Name(word).plural.kebab, remark=word)["remark"] == word
        row = application.create("big-things", **dict.fromkeys(names, "v"))
        assert {name: row[name] for name in names} == dict.fromkeys(names, "v")
        for name in names:
            found = application.http.get("/api/big-things/", params={name: "v", "ordering": name})
            assert found.json()["count"] == 1, name
            assert application.http.get("/api/big-things/", params={name: "w"}).json()["count"] == 0, name


@pytest.mark.parametrize(
    "text",
    [
        "We keep 'boats'; DROP TABLE boats; -- each boat has a name and a \"length\".",
        "We keep <b>boats</b><script>alert(1)</script>. Each boat has a name and {{ 7 * 7 }} {% raw %}.",
        "We keep boats in ../../etc/passwd. Each boat has a class, an order, a type, an id and a select.",
        "We keep boats 🚤. Each boat 🚤 has a name 👩‍👩‍👧 and a length. مرحبا بالعالم",
        "Each class has a name. Each import has an order. Users delete objects.",
        "We keep boats with a " + "very " * 60 + "long name.",
    ],
    ids=["sql", "html and jinja", "paths and reserved words", "emoji and right to left", "reserved things", "long"],
)
def test_a_wild_text_becomes_an_application_or_a_sentence_that_says_why(platform: Platform, text: str) -> None:
    build = platform.ended(platform.request(text)["build"]["id"])
    if build["state"] == "failed":
        assert build["failure"]["stage"] in ("prompt", "schema"), build["failure"]
        assert "for example" in build["failure"]["reason"]
        return
    with Application(platform, build["app_id"]) as application:
        assert len(application.openapi()["paths"]) > 3


def test_an_unknown_target_is_answered_with_the_known_ones(platform: Platform) -> None:
    with platform.http() as http:
        backend = http.post("/apps", json={"text": "We keep boats.", "targets": {"backend": "rails"}})
        frontend = http.post("/apps", json={"text": "We keep boats.", "targets": {"frontends": ["../angular"]}})
    assert (backend.status_code, frontend.status_code) == (422, 422)
    assert "Known: django" in backend.json()["detail"]
    assert "Known: react" in frontend.json()["detail"]


def test_the_same_request_twice_under_one_key_is_one_application(platform: Platform) -> None:
    key, name = {"Idempotency-Key": str(uuid4())}, f"Once {uuid4().hex[:6]}"
    with platform.http() as http:
        answers = [http.post("/apps", json={"text": "hello", "name": name}, headers=key) for _ in range(2)]
        other = http.post("/apps", json={"text": "hello again", "name": name}, headers=key)
        apps = http.get("/apps", params={"limit": 200}).json()["items"]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["app"]["id"] == answers[1].json()["app"]["id"]
    assert answers[0].json()["build"]["id"] == answers[1].json()["build"]["id"]
    assert [app["label"] for app in apps].count(name) == 1
    assert other.status_code == 422


WILD: list[tuple[bytes | None, dict[str, bytes]]] = [
    (b"\xff\xfe\0 no event", {}),
    (None, {}),
    (b"[" * 100_000, {"ce_type": b"AppRequested"}),
    (b'{"build": {"build_id": "\\ud800"}}', {"ce_type": b"AppRequested"}),
    (b"{}", {"ce_type": b"\xff\0"}),
    (b"{}", {"ce_type": b"StageFailed"}),
]


async def test_bytes_that_are_no_event_are_dead_letters_and_every_worker_goes_on(platform: Platform) -> None:
    pids = {stage: platform.pid(stage) for stage in (*Stage, "gateway")}
    mark = uuid4().hex.encode()
    async with AIOKafkaProducer(bootstrap_servers=platform.kafka) as producer:
        for topic in INPUT.values():
            for value, headers in WILD:
                await producer.send_and_wait(topic, value, key=mark, headers=list(headers.items()))
        retirement = {"request_id": str(uuid4()), "app_id": str(uuid4()), "workspace_id": str(FIRST_WORKSPACE)}
        await producer.send_and_wait(
            "fusion.retire.v1", json.dumps({**retirement, "requested_by": "nobody"}).encode(), key=mark,
            headers=[("ce_type", b"AppRetirementRequested")],
        )  # fmt: skip
    expected = len(INPUT) * len(WILD) + 2  # two stages read of retirements
    async with Watch.on(platform.kafka, "fusion.dead.v1") as dead:
        for _ in range(expected):
            letter = await dead.first(lambda record: record.key == mark)
            assert header(letter, "fusion-reason")
    assert {stage: platform.pid(stage) for stage in (*Stage, "gateway")} == pids
    assert all(platform.ready(stage) for stage in Stage)


@pytest.mark.parametrize(
    "headers",
    [{"ce_time": b"9999-12-31T23:59:59+00:00"}, {"ce_time": b"0001-01-01T00:00:00+23:59"}, {"ce_source": b"\0\xff"}],
    ids=["last moment", "first moment", "source"],
)
async def test_an_event_with_wild_headers_is_built_like_any_other(
    platform: Platform, headers: dict[str, bytes]
) -> None:
    gateway = platform.pid("gateway")
    build_id = await publish(platform, "AppRequested", build(), {"text": "hello"}, headers)
    async with Watch.on(platform.kafka, "fusion.ended.v1") as ends:
        end = await ends.first(lambda record: build_of(record)["build_id"] == build_id)
    assert "for example" in json.loads(end.value)["reason"]
    assert platform.ended(build_id)["state"] == "failed"
    assert platform.pid("gateway") == gateway


async def test_what_an_event_refers_to_without_sense_fails_its_own_build_only(platform: Platform) -> None:
    gateway = platform.pid("gateway")
    reference = {"sha256": "../../../secret", "size": 2**80, "media_type": "x"}
    build_id = await publish(platform, "SchemaDesigned", build(), {"spec": reference})
    assert platform.ended(build_id)["failure"]["stage"] == "backend"
    assert platform.pid("gateway") == gateway


async def test_an_older_build_that_arrives_after_a_newer_one_is_no_downgrade(platform: Platform) -> None:
    app_key = f"fence-{uuid4().hex[:8]}"
    newer = await publish(platform, "SchemaDesigned", build(app_key, build_no=2), {"inline": of_fields("newer")})
    deployed = platform.ended(newer)
    assert deployed["state"] == "deployed", deployed["failure"]
    older = await publish(platform, "SchemaDesigned", build(app_key, build_no=1), {"inline": of_fields("older")})
    overtaken = platform.ended(older)
    assert overtaken["state"] == "cancelled"
    async with Watch.on(platform.kafka, "fusion.ended.v1") as ends:
        end = await ends.first(lambda record: build_of(record)["build_id"] == older)
    assert json.loads(end.value)["reason"] == "superseded"
    with Application(platform, deployed["app_id"]) as application:
        fields = application.openapi()["components"]["schemas"]["BigThing"]["properties"]
    assert "newer" in fields
    assert "older" not in fields


async def test_a_foreign_workspace_or_application_is_refused(platform: Platform) -> None:
    for claim in ({"workspace_id": str(uuid4())}, {"app_id": str(uuid4())}):
        build_id = await publish(platform, "AppRequested", build(**claim), {"text": "We keep boats."})
        async with Watch.on(platform.kafka, "fusion.ended.v1") as ends:
            end = await ends.first(lambda record, wanted=build_id: build_of(record)["build_id"] == wanted)  # type: ignore[misc]
        assert header(end, "ce_type") == "StageFailed"
        assert build_of(end)["workspace_id"] == str(FIRST_WORKSPACE)
        assert build_of(end)["app_id"] not in claim.values()


async def test_a_signature_of_another_key_is_refused(platform: Platform) -> None:
    claimed = build(workspace_id=str(uuid4()))
    await publish(platform, "AppRequested", claimed, {"text": "Boats"}, {"fusion-signature": b"0" * 64})
    async with Watch.on(platform.kafka, "fusion.dead.v1") as dead:
        letter = await dead.first(lambda record: claimed["build_id"].encode() in (record.value or b""))
    assert "sign type and body with its key" in header(letter, "fusion-reason")
    with platform.http() as http:
        assert http.get(f"/builds/{claimed['build_id']}").status_code == 404


def test_a_command_that_cannot_work_says_so_in_one_line(platform: Platform) -> None:
    for arguments in (["build"], ["build", ""], ["build", "--spec", "/dev/null"], ["apps", "--no"], ["cancel", "x"],
                      ["open", "nothing"]):  # fmt: skip
        done = subprocess.run([FUSION, *arguments], env=platform.env, capture_output=True, text=True, check=False)
        assert done.returncode != 0, arguments
        assert "Traceback" not in done.stderr
    done = subprocess.run(
        [FUSION, "apps"], env={**platform.env, "FUSION_HTTP_PORT": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_another_sites_page_can_do_nothing_in_the_name_of_who_is_signed_in(platform: Platform) -> None:
    with platform.http() as http:
        link = http.post("/session/links").raise_for_status().json()["url"]
    with httpx.Client(base_url=platform.url, trust_env=False) as browser:
        assert browser.get(link).status_code == 303
        assert browser.get("/api/v1/session").status_code == 200
        for headers in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"},
                        {"Origin": f"{platform.url}.evil.example"}):  # fmt: skip
            assert browser.post("/api/v1/session/links", headers=headers).status_code == 403, headers
        assert browser.get("/api/v1/apps", headers={"Host": "evil.example"}).status_code == 421
    with httpx.Client(base_url=platform.url, trust_env=False) as again:
        again.get(link)
        assert again.get("/api/v1/session").status_code == 401


def of_entities(*names: str) -> dict[str, Any]:
    fields = [{"name": "remark", "type": "string"}]
    return {"app": {"label": "Words"}, "entities": [{"name": name, "fields": fields} for name in names]}


def of_fields(*names: str) -> dict[str, Any]:
    fields = [{"name": name, "type": "string"} for name in names]
    return {"app": {"label": "Words"}, "entities": [{"name": "big_thing", "fields": fields}]}


def refusal(spec: dict[str, Any]) -> str:
    """Why the default targets cannot print the spec; empty where they can."""
    try:
        parse(spec, TARGETS.reserved(Targets()))
    except InvalidSpec as error:
        return str(error)
    return ""


TARGETS = TargetLibrary.discover()


def live(platform: Platform, spec: dict[str, Any]) -> dict[str, Any]:
    with platform.http() as http:
        asked = http.post("/apps", json={"spec": spec})
        assert asked.status_code == 202, asked.text
    build = platform.ended(asked.json()["build"]["id"], 180)
    assert build["state"] == "deployed", build["failure"]
    return build


def literals(platform: Platform, app_id: str) -> set[str]:
    """Every text that stands in quotes in the source of the application's client."""
    with platform.http() as http:
        archive = zipfile.ZipFile(io.BytesIO(http.get(f"/apps/{app_id}/source.zip").raise_for_status().content))
    sources = [name for name in archive.namelist() if name.startswith("frontends/") and name.endswith((".ts", ".tsx"))]
    quoted = re.findall(r'"(?:[^"\\\n]|\\.)*"', "\n".join(archive.read(name).decode() for name in sources))
    return {text for text in map(unquoted, quoted) if text}


def unquoted(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:  # an expression of another kind between two quotes
        return ""


def build(app_key: str | None = None, **more: Any) -> dict[str, Any]:
    return {"build_id": str(uuid4()), "app_key": app_key or f"outside-{uuid4().hex[:8]}", **more}


def build_of(record: Any) -> dict[str, Any]:
    return dict(json.loads(record.value)["build"])


async def publish(platform: Platform, kind: str, block: dict[str, Any], data: dict[str, Any],
                  headers: dict[str, bytes] | None = None) -> str:  # fmt: skip
    """Say it unsigned, as any program may; returns the build's id."""
    topics = {"AppRequested": "fusion.prompt.v1", "SchemaDesigned": "fusion.backend.v1"}
    said = {"ce_type": kind.encode(), "ce_source": b"test", "ce_id": str(uuid4()).encode(), **(headers or {})}
    async with AIOKafkaProducer(bootstrap_servers=platform.kafka) as producer:
        body = json.dumps({"build": block, **data}).encode()
        await producer.send_and_wait(topics[kind], body, key=b"k", headers=list(said.items()))
    return str(block["build_id"])
