// Single keys. They can be switched off (WCAG 2.1.4), and are never read while somebody types.

const OFF = "claimcheck-keys-off";
const OF_CARD = new Set(["a", "r", "s", "p", "o", "l"]);

const cards = () => [...document.querySelectorAll("[data-card]")].filter((card) => card.checkVisibility());

function currentCard() {
  const focused = document.activeElement.closest("[data-card]");
  return focused ?? document.querySelector("[data-card].current") ?? cards()[0];
}

function makeCurrent(card) {
  for (const other of document.querySelectorAll("[data-card].current")) other.classList.remove("current");
  card?.classList.add("current");
}

function step(by) {
  const all = cards();
  const at = all.indexOf(document.activeElement.closest("[data-card]") ?? document.querySelector("[data-card].current"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  makeCurrent(next);
  next.focus();
}

function press(element) {
  if (element instanceof HTMLSelectElement) return element.focus();
  const details = element.closest("summary")?.parentElement;
  if (!details) return element.click();
  details.open = !details.open;
  if (!details.open) return;
  const field = details.querySelector("input:not([type=hidden]), textarea, select");
  field?.focus();
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

function isTyping({ target, key }) {
  if (target.matches("select[data-key]")) return isForChoice(target, key);
  return target.closest("input, textarea, select, dialog[open], [contenteditable]") !== null;
}

// The stance takes arrows and the letters that its words begin with; every other key does what it does on the page.
function isForChoice(select, key) {
  const words = [...select.options].map((option) => option.text.toLowerCase());
  return key.length > 1 || key === " " || words.some((word) => word.startsWith(key.toLowerCase()));
}

export function readKeys(fillPassage) {
  const dialog = document.querySelector("#keys");
  const button = document.querySelector("#show-keys");
  if (!dialog || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  addSwitch(dialog);
  addEventListener("focusin", (event) => makeCurrent(event.target.closest("[data-card]") ?? currentCard()));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF) || isTyping(event)) {
      if (event.key === "Escape") (event.target.closest("details[open]")?.querySelector("summary") ?? currentCard())?.focus();
      return;
    }
    if (act(event.key, dialog, fillPassage)) event.preventDefault();
  });
  makeCurrent(currentCard());
}

function act(key, dialog, fillPassage) {
  if (key === "?") dialog.showModal();
  else if (key === "j" || key === "ArrowDown" && document.activeElement.matches("[data-card]")) step(1);
  else if (key === "k" || key === "ArrowUp" && document.activeElement.matches("[data-card]")) step(-1);
  else if (key === "h") location.assign("/");
  else if (key === "p" && fillPassage(currentCard())) return true;
  else {
    const inside = OF_CARD.has(key) ? currentCard() : document;
    const found = inside?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    press(found);
  }
  return true;
}

function addSwitch(dialog) {
  const label = Object.assign(document.createElement("label"), { className: "check" });
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !localStorage.getItem(OFF) });
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  label.append(box, " single keys are on");
  dialog.querySelector("form").before(label);
}
