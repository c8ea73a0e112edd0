// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests as bytes, for what no client would send; and plain ones that follow no redirect.
import http from "node:http";
import net from "node:net";
import { stack } from "./stack.mjs";

/** One request; {status, headers, body}. Redirects are not followed. Headers may hold several values of a name. `from`: an own address, as of another caller. */
export function ask(path, { method = "GET", headers = {}, body = undefined, from = undefined } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port: stack.port, path, method, headers, localAddress: from }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString("utf8") }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** A form sent the way a browser sends it. */
export function post(path, fields, headers = {}, from = undefined) {
  const body = fields instanceof URLSearchParams ? fields.toString() : new URLSearchParams(fields).toString();
  return ask(path, { method: "POST", body, from, headers: { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body), ...headers } });
}

/** Bytes as they are; what came back until the server closed or `milliseconds` passed. */
export function raw(bytes, milliseconds = 5000) {
  return new Promise((resolve) => {
    const socket = net.connect(stack.port, "127.0.0.1");
    const chunks = [];
    const finish = () => { socket.destroy(); resolve(Buffer.concat(chunks).toString("latin1")); };
    socket.setTimeout(milliseconds, finish);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("close", finish);
    socket.on("error", finish);
    socket.write(bytes);
  });
}

/** The values of hidden and visible fields of the page's form whose action ends so; the browser's defaults. */
export function formFields(html, actionEnd = "") {
  const forms = html.match(/<form\b[^>]*>[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((one) => /method="post"/i.test(one) && (one.match(/^<form\b[^>]*action="([^"]*)"/)?.[1] ?? "").endsWith(actionEnd));
  if (!form) throw new Error(`no form with an action that ends in "${actionEnd}"`);
  const fields = {};
  for (const input of form.match(/<input\b[^>]*>/g) ?? []) {
    const name = input.match(/\bname="([^"]*)"/)?.[1];
    const type = input.match(/\btype="([^"]*)"/)?.[1] ?? "text";
    if (!name || ((type === "radio" || type === "checkbox") && !/\bchecked\b/.test(input))) continue;
    fields[name] = decode(input.match(/\bvalue="([^"]*)"/)?.[1] ?? "");
  }
  for (const [, name] of form.matchAll(/<textarea\b[^>]*\bname="([^"]*)"/g)) fields[name] ??= "";
  return { action: decode(form.match(/^<form\b[^>]*action="([^"]*)"/)?.[1] ?? ""), fields };
}

function decode(text) {
  return text.replace(/&quot;/g, '"').replace(/&#39;|&apos;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replace(/&amp;/g, "&");
}
