/* The search page.  The index lies beside it in scripts, each of which calls found() with its part;
   so nothing is fetched, and it works from any server, any folder and a memory stick.
   How the parts are made: archive/searching in the software's sources. */
"use strict";
(() => {
const form = document.getElementById("search");
const asked = form.elements.q;
const status = document.getElementById("status");
const hits = document.getElementById("hits");
const register = document.getElementById("register");
const { base, root, index: catalogue, choices, numbers } = form.dataset;
const say = JSON.parse(form.dataset.messages);
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(`${language}-u-nu-${numbers}`);
const plural = new Intl.PluralRules(language);
const FILTERS = ["tag", "agent", "year", "language", "kind"];
const PAGE = 8;         // statements shown at a time
const SHOWN = 3;        // paragraphs of each
const LOOKED = 16;      // statements looked through at a time for a phrase
const LETTERS = 420;    // of a paragraph, before it is shortened
const ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const WORD = new RegExp(`[${ALONE}]|(?:(?![${ALONE}])[\\p{L}\\p{N}\\p{M}\\p{Cf}])+`, "gu");

const count = (messages, n) => (messages[plural.select(n)] ?? messages.other).replace("%(n)s", number.format(n));

// Loading

const parts = new Map();
window.found = value => { document.currentScript.found = value; };

const load = path => {
  if (!parts.has(path)) parts.set(path, new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const lost = () => { parts.delete(path); reject(new Error(path)); };
    script.onerror = lost;
    script.onload = () => { script.remove(); script.found === undefined ? lost() : resolve(script.found); };
    script.src = base + path;
    document.head.append(script);
  }));
  return parts.get(path);
};

// Spelling, by the rules of the index

let index;
const prepare = found => {
  const rules = found.rules;
  const pattern = (source, flags = "u") => new RegExp(source, flags);
  index = {
    ...found,
    common: new Set(found.common.split(" ")),
    marks: pattern(rules.marks, "gu"),
    article: pattern(rules.article),
    joined: rules.joined.map(source => pattern(source)),
    american: rules.american.map(([source, into]) => [pattern(source), into]),
    statements: [],
    paragraphs: 0,
  };
  for (const [v, volume] of found.volumes.entries()) {
    volume.starts = [];
    for (const [s, lengths] of volume.lengths.entries()) {
      volume.starts.push(index.paragraphs);
      for (const [place, length] of figures(lengths).entries()) {
        index.statements.push({ volume, sheaf: s, place, first: index.paragraphs, length });
        index.paragraphs += length;
      }
    }
  }
  index.of = new Uint32Array(index.paragraphs);
  index.statements.forEach(({ first, length }, n) => index.of.fill(n, first, first + length));
};

const fold = word => {
  word = word.toLowerCase();
  if (!/^[\x00-\x7f]*$/.test(word)) {
    word = word.normalize("NFKD").replace(index.marks, "");
    word = [...word].map(letter => index.rules.letters[letter] ?? letter).join("");
    word = word.replace(/[^\p{L}\p{N}\p{M}\p{Cf}]/gu, "");
  }
  return word.replace(index.article, "");
};
const american = word => {
  for (const [pattern, into] of index.american) if (pattern.test(word)) return word.replace(pattern, into);
  return word;
};
const readings = word => [word, ...index.joined.map(pattern => word.replace(pattern, ""))];

// Numbers as text: any number of high signs (base 27, from 1), then a low one (base 64)

const figures = text => {
  const found = [];
  let high = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code < 62) high = high * 27 + code - 34;
    else { found.push(high * 64 + (code === 62 ? 29 : code - 63)); high = 0; }
  }
  return found;
};

// The index: files of lines, "stem,ending,=form places…", "=form,stem" or "name=authority"

const place = (volume, key) => {
  let low = 0, high = volume.firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (volume.firsts[middle] <= key) low = middle + 1; else high = middle;
  }
  return low;
};
const read = new Map();
const file = async (volume, n) => {
  const path = `search/${volume.name}/${n}.js`;
  const text = await load(path);
  if (!read.has(path)) {
    const stems = new Map(), forms = new Map();
    const add = (form, stem) => forms.has(form) ? forms.get(form).add(stem) : forms.set(form, new Set([stem]));
    for (const line of text.split("\n")) {
      const space = line.indexOf(" ");
      const [stem, ...endings] = (space < 0 ? line : line.slice(0, space)).split(",");
      if (stem[0] === "=") { endings.forEach(target => add(stem.slice(1), target)); continue; }
      const own = endings.map(ending => ending[0] === "=" ? ending.slice(1) : stem + ending);
      own.forEach(each => add(each, stem));
      stems.set(stem, { forms: own, standing: line.slice(space + 1) });
    }
    read.set(path, { stems, forms });
  }
  return read.get(path);
};
const files = key => Promise.all(index.volumes.map(volume => file(volume, place(volume, key))));

/* Paragraphs in which a stem or another key stands; its forms are added to `spelt`. */
const standing = async (key, spelt) => {
  const found = [];
  for (const [v, { stems }] of (await files(key)).entries()) {
    const line = stems.get(key);
    if (!line) continue;
    line.forms.forEach(each => spelt?.add(each));
    for (const piece of line.standing.split(" ")) {
      const [sheaf, first, ...gaps] = figures(piece);
      let paragraph = index.volumes[v].starts[sheaf] + first;
      found.push(paragraph);
      for (const gap of gaps) found.push(paragraph += gap + 1);
    }
  }
  return found;
};

/* The stems of a form, or else of its American spelling; none for a form that no text has. */
const known = async form => {
  const there = await files(form);
  const found = new Set(there.flatMap(({ forms }) => [...forms.get(form) ?? []]));
  const other = american(form);
  return found.size || other === form ? found : known(other);
};

/* The same, or the stems of the nearest words: their stem begins the form, or their ends differ. */
const stemsOf = async form => {
  const found = await known(form);
  if (found.size) return [found, false];
  form = american(form);
  let near = new Set(), longest = 3;
  const weigh = (same, stems) => {
    if (same < longest) return;
    near = same > longest ? new Set(stems) : new Set([...near, ...stems]);
    longest = same;
  };
  for (const { stems, forms } of await files(form)) {
    for (const stem of stems.keys()) if (form.startsWith(stem) && form.length - stem.length < 7) weigh(stem.length, [stem]);
    for (const [other, its] of forms) {
      let same = 0;
      while (same < form.length && form[same] === other[same]) same++;
      if (same >= form.length * .6 && Math.max(form.length, other.length) - same < 4) weigh(same, its);
    }
  }
  return longest > 3 ? [near, true] : [new Set(), false];
};

const beginning = async start => {
  const found = new Set();
  for (const volume of index.volumes) {
    const last = Math.min(place(volume, start + "\uffff"), place(volume, start) + 2);
    for (let n = place(volume, start); n <= last; n++) {
      for (const [form, stems] of (await file(volume, n)).forms)
        if (form.startsWith(start)) stems.forEach(stem => found.add(stem));
    }
  }
  return found;
};

/* The names that begin with a word: [words, id] pairs, the longest first. */
const namesWith = async word => {
  const { names } = index;
  if (!names.files) return [];
  const last = place(names, word + "!");
  const numbers = [];
  for (let n = place(names, word); n <= last; n++) numbers.push(n);
  const texts = await Promise.all(numbers.map(n => load(`search/${names.name}/${n}.js`)));
  return texts.flatMap(text => text.split("\n")).map(line => line.split("="))
    .filter(([name]) => name === word || name.startsWith(word + " "))
    .map(([name, id]) => [name.split(" "), id])
    .sort(([a], [b]) => b.length - a.length);
};

// The query: words, "phrases" and beginnings*

const parse = text => {
  const found = [];
  for (const [, phrase, bare] of text.matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)/g)) {
    const words = ((phrase ?? bare).match(WORD) ?? []).map(fold).filter(Boolean);
    if (phrase !== undefined) { if (words.length) found.push({ phrase: words }); continue; }
    if (words.length > 1 && words.every(word => word.length < 3 && new RegExp(`[${ALONE}]`, "u").test(word)))
      found.push({ phrase: words });
    else words.forEach((word, n) => found.push({ word, open: bare.endsWith("*") && n === words.length - 1 }));
  }
  return found;
};

const both = (one, other) => { const there = new Set(other); return one.filter(each => there.has(each)); };
const wordy = word => !index.common.has(word) && !/^[a-z]$/.test(word);

/* A unit is what a paragraph must have: {paragraphs, forms, ids, starts, phrase}. */
const plain = async ({ word, open }) => {
  const unit = { paragraphs: [], forms: new Set(), ids: new Set(), starts: open ? [word] : [] };
  const [stems, near] = open && word.length > 1 ? [await beginning(word)] : await stemsOf(word);
  const lists = await Promise.all([...stems].map(stem => standing(stem, unit.forms)));
  if (!open) unit.forms.add(word);
  return { ...unit, near, paragraphs: lists.flat() };
};
const named = async (words, ids) => {
  const [marked, each] = await Promise.all([
    Promise.all(ids.map(id => standing(id + "@"))),
    Promise.all(words.filter(wordy).map(word => plain({ word }))),
  ]);
  const together = each.length ? each.map(unit => unit.paragraphs).reduce(both) : [];
  return {
    paragraphs: [...marked.flat(), ...together], ids: new Set(ids), starts: [],
    forms: new Set(each.flatMap(unit => [...unit.forms])),
  };
};
const quoted = async words => {
  const each = await Promise.all(words.filter(wordy).map(async word => {
    return (await Promise.all([...await known(word)].map(stem => standing(stem)))).flat();
  }));
  return { paragraphs: each.length ? each.reduce(both) : [], phrase: words, forms: new Set(), ids: new Set(), starts: [] };
};

const understand = async query => {
  const wanted = parse(query), units = [];
  for (let at = 0; at < wanted.length; at++) {
    const { word, phrase, open } = wanted[at];
    if (phrase) { if (phrase.some(wordy)) units.push(quoted(phrase)); continue; }
    const names = open ? [] : await namesWith(word);
    const fits = names.filter(([words]) => words.every((each, n) => wanted[at + n]?.word === each && !wanted[at + n].open));
    const words = fits[0]?.[0];
    if (words) {
      units.push(named(words, fits.filter(([other]) => other.length === words.length).map(([, id]) => id)));
      at += words.length - 1;
    } else if (open || wordy(word)) units.push(plain({ word, open }));
  }
  return Promise.all(units);
};

// Finding and ranking (BM25; a paragraph counts once for a word, however often it has it)

const find = async (query, filters) => {
  const [units, ...narrow] = await Promise.all([
    understand(query), ...FILTERS.filter(key => filters[key]).map(async key => [key, await standing(`#${key}/${filters[key]}`)]),
  ]);
  const of = paragraph => index.of[paragraph];
  let allowed = null, kinds = null;
  for (const [key, paragraphs] of narrow) {
    if (key === "kind") { kinds = new Set(paragraphs); continue; }
    const these = new Set(paragraphs.map(of));
    allowed = allowed ? new Set([...allowed].filter(each => these.has(each))) : these;
  }
  if (!units.length) {
    if (query.trim() || !(allowed ?? kinds)) return { units, ranked: [], missing: 0 };
    const all = [...allowed ?? new Set([...kinds].map(of))];
    return { units, missing: 0, ranked: all.sort((a, b) => b - a).map(statement => ({ statement, paragraphs: [] })) };
  }
  const average = index.paragraphs / index.statements.length;
  const matches = new Map();
  let total = 0;
  for (const [n, unit] of units.entries()) {
    const there = new Map();
    for (const paragraph of new Set(unit.paragraphs)) {
      const statement = of(paragraph);
      if (allowed?.has(statement) === false || kinds?.has(paragraph) === false) continue;
      there.has(statement) ? there.get(statement).push(paragraph) : there.set(statement, [paragraph]);
    }
    const size = index.statements.length;
    const weight = Math.log(1 + (size - there.size + .5) / (there.size + .5));
    total += weight;
    for (const [statement, paragraphs] of there) {
      if (!matches.has(statement)) matches.set(statement, { statement, has: 0, score: 0, worth: new Map() });
      const match = matches.get(statement), { first, length } = index.statements[statement];
      match.has++;
      match.score += weight * paragraphs.length * 2.2 / (paragraphs.length + 1.2 * (.25 + .75 * length / average));
      for (const paragraph of paragraphs) {
        if (paragraph === first) match.score += weight;
        match.worth.set(paragraph, (match.worth.get(paragraph) ?? 0) + weight);
      }
    }
  }
  const most = [...matches.values()].reduce((high, { has }) => Math.max(high, has), 0);
  const ranked = [...matches.values()].filter(match => match.has === most);
  for (const match of ranked) {
    match.score *= 1 + Math.max(...match.worth.values()) / total;
    match.paragraphs = [...match.worth].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([paragraph]) => paragraph);
  }
  ranked.sort((a, b) => b.score - a.score || b.statement - a.statement);
  return { units, ranked, missing: units.length - most };
};

// Showing

const tokens = text => [...text.matchAll(WORD)].map(match => ({ start: match.index, end: match.index + match[0].length, word: fold(match[0]) })).filter(({ word }) => word);

const begins = (all, at, phrase) => phrase.every((word, n) => american(all[at + n]?.word ?? "") === american(word));

/* Stretches of a text to be marked, in order, none within another. */
const stretches = (text, names, units) => {
  const all = tokens(text), found = [];
  for (const unit of units) {
    if (unit.phrase) {
      for (const [at, { start }] of all.entries())
        if (begins(all, at, unit.phrase)) found.push([start, all[at + unit.phrase.length - 1].end]);
      continue;
    }
    for (const { start, end, word } of all)
      if (readings(word).some(each => unit.forms.has(each)) || unit.starts.some(begin => word.startsWith(begin)))
        found.push([start, end]);
    for (const id of unit.ids) for (const [start, end] of names[id] ?? []) found.push([start, end]);
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter(([, end], n) => !found.slice(0, n).some(other => other[1] >= end));
};
const has = (text, phrase) => {
  const all = tokens(text);
  return all.some((_, at) => begins(all, at, phrase));
};

/* The part of a long text that has most marks, from word to word. */
const excerpt = (text, marks) => {
  if (text.length <= LETTERS) return [0, text.length];
  const within = start => marks.filter(mark => mark[0] >= start && mark[1] <= start + LETTERS - 60).length;
  const [best] = marks.map(mark => mark[0]).sort((a, b) => within(b) - within(a) || a - b);
  let start = Math.max(0, Math.min((best ?? 0) - 60, text.length - LETTERS));
  let end = Math.min(text.length, start + LETTERS);
  if (start) start = text.indexOf(" ", start) + 1;
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start);
  return [start, end];
};

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const marked = (text, names, units, whole) => {
  const marks = stretches(text, names, units);
  const [start, end] = whole ? [0, text.length] : excerpt(text, marks);
  const open = words => words.replace(/\n/g, " ").replace(/\ufffc+/g, "[…]");
  const made = [start ? "… " : ""];
  let at = start;
  for (const [from, to] of marks) {
    if (from < at || to > end) continue;
    made.push(open(text.slice(at, from)), element("mark", {}, open(text.slice(from, to))));
    at = to;
  }
  made.push(open(text.slice(at, end)), end < text.length ? " …" : "");
  return made;
};

const statement = ({ slug, words, match, units }) => {
  const href = `${root}statements/${encodeURIComponent(slug)}/index.html`;
  const { first } = index.statements[match.statement];
  const line = paragraph => {
    const [anchor, text] = words.texts[paragraph - first - 1];
    const names = Object.fromEntries(Object.entries(words.names).map(([id, marks]) =>
      [id, marks.filter(mark => mark[0] === paragraph - first - 1).map(([, start, end]) => [start, end])]));
    return element("li", {}, element("a", { class: "n", href: `${href}#${anchor}` }, anchor.replace(/^p/, "")), ...marked(text, names, units));
  };
  const list = paragraphs => element("ul", { lang: words.language, dir: words.dir }, ...paragraphs.map(line));
  const inOrder = paragraphs => [...paragraphs].sort((a, b) => a - b);
  const paragraphs = match.paragraphs.filter(paragraph => paragraph !== first);
  const made = element("article", { class: "excerpt" },
    element("h2", {}, element("a", { class: "title", href, lang: words.language }, element("bdi", {}, ...marked(words.title, {}, units, true)))),
    element("p", { class: "by" }, element("time", {}, words.dates[language] ?? words.dates.en ?? ""),
      ...words.creators.flatMap(name => [element("span", { class: "sep" }, " · "), element("bdi", {}, name)])));
  if (paragraphs.length) made.append(list(inOrder(paragraphs.slice(0, SHOWN))));
  if (paragraphs.length > SHOWN)
    made.append(element("details", {}, element("summary", {}, count(say.paragraphs, paragraphs.length - SHOWN)), list(inOrder(paragraphs.slice(SHOWN)))));
  return made;
};

let turn = 0;
const busy = on => { hits.toggleAttribute("aria-busy", on); };

const shown = { result: null, next: 0, accepted: 0 };

/* Shows the next statements; of a phrase, only those whose paragraphs have it word for word. */
const more = async () => {
  const mine = turn, { result } = shown, { units, ranked } = result;
  const phrases = units.filter(unit => unit.phrase).map(unit => unit.phrase);
  document.getElementById("more")?.remove();
  busy(true);
  const fresh = [];
  for (let looked = 0; fresh.length < PAGE && shown.next < ranked.length && looked < (phrases.length ? LOOKED : PAGE);) {
    const batch = ranked.slice(shown.next, shown.next + Math.min(PAGE, phrases.length ? LOOKED - looked : PAGE - fresh.length));
    looked += batch.length;
    shown.next += batch.length;
    const loaded = await Promise.all(batch.map(async match => {
      const { volume, sheaf, place } = index.statements[match.statement];
      const [slug, mark] = (await load(`search/${volume.name}/s${sheaf}.js`))[place].split(" ");
      return { slug, match, units, words: await load(`statements/${encodeURIComponent(slug)}/words.js?${mark}`) };
    }));
    if (mine !== turn) return;
    for (const one of loaded) {
      const { first } = index.statements[one.match.statement];
      const text = paragraph => paragraph === first ? one.words.title : one.words.texts[paragraph - first - 1][1];
      if (phrases.length) {
        one.match.paragraphs = one.match.paragraphs.filter(paragraph => phrases.some(phrase => has(text(paragraph), phrase)) || !units.some(unit => unit.phrase && unit.paragraphs.includes(paragraph)));
        const all = [one.words.title, ...one.words.texts.map(each => each[1])];
        if (!phrases.every(phrase => all.some(each => has(each, phrase)))) continue;
      }
      fresh.push(statement(one));
    }
  }
  hits.append(...fresh);
  shown.accepted += fresh.length;
  busy(false);
  const left = shown.next < ranked.length;
  if (left) {
    const button = element("button", { type: "button", id: "more" }, phrases.length ? say.further : say.more);
    button.onclick = () => attempt(async () => { const seen = hits.children.length; await more(); hits.children[seen]?.querySelector("a")?.focus(); });
    hits.after(button);
  }
  const n = phrases.length ? shown.accepted : ranked.length;
  const told = phrases.length && left ? say.so_far : say.statements;
  status.textContent = !n && !left ? say.nothing : [
    units.some(unit => unit.near) && say.near, result.missing && say.some, count(told, n),
  ].filter(Boolean).join(" ");
};

const attempt = async work => {
  try { await work(); }
  catch (error) {
    busy(false);
    status.textContent = say.failed;
    console.warn(`${error.message}: not loaded`);
  }
};

const wanted = () => {
  const query = new URLSearchParams(location.search);
  return { query: query.get("q") ?? "", filters: Object.fromEntries(FILTERS.map(key => [key, query.get(key) ?? ""])) };
};

const run = () => attempt(async () => {
  const mine = ++turn, { query, filters } = wanted();
  const any = query.trim() || Object.values(filters).some(Boolean);
  hits.replaceChildren();
  document.getElementById("more")?.remove();
  register.hidden = Boolean(any);
  status.textContent = any ? say.searching : "";
  if (!any) return;
  busy(true);
  if (!index) { const found = await load(catalogue); if (!index) prepare(found); }
  const result = await find(query, filters);
  if (mine !== turn) return;
  busy(false);
  if (!result.units.length && !result.ranked.length) {
    status.textContent = parse(query).length ? say.common : say.nothing;
    return;
  }
  Object.assign(shown, { result, next: 0, accepted: 0 });
  await more();
});

// The form and the address bar

const { title } = document;
const narrow = document.getElementById("narrow");
let filled;
const chosen = narrow.querySelector("summary span");
const tell = () => {
  chosen.textContent = FILTERS.map(key => form.elements[key].selectedOptions[0])
    .filter(option => option?.value).map(option => ` · ${option.text}`).join("");
};
const fill = () => filled ??= load(choices).then(found => {
  for (const key of FILTERS)
    for (const [value, label, n] of found[key])
      form.elements[key].append(new Option(n ? `${label} (${number.format(n)})` : label, value));
}).catch(error => { filled = undefined; throw error; });

const show = async () => {
  const { query, filters } = wanted();
  asked.value = query;
  if (FILTERS.some(key => filters[key])) await attempt(fill);
  for (const key of FILTERS) form.elements[key].value = filters[key];
  document.title = query ? `${query} · ${title}` : title;
  tell();
};

const submit = () => {
  tell();
  const query = new URLSearchParams();
  for (const key of ["q", ...FILTERS]) if (form.elements[key].value) query.set(key, form.elements[key].value);
  const address = location.pathname + (query.size ? `?${query}` : "");
  if (location.search === (query.size ? `?${query}` : "")) return run();
  history.pushState(null, "", address);
  return show().then(run);
};

form.addEventListener("submit", event => { event.preventDefault(); submit(); });
form.addEventListener("change", event => { if (event.target.tagName === "SELECT") submit(); });
narrow.addEventListener("toggle", () => { if (narrow.open) attempt(fill); });
form.addEventListener("keydown", event => {
  if (event.key === "Escape" && asked.value) { event.preventDefault(); asked.value = ""; asked.focus(); submit(); }
  if (event.key === "ArrowDown" && event.target === asked) { event.preventDefault(); hits.querySelector("a")?.focus(); }
});
hits.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") asked.focus();
  if (!step || event.target.tagName !== "A") return;
  const links = [...hits.querySelectorAll("a")].filter(link => link.checkVisibility());
  const next = links[links.indexOf(event.target) + step];
  event.preventDefault();
  (next ?? (step < 0 ? asked : event.target)).focus();
});
window.addEventListener("popstate", () => show().then(run));

form.hidden = false;
show().then(run);
})();
