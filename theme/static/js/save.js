// A button to save a story for later: the list is kept in the browser, and sent to nobody.
{
  const place = document.querySelector("[data-save]");
  const read = () => JSON.parse(localStorage.getItem("saved") ?? "[]");

  const start = () => {
    const url = location.pathname;
    const button = document.createElement("button");
    const show = (saved) => {
      button.ariaPressed = saved;
      button.textContent = saved ? place.dataset.saved : place.dataset.save;
    };
    show(read().some((story) => story.url === url));
    button.onclick = () => {
      const others = read().filter((story) => story.url !== url);
      const saves = button.ariaPressed === "false";
      const title = document.querySelector("h1").textContent.trim();
      const time = document.querySelector("article time")?.dateTime;
      localStorage.setItem("saved", JSON.stringify(saves ? [{ url, title, time }, ...others] : others));
      show(saves);
      const files = saves && performance.getEntriesByType("resource").map(({ name }) => name);
      const own = files && files.filter((file) => file.startsWith(`${location.origin}/`));
      navigator.serviceWorker?.controller?.postMessage(saves ? { save: url, files: own } : { forget: url });
    };
    place.prepend(button);
  };

  try {
    if (place) start();
  } catch {
    // The browser keeps nothing for pages: there is no button.
  }
}
