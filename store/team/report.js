(() => {
"use strict";
const collator = new Intl.Collator("en-GB", {numeric: true, sensitivity: "base"});
const text = (cell) => cell.textContent.trim();
const ways = {
  given: (a, b) => a.place - b.place,
  text: (a, b) => collator.compare(a.key, b.key),
  number: (a, b) => a.key - b.key,
};

function sorts(table) {
  const body = table.tBodies[0];
  const given = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const way = head.dataset.sort || "text";
    const button = document.createElement("button");
    const arrow = document.createElement("span");
    button.type = "button";
    arrow.ariaHidden = "true";
    button.append(...head.childNodes, arrow);
    head.append(button);
    if (way === "given") mark(head, true);
    button.addEventListener("click", () => {
      const up = head.ariaSort !== "ascending";
      const keyed = given.map((row, place) => {
        const cell = row.cells[column];
        return {row, place, key: way === "number" ? Number(cell.dataset.n) : text(cell)};
      });
      keyed.sort((a, b) => (up ? ways[way](a, b) : ways[way](b, a)) || a.place - b.place);
      body.append(...keyed.map((k) => k.row));
      heads.forEach((other) => mark(other, other === head ? up : null));
    });
  });
}

function mark(head, up) {
  const arrow = head.querySelector("button span");
  if (up === null) head.removeAttribute("aria-sort");
  else head.ariaSort = up ? "ascending" : "descending";
  if (arrow) arrow.textContent = up === null ? "" : up ? "▲" : "▼";
}

const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function filters(table) {
  const at = (id) => document.getElementById("filter-" + id);
  const [name, department, module, state] = ["name", "department", "module", "state"].map(at);
  const rows = [...table.tBodies[0].rows].map((row) => ({row, name: plain(text(row.cells[0])), department: text(row.cells[1])}));
  const shown = document.getElementById("shown");
  const all = shown.textContent;
  const first = table.tHead.rows[0].cells.length - module.options.length + 1;
  const show = () => {
    const words = plain(name.value.trim());
    let count = 0;
    for (const r of rows) {
      const fits = r.name.includes(words) && (!department.value || r.department === department.value) &&
        (module.value === "" || r.row.cells[first + Number(module.value)].dataset.n === state.value);
      r.row.hidden = !fits;
      count += fits;
    }
    state.disabled = module.value === "";
    shown.textContent = count === rows.length ? all : count + " of " + all;
  };
  for (const field of [name, department, module, state]) field.addEventListener("input", show);
  at("all").addEventListener("click", () => {
    name.value = department.value = module.value = "";
    show();
    name.focus();
  });
  document.querySelector(".filter").hidden = false;
  show();
}

document.querySelectorAll("table.sorts").forEach(sorts);
const staff = document.getElementById("staff");
if (staff) filters(staff);
})();
