// Pictures of a group open large; of two that are compared, one lies over the other.
{
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  const images = [...document.querySelectorAll(".prose :is(.gallery, .pair:not(.compare)) figure > :is(img, picture)")];
  let at = 0;

  const show = (place) => {
    at = (place + images.length) % images.length;
    const large = images[at].cloneNode(true);
    for (const one of [large, ...large.children]) {
      if ("sizes" in one) one.sizes = "100vw";
      if ("loading" in one) one.loading = "eager";
    }
    const caption = images[at].closest("figure").querySelector("figcaption")?.cloneNode(true);
    dialog.replaceChildren(close, large, caption ?? "");
    if (!dialog.open) dialog.showModal();
    close.focus();
  };

  for (const [place, image] of images.entries()) {
    const button = document.createElement("button");
    button.className = "zoom";
    image.replaceWith(button);
    button.append(image);
    button.onclick = () => show(place);
  }

  if (images.length) {
    dialog.className = "lightbox";
    close.textContent = "×";
    close.ariaLabel = images[0].closest("[data-close]").dataset.close;
    close.onclick = () => dialog.close();
    dialog.onclick = ({ target }) => target.tagName === "IMG" && show(at + 1);
    dialog.onclose = () => images[at].parentNode.focus();
    dialog.onkeydown = ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) show(at + (getComputedStyle(dialog).direction === "rtl" ? -step : step));
    };
    document.body.append(dialog);
  }

  for (const pair of document.querySelectorAll(".pair.compare")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.ariaLabel = [...pair.querySelectorAll("img")].map((image) => image.alt).join("; ");
    slider.oninput = () => pair.style.setProperty("--at", `${slider.value}%`);
    pair.classList.add("compared");
    pair.classList.remove("pair");
    pair.append(slider);
  }
}
