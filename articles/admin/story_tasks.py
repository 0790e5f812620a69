"""The box of what has to be done to a story because of another: done, and undone, by one click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.admin.access import names_of, person
from articles.admin.pages import Panel, StoryPages
from articles.models import Article, Task
from articles.workflow import story_tasks
from articles.workflow.refusal import Refused

MOST_DONE = 5
"""Older ones are in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One task as the desk reads it."""

    task: Task
    given_by: str
    done_by: str = ""


class StoryTasks(StoryPages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.task_view)
        return [path("<int:object_id>/task/", view, name="articles_article_task"), *super().get_urls()]

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        found, tasks = super().panels(request, article), list(article.tasks.all())
        if not tasks:
            return found
        names = names_of([*(task.made_by for task in tasks), *(task.done_by for task in tasks)])
        lines = [
            Line(task=task, given_by=names[task.made_by], done_by=names[task.done_by] if task.done_at else "")
            for task in tasks
        ]
        waiting = [line for line in lines if line.task.done_at is None]
        done = [line for line in lines if line.task.done_at is not None]
        done.sort(key=lambda line: line.task.done_at or line.task.made_at, reverse=True)
        may_mind = story_tasks.may_mind(article, person(request))
        box = Panel(
            key="tasks",
            title=_title(len(waiting)),
            template="admin/articles/article/tasks.html",
            words={"waiting": waiting, "done": done[:MOST_DONE], "may_mind": may_mind},
            action=reverse("admin:articles_article_task", args=[article.pk]) if may_mind else "",
            is_open=bool(waiting),
            order=5,
        )
        return [*found, box]

    @method_decorator(require_POST)
    def task_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`done` or `undone` names the task."""
        article = self.story_or_404(request, object_id)
        is_done = "done" in request.POST
        task = _task_of(article, request.POST.get("done") or request.POST.get("undone"))
        mark = story_tasks.mark_done if is_done else story_tasks.mark_undone
        try:
            mark(task, person(request))
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            said = _("The task is done.") if is_done else _("The task waits again.")
            self.message_user(request, said, messages.SUCCESS)
        return self.to_story(article)


def _title(count: int) -> str:
    if not count:
        return _("Tasks: all done")
    return ngettext("%(count)s task waits", "%(count)s tasks wait", count) % {"count": count}


def _task_of(article: Article, number: Any) -> Task:
    task = article.tasks.filter(pk=number).first() if str(number).isdecimal() else None
    if task is None:
        raise Http404
    return task
