// Sorts the lines of a concordance by the words beside the name; without it they stand as issued.
"use strict";
(() => {
const form = document.getElementById("order");
const sections = [...document.querySelectorAll("section.kwic")];
const { compare } = new Intl.Collator(document.documentElement.lang, { sensitivity: "base", numeric: true });
const words = text => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

// A line for itself: it says its language, its direction and whose it is.
const lines = sections.flatMap(section => [...section.querySelectorAll("li")].map(line => {
  const list = line.parentElement, alone = line.cloneNode(true), title = section.querySelector("h2 a").cloneNode(true);
  const [, before, name] = line.children;
  alone.lang = list.lang;
  alone.dir = list.dir;
  title.className = "of";
  title.href = alone.querySelector("a").href;
  alone.append(title);
  return {
    alone,
    before: words(before.textContent).reverse().join(" "),
    after: words(name.textContent.slice(name.querySelector("mark").textContent.length)).join(" "),
  };
}));

const sorted = document.createElement("section");
sorted.className = "kwic";
sorted.hidden = true;
const list = sorted.appendChild(document.createElement("ul"));
sections[0].before(sorted);

form.addEventListener("change", () => {
  const key = form.elements.by.value;
  if (key) list.replaceChildren(...[...lines].sort((a, b) => compare(a[key], b[key])).map(line => line.alone));
  sorted.hidden = !key;
  for (const section of sections) section.hidden = Boolean(key);
});
form.addEventListener("submit", event => event.preventDefault());
form.hidden = lines.length < 2;
form.dispatchEvent(new Event("change"));
})();
