// A live story asks for new updates and offers them; nothing moves until the reader wants it.
{
  const story = document.querySelector("[data-live]");

  if (story) {
    const interval = story.dataset.live * 1000;
    const longest = Math.max(interval, 30 * 60000);
    // The site may be built a little after the end; then nobody needs to ask any more.
    const end = Date.parse(story.dataset.until) + 3600000;
    const offer = document.createElement("p");
    const button = document.createElement("button");
    const locale = document.documentElement.dataset.locale;
    const words = JSON.parse(story.dataset.news);
    const plurals = new Intl.PluralRules(locale);
    const figures = new Intl.NumberFormat(locale);
    let page, timer, due, failures = 0, over = false;

    const unseen = () =>
      [...page.querySelectorAll(".update")].filter((update) => !document.getElementById(update.id));

    /** Take what the new page says of state and key points, where that is something else. */
    const renew = (selector) => {
      const [old, now] = [story.querySelector(selector), page.querySelector(selector)];
      if (old && now && old.textContent !== now.textContent) old.replaceWith(now.cloneNode(true));
    };

    // What is on the page stays as it is: something may play in it, or be open.
    const show = () => {
      const news = unseen();
      const updates = [...page.querySelectorAll(".update")];
      for (const update of news.toReversed()) {
        const older = updates[updates.indexOf(update) + 1];
        const place = older && document.getElementById(older.id);
        const added = document.importNode(update, true);
        added.classList.add("update-new");
        if (place) place.before(added);
        else story.append(added);
        dispatchEvent(new CustomEvent("added", { detail: added }));
      }
      story.querySelector(".live-waiting")?.remove();
      renew(".live-state");
      renew(".live-points");
      button.remove();
      const first = document.getElementById(news[0].id);
      first.tabIndex = -1;
      first.focus();
    };

    /** Return "2 new updates – show" in the words of the page. */
    const offered = (count) =>
      (words[plurals.select(count)] ?? words.other).replace("{number}", figures.format(count));

    const look = (text) => {
      page = new DOMParser().parseFromString(text, "text/html").querySelector(".live");
      over = !page?.dataset.live;
      const count = page ? unseen().length : 0;
      const label = offered(count);
      if (count && !(button.isConnected && button.textContent === label)) {
        button.textContent = label;
        offer.replaceChildren(button);
      } else if (over && page && !count) {
        story.querySelector(".live-state").replaceWith(page.querySelector(".live-state"));
      }
    };

    const ask = async () => {
      schedule();
      try {
        // The browser asks with the ETag or the date that it has; mostly the answer is a short 304.
        const answer = await fetch(location.href, { cache: "no-cache" });
        if (answer.ok) look(await answer.text());
        else if (answer.status === 404 || answer.status === 410) over = true;
        else throw answer;
        failures = 0;
      } catch {
        failures += 1;
      }
      schedule();
    };

    const wait = () => {
      clearTimeout(timer);
      if (!over && !document.hidden && !(Date.now() > end)) {
        timer = setTimeout(ask, Math.max(0, due - Date.now()));
      }
    };

    const schedule = () => {
      // Not all readers at once.
      due = Date.now() + Math.min(interval * 2 ** failures, longest) * (1 + Math.random() / 5);
      wait();
    };

    button.type = "button";
    button.addEventListener("click", show);
    offer.className = "live-offer";
    offer.setAttribute("role", "status");
    story.before(offer);
    document.addEventListener("visibilitychange", wait);
    schedule();
  }
}
