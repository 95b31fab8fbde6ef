// Part of a page that many readers never come to loads its script when it is near the screen, or when
// the address leads to something in it.
{
  const load = (part) => import(modules[part.dataset.module]); // a build puts the list before the bundle
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        load(target);
      }
    },
    { rootMargin: "100%" },
  );
  const watch = (root) => {
    for (const part of root.querySelectorAll("[data-module]")) {
      const { wanted } = part.dataset;
      if (wanted && location.href.includes(wanted)) load(part);
      else near.observe(part);
    }
  };
  watch(document);
  addEventListener("added", ({ detail }) => watch(detail.parentElement)); // a part may be what was added
}
