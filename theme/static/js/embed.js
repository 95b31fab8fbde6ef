// A film of another site: the link becomes a player when the reader asks for it, and not before.
{
  for (const figure of document.querySelectorAll("figure[data-embed]")) {
    const link = figure.querySelector("a");
    const source = figure.dataset.embed;
    if (!link || !source.startsWith("https://")) continue;

    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = source;
      frame.title = link.textContent.trim();
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      link.replaceWith(frame);
      frame.focus();
    });
  }
}
