"""Addresses for readers. Other languages have the same under a prefix, which a middleware takes off."""

from django.urls import path, register_converter

from articles.public import converters, feeds, robots, sitemaps
from articles.public.views import digests, front, lists, shortened, story
from articles.public.views.search import search

register_converter(converters.SlugConverter, "words")
register_converter(converters.YearConverter, "yyyy")
register_converter(converters.TwoDigitsConverter, "nn")
register_converter(converters.StoryNumberConverter, "number")

app_name = "articles"
urlpatterns = [
    # /
    path("", front.home, name="home"),
    path("search/", search, name="search"),
    path("corrections/", lists.corrections, name="corrections"),
    # /articles/
    path("articles/", lists.articles, name="articles"),
    path("articles/<yyyy:year>/<nn:month>/", shortened.days, name="month"),
    path("articles/<yyyy:year>/<nn:month>/<nn:day>/", shortened.days, name="day"),
    path("articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>/", story.article, name="article"),
    path("s/<number:story_id>/", story.short, name="short"),
    # /sections/, /tags/, /authors/
    path("sections/", shortened.all_stories),
    path("authors/", shortened.all_stories),
    path("sections/<words:slug>/", lists.section, name="section"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<words:slug>/", lists.tag, name="tag"),
    path("authors/<words:slug>/", lists.author, name="author"),
    # /digests/
    path("digests/<yyyy:year>-<nn:month>-<nn:day>/", digests.digest, name="digest"),
    # …/feeds/
    path("feeds/rss.xml", feeds.all_stories, name="rss"),
    path("sections/<words:slug>/feeds/rss.xml", feeds.section_stories, name="section_rss"),
    path("tags/<words:slug>/feeds/rss.xml", feeds.tag_stories, name="tag_rss"),
    path("authors/<words:slug>/feeds/rss.xml", feeds.author_stories, name="author_rss"),
    # for machines
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/<yyyy:year>-<nn:month>.xml", sitemaps.month, name="sitemap_month"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("robots.txt", robots.robots, name="robots"),
]
