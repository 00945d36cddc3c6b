// A button beside words that may be copied. Without it they can be marked and copied by hand.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(words.value);
      button.textContent = button.dataset.copied;
    } catch {
      words.select();
    }
  });
  for (const copy of document.querySelectorAll("[data-copy]")) copy.hidden = !navigator.clipboard;
})();
