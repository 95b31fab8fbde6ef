// The worker for reading without a connection, where this site has one.
{
  const { worker } = document.documentElement.dataset;
  if (worker) addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
}
