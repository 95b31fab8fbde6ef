// A discussion on GitHub: giscus.app is asked for it when the reader asks, and not before.
{
  const HOST = "https://giscus.app";
  const KEY = "giscus-session";
  const link = document.querySelector("a[data-giscus]");

  if (link) {
    const page = new URL(location.href);
    const token = page.searchParams.get("giscus"); // the way back from signing in
    page.searchParams.delete("giscus");
    page.hash = "";

    const open = () => {
      const session = JSON.parse(localStorage.getItem(KEY) ?? '""');
      const frame = document.createElement("iframe");
      frame.src = `${link.dataset.giscus}&${new URLSearchParams({ origin: page, session, term: link.dataset.term })}`;
      frame.title = "Discussion on GitHub";
      addEventListener("message", ({ origin, source, data }) => {
        if (origin !== HOST || source !== frame.contentWindow) return;
        if (data.giscus?.resizeHeight) frame.style.blockSize = `${data.giscus.resizeHeight}px`;
        if (data.giscus?.signOut) localStorage.removeItem(KEY);
      });
      link.replaceWith(frame);
      frame.focus();
    };

    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    if (token) {
      localStorage.setItem(KEY, JSON.stringify(token));
      history.replaceState(null, "", page);
      open();
    }
  }
}
