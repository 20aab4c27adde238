
"use strict";
// Links each value of the list with its box on the page, both ways, by pointer and by keyboard.
const all = (selector) => [...document.querySelectorAll(selector)];
const of = (id) => all(`[data-field="${id}"]`);
let kept = null;

const light = (id) => {
  for (const element of all(".on")) element.classList.remove("on");
  for (const element of of(id ?? kept ?? "")) element.classList.add("on");
};

const show = (element) => {
  if (!element) return;
  const box = element.getBoundingClientRect();
  const frame = element.closest(".fields");
  const top = frame ? Math.max(frame.getBoundingClientRect().top + 48, 48) : 0;
  const bottom = Math.min(innerHeight, frame ? frame.getBoundingClientRect().bottom : innerHeight);
  if (box.top < top || box.bottom > bottom) element.scrollIntoView({ block: "center" });
};

const keep = (id, from) => {
  kept = id;
  light(id);
  const [button, box] = [document.querySelector(`button[data-field="${id}"]`), document.querySelector(`.box[data-field="${id}"]`)];
  const group = button?.closest("details");
  if (group) group.open = true;
  if (from !== "list") { show(button); button?.focus({ preventScroll: true }); }
  if (from !== "page") show(box);
};

document.addEventListener("pointerover", (event) => {
  const element = event.target.closest("[data-field]");
  light(element ? element.dataset.field : null);
});
document.addEventListener("focusin", (event) => {
  const button = event.target.closest("button[data-field]");
  if (button) keep(button.dataset.field, "list");
});
document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-field]");
  if (!element) return;
  if (element.matches("a")) event.preventDefault();
  keep(element.dataset.field, element.matches("button") ? "list" : element.matches(".box") ? "page" : "link");
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input")) return;
  if (event.key === "Escape") { kept = null; light(null); document.activeElement?.blur(); return; }
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step) return;
  const visible = all("button[data-field]").filter((button) => button.offsetParent !== null);
  if (visible.length === 0) return;
  const now = visible.findIndex((button) => button.dataset.field === kept);
  const next = visible[now < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(Math.max(now + step, 0), visible.length - 1)];
  event.preventDefault();
  show(next);
  next.focus({ preventScroll: true });
});
document.getElementById("only").addEventListener("change", (event) => {
  document.body.classList.toggle("only", event.target.checked);
});
