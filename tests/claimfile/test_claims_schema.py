"""The JSON Schema that editors use and the reader that decides agree on what a claims file is."""

import datetime as dt
import json
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support.claims import EXAMPLE, one_claim, read_text

SCHEMA = json.loads(files("claimcheck").joinpath("claims.schema.json").read_text(encoding="utf-8"))

GOOD = [
    EXAMPLE,
    "claimcheck: 1\nclaims: []\n",
    "claimcheck: 1\nclaims: []\narticle: null\ndefaults: {outcome: [pain, sleep]}\n",
    one_claim("kind: null\nquote: the words\nneeds_source: true"),
    one_claim("citations:"),
    one_claim("citations: [{pmid: '99000001'}, {doi: 10.5555/x}, {pmcid: PMC1}]"),
    one_claim("citations: [{url: 'https://example.org/x', title: 2007}]"),
    one_claim("citations: [{pmid: 99000001, added: {by: editor}, reviewed: null}]"),
    one_claim("waivers: [{rule: CC101}, {reason: '', until: 2027-01-01}]"),
    one_claim("attributed_to: {vague: studies show}"),
    one_claim(
        "rejected: [{pmid: 99000001, reason: rats, by: editor, date: 2026-11-23}, {pmid: 99000002}]\nsearched: null"
    ),
    one_claim("searched: {by: editor, date: 2026-11-23, note: nothing on children}\nrejected:"),
    one_claim("citations: [{pmid: 99000001, level: 1, read: abstract}, {pmid: 99000002, level: null, read: null}]"),
]

BAD = [
    "- a list\n",
    "claims: []\n",
    "claimcheck: 1\n",
    "claimcheck: 2\nclaims: []\n",
    "claimcheck: '1'\nclaims: []\n",
    "claimcheck: 1\nclaims: {}\n",
    "claimcheck: 1\nclaims: [{id: a}]\n",
    "claimcheck: 1\nclaims: [{statement: a}]\n",
    "claimcheck: 1\nclaims: [{id: A b, statement: a}]\n",
    "claimcheck: 1\nclaims: [{id: a, statement: ' '}]\n",
    "claimcheck: 1\nclaims: [{id: a, statement: [a]}]\n",
    "claimcheck: 1\nclaims: [text]\n",
    "claimcheck: 1\nclaims: []\nextra: 1\n",
    "claimcheck: 1\nclaims: []\ndefaults: {statement: x}\n",
    "claimcheck: 1\nclaims: []\narticle: {published: soon}\n",
    one_claim("kind: efficiency"),
    one_claim("because: yes"),
    one_claim("needs_source: 0"),
    one_claim("needs_source: 'true'"),
    one_claim("outcome: {a: b}"),
    one_claim("outcome: [pain, null]"),
    one_claim("quote: {prefix: a}"),
    one_claim("attributed_to: {year: '2007'}"),
    one_claim("attributed_to: {year: 99}"),
    one_claim("attributed_to: Spine"),
    one_claim("citations: [{pmid: 99000001, level: 0}]"),
    one_claim("citations: [{pmid: 99000001, level: 6}]"),
    one_claim("citations: [{pmid: 99000001, level: '2'}]"),
    one_claim("citations: [{pmid: 99000001, read: title}]"),
    one_claim("citations: 99000001"),
    one_claim("citations: [99000001]"),
    one_claim("citations: [{title: only a title}]"),
    one_claim("citations: [{url: 'https://example.org/x'}]"),
    one_claim("citations: [{url: 'javascript:alert(1)', title: t}]"),
    one_claim("citations: [{url: 'https://evil.com\\\\@who.int/', title: t}]"),
    one_claim("citations: [{pmid: 0}]"),
    one_claim("citations: [{pmid: PMC6091}]"),
    one_claim("citations: [{pmid: null}]"),
    one_claim("citations: [{doi: 11.1/x}]"),
    one_claim("citations: [{pmcid: 6091}]"),
    one_claim("citations: [{pmid: 99000001, stance: suports}]"),
    one_claim("citations: [{pmid: 99000001, added: {date: 2026-01-01}}]"),
    one_claim("citations: [{pmid: 99000001, added: {by: a, date: '2026-13-01'}}]"),
    one_claim("waivers: [{rule: CC101, until: tomorrow}]"),
    one_claim("waivers: [CC101]"),
    one_claim("rejected: [99000001]"),
    one_claim("rejected: [{by: editor}]"),
    one_claim("rejected: [{pmid: null}]"),
    one_claim("rejected: [{pmid: PMC1}]"),
    one_claim("searched: {note: nothing}"),
    one_claim("searched: 2026-11-23"),
]


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def schema_accepts(text: str) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(_dates_as_text(yaml.load(text, yaml.SafeLoader)))


def test_the_schema_is_a_schema_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    records = [SCHEMA, *SCHEMA["$defs"].values()]
    fields = [field for record in records for field in record.get("properties", {}).values()]
    assert len(fields) > 30
    assert all(field.get("description") for field in fields)


@pytest.mark.parametrize("text", GOOD)
def test_reader_and_schema_accept_what_is_right(text: str) -> None:
    assert read_text(text).problems == ()
    assert schema_accepts(text)


@pytest.mark.parametrize("text", BAD)
def test_reader_and_schema_refuse_what_is_wrong(text: str) -> None:
    assert read_text(text).problems
    assert not schema_accepts(text)
