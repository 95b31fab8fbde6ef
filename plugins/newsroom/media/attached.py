"""Files inside a PDF: no page shows them, so its publisher may not know what readers can save."""

from collections.abc import Iterator

import pikepdf

_FILE = "/EF"
_TOLD = (_FILE, "/RF", "/F", "/UF", "/DOS", "/Mac", "/Unix", "/Desc", "/Thumb")
"""The file, and what is said of it."""


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every dictionary and stream, those too that are written within others."""
    for item in pdf.objects:
        left = [item]
        while left:
            one = left.pop()
            if isinstance(one, pikepdf.Array):
                children = list(one)
            elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                children = list(dict(one.items()).values())
                yield one
            else:
                continue
            left += [
                child
                for child in children
                if isinstance(child, pikepdf.Object) and not child.is_indirect
            ]


def has_attached(pdf: pikepdf.Pdf) -> bool:
    """Return whether a PDF holds files."""
    return any(_FILE in one for one in dictionaries(pdf))


def take_out_attached(pdf: pikepdf.Pdf) -> None:
    """Take out the files, their names, and the marks on pages by which readers open them."""
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = pikepdf.Array(
                [one for one in page.Annots if one.get("/Subtype") != "/FileAttachment"]
            )
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
        del pdf.Root.Names["/EmbeddedFiles"]
    for key in ("/AF", "/Collection"):
        if key in pdf.Root:
            del pdf.Root[key]
    for one in dictionaries(pdf):
        if _FILE in one:
            for key in _TOLD:
                if key in one:
                    del one[key]
