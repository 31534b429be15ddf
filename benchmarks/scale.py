"""The plots of docs/scale.md, drawn from the figures in benchmarks/scale.json: small SVG files, with nothing but text and lines.

    python benchmarks/scale.py            # writes docs/assets/scale-*.svg

`scale.json` holds what `benchmarks/mirror.py` printed, by number of records.
"""

import json
from math import log10
from pathlib import Path

HERE = Path(__file__).parent
ASSETS = HERE.parent / "docs" / "assets"
WIDE, TALL, LEFT, RIGHT, TOP, LOW = 640, 330, 70, 20, 44, 46
COLOURS = ("#0b57a4", "#b3261e", "#17713f", "#8a5300")
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.soft{fill:#5b636d}line{stroke:#dedbd2}"
    "@media(prefers-color-scheme:dark){text{fill:#e7e5e0}.soft{fill:#a4abb4}line{stroke:#444}}"
)


def plot(title: str, unit: str, lines: dict[str, list[tuple[float, float]]]) -> str:
    """Lines over numbers of records, both axes in powers of ten; a point is (records, value), a last one beyond a gap a guess."""
    points = [point for line in lines.values() for point in line]
    across = _axis([x for x, _ in points], LEFT, WIDE - RIGHT)
    up = _axis([y for _, y in points], TALL - LOW, TOP)
    body = [
        f"<text x='{LEFT}' y='20' font-weight='600'>{title}</text><text class='soft' x='8' y='{TOP - 8}'>{unit}</text>"
    ]
    body += [_tick_across(x, across) for x in _powers([x for x, _ in points])]
    body += [_tick_up(y, up) for y in _powers([y for _, y in points])]
    for number, (name, line) in enumerate(lines.items()):
        body.append(_line(line, across, up, COLOURS[number % len(COLOURS)]))
        x, y = LEFT + 10 + 190 * number, TALL - 6
        body.append(
            f"<circle cx='{x}' cy='{y - 4}' r='4' fill='{COLOURS[number]}'/><text x='{x + 9}' y='{y}'>{name}</text>"
        )
    told = "; ".join(f"{name}: " + ", ".join(f"{y:g} at {x:,.0f}" for x, y in line) for name, line in lines.items())
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDE} {TALL}' role='img'><title>{title}</title><desc>{told}</desc>"
    return f"{head}<style>{STYLE}</style>{''.join(body)}</svg>\n"


def _axis(values: list[float], start: float, end: float):
    low, high = log10(min(values)), log10(max(values))
    return lambda value: start + (log10(value) - low) / ((high - low) or 1) * (end - start)


def _powers(values: list[float]) -> list[float]:
    low, high = log10(min(values)), log10(max(values))
    return [10.0**power for power in range(-3, 10) if low - 0.01 <= power <= high + 0.01]


def _tick_across(x: float, across) -> str:
    at, told = across(x), f"{x / 1e6:g} M" if x >= 1e6 else f"{x / 1e3:g} k"
    return f"<line x1='{at:.0f}' x2='{at:.0f}' y1='{TOP}' y2='{TALL - LOW}'/><text class='soft' x='{at:.0f}' y='{TALL - LOW + 17}' text-anchor='middle'>{told}</text>"


def _tick_up(y: float, up) -> str:
    at = up(y)
    return f"<line x1='{LEFT}' x2='{WIDE - RIGHT}' y1='{at:.0f}' y2='{at:.0f}'/><text class='soft' x='{LEFT - 8}' y='{at + 4:.0f}' text-anchor='end'>{y:g}</text>"


def _line(line: list[tuple[float, float]], across, up, colour: str) -> str:
    """Measured points are dots on a whole line; from the last of them to 40 million it is dashed, and the end is a ring."""
    places = [(across(x), up(y)) for x, y in line]
    measured, guess = (places[:-1], places[-2:]) if line[-1][0] >= 4e7 else (places, [])
    drawn = f"<polyline points='{_joined(measured)}' fill='none' stroke='{colour}' stroke-width='2'/>"
    drawn += "".join(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4' fill='{colour}'/>" for x, y in measured)
    if guess:
        drawn += f"<polyline points='{_joined(guess)}' fill='none' stroke='{colour}' stroke-width='2' stroke-dasharray='5 5'/>"
        drawn += f"<circle cx='{guess[1][0]:.1f}' cy='{guess[1][1]:.1f}' r='4' fill='none' stroke='{colour}' stroke-width='2'/>"
    return drawn


def _joined(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def main() -> None:
    """Write the plots."""
    for name, told in json.loads((HERE / "scale.json").read_text()).items():
        lines = {line: [tuple(point) for point in points] for line, points in told["lines"].items()}
        (ASSETS / f"scale-{name}.svg").write_text(plot(told["title"], told["unit"], lines))


if __name__ == "__main__":
    main()
