// When a part of the page could not be fetched, say so: the rest of the page stands as it was.
const said = document.querySelector("[data-said]");

function say(words) {
  if (said && words) said.textContent = words;
}

document.addEventListener("htmx:responseError", () => say(said?.dataset.refused));
document.addEventListener("htmx:sendError", () => say(said?.dataset.unreachable));
document.addEventListener("htmx:beforeRequest", () => said && (said.textContent = ""));
