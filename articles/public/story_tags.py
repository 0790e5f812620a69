"""What templates of lists and of the printed story say beside the stored pieces of a story."""

from __future__ import annotations

from django import template

from articles.public.list_page import cards
from articles.public.story_page import short_address

register = template.Library()
register.simple_tag(cards)
register.simple_tag(short_address)
