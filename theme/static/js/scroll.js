// Tables and code that scroll sideways can be reached with the keyboard in every browser.
{
  const update = (entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  };

  const observer = new ResizeObserver(update);
  for (const block of document.querySelectorAll(".prose :is(table, pre)")) observer.observe(block);
}
