// The page of saved stories: what this browser keeps, newest first, as a file too, and how to delete it.
{
  const page = document.querySelector(".saved");
  const { remove } = page.dataset;
  const [saved, recent] = page.querySelectorAll("ul");
  const read = () => JSON.parse(localStorage.getItem("saved") ?? "[]");
  const format = new Intl.DateTimeFormat(document.documentElement.dataset.locale, { dateStyle: "long" });

  const line = ({ url, title, time }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    link.dir = "auto";
    item.append(link);
    if (time) {
      const date = document.createElement("time");
      date.dateTime = time;
      date.textContent = format.format(new Date(time.includes("T") ? time : `${time}T00:00`));
      item.append(" ", date);
    }
    return item;
  };

  const show = () => {
    const stories = read();
    const items = stories.map((story) => {
      const item = line(story);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = remove;
      button.ariaLabel = `${remove}: ${story.title}`;
      button.onclick = () => {
        const { url } = story;
        localStorage.setItem("saved", JSON.stringify(read().filter((one) => one.url !== url)));
        navigator.serviceWorker?.controller?.postMessage({ forget: url });
        show();
        page.querySelector("h1").focus();
      };
      item.append(" ", button);
      return item;
    });
    saved.replaceChildren(...items);
    page.querySelector(".saved-none").hidden = stories.length > 0;
    const text = stories.map(({ title, url }) => `${title}\n${location.origin}${url}\n`).join("\n");
    const file = page.querySelector(".saved-file");
    file.hidden = !text;
    file.onclick = () => {
      const href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
      Object.assign(document.createElement("a"), { download: "saved.txt", href }).click();
    };
  };

  /** List the stories that the worker keeps, with their titles, the last one first. */
  const showRecent = async () => {
    const cache = (await caches.has("pages")) && (await caches.open("pages"));
    const found = [];
    for (const request of cache ? (await cache.keys()).reverse() : []) {
      const text = await (await cache.match(request)).text();
      const story = new DOMParser().parseFromString(text, "text/html");
      const title = story.querySelector("article h1")?.textContent.trim();
      const time = story.querySelector("article time")?.dateTime;
      if (title) found.push(line({ url: new URL(request.url).pathname, title, time }));
    }
    recent.replaceChildren(...found);
    page.querySelector(".saved-recent").hidden = !found.length;
    page.querySelector(".saved-choice").hidden = !found.length && !read().length;
  };

  const start = async () => {
    show();
    page.querySelector(".saved-offline").hidden = navigator.onLine;
    page.querySelector(".saved-delete").onclick = async () => {
      localStorage.removeItem("saved");
      for (const name of await caches.keys()) if (name !== "offline") await caches.delete(name);
      start();
    };
    await showRecent();
  };
  start().catch(() => {}); // the browser keeps nothing for pages
}
