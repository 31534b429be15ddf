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

// The answer about a claim; null, and told on the page, where the review has ended or knows this session no longer.
async function stateAt(address) {
  const answer = await fetch(address).catch(() => null);
  const isThere = answer !== null && answer.status !== 403 && !answer.redirected;
  document.querySelector("#ended").hidden = isThere;
  return isThere ? answer : null;
}

async function lookForChanges() {
  if (document.hidden) return;
  const answer = await stateAt(`/claims/${claim.dataset.claim}/state`);
  if (answer?.status === 404) document.querySelector("#changed").hidden = false;
  if (!answer?.ok) return;
  const { seen } = await answer.json();
  document.querySelector("#changed").hidden = seen === claim.dataset.seen;
}

// A form with typed words is sent only while somebody is there to take it: else the browser would put its own page in its place.
function keepWhatNobodyWouldTake() {
  let isAsking = false, isSure = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (isSure) return;
    const isTyped = form.querySelector("textarea, input:not([type=hidden])") !== null;
    const address = new URL(form.action).pathname.replace(/[^/]*$/, "state");
    if (!isTyped || !address.startsWith("/claims/")) return;
    event.preventDefault();
    if (isAsking) return;
    const button = event.submitter;
    isAsking = true;
    isSure = await stateAt(address) !== null;
    if (isSure) form.requestSubmit(button);
    isAsking = isSure = false;
  });
}

foldArticleOnSmallScreens();
showCurrentMark();
readKeys(fillPassage);
watchSelection();
focusWhatTheAddressNames();
keepWhatNobodyWouldTake();
fetchAbstracts();
followSearch();
if (claim) {
  addEventListener("focus", lookForChanges);
  setInterval(lookForChanges, 5000);
}
