"""A chart as it is shown in a story: title, legend, drawing, figures, source."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from newsroom.languages.words import Words as Language
from newsroom.reading.charts.drawing import draw
from newsroom.reading.charts.figures import ChartFigures
from newsroom.reading.charts.numbers import shown
from newsroom.reading.charts.order import ChartWords


@dataclass(frozen=True, kw_only=True)
class ChartTexts:
    """What a page says."""

    label: str = "Chart: {title}. Its figures follow as a table."
    table: str = "The figures as a table"
    source: str = "Source: {source}"


def chart_texts(language: Language) -> ChartTexts:
    _ = language.gettext
    return ChartTexts(
        label=_("Chart: {title}. Its figures follow as a table.", title="{title}"),
        table=_("The figures as a table"),
        source=_("Source: {source}", source="{source}"),
    )


def chart_html(words: ChartWords, figures: ChartFigures, lang: str, texts: ChartTexts) -> str:
    """Return the figure element of a chart."""
    figure = Element("figure", {"class": f"chart chart-{words.kind}"})
    caption = SubElement(figure, "figcaption")
    SubElement(caption, "strong").text = words.title
    if words.unit:
        SubElement(caption, "span", {"class": "chart-unit"}).text = words.unit
    if len(figures.series) > 1:
        legend = SubElement(figure, "ul", {"class": "chart-legend", "aria-hidden": "true"})
        for number, one in enumerate(figures.series, 1):
            SubElement(legend, "li", {"class": f"series-{number}"}).text = one.name
    figure.append(draw(words.kind, figures, lang, texts.label.format(title=words.title)))
    details = SubElement(figure, "details")
    SubElement(details, "summary").text = texts.table
    _add_table(details, words, figures, lang)
    if words.note or words.source:
        foot = SubElement(figure, "p", {"class": "chart-foot"})
        foot.text = words.note
        if words.source:
            foot.text += " " if words.note else ""
            credit = SubElement(foot, "span", {"class": "credit"})
            credit.text = texts.source.format(source=words.source)
    return tostring(figure, "unicode", method="html")


def _add_table(parent: Element, words: ChartWords, figures: ChartFigures, lang: str) -> None:
    table = SubElement(parent, "table")
    caption = f"{words.title} ({words.unit})" if words.unit else words.title
    SubElement(table, "caption").text = caption
    head = SubElement(SubElement(table, "thead"), "tr")
    for number, name in enumerate((figures.head, *(one.name for one in figures.series))):
        side = {"class": "align-right"} if number else {}
        SubElement(
            head, "th" if name else "td", {**({"scope": "col"} if name else {}), **side}
        ).text = name
    body = SubElement(table, "tbody")
    for number, label in enumerate(figures.labels):
        row = SubElement(body, "tr")
        SubElement(row, "th", {"scope": "row"}).text = label
        for one in figures.series:
            value = one.values[number]
            cell = SubElement(row, "td", {"class": "align-right"})
            cell.text = "–" if value is None else shown(value, lang)
