// A button with data-copy puts that text on the clipboard and says so; without this module it stays hidden.
const said = document.querySelector("[data-said]");
let forget;

function say(words) {
  if (!said) return;
  said.textContent = words;
  clearTimeout(forget);
  forget = setTimeout(() => (said.textContent = ""), 4000);
}

function reveal(root) {
  for (const button of root.querySelectorAll("button[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.copied);
  } catch {
    say(button.dataset.copyFailed ?? button.dataset.copy); // no permission: at least show what to copy
  }
});

if (navigator.clipboard) {
  reveal(document);
  document.addEventListener("htmx:load", (event) => reveal(event.target));
}
