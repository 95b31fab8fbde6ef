// The search page: nothing is loaded until a reader searches; what is asked stays in the address.
{
  const form = document.querySelector("[data-search]");
  const results = document.querySelector(".search-results");
  const status = document.querySelector(".search-status");
  const more = document.querySelector(".search-more");
  const words = form.dataset;
  const years = JSON.parse(words.search);
  const PAGE = 6; // results shown at a time
  const locale = document.documentElement.dataset.locale;
  let engine, asked = 0, found = [], shown = 0;
  const loaded = [];

  const said = (forms, number) => {
    const all = JSON.parse(forms);
    return (all[new Intl.PluralRules(locale).select(number)] ?? all.other).replace("{number}", number.toLocaleString(locale));
  };

  /** Load the indexes of the `wanted` years that are not here yet; the newest brings the engine. */
  const load = async (wanted) => {
    // An empty module, which is an error where the host forbids it: Pagefind would wait for ever.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    for (const year of wanted) {
      if (loaded.includes(year)) continue;
      loaded.push(year);
      if (!engine) {
        engine = await import(`${years[0].url}pagefind.js`);
        await engine.options({ noWorker: true, excerptLength: 28, baseUrl: "/" });
        await engine.init();
        if (year === years[0]) continue;
      }
      if (year !== years[0]) await engine.mergeIndex(year.url);
    }
  };

  /** The newest years, and the headlines of all others. */
  const recent = years.filter((year) => year.recent);
  if (words.headlines) recent.push({ url: words.headlines });

  const wish = () => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) given.set(name, value.trim());
    return given;
  };

  const plain = (text) => text.toLocaleLowerCase(locale);

  const tagOf = (name) =>
    [...form.querySelectorAll("#search-tags option")].find((one) => plain(one.value) === plain(name))
      ?.dataset.slug ?? name;

  /** Return moment, section, authors, tags and year of all stories in the loaded years. */
  const facts = async () => {
    for (const year of loaded) year.facts ??= year.value && (await (await fetch(`${year.url}facts.json`)).json());
    return Object.assign({}, ...loaded.map((year) => year.facts));
  };

  const look = async (given) => {
    let hits = (await engine.search(given.get("q"))).results;
    // A headline ("h2019-1f") is not needed where its year is here with its texts.
    if (given.size === 1) return hits.filter(({ id }) => !loaded.some((year) => id.startsWith(`h${year.value}`)));
    const all = await facts();
    const tag = given.get("tag") && tagOf(given.get("tag"));
    const has = (name, them) => !given.get(name) || them.includes(given.get(name));
    hits = hits.filter(({ id }) => {
      const [, section, authors, tags, year] = all[id] ?? []; // of headlines alone nothing is known
      return (
        section &&
        has("section", [section]) &&
        has("author", authors) &&
        has("year", [year]) &&
        (!tag || tags.includes(tag))
      );
    });
    if (given.get("sort") === "date") hits.sort((one, other) => all[other.id][0] - all[one.id][0]);
    return hits;
  };

  const make = (tag, given) => Object.assign(document.createElement(tag), given);

  const card = ({ url, excerpt, meta }) => {
    const item = make("li", { className: "search-result", lang: meta.lang, dir: "auto" });
    const title = make("h2", { className: "search-title" });
    const facts = make("p", { className: "facts" });
    title.append(make("a", { href: url, textContent: meta.title }));
    for (const textContent of [meta.section, meta.authors]) {
      if (textContent) facts.append(make("span", { textContent }), " ");
    }
    facts.append(make("time", { dateTime: meta.date, textContent: meta.day }));
    // An excerpt is text of ours that Pagefind escaped, with <mark>.
    const text = make("p", {
      className: "search-excerpt",
      [meta.deck ? "textContent" : "innerHTML"]: meta.deck || excerpt,
    });
    item.append(title, text, facts);
    return item;
  };

  /** Return the share of the words that the headline has: more than 1 if all, and the more the shorter it is. */
  const inTitle = ({ meta }) => {
    const title = plain(meta.title), all = plain(form.elements.q.value).replaceAll('"', "").trim().split(/\s+/);
    return (all.filter((word) => title.includes(word)).length / all.length) * (1 + 1 / title.length);
  };

  /** Return the texts of the results from `start`, as many as are shown at a time. */
  const texts = (hits, start) => Promise.all(hits.slice(start, start + PAGE).map((one) => one.data()));

  const show = async () => {
    const mine = asked;
    const next = await texts(found, shown);
    if (mine !== asked) return;
    // Of the best, those come first whose headline has most of the words.
    if (!shown && !form.elements.sort.value) next.sort((one, other) => inTitle(other) - inTitle(one));
    results.append(...next.map(card));
    shown += next.length;
    const rest = found.length - shown;
    more.hidden = !(rest || (years.some((one) => !loaded.includes(one)) && !form.elements.year.value));
    more.textContent = rest ? words.more : words.older;
  };

  const search = async (given) => {
    const mine = ++asked;
    if (!given.get("q")) {
      // Without a word Pagefind would load its whole index; sections, tags and years have lists.
      results.replaceChildren();
      status.textContent = "";
      more.hidden = true;
      return;
    }
    try {
      const year = given.get("year");
      await load(year ? [years[0], ...years.filter((one) => one.value === year)] : recent);
      let hits = await look(given);
      // Where no new headline has all words, an older one may.
      if (!year && years.some((one) => !loaded.includes(one)) && !(await texts(hits, 0)).some((one) => inTitle(one) > 1)) {
        await load(years);
        hits = await look(given);
      }
      if (mine !== asked) return;
      [found, shown] = [hits, 0];
      results.replaceChildren();
      status.textContent = said(words.found, hits.length);
      await show();
    } catch {
      status.textContent = words.failed;
      loaded.length = 0;
      engine = undefined;
    }
  };

  const address = (given) => (given.size ? `?${given}` : location.pathname);

  const fill = () => {
    const given = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = given.get(field.name) ?? "";
    if (given.size) search(wish());
  };

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", address(wish()));
      search(wish());
    }, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (address(wish()) !== location.search) history.pushState(null, "", address(wish()));
    search(wish());
  });
  form.addEventListener("focusin", () => load(recent).catch(() => {}), { once: true });
  more.addEventListener("click", async () => {
    const first = shown;
    if (found.length > shown) await show();
    else {
      await load(years);
      await search(wish());
    }
    results.children[first]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", fill);

  // Down and up go through the results and back to the box.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [form.elements.q, ...results.querySelectorAll("a")];
    const here = stops.indexOf(document.activeElement);
    if (event.key === "Escape" && here > 0) stops[0].focus();
    if (!step || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = stops[here + step];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
  fill();
}
