from newsroom.reading.text.body import BodyOptions, BodyRenderer

RENDERER = BodyRenderer(BodyOptions(typography=False, to_do="Offen", done="Fertig"))
TO_DO = '<input disabled="" aria-label="Offen" type="checkbox">'
DONE = '<input disabled="" aria-label="Fertig" checked="" type="checkbox">'


def html(markdown: str) -> str:
    return RENDERER.render(markdown).html


def test_boxes_say_their_state() -> None:
    assert html("- [ ] *buy*\n- [x] cook\n- [X] eat\n- wash") == (
        f'<ul>\n<li class="task">{TO_DO} <em>buy</em></li>\n<li class="task">{DONE} cook</li>\n'
        f'<li class="task">{DONE} eat</li>\n<li>wash</li>\n</ul>'
    )


def test_a_list_with_blank_lines_has_its_boxes_in_the_paragraphs() -> None:
    assert f'<li class="task">\n<p>{DONE} cook</p>' in html("- [ ] buy\n\n- [x] cook\n")


def test_ordered_and_nested_lists_have_boxes_too() -> None:
    out = html("1. [ ] buy\n    - [x] milk\n")
    assert f'<li class="task">{TO_DO} buy' in out
    assert f'<li class="task">{DONE} milk' in out


def test_brackets_elsewhere_are_text() -> None:
    assert "<input" not in html("[x] a\n\n- a [x] b\n- [x]\n- [y] c")
