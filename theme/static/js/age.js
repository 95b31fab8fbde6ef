// "4 hours ago" beside or instead of an absolute time, in the words of the page's language.
{
  const units = [
    ["minute", 60, 60],
    ["hour", 3600, 24],
    ["day", 86400, 7],
  ];

  /** Return how long ago `date` was, or "" when it is a week or more, or still to come. */
  const ago = (date, now, format) => {
    const seconds = (now - date) / 1000;
    if (seconds < 0) return "";
    for (const [unit, size, limit] of units) {
      const amount = Math.floor(seconds / size);
      if (amount < limit) return format.format(-amount, unit);
    }
    return "";
  };

  const format = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });
  const times = [...document.querySelectorAll("time[data-age]")].map((time) => ({
    time,
    date: new Date(time.dateTime),
    absolute: time.textContent,
    long: time.dataset.age === "long",
  }));

  const refresh = () => {
    const now = Date.now();
    for (const { time, date, absolute, long } of times) {
      const relative = ago(date, now, format);
      const text = !relative ? absolute : long ? `${absolute} · ${relative}` : relative;
      if (time.textContent !== text) time.textContent = text;
      if (!long && relative) time.title = absolute;
    }
  };

  refresh();
  setInterval(refresh, 60000);
}
