// Buttons to share a story or to copy its address; made here, so that none is dead without scripts.
{
  const place = document.querySelector("[data-share]");

  const button = (label, act) => {
    const element = document.createElement("button");
    element.textContent = label;
    element.onclick = act;
    place.append(element);
  };

  if (place) {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const title = document.querySelector("meta[property='og:title']").content; // says who paid
    const status = document.createElement("span");
    status.role = "status";

    if (navigator.share) {
      button(place.dataset.share, () => navigator.share({ title, url }).catch(() => {}));
    }
    if (navigator.clipboard) {
      button(place.dataset.copy, async () => {
        try {
          await navigator.clipboard.writeText(url);
          status.textContent = place.dataset.copied;
        } catch {
          status.textContent = url;
        }
        setTimeout(() => (status.textContent = ""), 4000);
      });
    }
    place.append(status);
  }
}
