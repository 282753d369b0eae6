// Helps that the pages work without: focus on what is wrong, and no double sending.
document.querySelector("[data-focus]")?.focus();
// What does nothing without scripts is shown by one.
for (const button of document.querySelectorAll("[data-scripted]")) button.hidden = false;
// Screen readers read out what comes into a status, and not what stood there when the page opened.
document.addEventListener("htmx:load", ({ target }) => {
  const told = [...target.querySelectorAll(".ds-alert:not([hidden])")].map((alert) => alert.innerText).join(" ");
  if (told) setTimeout(() => { document.querySelector("[data-told]").textContent = told; }, 300);
});
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("button[type=submit]")) {
    setTimeout(() => { button.disabled = true; }, 0);
  }
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = false;
});
// allauth says only to the console that a passkey was not given.
document.addEventListener("allauth.error", () => {
  const told = document.querySelector("[data-passkey-failed]");
  told?.replaceChildren(told.nextElementSibling.content.cloneNode(true));
});
// What is folded on the screen is read on paper.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    folded.open = true;
    window.addEventListener("afterprint", () => { folded.open = false; }, { once: true });
  }
});
// A name that is offered takes the place of the one being written, at the end of the text.
document.addEventListener("click", (event) => {
  const name = event.target.closest?.("[data-mention]")?.dataset.mention;
  if (!name) return;
  const names = event.target.closest(".names");
  const text = names.parentElement.querySelector("textarea");
  text.value = text.value.replace(/@[^@\n]*$/, () => `@${name} `);
  names.replaceChildren();
  text.focus();
});
// From a line of the queue, j and k go to the next and the previous one; the hint shows that they are there. Only from
// there: a letter that did something on the whole page would be heard by whoever speaks to their machine (WCAG 2.1.4).
const lines = [...document.querySelectorAll("[data-queue] [data-line]")];
if (lines.length) {
  document.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    const here = lines.findIndex((line) => line.closest("li").contains(document.activeElement));
    if (!step || here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    lines[Math.min(Math.max(here + step, 0), lines.length - 1)].focus();
  });
}
// What is asked for again and again, and has not changed, is left as it stands: the focus, and what is read aloud.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  if (target.innerHTML === fragment.innerHTML) event.detail.shouldSwap = false;
});
