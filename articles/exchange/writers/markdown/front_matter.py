"""Plain values -> YAML that stays the same for the same values, and that other programs read alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import yaml


class OneLine(list[Any]):
    """A list that is written on its line: `[a, b]`."""


class _Dumper(yaml.SafeDumper):
    """Keeps the order of what it is given, and never refers back to a value that it has written."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _moment(dumper: _Dumper, value: datetime) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.astimezone(UTC).isoformat())


def _nothing(dumper: _Dumper, value: None) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


def _one_line(dumper: _Dumper, value: OneLine) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(type(None), _nothing)
_Dumper.add_representer(OneLine, _one_line)

NEVER_FOLDED = 1 << 30


def front_matter_of(values: Mapping[str, Any]) -> str:
    """Between its two lines of hyphens."""
    text = yaml.dump(
        dict(values),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=NEVER_FOLDED,
        default_flow_style=False,
    )
    return f"---\n{text}---\n"
