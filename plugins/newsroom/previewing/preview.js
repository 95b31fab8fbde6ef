// The preview's own voice, in a shadow tree that the theme does not reach: reloads the page after
// each build where the reader was, shows the mistakes of a failed one and the notes of a check.
{
  const key = "preview-scroll";
  const kept = sessionStorage.getItem(key);
  if (kept) {
    const [page, y] = JSON.parse(kept);
    if (page === location.pathname) scrollTo(0, y);
    sessionStorage.removeItem(key);
  }

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const line = (place, what, remedy) =>
    make("li", {}, make("b", { textContent: place }), ` ${what}: `, make("i", { textContent: remedy }));
  const noteLine = ({ place, level, what, remedy }) => line([place, level].join(" ").trim(), what, remedy);

  const style = make("style", {
    textContent: `
      :host { position: fixed; inset: auto 1rem 1rem; z-index: 99; display: grid; gap: .5rem;
        justify-items: start; font: 14px/1.5 system-ui, sans-serif; pointer-events: none }
      section, details, nav { pointer-events: auto; background: #fff; color: #111;
        border: 1px solid #767676; padding: .5rem 1rem; max-block-size: 60vh; overflow: auto }
      section { border: 3px solid #c00; justify-self: stretch }
      ol, ul { margin: .5rem 0 0; padding-inline-start: 1.5rem }
      summary { cursor: pointer } i { font-style: normal; color: #555 }
      a { color: inherit } [hidden] { display: none }
      @media print { :host { display: none } }`,
  });
  const mistakes = make("section", { className: "mistakes", hidden: true, role: "alert" });
  const notes = make("details", { className: "notes", hidden: true });
  const state = make("span");
  const bar = make("nav", { ariaLabel: "Preview" }, make("a", { href: "/desk/", textContent: "Desk" }), state);
  const host = make("div", { className: "preview" });
  host.attachShadow({ mode: "open" }).append(style, mistakes, notes, bar);
  document.body.append(host);

  const showMistakes = (found) => {
    mistakes.hidden = !found.length;
    mistakes.replaceChildren(
      "The page below is the last good one. To be fixed:",
      make("ol", {}, ...found.map(({ place, what, remedy }) => line(place, what, remedy))),
    );
  };

  const showNotes = (found) => {
    notes.hidden = !found.length;
    notes.replaceChildren(
      make("summary", { textContent: found.length === 1 ? "1 note" : `${found.length} notes` }),
      make("ul", {}, ...found.map(noteLine)),
    );
  };

  const showOnDesk = (found) => {
    for (const row of document.querySelectorAll("[data-source]")) {
      row.querySelector("ul")?.remove();
      const own = found.filter(({ source }) => source === row.dataset.source);
      if (own.length) row.cells[0].append(make("ul", {}, ...own.map(noteLine)));
    }
    showNotes(found.filter(({ url }) => !url));
  };

  let build, checked;
  const onDesk = location.pathname === "/desk/";
  const events = new EventSource("/-/events");
  events.onmessage = async (event) => {
    const news = JSON.parse(event.data);
    state.textContent = "";
    build ??= news.build;
    showMistakes(news.mistakes);
    if (news.build !== build && !news.mistakes.length) {
      sessionStorage.setItem(key, JSON.stringify([location.pathname, scrollY]));
      location.reload();
    } else if (news.notes !== checked) {
      checked = news.notes;
      const page = onDesk ? "" : `?page=${encodeURIComponent(decodeURIComponent(location.pathname))}`;
      const found = await (await fetch(`/-/notes${page}`)).json();
      onDesk ? showOnDesk(found) : showNotes(found);
    }
  };
  events.onerror = () => {
    state.textContent = " · the preview has ended";
  };
}
