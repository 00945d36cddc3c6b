// Asks the browser to keep the look and the offline page. Every page works without this.
if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
