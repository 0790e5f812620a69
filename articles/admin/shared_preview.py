"""/preview/TOKEN/: the latest text of one story, as readers would see it, for the holder of a link without an account.

It stands with the desk and not with the public pages, because it reads the working copy. There is no session and no
cookie. Whatever does not lead to a story answers alike: unknown, expired, revoked, published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from articles.admin.preview import make_pictures, page_of
from articles.models import PreviewLink, Revision
from articles.newsitem import NewsItem
from articles.public import story_page
from articles.workflow import preview_links
from articles.workflow.actions import Refused
from articles.workflow.resolve import resolve
from media import derived
from media.renditions import CONTENT_TYPES
from newsroom import chrome
from newsroom.lib.dates import for_people
from newsroom.lib.guesses import Allowance, caller_of

GUESSES = Allowance(name="preview-guesses", most=20)
"""Dead links a minute that one address may follow. Then each further one gets 429 for the rest of the minute.

A link that leads to its story is never counted and always passes: behind a proxy, all lawyers may be one address.
"""
WORDS = Allowance(name="preview-words", most=20, seconds=3600)
"""Remarks an hour through one link: it is for one person, who has something to say."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

View = Callable[..., HttpResponseBase]


def kept_private(*methods: str) -> Callable[[View], View]:
    """The headers of every answer under /preview/, whichever it is, and no line of the log that says the token."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            is_known = request.method in methods
            response = view(request, *args, **kwargs) if is_known else HttpResponseNotAllowed(methods)
            for name, value in HEADERS.items():
                response.headers[name] = value
            # Django writes the address of every 4xx into its log, and this address is a secret.
            response._has_been_logged = True  # type: ignore[attr-defined]
            return response

        return answer

    return decorated


def through_a_link(view: View) -> View:
    """Puts the link in the place of its token; answers for every token that leads nowhere."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        link = preview_links.found(token)
        if link is not None:
            return view(request, link, token, **kwargs)
        caller = caller_of(request)
        if GUESSES.is_used_up(caller):
            return _too_many(request)
        GUESSES.use(caller)
        return _dead(request)

    return answer


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "preview/dead.html", status=404)


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "preview/too_many.html", status=429)
    response.headers["Retry-After"] = str(GUESSES.seconds)
    return response


# A cookie that a browser sends by itself is what a CSRF token guards, and there is none: whoever posts here shows that
# they hold the link by its address, which no other site knows and no Referer tells. With "no-referrer" a browser sends
# "Origin: null", which Django's own check would refuse. The signed field binds the form to the link and to the
# revision that was read.
@csrf_exempt
@kept_private("GET", "HEAD", "POST")
@through_a_link
def story(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    revision = link.article.latest_revision
    assert revision is not None  # No link is made to a story without a text.
    language = link.article.language
    with translation.override(language):
        request.language = language  # type: ignore[attr-defined]
        if request.method == "POST":
            response = _said(request, link, token, revision)
        else:
            if request.method == "GET":
                preview_links.was_opened(link)
            response = _page(request, link, token, revision, WordForm(link, revision))
    response.headers["Content-Language"] = language
    return response


@csrf_exempt
@kept_private("GET", "HEAD")
@through_a_link
def photo(
    request: HttpRequest, link: PreviewLink, token: str, public_key: str, name: str
) -> HttpResponseBase:
    """A derived picture of the story, and of this one alone. An original has no address here either."""
    revision = link.article.latest_revision
    if revision is None or public_key not in _keys_shown(revision.news_item):
        return _dead(request)
    try:
        file: File[bytes] = derived.open_file(public_key, name)
    except FileNotFoundError:
        return _dead(request)
    return FileResponse(file, content_type=CONTENT_TYPES[name.rpartition(".")[2]])


@csrf_exempt
@kept_private("GET", "HEAD", "POST")
@through_a_link
def nothing(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    """Whatever else stands under /preview/: no token is made of it."""
    return _dead(request)


def _keys_shown(item: NewsItem) -> set[str]:
    """Public keys of the photos on the page, portraits among them."""
    shown, _targets = resolve(item, "")
    portraits = {author.portrait.picture.public_key for author in shown.authors if author.portrait}
    return portraits | {picture.public_key for picture in shown.pictures.values()}


# The page


def _page(
    request: HttpRequest,
    link: PreviewLink,
    token: str,
    revision: Revision,
    form: WordForm,
    status: int = 200,
) -> HttpResponse:
    item = revision.news_item
    make_pictures(item)
    row = page_of(link.article, item)
    alone = story_page.Surroundings(related=[], previous=None, next=None, translations=[])
    words = story_page.words(row, alone, chrome.of(request))
    context = {
        **{name: _with_own_photos(words[name], token) for name in ("head", "lead", "body", "foot")},
        "kind": words["kind"],
        "language": row.language,
        "for_whom": link.for_whom,
        "until": for_people(link.expires_at),
        "saved_at": for_people(revision.made_at),
        "may_clear": link.may_clear,
        "form": form,
        "is_said": "said" in request.GET,
    }
    return render(request, "preview/story.html", context, status=status)


_PHOTO = re.compile(rf"/media/({derived.KEY})/(?={derived.NAME})")


def _with_own_photos(html: str, token: str) -> SafeString:
    """/media/ stays shut for photos that readers do not see: here they have an address that dies with the link."""
    return mark_safe(_PHOTO.sub(rf"/preview/{token}/photo/\1/", html))


# What the person says

SIGNER = signing.Signer(salt="articles.preview")
YES, NO, REMARK = "yes", "no", "remark"
VERDICTS = (
    (YES, gettext_lazy("It may be published")),
    (NO, gettext_lazy("It may not be published")),
    (REMARK, gettext_lazy("Neither: only a remark")),
)


class WordForm(forms.Form):
    """A name and a remark; for a lawyer also whether the story may be published."""

    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Give your name: the newsroom keeps it with your words.")},
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, link: PreviewLink, revision: Revision, data: Any = None) -> None:
        super().__init__(data, initial={"seen": SIGNER.sign_object([link.pk, revision.pk])})
        self.link = link
        if link.may_clear:
            self.fields["verdict"] = forms.ChoiceField(
                label=gettext_lazy("Your decision"),
                choices=VERDICTS,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose one of the three.")},
            )
            self.order_fields(["seen", "verdict", "name", "remark"])

    def clean_seen(self) -> Revision:
        """The revision that this page showed, through this link: nobody decides on a text that they have not seen."""
        try:
            link_id, revision_id = SIGNER.unsign_object(self.cleaned_data["seen"])
        except (signing.BadSignature, ValueError, TypeError):
            link_id, revision_id = 0, 0
        revision = Revision.objects.filter(pk=revision_id, article=self.link.article_id).first()
        if link_id != self.link.pk or revision is None:
            raise ValidationError(_("This form is not of this page. Read the text and send it again."))
        return revision

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_only_a_remark and not cleaned.get("remark", "").strip() and "remark" not in self.errors:
            self.add_error("remark", _("Write what you want to tell the newsroom."))
        return cleaned

    @property
    def is_only_a_remark(self) -> bool:
        return self.cleaned_data.get("verdict", "" if self.link.may_clear else REMARK) == REMARK


def _said(request: HttpRequest, link: PreviewLink, token: str, latest: Revision) -> HttpResponse:
    """Keep what was said and show the page anew, so that reloading it says nothing twice."""
    if WORDS.is_used_up(str(link.pk)):
        return _too_many(request)
    form = WordForm(link, latest, request.POST)
    if not form.is_valid():
        return _page(request, link, token, latest, _signed_anew(form, link, latest), status=400)
    try:
        _keep(link, form.cleaned_data, is_remark=form.is_only_a_remark)
    except preview_links.Moved:
        form.add_error(None, _("The text was changed while you read it. Read it again below, then decide."))
        return _page(request, link, token, latest, _signed_anew(form, link, latest), status=409)
    except Refused:
        return _dead(request)
    WORDS.use(str(link.pk))
    return HttpResponseRedirect(f"{request.path}?said#words")


def _keep(link: PreviewLink, said: Mapping[str, Any], *, is_remark: bool) -> None:
    moment = timezone.now()
    if is_remark:
        preview_links.leave_remark(link, name=said["name"], text=said["remark"], moment=moment)
        return
    preview_links.leave_word(
        link,
        said["seen"],
        name=said["name"],
        is_cleared=said["verdict"] == YES,
        remark=said["remark"],
        moment=moment,
    )


def _signed_anew(form: WordForm, link: PreviewLink, revision: Revision) -> WordForm:
    """Shown again, the form belongs to the text that the page now shows, with everything that was typed."""
    form.data = {**dict(form.data.items()), "seen": SIGNER.sign_object([link.pk, revision.pk])}
    return form
