// Helps that the pages work without: focus on what is wrong, and no double sending.
document.querySelector("[data-focus]")?.focus();
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("button[type=submit]")) {
    setTimeout(() => { button.disabled = true; }, 0);
  }
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[type=submit]")) button.disabled = false;
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
