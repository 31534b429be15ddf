// Words selected in an abstract become the passage of its card; who uses no mouse chooses among its sentences.

const shown = (node) => {
  const copy = node.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".unseen")) hidden.remove();
  return copy.textContent;
};

function selected() {
  const selection = getSelection();
  const words = selection.anchorNode?.parentElement?.closest("[data-words]");
  const ends = selection.focusNode?.parentElement?.closest("[data-words]");
  if (!words || words !== ends || selection.isCollapsed) return null;
  const part = document.createElement("div");
  part.append(selection.getRangeAt(0).cloneContents());
  for (const label of part.querySelectorAll(".label")) label.remove();
  const text = shown(part).replace(/\s+/g, " ").trim();
  return text ? { card: words.closest("[data-card]"), text } : null;
}

// Whether words were selected: then they stand in the form of their card, one press away from being saved.
export function fillPassage() {
  return fill(selected());
}

function fill(found) {
  if (!found) return false;
  const field = found.card.querySelector("[data-passage]");
  field.closest("details").open = true;
  field.value = found.text;
  field.form.querySelector("button").focus();
  return true;
}

function offerSentences(details) {
  const field = details.querySelector("[data-passage]");
  const words = details.closest("[data-card]").querySelector("[data-words]");
  if (!words || details.querySelector("[data-sentences]")) return;
  const select = document.createElement("select");
  select.dataset.sentences = "";
  select.setAttribute("aria-label", "Choose a sentence of the abstract");
  select.append(new Option("or choose a sentence …", ""));
  const cut = new Intl.Segmenter("en", { granularity: "sentence" });
  for (const paragraph of words.querySelectorAll("p")) {
    const copy = paragraph.cloneNode(true);
    copy.querySelector(".label")?.remove();
    for (const { segment } of cut.segment(shown(copy))) {
      const text = segment.replace(/\s+/g, " ").trim();
      if (text) select.append(new Option(text.length > 110 ? `${text.slice(0, 107)}…` : text, text));
    }
  }
  select.addEventListener("change", () => { if (select.value) field.value = select.value; });
  field.after(select);
}

export function watchSelection() {
  document.addEventListener("selectionchange", () => {
    const found = selected();
    for (const card of document.querySelectorAll("[data-card]")) card.toggleAttribute("data-selected", card === found?.card);
  });
  let held = null;  // a press on the button drops the selection before the click comes
  document.addEventListener("pointerdown", (event) => { held = event.target.closest('[data-key="p"]') ? selected() : null; });
  document.addEventListener("click", (event) => {
    if (held && event.target.closest('[data-key="p"]') && fill(held)) event.preventDefault();
    held = null;
  });
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details.open && details.querySelector?.(":scope > form [data-passage]")) offerSentences(details);
  }, true);
}
