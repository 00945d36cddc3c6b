// Shows the verdict while somebody types, with their words underlined where they stand. Everything works without this.
(() => {
  "use strict";
  const WAIT = 100; // milliseconds after the last key, to a first look at the words
  const REST = 1500; // milliseconds after a first look, until they are read whole
  let timer = 0;
  let running = null;
  let marks = []; // of the words as they stood when they were checked last: start, end, kind
  let last = "";
  let restoring = null; // a whole sheet that this device kept, until the server has laid it out again

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

  // -- what this device keeps where the server cannot be asked: the sheet, until it is checked, a day at most --

  const SHEET = "gatepost sheet ";
  const DAY = 86_400_000;

  const here = () => {
    const tab = sessionStorage.getItem("gatepost tab") ?? `${Date.now()}-${Math.random()}`;
    sessionStorage.setItem("gatepost tab", tab); // each tab keeps its own
    return SHEET + tab;
  };

  const fields = () => restoring ?? [...new FormData(sheet())].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "do");

  const keep = () => {
    const kept = { owner: sheet().dataset.owner, at: Date.now(), fields: fields() };
    try {
      if (box().value || sheet().querySelector("fieldset.card")) localStorage.setItem(here(), JSON.stringify(kept));
    } catch {
      // no room, or the browser keeps nothing: the words are still on the screen
    }
  };

  const drop = () => {
    restoring = null;
    try {
      localStorage.removeItem(here());
    } catch {
      // nothing was kept
    }
  };

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };

  // Of what is kept: this tab's own, or the latest of a tab that was closed. What is another's, or old, is deleted.
  const kept = () => {
    const found = [];
    try {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(SHEET))) {
        const one = read(key);
        if (one?.owner === sheet().dataset.owner && Date.now() - one.at < DAY) found.push({ key, ...one });
        else localStorage.removeItem(key);
      }
      const own = here();
      found.sort((a, b) => (b.key === own) - (a.key === own) || b.at - a.at);
      if (found[0] && found[0].key !== own) localStorage.removeItem(found[0].key);
    } catch {
      return null;
    }
    return found[0]?.fields;
  };

  const restore = (entries) => {
    restoring = entries;
    box().value = entries.find(([name]) => name === "text")?.[1] ?? "";
    keep();
    document.getElementById("restored").hidden = false;
    ask();
  };

  // -- asking --

  const unread = () => "unread" in (document.getElementById("verdict")?.dataset ?? {});

  // Told once, and only when it is another than before: whoever listens is not told the same at every key.
  const tell = () => {
    const verdict = document.getElementById("verdict");
    if (verdict && "unread" in verdict.dataset) return; // the whole will be told
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
    keep();
    tell();
  };

  const show = (html, button) => {
    drop();
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!button) {
      const reading = result().contains(document.activeElement);
      result().replaceChildren(...page.body.childNodes);
      if (reading) document.getElementById("verdict")?.focus({ preventScroll: true });
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

  // What is said still speaks of the words before: it is shown as such, and they cannot be sent on it.
  const wait = () => {
    result().classList.add("waiting");
    for (const button of result().querySelectorAll("[value^='send:']")) button.disabled = true;
  };

  const sent = (button) => {
    const data = new URLSearchParams(restoring ?? new FormData(sheet()));
    if (restoring) data.set("text", box().value);
    data.set("csrfmiddlewaretoken", sheet().elements.csrfmiddlewaretoken.value);
    if (button) data.append(button.name, button.value);
    return data;
  };

  // To whoever may allow it: the next page, or the sheet again with what stands in the way.
  const send = async (button) => {
    clearTimeout(timer);
    running?.abort();
    button.disabled = true;
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: sent(button) });
      const there = new URL(answer.url).pathname;
      if (answer.redirected && there.startsWith("/posts/")) location.assign(there);
      else if (answer.redirected) notChecked(sheet().dataset.signedOut);
      else if (answer.ok || answer.status === 409) show(await answer.text(), button);
      else notChecked(sheet().dataset.noAnswer);
    } catch {
      notChecked(navigator.onLine ? sheet().dataset.noAnswer : sheet().dataset.noNetwork);
    }
    button.disabled = false;
  };

  // At first look the quick part of the checker answers; what it cannot be sure of is read whole once the keys rest.
  const ask = async (button, atFirstLook = false) => {
    clearTimeout(timer);
    running?.abort();
    const mine = new AbortController();
    running = mine;
    if (restoring && !button) button = { name: "do", value: "check" };
    const data = sent(button);
    if (atFirstLook && !button) data.set("first_look", "1");
    if (atFirstLook || button || !unread()) wait();
    try {
      const answer = await fetch(sheet().dataset.live, { method: "POST", body: data, signal: mine.signal, redirect: "manual" });
      const html = await answer.text();
      if (running !== mine) return;
      if (answer.type === "opaqueredirect") notChecked(sheet().dataset.signedOut);
      else if (!answer.ok) notChecked(sheet().dataset.noAnswer);
      else show(html, button);
      if (atFirstLook && unread()) timer = setTimeout(ask, REST);
    } catch (problem) {
      if (running !== mine || problem.name === "AbortError") return;
      notChecked(navigator.onLine ? sheet().dataset.noAnswer : sheet().dataset.noNetwork);
    }
  };

  const askSoon = () => {
    running?.abort();
    clearTimeout(timer);
    wait();
    timer = setTimeout(() => ask(undefined, true), WAIT);
  };

  // -- what people do --

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#check") || event.target.readOnly || event.target.name?.endsWith("-find")) return;
    if (event.target === box()) shiftMarks();
    askSoon();
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const sends = button?.value.startsWith("send:");
    if (event.target !== sheet() || (button?.hasAttribute("formaction") && !sends)) return;
    event.preventDefault();
    if (sends) send(button);
    else ask(button ?? undefined);
  });
  window.addEventListener("online", () => ask());

  document.documentElement.classList.add("live");
  readMarks();
  if (!document.getElementById("verdict")) {
    const found = box().value || sheet().querySelector("fieldset.card") ? null : kept();
    if (found) restore(found);
    else if (box().value || sheet().querySelector("fieldset.card")) ask();
  }
})();
