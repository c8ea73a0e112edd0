// SPDX-License-Identifier: AGPL-3.0-or-later
// Who opens a conversation has read it: the same POST as the button "Mark as read", which stays when it can't be sent.
const form = document.querySelector("form[data-mark-read]");
if (form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "manual",
  }).catch(() => null);
  if (answer && (answer.ok || answer.type === "opaqueredirect")) form.remove();
}

// Who types isn't idle: a long answer must not outlive the session that it is to be sent in.
const between = 10 * 60 * 1000;
let last = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - last < between) return;
  last = Date.now();
  fetch(location.pathname, { method: "HEAD" }).catch(() => null);
});
