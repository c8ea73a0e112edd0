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

async function go(url, way, quiet) {
  const mine = ++asked;
  const part = booking();
  part.classList.add("is-loading");
  part.setAttribute("aria-busy", "true");
  if (!quiet) status.textContent = part.dataset.loading;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const text = await answer.text();
    if (mine !== asked) return;
    if (!answer.ok || !swap(text, url, way)) throw new Error("no booking part");
    if (quiet) return;
    status.textContent = booking().dataset.ready;
    const heading = booking().querySelector("h2[tabindex]");
    if (heading) heading.focus({ preventScroll: true });
    booking().scrollIntoView({ block: "nearest" });
  } catch {
    if (mine === asked) location.assign(url);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-step]");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href, "push", false);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-zone-form]");
  if (!form) return;
  event.preventDefault();
  go(form.action + "?" + new URLSearchParams(new FormData(form)), "push", false);
});

window.addEventListener("popstate", () => go(location.href, "none", false));

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const here = new URL(location.href);
if (zone && !here.searchParams.has("tz")) {
  here.searchParams.set("tz", zone);
  go(here.href, "replace", true);
}
