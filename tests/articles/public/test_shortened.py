"""Addresses that a reader cut short."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests.articles.public.rows import a_slice
from tests.articles.public.test_lists import headlines

pytestmark = pytest.mark.django_db


class ShortenedAddressTests:
    @pytest.mark.parametrize(
        ("path", "leads_to"),
        [
            ("/articles/2026/11/", "/articles/?date_after=2026-11-01&date_before=2026-11-30"),
            ("/articles/2024/02/", "/articles/?date_after=2024-02-01&date_before=2024-02-29"),
            ("/articles/2026/11/24/", "/articles/?date_after=2026-11-24&date_before=2026-11-24"),
            ("/ru/articles/2026/11/", "/ru/articles/?date_after=2026-11-01&date_before=2026-11-30"),
            ("/authors/", "/articles/"),
            ("/ru/sections/", "/ru/articles/"),
        ],
    )
    def test_it_leads_to_the_list_that_it_names(self, client: Client, path: str, leads_to: str) -> None:
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, leads_to)

    @pytest.mark.parametrize("path", ["/articles/2026/13/", "/articles/2026/02/30/", "/articles/0000/01/"])
    def test_a_day_that_is_none_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_the_list_is_that_of_the_month(self, client: Client) -> None:
        a_slice("October", published_at=datetime(2026, 10, 31, 23, 59, tzinfo=UTC))
        a_slice("November", published_at=datetime(2026, 11, 1, tzinfo=UTC))
        assert headlines(client, client.get("/articles/2026/10/")["Location"]) == ["October"]
