// Sorts tables, and opens the charts of one scenario everywhere. Without it everything is there all the same.
(function () {
  "use strict";
  var collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  function keyOf(row, column) {
    var cell = row.cells[column];
    if (!cell) { return ""; }
    return cell.dataset.value !== undefined ? Number(cell.dataset.value) : cell.textContent.trim();
  }

  function compared(left, right) {
    if (typeof left === "number" && typeof right === "number") { return left - right; }
    if (typeof left === "number") { return -1; }
    if (typeof right === "number") { return 1; }
    return collator.compare(left, right);
  }

  function sort(table, column, header) {
    var down = header.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row) { return [keyOf(row, column), row]; });
    rows.sort(function (one, other) { return (down ? -1 : 1) * compared(one[0], other[0]); });
    rows.forEach(function (entry) { body.appendChild(entry[1]); });
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    if (table.tBodies[0].rows.length < 2) { return; }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.title = "Sort by this column";
      while (header.firstChild) { button.appendChild(header.firstChild); }
      button.addEventListener("click", function () { sort(table, column, header); });
      header.appendChild(button);
    });
  });

  var charts = document.querySelectorAll("details.one[data-scenario]");
  var names = new Map();
  charts.forEach(function (chart) { names.set(chart.dataset.scenario, chart.querySelector("summary").textContent); });
  if (names.size > 1) {
    var label = document.createElement("label");
    label.className = "switch";
    label.textContent = "Charts of scenario ";
    var select = document.createElement("select");
    names.forEach(function (name, id) { select.add(new Option(name, id)); });
    select.addEventListener("change", function () {
      charts.forEach(function (chart) { if (chart.dataset.scenario === select.value) { chart.open = true; } });
    });
    label.appendChild(select);
    document.querySelector("#questions-title").after(label);
  }

  // Browsers that do not unfold in print by style.
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.fold:not(.long):not([open])").forEach(function (part) { part.open = true; unfolded.push(part); });
  });
  window.addEventListener("afterprint", function () {
    unfolded.forEach(function (part) { part.open = false; });
    unfolded = [];
  });
})();
