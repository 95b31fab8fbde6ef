// "4 hours ago" beside or instead of an absolute time, in the words and digits of the page. It is written
// as soon as the time has been read, before it is painted: so it moves nothing.
{
  const units = [
    ["minute", 60, 60],
    ["hour", 3600, 24],
    ["day", 86400, 7],
  ];

  /** Return how long ago `date` was, or "" when it is a week or more, or still to come.
   *  Of a day without a time nobody knows the hour. */
  const ago = (date, now, format, dayOnly) => {
    const seconds = (now - date) / 1000;
    if (seconds < 0) return "";
    for (const [unit, size, limit] of dayOnly ? units.slice(-1) : units) {
      const amount = Math.floor(seconds / size);
      if (amount < limit) return format.format(-amount, unit);
    }
    return "";
  };

  // Between Latin letters and digits of a text that runs from right to left.
  const dot = document.documentElement.dir === "rtl" ? "\u200f · " : " · ";
  const format = new Intl.RelativeTimeFormat(document.documentElement.dataset.locale, { numeric: "auto" });
  /** Return the time of the day, before today with its date, in the reader's zone. */
  const clock = (date, now) => {
    const { locale } = document.documentElement.dataset;
    const today = date.toDateString() === new Date(now).toDateString();
    const day = today ? {} : { day: "numeric", month: "long" };
    const zone = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return new Intl.DateTimeFormat(locale, { ...day, ...zone }).format(date);
  };
  const full = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };

  /** Return a moment in the reader's own zone, or what the page says where both have the same time. */
  const local = (time, date, absolute) => {
    const [, sign, hours, minutes] = time.dateTime.match(/([+-])(\d\d):(\d\d)$/) ?? [];
    const ahead = sign ? `${sign}1` * (hours * 60 + +minutes) : -date.getTimezoneOffset();
    if (ahead === -date.getTimezoneOffset() || /T00:00:00/.test(time.dateTime)) return absolute;
    return new Intl.DateTimeFormat(document.documentElement.dataset.locale, full).format(date);
  };
  const absolutes = new WeakMap();

  const refresh = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time[data-age]")) {
      if (!absolutes.has(time)) absolutes.set(time, time.textContent);
      const absolute = absolutes.get(time);
      const date = new Date(time.dateTime);
      const kind = time.dataset.age;
      const relative = kind === "hour" ? "" : ago(date, now, format, time.dateTime.includes("T00:00:00"));
      const own = kind === "clock" || kind === "hour" ? clock(date, now) : kind === "long" ? local(time, date, absolute) : "";
      const text = own && relative ? `${own}${dot}${relative}` : own || relative || absolute;
      if (time.textContent !== text) time.textContent = text;
      if (!text.startsWith(absolute)) time.title = absolute;
    }
  };

  const reading = new MutationObserver(refresh);
  reading.observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => reading.disconnect());
  setInterval(refresh, 60000);
  for (const added of ["age", "added"]) addEventListener(added, refresh); // times were added
}
