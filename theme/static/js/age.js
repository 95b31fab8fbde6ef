// "4 hours ago" beside or instead of an absolute time, in the words and digits of the page.
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
  const absolutes = new WeakMap();

  const refresh = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time[data-age]")) {
      if (!absolutes.has(time)) absolutes.set(time, time.textContent);
      const absolute = absolutes.get(time);
      const long = time.dataset.age === "long";
      const relative = ago(new Date(time.dateTime), now, format, time.dateTime.includes("T00:00:00"));
      const text = !relative ? absolute : long ? `${absolute}${dot}${relative}` : relative;
      if (time.textContent !== text) time.textContent = text;
      if (!long && relative) time.title = absolute;
    }
  };

  refresh();
  setInterval(refresh, 60000);
  addEventListener("age", refresh); // times were added to the page
}
