// What a page of the review does by itself: keys, selected passages, abstracts that come later, searches under way, and
// news of changes made elsewhere. Everything that decides is an ordinary form; without this script all of it works by hand.

import { readKeys } from "./keys.js";
import { fillPassage, watchSelection } from "./passages.js";

const claim = document.querySelector("[data-claim]");

function showCurrentMark() {
  const text = document.querySelector(".side .text");
  const mark = text?.querySelector(".mark[aria-current]");
  if (mark) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
}

function foldArticleOnSmallScreens() {
  const side = document.querySelector("#side");
  if (side && matchMedia("(max-width: 63.99rem)").matches) side.open = false;
}

function focusWhatTheAddressNames() {
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named) named.focus();
}

async function fetchAbstracts() {
  const evidence = document.querySelector("#evidence[data-unasked]");
  if (!evidence) return;
  const answer = await fetch(evidence.dataset.source);
  if (!answer.ok || evidence.contains(document.activeElement.closest("details.more, select"))) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement.closest("[data-card]")?.id;
  evidence.replaceWith(page.querySelector("#evidence"));
  if (focused) document.getElementById(focused)?.focus();
}

async function followSearch() {
  const search = document.querySelector("[data-search]");
  if (!search) return;
  const list = search.querySelector("ol");
  for (;;) {
    const answer = await fetch(search.dataset.search);
    if (!answer.ok) return;
    const { steps, done } = await answer.json();
    for (const step of steps.slice(list.children.length)) {
      list.append(Object.assign(document.createElement("li"), { textContent: step }));
    }
    if (done) break;
    await new Promise((resume) => setTimeout(resume, 400));
  }
  const id = search.dataset.search.split("/").pop();
  if (document.querySelector("textarea:focus, input:focus")) return;  // who is typing loads it when they are ready
  if (new URLSearchParams(location.search).get("search") === id) location.reload();
  else location.replace(`${location.pathname}?search=${id}#search`);
}

async function lookForChanges() {
  if (document.hidden) return;
  const answer = await fetch(`/claims/${claim.dataset.claim}/state`).catch(() => null);
  if (!answer?.ok) return;
  const { seen } = await answer.json();
  document.querySelector("#changed").hidden = seen === claim.dataset.seen;
}

foldArticleOnSmallScreens();
showCurrentMark();
readKeys(fillPassage);
watchSelection();
focusWhatTheAddressNames();
fetchAbstracts();
followSearch();
if (claim) {
  addEventListener("focus", lookForChanges);
  setInterval(lookForChanges, 5000);
}
