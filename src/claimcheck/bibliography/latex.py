"""LaTeX in BibTeX values as plain text: accents, special letters and escaped characters; other commands vanish.

Source: L. Lamport, "LaTeX: A Document Preparation System", tables of accents and symbols.
"""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308",
    "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~", "textasciicircum": "^",
    "textless": "<", "textgreater": ">", "textbar": "|", "textquotedbl": '"', "textasciigrave": "`",
    "textquotesingle": "'", "textendash": "–", "textemdash": "—", "textregistered": "®", "texttrademark": "™",
    "textdegree": "°", "textmu": "µ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ", "kappa": "κ",
    "omega": "ω", "pm": "±", "times": "×", "leq": "≤", "geq": "≥", "ldots": "…", "dots": "…", "textellipsis": "…",
}  # fmt: skip
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”"}
_TOKEN = re.compile(
    r"\\(?P<accent>[`'^~=.\"]|[uvHrcdkb](?![A-Za-z]))\s*(?:\{\\?(?P<braced>[^\W\d_]?)\}|\\?(?P<bare>[^\W\d_]))"
    r"|\\(?P<letter>[A-Za-z]+)(?:\{\}|[ \t]+|(?![A-Za-z]))"
    r"|\\(?P<escaped>[^A-Za-z])"
    r"|(?P<ligature>---|--|``|'')"
    r"|(?P<tie>~)"
    r"|(?P<gone>[{}$])"
)
_MATHEMATICS = re.compile(r"(?<!\\)\$[^$]+(?<!\\)\$")
_RAISED = re.compile(r"(?<!\\)[_^]")


def plain_text(value: str) -> str:
    """A value as a reader sees it, on one line; what mathematics raises or lowers stands on the line."""
    level = _MATHEMATICS.sub(lambda found: _RAISED.sub("", found[0]), value)
    return " ".join(unicodedata.normalize("NFC", _TOKEN.sub(_shown, level)).split())


def verbatim_text(value: str) -> str:
    """An identifier or an address, in which LaTeX may have escaped characters but joins none ("--" is no dash there)."""
    return " ".join(_TOKEN.sub(_verbatim, value).split())


def _verbatim(found: re.Match[str]) -> str:
    kept = found["ligature"] or found["tie"] or ("" if found["gone"] in ("{", "}", "$") else None)
    return _shown(found) if kept is None else kept


def _shown(found: re.Match[str]) -> str:
    if accent := found["accent"]:
        letter = found["braced"] or found["bare"]
        return letter + _ACCENTS[accent] if letter else accent  # an accent over nothing is the sign itself
    if found["letter"]:
        return _LETTERS.get(found["letter"], "")
    if found["escaped"]:
        return "" if found["escaped"] in "-/" else " " if found["escaped"].isspace() else found["escaped"]
    if found["ligature"]:
        return _LIGATURES[found["ligature"]]
    return " " if found["tie"] else ""
