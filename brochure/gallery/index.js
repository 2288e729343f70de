"use strict";
// Filters the cards. Without it all of them are shown, and there is no form.
const form = document.getElementById("filters");
const count = document.getElementById("count");
const empty = document.getElementById("empty");
const reset = form.querySelector("button");
const sections = [...document.querySelectorAll("main > section")].map((element) => ({
  element,
  clinic: element.dataset.clinic,
  cards: [...element.querySelectorAll(".card")].map((card) => ({
    element: card,
    language: card.dataset.language,
    layout: card.dataset.layout,
    states: card.dataset.state.split(" "),
    words: null,
  })),
}));
const total = sections.reduce((sum, section) => sum + section.cards.length, 0);

// Accents and vowel marks do not matter, nor does case.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Read when words are first asked for: most visits never do.
function wordsOf(section, card) {
  card.words ??= plain([section.element.querySelector("h2 span").textContent, section.clinic, card.language,
    card.element.textContent].join("\n"));
  return card.words;
}

function apply() {
  const asked = Object.fromEntries(new FormData(form));
  const words = plain(asked.words).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const section of sections) {
    let here = 0;
    const open = !asked.clinic || asked.clinic === section.clinic;
    for (const card of section.cards) {
      const fits = open
        && (!asked.language || asked.language === card.language)
        && (!asked.layout || asked.layout === card.layout)
        && (!asked.state || card.states.includes(asked.state))
        && words.every((word) => wordsOf(section, card).includes(word));
      card.element.hidden = !fits;
      here += fits;
    }
    section.element.hidden = !here;
    section.element.style.setProperty("--cards", here);
    shown += here;
  }
  const say = (number) => number.toLocaleString("en");
  count.textContent = `${say(shown)} of ${say(total)}`;
  reset.disabled = !(asked.clinic || asked.language || asked.layout || asked.state || words.length);
  empty.hidden = shown > 0;
}

form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
// A page that is come back to may have kept what was chosen.
addEventListener("pageshow", apply);
form.hidden = false;
apply();
