// A discussion on GitHub: giscus.app is asked for it when the reader asks, and not before.
{
  const link = document.querySelector("a[data-giscus]");

  if (link) {
    const page = new URL(location.href);
    const token = page.searchParams.get("giscus"); // the way back from signing in
    page.searchParams.delete("giscus");
    page.hash = "";

    const open = () => {
      const session = JSON.parse(localStorage.getItem("giscus-session") ?? '""');
      const frame = document.createElement("iframe");
      frame.src = `${link.dataset.giscus}&${new URLSearchParams({ origin: page, session, term: link.dataset.term })}`;
      frame.title = link.textContent;
      addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow || !data.giscus) return;
        if (data.giscus.resizeHeight) frame.style.blockSize = `${data.giscus.resizeHeight}px`;
        if (data.giscus.signOut) localStorage.removeItem("giscus-session");
      });
      link.replaceWith(frame);
      frame.focus();
    };

    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    };
    if (token) {
      localStorage.setItem("giscus-session", JSON.stringify(token));
      history.replaceState(null, "", page);
      open();
    }
  }
}
