"""Draw the reader as it is today into an SVG: `make picture` calls this with the demo library."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pictures import finished

from tui.app import BroadsheetApp

_QUERY = "signing yuan after:2020"
_KEYS = {" ": "space", ":": "colon"}
_SIZE = (132, 38)


async def draw(library: Path, picture: Path) -> None:
    """Search, open the first article, and save the screen."""
    app = BroadsheetApp(library)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.press("slash", *(_KEYS.get(letter, letter) for letter in _QUERY))
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        drawing = finished(app.export_screenshot())
    picture.write_text(drawing, encoding="utf-8")  # noqa: ASYNC240  # nothing else runs


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]), Path(sys.argv[2])))
