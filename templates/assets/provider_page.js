// SPDX-License-Identifier: AGPL-3.0-or-later
// The page works without this. With it, choices swap the booking part in place, and the visitor's time zone is known.

const booking = () => document.querySelector("[data-booking]");
const status = document.querySelector("[data-booking-status]");
let asked = 0;

function swap(text, url, way) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const next = page.querySelector("[data-booking]");
  if (!next) return false;
  booking().replaceWith(next);
  document.title = page.title;
  if (way === "push") history.pushState({ booking: true }, "", url);
  if (way === "replace") history.replaceState({ booking: true }, "", url);
  return true;
}

function show(part) {
  status.textContent = part.dataset.ready;
  const heading = part.querySelector("h2[tabindex]");
  if (heading) heading.focus({ preventScroll: true });
  if (part.getBoundingClientRect().top < 0) part.scrollIntoView({ block: "start" });
}

async function fetched(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

async function go(url, way) {
  const mine = ++asked;
  const part = booking();
  part.classList.add("is-loading");
  part.setAttribute("aria-busy", "true");
  status.textContent = part.dataset.loading;
  try {
    const text = await fetched(url);
    if (mine !== asked) return;
    if (!swap(text, url, way)) throw new Error("another page");
    show(booking());
  } catch {
    if (mine === asked) location.assign(url);
  }
}

// Nobody asked for this one: it says nothing, moves nothing and gives way to whatever the visitor does meanwhile.
async function takeZone(url) {
  const before = asked;
  try {
    const text = await fetched(url);
    if (before === asked && !booking().contains(document.activeElement)) swap(text, url, "replace");
  } catch {
    // The practice's clock stays.
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-step]");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href, "push");
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-zone-form]");
  if (!form) return;
  event.preventDefault();
  go(form.action + "?" + new URLSearchParams(new FormData(form)), "push");
});

window.addEventListener("popstate", () => go(location.href, "none"));

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const here = new URL(location.href);
if (zone && !here.searchParams.has("tz")) {
  here.searchParams.set("tz", zone);
  takeZone(here.href);
}
