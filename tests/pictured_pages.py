"""Invented articles that have everything a page may hold, for the pictures of the reader."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from stories import story

_LONG: Final = """\
The harbour city of Linhai has counted the freight of its free trade port, and *nobody* expected
the figure: **12 percent** more in a year. The [port office](https://port.example/figures) checked
it twice.

## What the port counted

Three kinds of freight rose at once:

- fruit from the south, which the cold chain hub keeps at four degrees until the train leaves at
  six in the evening
- machines
- wood

Customs reform cut waiting to two hours, and exporters called it overdue.

> We had six forms for six officers. Now there is one form, and one officer who knows it.
>
> Nobody misses the queue.

## What comes next

1. A second quay, for ships from 30 countries.
2. A window that answers investors within one day.

The free trade port of the harbour city opens its books every spring.
"""

_CHINESE: Final = """\
临港新区周六举办开放日🚢，三千多名市民走进码头。讲解员👩‍🔬说：“最受欢迎的是无人集卡。”

## 三个看点

- 🏗️ 远控岸桥：一名司机可以看管四台
- 🍍 冷链仓库，全年保持在零下十八度，水果从船到店不超过四十八小时
- 🇨🇳 海关展台

> 孩子问得最多的是：船为什么不会沉？😀
"""

PICTURED: Final = {
    "end": story(
        1,
        title="Harbour city counts the freight of its free trade port",
        body=_LONG,
        published=datetime(2025, 11, 3, tzinfo=UTC),
        captions=("The free trade port at dawn.", "Fruit on its way into the cold chain hub."),
    ),
    "emoji": story(
        2,
        title="临港新区举办码头开放日🚢",
        body=_CHINESE,
        published=datetime(2026, 3, 13, tzinfo=UTC),
        source="临港日报",
        sections=("港口", "开放日"),
        authors=("林波",),
        captions=(),
        language="zh",
    ),
}
