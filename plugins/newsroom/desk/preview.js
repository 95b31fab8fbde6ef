// Reloads the page after each build, where the reader was; shows the mistakes of a failed one.
{
  const key = "preview-scroll";
  const kept = sessionStorage.getItem(key);
  if (kept) {
    const [page, y] = JSON.parse(kept);
    if (page === location.pathname) scrollTo(0, y);
    sessionStorage.removeItem(key);
  }
  let first;
  const show = (mistakes) => {
    document.querySelector("dialog.preview")?.remove();
    if (!mistakes.length) return;
    const box = document.createElement("dialog");
    box.className = "preview";
    box.style = "position:fixed;inset:auto 1rem 1rem;max-width:none;z-index:99;padding:1rem;" +
      "font:14px/1.5 ui-monospace,monospace;background:#fff;color:#111;border:3px solid #c00";
    const title = document.createElement("strong");
    title.textContent = "The page below is the last good one. To be mended:";
    const list = document.createElement("ol");
    for (const mistake of mistakes) {
      const item = document.createElement("li");
      item.textContent = mistake;
      list.append(item);
    }
    box.append(title, list);
    document.body.append(box);
    box.show();
  };
  new EventSource("/-/events").onmessage = (event) => {
    const { build, mistakes } = JSON.parse(event.data);
    first ??= build;
    show(mistakes);
    if (build === first || mistakes.length) return;
    sessionStorage.setItem(key, JSON.stringify([location.pathname, scrollY]));
    location.reload();
  };
}
