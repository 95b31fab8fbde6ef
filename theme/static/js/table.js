// Tables can be sorted by any column: a click on its head, and another one for the other way round.
{
  const number = (text, point) => {
    const plain = text.replace(/[^\d.,−-]/g, "").replace("−", "-").replaceAll(point === "," ? "." : ",", "");
    return plain ? Number(plain.replace(point, ".")) : NaN;
  };

  const equip = (root) => {
    for (const table of root.querySelectorAll(".prose table")) {
      const [body] = table.tBodies;
      const heads = table.tHead?.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
      if (!body || body.rows.length < 3 || table.querySelector("[rowspan], [colspan]")) continue;

      const { lang } = table.closest("[lang]");
      const [, point] = (1.1).toLocaleString(lang);
      heads.forEach((head, column) => {
        if (!head.textContent.trim()) return;
        const button = document.createElement("button");
        button.append(...head.childNodes);
        head.append(button);
        button.onclick = () => {
          const turn = head.ariaSort === "descending" ? 1 : -1;
          const key = (row) => row.cells[column]?.textContent.trim() ?? "";
          const compare = (a, b) => {
            const [x, y] = [number(key(a), point), number(key(b), point)];
            if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1; // What is missing comes last.
            return turn * (isNaN(x) ? key(a).localeCompare(key(b), lang) : x - y);
          };
          for (const other of heads) other.ariaSort = null;
          head.ariaSort = turn > 0 ? "ascending" : "descending";
          body.append(...[...body.rows].sort(compare));
        };
      });
    }
  };

  equip(document);
  addEventListener("added", ({ detail }) => equip(detail)); // an update of a live story
}
