// The earlier updates of a live story, shown in their place; without it, lines lead to their pages.
{
  /** Put the updates of a part in the place of the lines that lead to them. */
  const load = async (part) => {
    const list = part.querySelector("ol");
    if (!list || part.ariaBusy) return;
    part.ariaBusy = "true";
    try {
      const answer = await fetch(part.dataset.part);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const updates = [...page.querySelectorAll(".update")];
      list.replaceWith(...updates.map((update) => document.importNode(update, true)));
      dispatchEvent(new CustomEvent("added", { detail: part }));
    } catch {
      // The lines stay, and lead there.
    } finally {
      part.ariaBusy = null;
    }
  };

  /** Show the update that the address names, wherever it is. */
  const find = async () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target?.closest(".live-part");
    if (!part) return;
    part.open = true;
    await load(part);
    document.getElementById(target.id)?.scrollIntoView();
  };

  // Parts may be added later; "toggle" does not bubble.
  document.addEventListener("toggle", ({ target }) => target.matches(".live-part") && target.open && load(target), true);
  for (const part of document.querySelectorAll(".live-part[open]")) load(part); // before this was here
  addEventListener("hashchange", find);
  for (const part of document.querySelectorAll(".live-part[open]")) load(part); // before this came
  find();
}
