
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const numbers = (element) => element.dataset.findings.split(" ");

  const documents = all(".document");
  const notes = all(".notes li");
  const drawn = all("mark, .words, .reason");
  const rows = all(".row");
  const kinds = new Map(notes.map((note) => [note.dataset.findings, note.dataset.kind]));
  const rank = ["critical", "major", "minor", "suppressed"];
  const drawnFor = new Map();
  for (const element of drawn)
    for (const number of numbers(element))
      drawnFor.set(number, [...(drawnFor.get(number) || []), element]);

  // Opening

  const open = (element) => {
    const parent = element && element.closest("details");
    if (parent) parent.open = true;
  };
  const openTarget = () => open(one(decodeURIComponent(location.hash.slice(1))));
  addEventListener("hashchange", openTarget);
  openTarget();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = documents.filter((each) => !each.open);
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });

  // One finding and all that belongs to it

  let lit = [];
  const light = (chosen) => {
    for (const element of lit) element.classList.remove("lit");
    lit = chosen.flatMap((number) => [one(`f${number}`), ...(drawnFor.get(number) || [])]);
    for (const element of lit) element.classList.add("lit");
  };
  const belonging = (event) => event.target.closest("mark, .words, .notes li");
  const follow = (event) => {
    document.body.classList.remove("quiet");
    const element = belonging(event);
    if (element && !element.classList.contains("off")) light(numbers(element));
  };
  const leave = (event) => {
    if (!belonging(event)) return;
    const focused = document.activeElement.closest("mark, .notes li");
    light(focused ? numbers(focused) : []);
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("pointerout", leave);
  document.addEventListener("focusout", () => light([]));
  document.addEventListener("focusin", follow);

  // Filters

  const controls = one("controls");
  if (!controls) return;
  const boxes = all(".boxes input", controls);
  const rule = one("rule");
  const only = one("only");
  let order = [];
  let current = -1;

  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const passes = (note) => wanted.has(note.dataset.kind) && (!rule.value || note.dataset.rule === rule.value);
    order = notes.filter(passes).map((note) => note.dataset.findings);
    const shown = new Set(order);
    for (const note of notes) note.classList.toggle("off", !shown.has(note.dataset.findings));
    for (const element of drawn) {
      const visible = numbers(element).filter((number) => shown.has(number));
      element.classList.toggle("off", visible.length === 0);
      const worst = Math.min(...visible.map((number) => rank.indexOf(kinds.get(number))));
      if (visible.length) element.dataset.kind = rank[worst];
      if (element.hasAttribute("tabindex")) element.tabIndex = visible.length ? 0 : -1;
    }
    for (const row of rows) {
      const found = row.querySelector("mark:not(.off), .notes li:not(.off)");
      row.classList.toggle("off", only.checked && !found);
    }
    for (const gap of all(".break")) gap.classList.toggle("off", only.checked);
    current = -1;
    one("shown").textContent = `${order.length} of ${notes.length} findings shown`;
  };
  controls.addEventListener("change", filter);

  // Next and previous

  const step = (by) => {
    if (!order.length) return;
    const focused = document.activeElement.closest("mark, .notes li");
    if (focused && !numbers(focused).includes(order[current])) current = order.indexOf(numbers(focused)[0]);
    current = current < 0 && by < 0 ? order.length - 1 : (current + by + order.length) % order.length;
    const number = order[current];
    const note = one(`f${number}`);
    const place = (drawnFor.get(number) || []).find((element) => element.matches("mark[tabindex]")) || note;
    open(note);
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
    light([number]);
    one("shown").textContent = `${current + 1} of ${order.length}`;
  };
  one("next").addEventListener("click", () => step(1));
  one("previous").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input[type=text]")) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "Escape") document.body.classList.add("quiet");
  });

  controls.hidden = false;
  filter();
})();
