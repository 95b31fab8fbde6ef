// The reader's own size of type and colours, before anything is painted.
{
  const root = document.documentElement;
  const original = new Map();

  /** Find what depends on the scheme: rules of style sheets, and the colour around the page. */
  const find = (rules) => {
    for (const rule of rules) {
      if (/prefers-color-scheme/.test(rule.media?.mediaText)) original.set(rule.media, rule.media.mediaText);
      if (rule.cssRules) find(rule.cssRules);
    }
  };

  const apply = () => {
    const { size, scheme } = JSON.parse(localStorage.getItem("reading") ?? "{}");
    root.style.fontSize = size ? `${size}%` : "";
    root.style.colorScheme = scheme ?? "";
    if (!scheme && !original.size) return;
    if (!original.size) for (const sheet of document.styleSheets) find(sheet.cssRules);
    const own = (text) =>
      text.replace(/prefers-color-scheme: *(\w+)/, (same, one) =>
        scheme ? `${one === scheme ? "min" : "max"}-width: 0px` : same,
      );
    for (const [media, text] of original) media.mediaText = own(text);
    for (const meta of document.querySelectorAll("meta[media]")) {
      meta.dataset.media ??= meta.media;
      meta.media = own(meta.dataset.media);
    }
  };

  const start = () => {
    try {
      apply();
    } catch {
      // The browser keeps nothing for pages.
    }
  };
  start();
  for (const changed of ["reading", "storage"]) addEventListener(changed, start);
}
