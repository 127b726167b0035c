"""The API explains itself: a document for machines, two pages for people, nothing from elsewhere."""

import re
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def alice(db: None) -> Client:
    return Client()


def test_the_front_door_leads_to_the_document(alice: Client) -> None:
    assert alice.get("/api/").headers["Location"] == "/api/docs/"


@pytest.mark.parametrize("address", ["/api/docs/", "/api/redoc/"])
def test_a_page_loads_nothing_from_elsewhere(alice: Client, address: str) -> None:
    page: Any = alice.get(address)

    sources = re.findall(r'(?:src|href|spec-url)="([^"]+)"', page.content.decode())
    assert page.status_code == 200
    assert sources
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)


@pytest.mark.parametrize("address", ["/api/docs/", "/api/redoc/"])
def test_a_page_keeps_to_the_content_policy(alice: Client, address: str) -> None:
    page: Any = alice.get(address)

    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page.content.decode())
    assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_the_script_of_the_page_to_read_fetches_no_logo_from_elsewhere(alice: Client) -> None:
    page = alice.get("/api/redoc/").content.decode()
    script = alice.get("/api/redoc/redoc.js")

    assert 'src="/api/redoc/redoc.js"' in page
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert "cdn.redoc.ly" not in script.content.decode()
    assert "/static/img/logo" in script.content.decode()


def test_the_page_to_try_things_out_has_its_script(alice: Client) -> None:
    page = alice.get("/api/docs/?script=")

    assert page.headers["Content-Type"] == "application/javascript"
    assert "/api/schema/" in page.content.decode()


@pytest.mark.parametrize("kind", ["application/vnd.oai.openapi", "application/vnd.oai.openapi+json"])
def test_the_document_for_machines(alice: Client, kind: str) -> None:
    document = alice.get("/api/schema/", HTTP_ACCEPT=kind)

    assert document.status_code == 200
    assert b"/api/v1/pos/sales" in document.content
    assert b"SaleEnvelopeLine" in document.content
