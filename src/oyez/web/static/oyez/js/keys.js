// Keys of one letter: j and k walk through a list marked data-walk, any element with data-key is pressed or
// focused by its letter, ? lists them all. They can be switched off in that list.
const OFF = "oyez.keys.off";
const dialog = document.querySelector("[data-keys-dialog]");

const isOff = () => localStorage.getItem(OFF) === "1";
const isVisible = (element) => element.getClientRects().length > 0;

function isTyping(target) {
  return (
    target.closest?.(
      "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select",
    ) || target.isContentEditable
  );
}

function walk(step) {
  const links = [...document.querySelectorAll("[data-walk] a, a[data-walk]")].filter(isVisible);
  if (links.length === 0) return;
  const focused = links.indexOf(document.activeElement);
  const here = focused >= 0 ? focused : links.findIndex((link) => link.hasAttribute("aria-current"));
  links[Math.min(links.length - 1, Math.max(0, here + step))].focus();
}

function press(letter) {
  const wanted = [...document.querySelectorAll(`[data-key="${CSS.escape(letter)}"]`)].find(isVisible);
  if (!wanted) return false;
  if (wanted.matches("input, textarea, select")) wanted.focus();
  else wanted.click();
  return true;
}

function describe() {
  const list = dialog.querySelector("[data-keys-own]");
  list.replaceChildren();
  for (const element of [...document.querySelectorAll("[data-key]")].filter(isVisible)) {
    const key = document.createElement("kbd");
    key.textContent = element.dataset.key.toUpperCase();
    const term = document.createElement("dt");
    term.append(key);
    const words = document.createElement("dd");
    words.textContent = element.dataset.keyName ?? element.textContent.trim();
    list.append(term, words);
  }
}

function openList() {
  if (!dialog) return;
  describe();
  dialog.querySelector("[data-keys-switch]").checked = !isOff();
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") openList();
  else if (isOff() || event.key.length !== 1) return;
  else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (!press(event.key.toLowerCase())) return;
  event.preventDefault();
});

dialog?.querySelector("[data-keys-switch]").addEventListener("change", (event) => {
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
for (const opener of document.querySelectorAll("[data-keys-open]")) {
  opener.hidden = false;
  opener.addEventListener("click", openList);
}
