// What others publish: a link becomes a frame when the reader asks for it, and not before.
{
  const frames = new Map();

  const show = (figure, link, source) => {
    const frame = document.createElement("iframe");
    const { origin } = new URL(source);
    const [width, height] = (figure.dataset.size || "x450").split("x");
    if (width) frame.style.aspectRatio = `${width} / ${height}`;
    else frame.style.blockSize = `${height}px`;
    frame.title = `${link.textContent.trim()} (${figure.dataset.provider})`;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.sandbox = "allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts";
    frames.set(frame, origin);
    // Mastodon says its height when it is asked.
    frame.onload = () => frame.contentWindow.postMessage({ type: "setHeight", id: 1 }, origin);
    frame.src = source;
    figure.replaceChildren(frame, ...figure.querySelectorAll("figcaption"));
    frame.focus();
  };

  const equip = (root) => {
    for (const figure of root.querySelectorAll("figure[data-embed]")) {
      const link = figure.querySelector(":scope > a");
      const source = figure.dataset.embed;
      if (!link || !source.startsWith("https://")) continue;
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(figure, link, source);
      });
    }
  };

  equip(document);
  addEventListener("added", ({ detail }) => equip(detail)); // an update of a live story

  // Providers say how high their page is: Datawrapper, X, Instagram, and others each in their words.
  const heightIn = (data) =>
    Object.values(data["datawrapper-height"] || {})[0] ||
    data["twttr.embed"]?.params?.[0]?.height ||
    data.details?.height ||
    data.height;

  addEventListener("message", ({ origin, source, data }) => {
    const [frame, own] = [...frames].find(([one]) => one.contentWindow === source) || [];
    if (!frame || own !== origin || !data) return;
    try {
      const height = Math.ceil(heightIn(typeof data === "string" ? JSON.parse(data) : data));
      if (height > 40 && height < 9999) {
        frame.style.aspectRatio = "auto";
        frame.style.blockSize = `${height}px`;
      }
    } catch {
      // It was not about a height.
    }
  });
}
