// Keeps the front page and the stories that were read last, for reading without a connection. What the
// network has always comes first. A build puts before this: stories, parts, and homes: the front page
// of each language, and the page that it shows without a connection.
const PAGES = "pages";
const FILES = "files";
const STORY = /\/\d{4}\/\d\d\/[^/]+\/$/;
const KINDS = ["style", "script", "font", "image"];

/** Keep an answer; of more than `most`, those that came first are forgotten. */
const keep = async (name, most, request, answer) => {
  const cache = await caches.open(name);
  await cache.delete(request); // so that it counts as the newest
  await cache.put(request, answer);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(old);
};

/** The page that is shown in place of one that is not kept. */
const instead = (url) => {
  const { pathname } = new URL(url);
  return Object.entries(homes).find(([home]) => pathname.startsWith(home))?.[1];
};

const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

/** Ask the network and keep a copy where it is wanted; without a connection give the copy. */
const ask = async (event, name, most, wanted) => {
  const { request } = event;
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(request));
    if (wanted && answer.ok && answer.type === "basic") {
      event.waitUntil(keep(name, most, request.url, answer.clone()));
    }
    return answer;
  } catch {
    const page = request.mode === "navigate" && instead(request.url);
    return (await kept(request)) ?? ((page && (await kept(page))) || Response.error());
  }
};

/** Return a file whose name says what is in it, without asking anybody a second time. */
const once = async (event) => (await kept(event.request)) ?? ask(event, FILES, stories * 12, true);

addEventListener("install", (event) => {
  const prepare = async () => {
    await caches.delete("offline"); // of the worker before this one
    const pages = Object.values(homes).filter(Boolean);
    if (pages.length) await (await caches.open("offline")).addAll([...pages, ...parts]);
    await skipWaiting();
  };
  event.waitUntil(prepare());
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(ask(event, PAGES, stories + 1, pathname in homes || STORY.test(pathname)));
  } else if (KINDS.includes(request.destination)) {
    const named = /\/theme\/.*\.[0-9a-f]{12}\.\w+$/.test(pathname);
    event.respondWith(named ? once(event) : ask(event, FILES, stories * 12, true));
  }
});

// A story that a reader saves is kept with its files, until it is taken off the list.
addEventListener("message", (event) => {
  const { save, files, forget } = event.data;
  const store = async () => {
    const cache = await caches.open(`saved ${save}`);
    await cache.add(save);
    await Promise.allSettled(files.map((file) => cache.add(file)));
  };
  event.waitUntil(save ? store() : caches.delete(`saved ${forget}`));
});
