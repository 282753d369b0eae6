// Saves what is typed in a meeting as one types. Works on what the page's own form does without it.
// A text stays in this browser until the server has said that it has it. What was sent and not answered is sent
// again as it was, so that nothing is written twice; and what others wrote comes back with the answer.
const form = document.querySelector("form[data-notes]");
const told = document.getElementById("lagring");
const found = document.getElementById("ulagret");
const SOON = 800, AGAIN = 4000, LOOK = 10000;
// What is said stands in the page, in its reader's language.
const { saved: SAVED, unsent: UNSENT, offline: OFFLINE, signedOut: SIGNED_OUT, clashed: CLASHED, minutes: MINUTES } = told?.dataset ?? {};

const notes = [...(form?.querySelectorAll("textarea[data-note]") ?? [])].map((area) => ({
  area,
  basis: form.elements[area.name.replace("text", "base")],
  key: `${form.dataset.key}:${area.dataset.note}`,
  saved: area.value, // what stands on the server, as far as this page knows …
  pending: null,     // … what was sent and not answered …
  refused: null,     // … and what it would not take
  busy: null,
  timer: 0,
}));

function say(text, state = "") {
  told.dataset.state = state;
  if (told.textContent !== text) told.textContent = text;
}

// The notes save themselves; the rest of the form waits for a button. Such a field stands beside what the server
// had when the page was made, in a hidden field by which the server too sees that it was changed.
let isSending = false;
const firsts = [...(form?.querySelectorAll("input[name^='initial-']") ?? [])];
const isUnsent = () => firsts.some((first) => form.elements[first.name.replace("initial-", "")].value !== first.value);
const sayHowItIs = () => (isUnsent() ? say(UNSENT, "unsent") : say(SAVED));

const isDirty = (note) => note.pending !== null || (note.area.value !== note.saved && note.area.value !== note.refused);
const name = (note) => note.area.closest("section")?.querySelector("h2, h3")?.textContent.trim() ?? MINUTES;

function remember(note) {
  try {
    if (note.area.value === note.saved && note.pending === null) return localStorage.removeItem(note.key);
    localStorage.setItem(note.key, JSON.stringify({ base: note.basis.value, pending: note.pending, text: note.area.value }));
  } catch { /* a browser that keeps nothing: the server still gets it */ }
}

// What the server answers, or the sentence that says why not: `again` when it is worth another try.
async function send(note, base, text) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("item", note.area.dataset.note);
  body.set("base", base);
  body.set("text", text);
  try {
    const answer = await fetch(form.dataset.notes, { method: "POST", body, redirect: "error", keepalive: body.get("text").length < 20000 });
    if (answer.ok) return await answer.json();
    if (answer.status === 422) return { sentence: (await answer.json()).error };
    return { sentence: SIGNED_OUT, again: true };
  } catch {
    return { sentence: navigator.onLine ? SIGNED_OUT : OFFLINE, again: true };
  }
}

// Shows another text where the cursor is, and leaves the cursor at the words it stood by.
function show(area, text) {
  const old = area.value;
  if (old === text) return;
  let before = 0, after = 0;
  while (before < Math.min(old.length, text.length) && old[before] === text[before]) before += 1;
  while (after < Math.min(old.length, text.length) - before && old.at(-1 - after) === text.at(-1 - after)) after += 1;
  const moved = (at) => (at <= before ? at : at >= old.length - after ? at + text.length - old.length : before);
  const [from, to, top] = [moved(area.selectionStart), moved(area.selectionEnd), area.scrollTop];
  area.value = text;
  if (document.activeElement === area) area.setSelectionRange(from, to);
  area.scrollTop = top;
}

function accept(note, sent, answer) {
  note.pending = note.refused = null;
  if (note.area.value === sent) {
    show(note.area, answer.text);
    note.saved = answer.text;
    note.basis.value = answer.version;
  } else {
    // Typed on meanwhile: that text has nothing of what others wrote, so it goes on from what was sent.
    note.saved = sent;
    note.basis.value = answer.typed_version;
  }
}

async function saveAll(note) {
  let clashed = false;
  while (isDirty(note)) {
    const sent = note.pending ?? note.area.value;
    note.pending = sent;
    remember(note);
    const answer = await send(note, note.basis.value, sent);
    if (answer.sentence) {
      if (answer.again) {
        clearTimeout(note.timer);
        note.timer = setTimeout(() => save(note), AGAIN);
      } else {
        note.pending = null;
        note.refused = sent;
      }
      remember(note);
      say(answer.sentence, "trouble");
      return !answer.again;
    }
    accept(note, sent, answer);
    clashed ||= answer.clashed;
    remember(note);
  }
  if (clashed) say(CLASHED.replace("{part}", name(note)), "trouble");
  else if (!notes.some((other) => other !== note && isDirty(other))) sayHowItIs();
  return true;
}

function save(note) {
  note.busy ??= saveAll(note).finally(() => { note.busy = null; });
  return note.busy;
}

// What others have written where one reads or is about to write.
async function look(note) {
  if (note.busy || isDirty(note) || note.area.value !== note.saved) return;
  const answer = await send(note, note.basis.value, note.saved);
  if (!answer.sentence && !note.busy && note.area.value === note.saved) accept(note, note.saved, answer);
}

for (const note of notes) {
  note.area.addEventListener("input", () => {
    remember(note);
    if (told.dataset.state === "") told.dataset.state = "typing";
    clearTimeout(note.timer);
    note.timer = setTimeout(() => save(note), SOON);
  });
  note.area.addEventListener("blur", () => save(note));
  note.area.addEventListener("focus", () => look(note));
}

const saveEach = () => Promise.all(notes.filter(isDirty).map(save));
window.addEventListener("online", saveEach);
document.addEventListener("visibilitychange", saveEach);
setInterval(() => {
  const note = notes.find(({ area }) => area === document.activeElement);
  if (note && !document.hidden) look(note);
}, LOOK);

// A button sends the page only when the server has all that was typed: without a connection one stays here.
form?.addEventListener("submit", async (event) => {
  isSending = !notes.some(isDirty);
  if (isSending) return;
  event.preventDefault();
  event.stopPropagation();
  const all = await saveEach();
  if (all.every(Boolean) && !notes.some(isDirty)) form.requestSubmit(event.submitter);
});

// Text from the last time, that the server never said it had.
const drafts = [];
for (const note of notes) {
  for (const key of [note.key, `${note.key}:found`]) {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept && kept.text !== note.area.value) {
      drafts.push({ note, kept });
      localStorage.setItem(`${note.key}:found`, JSON.stringify(kept)); // out of the way of what is typed now
    }
    if (key === note.key || kept?.text === note.area.value) localStorage.removeItem(key);
  }
}

function settle() {
  for (const { note } of drafts) localStorage.removeItem(`${note.key}:found`);
  found.hidden = true;
  drafts[0].note.area.focus(); // the button that was pressed is gone
}

async function keep({ note, kept }) {
  let base = kept.base, answer = null;
  for (const text of new Set([kept.pending, kept.text])) {
    if (text === null) continue;
    answer = await send(note, base, text);
    if (answer.sentence) { say(answer.sentence, "trouble"); return false; }
    base = answer.typed_version;
  }
  if (note.area.value === note.saved) accept(note, note.saved, answer);
  else await save(note);
  return true;
}

if (form) {
  sayHowItIs();
  form.addEventListener("input", ({ target }) => {
    if (firsts.some((first) => first.name === `initial-${target.name}`) && !notes.some(isDirty)) sayHowItIs();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsent() && !isSending) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { isSending = false; }); // come back to, with what was filled in
  if (drafts.length) {
    const list = document.createElement("ul");
    list.append(...drafts.map(({ note, kept }) => {
      const line = document.createElement("li");
      line.textContent = `${name(note)}: ${kept.text.slice(0, 200)}`;
      return line;
    }));
    found.querySelector("p").after(list);
    found.hidden = false;
    found.addEventListener("click", async ({ target }) => {
      if (target.dataset.do === "discard") settle();
      if (target.dataset.do !== "keep") return;
      const all = [];
      for (const draft of drafts) all.push(await keep(draft));
      if (all.every(Boolean)) { settle(); sayHowItIs(); }
    });
  }
}
