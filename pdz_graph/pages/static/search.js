// The search: it looks words up in an index of all the pages, forgives a slip, and asks nobody.
"use strict";

(function () {
  const MOST = 40;
  const form = document.getElementById("cerca");
  const input = document.getElementById("parole");
  const answer = document.getElementById("risposta");
  const list = document.getElementById("risultati");
  const status = document.getElementById("quanti");
  if (!form || !input || !answer || !list || !status) {
    return;
  }
  let index = null;
  let timer = 0;

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return folded(text).match(/[\p{L}\p{N}]+/gu) || [];
  }

  // How many slips (a letter more, less, other, or two exchanged) make a start of `word` out of `typed`; more than `most` is Infinity.
  function slips(typed, word, most) {
    if (Math.abs(typed.length - word.length) > most && word.length < typed.length) {
      return Infinity;
    }
    const width = Math.min(word.length, typed.length + most);
    let before = null;
    let above = Array.from({ length: width + 1 }, (_, column) => column);
    for (let row = 1; row <= typed.length; row++) {
      const here = [row];
      for (let column = 1; column <= width; column++) {
        const same = typed[row - 1] === word[column - 1];
        let least = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (same ? 0 : 1));
        if (before && column > 1 && typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1]) {
          least = Math.min(least, before[column - 2] + 1);
        }
        here.push(least);
      }
      if (Math.min(...here) > most) {
        return Infinity;
      }
      before = above;
      above = here;
    }
    const found = Math.min(...above);
    return found > most ? Infinity : found;
  }

  // How well one word that was typed fits words of an entry: 0 is not at all.
  function fit(typed, known, most) {
    let best = 0;
    for (const word of known) {
      let score = 0;
      if (word === typed) {
        score = 10;
      } else if (word.startsWith(typed)) {
        score = 8;
      } else if (typed.length > 3 && word.includes(typed)) {
        score = 4;
      } else if (most && word[0] === typed[0]) {
        const wrong = slips(typed, word, most);
        score = wrong === Infinity ? 0 : 4 - wrong;
      }
      best = Math.max(best, score);
    }
    return best;
  }

  function look(asked) {
    const typed = words(asked);
    const whole = folded(asked).trim();
    const found = [];
    for (const entry of typed.length ? index.entries : []) {
      let score = 0;
      for (const word of typed) {
        const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
        const own = fit(word, entry.words, most);
        const more = own ? 0 : fit(word, entry.more, 0) / 3;
        if (!own && !more) {
          score = 0;
          break;
        }
        score += own + more;
      }
      if (score) {
        score += entry.folded === whole ? 20 : entry.folded.startsWith(whole) ? 6 : 0;
        found.push({ entry: entry, score: score - entry.words.length / 20 + 2 * (1 - entry.place / index.entries.length) });
      }
    }
    found.sort((one, other) => other.score - one.score || one.entry.place - other.entry.place);
    return found.map((one) => one.entry);
  }

  function address(entry) {
    const path = entry.path.split("/").map(encodeURIComponent).join("/");
    return path + "." + form.dataset.lang + ".html" + (entry.anchor ? "#" + encodeURIComponent(entry.anchor) : "");
  }

  function line(entry) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("span");
    const kind = document.createElement("span");
    link.href = address(entry);
    name.className = "name";
    name.textContent = entry.title;
    kind.className = "kind";
    kind.textContent = index.kinds[entry.kind];
    link.append(name, kind);
    item.append(link);
    return item;
  }

  function said(number, asked) {
    if (!number) {
      return asked.trim() ? form.dataset.none.replace("{asked}", asked.trim()) : "";
    }
    const form_ = number === 1 ? form.dataset.one : number > MOST ? form.dataset.first : form.dataset.many;
    return form_.replace("{n}", String(Math.min(number, MOST))).replace("{all}", String(number));
  }

  function show() {
    const found = look(input.value);
    list.replaceChildren(...found.slice(0, MOST).map(line));
    status.textContent = said(found.length, input.value);
    const here = new URL(window.location.href);
    here.search = input.value ? "?q=" + encodeURIComponent(input.value) : "";
    window.history.replaceState(null, "", here);
  }

  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, 80);
  }

  function move(event) {
    const links = Array.from(list.querySelectorAll("a"));
    const place = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && links.length) {
      links[Math.min(place + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && place >= 0) {
      (links[place - 1] || input).focus();
    } else if (event.key === "Escape" && place >= 0) {
      input.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  function read(told) {
    const entries = told.entries.map(function (one, place) {
      const title = folded(one[0]);
      return { title: one[0], kind: one[1], path: one[2], anchor: one[3], more: one[4].split(" ").filter(Boolean), folded: title, words: words(title), place: place };
    });
    index = { kinds: told.kinds, entries: entries };
    input.addEventListener("input", soon);
    input.addEventListener("keydown", move);
    list.addEventListener("keydown", move);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      show();
    });
    const asked = new URLSearchParams(window.location.search).get("q");
    if (asked) {
      input.value = asked;
      show();
    }
  }

  fetch(form.dataset.index)
    .then((got) => (got.ok ? got.json() : Promise.reject(new Error(String(got.status)))))
    .then(read)
    .then(() => (form.hidden = false))
    .catch(() => (status.textContent = form.dataset.failed))
    .then(() => (answer.hidden = false));
})();
