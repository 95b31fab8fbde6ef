// The search page: nothing is loaded until a reader searches; what is asked stays in the address.
{
  const form = document.querySelector("[data-search]");
  const results = document.querySelector(".search-results");
  const status = document.querySelector(".search-status");
  const more = document.querySelector(".search-more");
  const words = form.dataset;
  const years = JSON.parse(words.search);
  const RECENT = 2500, PAGE = 6; // stories whose index is loaded at first; results shown at a time
  const locale = document.documentElement.dataset.locale;
  const plurals = new Intl.PluralRules(locale), figures = new Intl.NumberFormat(locale);
  const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  let engine, asked = 0, found = [], shown = 0;
  const loaded = [];

  const said = (forms, number) => {
    const all = JSON.parse(forms);
    return (all[plurals.select(number)] ?? all.other).replace("{number}", figures.format(number));
  };

  /** Load the indexes of the `wanted` years that are not here yet; the newest brings the engine. */
  const load = async (wanted) => {
    new WebAssembly.Module(EMPTY); // an error where the host forbids it: Pagefind would wait for ever
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

  const recent = () => {
    let total = 0;
    return years.filter((year) => (total += year.count) <= RECENT || year === years[0]);
  };

  const wish = () => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) given.set(name, value.trim());
    return given;
  };

  const plain = (text) => text.toLocaleLowerCase(locale);

  const tagOf = (name) =>
    [...form.querySelectorAll("#search-tags option")].find((one) => plain(one.value) === plain(name))
      ?.dataset.slug ?? name;

  /** Return moment, section, authors and tags of all stories in the loaded years. */
  const facts = async () => {
    for (const year of loaded) year.facts ??= await (await fetch(`${year.url}facts.json`)).json();
    return Object.assign({}, ...loaded.map((year) => year.facts));
  };

  const look = async (given) => {
    let hits = (await engine.search(given.get("q"))).results;
    if (given.size === 1) return hits;
    const all = await facts();
    const tag = given.get("tag") && tagOf(given.get("tag"));
    const inYear = years.find((year) => year.value === given.get("year"))?.facts;
    hits = hits.filter(({ id }) => {
      const [, section, authors, tags] = all[id];
      return (
        (!given.get("section") || section === given.get("section")) &&
        (!given.get("author") || authors.includes(given.get("author"))) &&
        (!tag || tags.includes(tag)) &&
        (!given.get("year") || (inYear && id in inYear))
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
    // The excerpt is text of ours that Pagefind escaped, with <mark>.
    item.append(title, make("p", { className: "search-excerpt", innerHTML: excerpt }), facts);
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
    more.hidden = !(rest || (loaded.length < years.length && !form.elements.year.value));
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
      await load(year ? [years[0], ...years.filter((one) => one.value === year)] : recent());
      let hits = await look(given);
      // Where no new headline has all words, an older one may.
      if (!year && loaded.length < years.length && !(await texts(hits, 0)).some((one) => inTitle(one) > 1)) {
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
  form.addEventListener("focusin", () => load(recent()).catch(() => {}), { once: true });
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
    const links = [...results.querySelectorAll("a")];
    const box = form.elements.q;
    const here = [box, ...links].indexOf(document.activeElement);
    if (event.key === "Escape" && here > 0) box.focus();
    if (!step || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = [box, ...links][here + step];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
  fill();
}
