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
    let news, page, timer, due, failures = 0, over = false;

    const parse = (html) => new DOMParser().parseFromString(html, "text/html");
    const unseen = () => news.updates.filter((id) => !document.getElementById(id));

    /** Take what is new of state and key points, where that is something else. */
    const renew = (selector) => {
      const [old, now] = [story.querySelector(selector), page.querySelector(selector)];
      if (old && now && old.textContent !== now.textContent) old.replaceWith(now.cloneNode(true));
    };

    /** Return a new element of the page as one of this document. */
    const place = (element, before) => {
      const added = document.importNode(element, true);
      before.before(added);
      dispatchEvent(new CustomEvent("added", { detail: added }));
      return added;
    };

    /** The small file has the newest updates alone: take the page where more are missing. */
    const complete = async () => {
      if (unseen().every((id) => page.getElementById(id))) return;
      const answer = await fetch(location.href, { cache: "reload" }); // a page of the same second is older
      if (!answer.ok) throw answer;
      page = parse(await answer.text());
      news.updates = [...page.querySelectorAll(".update")].map((update) => update.id);
      const first = story.querySelector(".update, .live-waiting");
      for (const part of page.querySelectorAll(".live-part")) {
        const known = document.querySelector(`.live-part[data-part="${part.dataset.part}"]`);
        // What came between the updates there and the new ones; what is here already is left out.
        for (const line of known ? [] : part.querySelectorAll("li")) {
          if (document.getElementById(line.id)) line.remove();
        }
        if (!known && part.querySelector("li")) place(part, first);
      }
    };

    // What is on the page stays as it is: something may play in it, or be open.
    const show = async () => {
      button.disabled = true;
      try {
        await complete();
      } catch {
        return;
      } finally {
        button.disabled = false;
      }
      const missing = unseen();
      if (!missing.length) return;
      const end = story.querySelector(".update, .live-part, .live-waiting");
      for (const id of missing) {
        // Below the one that is newer, above the one that is older.
        const older = news.updates.slice(news.updates.indexOf(id) + 1)
          .map((other) => document.getElementById(other))
          .find((other) => other?.matches(".update"));
        place(page.getElementById(id), older ?? end).classList.add("update-new");
      }
      story.querySelector(".live-waiting")?.remove();
      renew(".live-state");
      renew(".live-points");
      button.remove();
      const first = document.getElementById(missing[0]);
      first.tabIndex = -1;
      first.focus();
    };

    /** Return "2 new updates – show" in the words of the page. */
    const offered = (count) =>
      (words[plurals.select(count)] ?? words.other).replace("{number}", figures.format(count));

    const look = (found) => {
      if (button.disabled) return; // what is being shown stays what it is
      [news, page, over] = [found, parse(found.html), found.over];
      const count = unseen().length;
      const label = offered(count);
      if (count && !(button.isConnected && button.textContent === label)) {
        button.textContent = label;
        offer.replaceChildren(button);
      } else if (over && !count) {
        renew(".live-state");
      }
    };

    const ask = async () => {
      schedule();
      try {
        // The browser asks with the ETag or the date that it has; mostly the answer is a short 304.
        const answer = await fetch(story.dataset.source, { cache: "no-cache" });
        if (answer.ok) look(await answer.json());
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
