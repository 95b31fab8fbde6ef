// Newer figures for the prediction markets on the page; without them it stays as it was built.
{
  const format = new Intl.DateTimeFormat(document.documentElement.dataset.locale, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });

  const update = (card, { as_of, percent, chance, change }) => {
    const time = card.querySelector("time");
    const date = new Date(as_of);
    // Also false for whatever is not a valid date or no number.
    if (!(date > new Date(time.dateTime)) || !(percent >= 0 && percent <= 100)) return;
    card.querySelector(".market-chance").textContent = chance;
    card.querySelector(".market-change")?.replaceChildren(change);
    card.querySelector(".market-bar rect").setAttribute("width", percent);
    card.querySelector(".market-trend")?.remove(); // it ends at the older figure
    card.querySelector(".market-note")?.remove();
    time.dateTime = as_of;
    time.textContent = format.format(date);
  };

  const source = document.querySelector("[data-markets]")?.dataset.markets;
  if (source)
    fetch(source, { credentials: "omit" })
      .then((answer) => answer.json())
      .then((figures) => {
        for (const card of document.querySelectorAll("[data-market]")) {
          const figure = figures[card.dataset.market];
          if (figure) update(card, figure);
        }
      })
      .catch(() => {}); // the page is complete without
}
