// Shows the rules that have all words and fit every choice. What is asked for stands in the address, so that it can be passed on.
"use strict";

const form = document.getElementById("filter");
const rules = [...document.querySelectorAll("#rules li")];
const families = [...document.querySelectorAll("#rules section")];
const links = new Map([...document.querySelectorAll("nav.families a")].map((link) => [link.hash.slice(1), link]));
const count = document.getElementById("count");
const nothing = document.getElementById("nothing");
const choices = ["level", "severity", "effect", "family"];

function show() {
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = choices.filter((name) => form[name].value);
  let shown = 0;
  for (const rule of rules) {
    const fits = chosen.every((name) => rule.dataset[name] === form[name].value)
      && words.every((word) => rule.dataset.words.includes(word));
    rule.hidden = !fits;
    shown += fits;
  }
  for (const family of families) {
    family.hidden = !family.querySelector("li:not([hidden])");
    links.get(family.id)?.toggleAttribute("hidden", family.hidden);
  }
  const is_asked = words.length > 0 || chosen.length > 0;
  const all = `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
  count.textContent = is_asked ? `${shown} of ${all}` : all;
  nothing.hidden = shown > 0;
  return is_asked;
}

function remember() {
  const asked = new URLSearchParams();
  for (const name of ["q", ...choices]) {
    if (form[name].value) asked.set(name, form[name].value);
  }
  history.replaceState(null, "", `#${asked}`);
}

function recall() {
  // An anchor without `=` is the name of a family.
  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  for (const name of ["q", ...choices]) form[name].value = asked.get(name) ?? "";
  show();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => { show(); remember(); });
// The fields are empty only after everybody has heard of the reset.
form.addEventListener("reset", () => setTimeout(() => { show(); remember(); form.q.focus(); }));
addEventListener("hashchange", () => { if (location.hash.includes("=")) recall(); });
addEventListener("keydown", (event) => {
  const is_writing = event.target.matches?.("input, select, textarea");
  if (event.key === "/" && !is_writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    form.q.focus();
  }
});
form.hidden = false;
recall();
