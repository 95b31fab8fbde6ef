// The menu "Reading": what is chosen is kept in the browser, and early/reading.js follows it.
{
  const panel = document.querySelector(".reading-panel");
  const menu = panel.parentElement;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem("reading") ?? "{}");
    } catch {
      return {};
    }
  };

  const show = () => {
    const chosen = kept();
    for (const choice of panel.querySelectorAll("input")) {
      choice.checked = choice.value === (chosen[choice.name] ?? "");
    }
  };

  panel.onchange = ({ target: { name, value } }) => {
    const { [name]: _, ...others } = kept();
    const chosen = value ? { ...others, [name]: value } : others;
    try {
      if (Object.keys(chosen).length) localStorage.setItem("reading", JSON.stringify(chosen));
      else localStorage.removeItem("reading");
    } catch {
      // It cannot be kept.
    }
    dispatchEvent(new Event("reading"));
  };

  menu.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  for (const elsewhere of ["pointerdown", "focusin"]) {
    addEventListener(elsewhere, ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }
  for (const target of panel.querySelectorAll("input:checked")) panel.onchange({ target }); // before this came
  show();
}
