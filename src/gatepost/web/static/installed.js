// Asks the browser to keep the look and the offline page. Every page works without this.
if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
// Signing out leaves no words of a post on this device (check.js keeps them there while there is no network).
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[action$='/logout/']")) return;
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("gatepost sheet "))) localStorage.removeItem(key);
  } catch {
    // nothing is kept here
  }
});
