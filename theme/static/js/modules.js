// Part of a page that many readers never come to loads its script when it is near the screen.
{
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        import(modules[target.dataset.module]); // the list that a build puts before the bundle
      }
    },
    { rootMargin: "100%" },
  );
  for (const part of document.querySelectorAll("[data-module]")) near.observe(part);
}
