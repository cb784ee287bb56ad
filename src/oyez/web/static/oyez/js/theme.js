// Light, dark or as the system has it. The choice is a cookie, so that the server sends the right page at once.
const COOKIE = "oyez_theme";
const YEAR = 365 * 24 * 3600;

function keep(choice) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${COOKIE}=${choice}; Path=/; Max-Age=${choice === "system" ? 0 : YEAR}; SameSite=Lax${secure}`;
}

function show(choice) {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  for (const input of document.querySelectorAll("[data-theme-choice]"))
    input.checked = input.value === choice;
}

for (const form of document.querySelectorAll("[data-theme-form]")) {
  form.hidden = false;
  form.addEventListener("change", (event) => {
    keep(event.target.value);
    show(event.target.value);
  });
}
show(document.documentElement.dataset.theme ?? "system");
