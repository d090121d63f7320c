// A form that leaves in a list only the rows that fit: by one of their marks, and by the words they hold.
"use strict";

(function () {
  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function prepare(form) {
    const list = document.getElementById(form.dataset.filters);
    const choice = form.querySelector("select");
    const words = form.querySelector("input");
    const told = form.querySelector("[role=status]");
    if (!list || !choice || !words || !told) {
      return;
    }
    const rows = Array.from(list.querySelectorAll(".row"), function (row) {
      return { row: row, mark: row.dataset[choice.dataset.key] || "", text: folded(row.textContent) };
    });
    const groups = Array.from(list.querySelectorAll("section")).reverse();

    function filter() {
      const asked = folded(words.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const one of rows) {
        const fits = (!choice.value || one.mark === choice.value) && asked.every((word) => one.text.includes(word));
        one.row.hidden = !fits;
        left += fits ? 1 : 0;
      }
      for (const group of groups) {
        group.hidden = !group.querySelector(".row:not([hidden])");
      }
      told.textContent = left
        ? form.dataset.count.replace("{n}", String(left)).replace("{all}", String(rows.length))
        : form.dataset.nothing;
    }

    choice.addEventListener("change", filter);
    words.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    if (choice.value || words.value) {
      filter();
    }
  }

  for (const form of document.querySelectorAll("form[data-filters]")) {
    prepare(form);
  }
})();
