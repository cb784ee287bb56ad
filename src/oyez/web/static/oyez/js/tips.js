// What a point in a drawing stands for, beside the pointer. Without this module the browser shows the same words.
const tip = Object.assign(document.createElement("div"), { className: "c-tip", hidden: true });
tip.setAttribute("aria-hidden", "true"); // the words are in the table behind the drawing

function adopt(drawing) {
  for (const title of drawing.querySelectorAll("title")) {
    const owner = title.parentElement;
    if (owner === drawing) drawing.setAttribute("aria-label", title.textContent);
    else owner.dataset.tip = title.textContent;
    title.remove();
  }
}

function place(x, y) {
  const box = tip.getBoundingClientRect();
  const left = Math.min(x + 14, innerWidth - box.width - 8);
  const top = y + box.height + 24 > innerHeight ? y - box.height - 10 : y + 16;
  tip.style.translate = `${Math.max(8, left)}px ${Math.max(8, top)}px`;
}

function follow(event) {
  const marked = event.target.closest?.("[data-tip]");
  tip.hidden = !marked;
  if (!marked) return;
  tip.textContent = marked.dataset.tip;
  place(event.clientX, event.clientY);
}

function adoptAll(root) {
  for (const drawing of root.querySelectorAll("svg[role=img]:has(title)")) adopt(drawing);
}

document.body.append(tip);
adoptAll(document);
document.addEventListener("pointermove", follow);
document.addEventListener("pointerdown", follow);
document.addEventListener("scroll", () => (tip.hidden = true), { passive: true });
document.addEventListener("htmx:load", (event) => adoptAll(event.target));
