// Shows a survey where this script stands on another site's page: <script src="…/embed.js" data-survey="KEY" async>.
// data-height in pixels, data-language, and data-field-NAME for the fields that the survey takes along.
(() => {
  const script = document.currentScript;
  if (!script || !script.dataset.survey) return;
  const address = new URL(`/s/${encodeURIComponent(script.dataset.survey)}/`, script.src);
  address.searchParams.set("by", "embed");
  if (script.dataset.language) address.searchParams.set("lang", script.dataset.language);
  for (const [name, value] of Object.entries(script.dataset)) {
    if (name.startsWith("field") && name.length > 5) {
      address.searchParams.set(name[5].toLowerCase() + name.slice(6), value);
    }
  }
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "Survey";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.style.cssText = "inline-size:100%;border:0;display:block";
  frame.height = script.dataset.height || "480";
  script.after(frame);
})();
