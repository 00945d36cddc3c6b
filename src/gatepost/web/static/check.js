// Shows the verdict while somebody types, with their words underlined where they stand. Everything works without this.
(() => {
  "use strict";
  const WAIT = 150; // milliseconds after the last key
  let timer = 0;
  let running = null;
  let marks = []; // of the words as they stood when they were checked last: start, end, kind
  let last = "";

  const sheet = () => document.getElementById("check");
  const result = () => document.getElementById("result");
  const box = () => document.getElementById("id_text");

  // -- the words underlined in place: a layer behind the box has the same words in the same places --

  const draw = () => {
    const words = box().value;
    const layer = sheet().querySelector(".mirror");
    const parts = [];
    let done = 0;
    for (const mark of marks) {
      parts.push(words.slice(done, mark.start));
      const shown = document.createElement("mark");
      shown.className = mark.kind;
      shown.textContent = words.slice(mark.start, mark.end);
      parts.push(shown);
      done = mark.end;
    }
    layer.replaceChildren(...parts, `${words.slice(done)}\n`);
    last = words;
  };

  const readMarks = () => {
    marks = [];
    let at = 0;
    for (const node of document.getElementById("words")?.childNodes ?? []) {
      const end = at + node.textContent.length;
      if (node.nodeName === "MARK") marks.push({ start: at, end, kind: node.className });
      at = end;
    }
    if (at !== box().value.length) marks = []; // other words than those that were checked
    draw();
  };

  // Until the next verdict, what stands before or behind a change keeps its line, and what was changed loses it.
  const shiftMarks = () => {
    const words = box().value;
    const most = Math.min(words.length, last.length);
    let before = 0;
    while (before < most && words[before] === last[before]) before += 1;
    let behind = 0;
    while (behind < most - before && words.at(-1 - behind) === last.at(-1 - behind)) behind += 1;
    const moved = words.length - last.length;
    marks = marks
      .filter((mark) => mark.end <= before || mark.start >= last.length - behind)
      .map((mark) => (mark.end <= before ? mark : { ...mark, start: mark.start + moved, end: mark.end + moved }));
    draw();
  };

  // -- asking --

  // Told once, and only when it is another than before: whoever listens is not told the same at every key.
  const tell = () => {
    const verdict = document.getElementById("verdict");
    const words = verdict ? [...verdict.querySelectorAll("strong, span")].map((part) => part.textContent).join(". ") : "";
    const heard = document.getElementById("heard");
    if (heard.textContent !== words) heard.textContent = words;
  };

  const notChecked = (why) => {
    const shown = document.getElementById("unchecked").content.cloneNode(true);
    shown.firstElementChild.id = "verdict";
    shown.querySelector("span").textContent = why;
    result().replaceChildren(shown);
    result().classList.remove("waiting");
    marks = [];
    draw();
    tell();
  };

  const show = (html, button) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!button) {
      result().replaceChildren(...page.body.childNodes);
      result().classList.remove("waiting");
      if (document.getElementById("words")) sheet().elements.counted.value = "True";
      readMarks();
    } else {
      sheet().replaceWith(page.getElementById("check"));
      readMarks();
      const to = button.value.split(":")[0];
      const next = { mend: "#undo", add: "fieldset.card:last-of-type input", find: "[name$=-pupils]", check: "#verdict" };
      (sheet().querySelector(".errors") ?? sheet().querySelector(next[to] ?? "#verdict") ?? box()).focus();
    }
    for (const copy of document.querySelectorAll("[data-copy]")) copy.hidden = !navigator.clipboard;
    tell();
  };

  const ask = async (button) => {
    clearTimeout(timer);
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const data = new URLSearchParams(new FormData(sheet()));
    if (button) data.append(button.name, button.value);
    result().classList.add("waiting");
    try {
      const answer = await fetch(sheet().dataset.live, { method: "POST", body: data, signal: mine.signal, redirect: "manual" });
      const html = await answer.text();
      if (running !== mine) return;
      if (answer.type === "opaqueredirect") notChecked(sheet().dataset.signedOut);
      else if (!answer.ok) notChecked(sheet().dataset.noAnswer);
      else show(html, button);
    } catch (problem) {
      if (running !== mine || problem.name === "AbortError") return;
      notChecked(navigator.onLine ? sheet().dataset.noAnswer : sheet().dataset.noNetwork);
    }
  };

  const askSoon = () => {
    running?.abort();
    clearTimeout(timer);
    result().classList.add("waiting");
    timer = setTimeout(ask, WAIT);
  };

  // -- what people do --

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#check") || event.target.readOnly || event.target.name?.endsWith("-find")) return;
    if (event.target === box()) shiftMarks();
    askSoon();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== sheet()) return;
    event.preventDefault();
    ask(event.submitter ?? undefined);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = sheet().dataset.copied;
    } catch {
      document.getElementById(button.dataset.copy).select();
    }
  });
  window.addEventListener("online", () => ask());

  document.documentElement.classList.add("live");
  readMarks();
  for (const copy of document.querySelectorAll("[data-copy]")) copy.hidden = !navigator.clipboard;
  if (!document.getElementById("verdict") && (box().value || sheet().querySelector("fieldset.card"))) ask();
})();
