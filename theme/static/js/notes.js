// Where a story has a margin, footnotes are in it too, next to the words that they belong to.
{
  for (const link of document.querySelectorAll(".story-body .footnote-ref")) {
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const block = link.closest(".prose > *");
    if (!note || !block || block.closest(".footnote")) continue;
    const side = document.createElement("div");
    side.className = "side-note";
    side.ariaHidden = "true"; // the list at the end says it
    side.append(...note.cloneNode(true).childNodes);
    (side.querySelector("p") ?? side).prepend(`${link.textContent} `);
    side.querySelector(".footnote-backref")?.remove();
    for (const one of side.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of side.querySelectorAll("a")) one.tabIndex = -1;
    block.before(side);
  }
}
