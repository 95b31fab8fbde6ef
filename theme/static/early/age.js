// "4 hours ago" beside or instead of an absolute time, in the words and digits of the page. It is written
// as soon as the time is in the page, before it is painted: so it moves nothing.
{
  const { dir, dataset } = document.documentElement;
  const { locale } = dataset;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const units = [
    ["minute", 60, 60],
    ["hour", 3600, 24],
    ["day", 86400, 7],
  ];
  // Between Latin letters and digits of a text that runs from right to left.
  const dot = dir === "rtl" ? "\u200f · " : " · ";

  /** Return how long ago `date` was, or "" when it is a week or more, or still to come.
   *  Of a day without a time nobody knows the hour. */
  const ago = (date, dayOnly) => {
    const seconds = (Date.now() - date) / 1000;
    if (seconds < 0) return "";
    for (const [unit, size, limit] of dayOnly ? units.slice(-1) : units) {
      const amount = Math.floor(seconds / size);
      if (amount < limit) return words.format(-amount, unit);
    }
    return "";
  };

  const written = (date, options) => new Intl.DateTimeFormat(locale, options).format(date);
  const minutes = { hour: "2-digit", minute: "2-digit" };
  const day = { day: "numeric", month: "long" };

  /** Return the time of the day, before today with its date, in the reader's zone. */
  const clock = (date) => {
    const today = date.toDateString() === new Date().toDateString();
    return written(date, { ...(today ? {} : day), ...minutes, hourCycle: "h23" });
  };

  /** Return a moment in the reader's own zone, or what the page says where both have the same time. */
  const local = (date, absolute, iso, dayOnly) => {
    const [, sign, hours, rest] = iso.match(/([+-])(\d\d):(\d\d)$/) ?? [];
    const behind = sign ? -`${sign}1` * (hours * 60 + +rest) : date.getTimezoneOffset();
    if (dayOnly || behind === date.getTimezoneOffset()) return absolute;
    return written(date, { ...day, year: "numeric", ...minutes, timeZoneName: "short" });
  };
  const absolutes = new WeakMap();

  const refresh = () => {
    for (const time of document.querySelectorAll("time[data-age]")) {
      if (!absolutes.has(time)) absolutes.set(time, time.textContent);
      const absolute = absolutes.get(time);
      const iso = time.dateTime;
      const dayOnly = !iso.includes("T");
      const date = new Date(dayOnly ? `${iso}T00:00` : iso);
      const kind = time.dataset.age;
      const relative = kind === "hour" ? "" : ago(date, dayOnly);
      const own = kind === "long" ? local(date, absolute, iso, dayOnly) : kind === "short" ? "" : clock(date);
      const text = own && relative ? own + dot + relative : own || relative || absolute;
      if (time.textContent !== text) time.textContent = text;
      if (!text.startsWith(absolute)) time.title = absolute;
    }
  };

  new MutationObserver(refresh).observe(document, { childList: true, subtree: true });
  setInterval(refresh, 60000);
}
