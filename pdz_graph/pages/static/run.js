// A question asked of the service, and its answer as a table in the page. Without it the form leads to the answer.
"use strict";
(() => {
  const form = document.getElementById("domanda");
  const answer = document.getElementById("risposta");
  if (!form || !answer || !window.fetch) return;
  const state = document.getElementById("risposta-stato");
  const place = document.getElementById("risposta-righe");
  const title = document.getElementById("risposta-titolo");
  const format = document.getElementById("p-format");
  let running = null;

  const make = (name, text) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  // A thing of this site leads to its page here, whatever else out to the web.
  const address = (iri) => {
    const { base, root } = form.dataset;
    if (!base || !iri.startsWith(base)) return iri;
    const [path, fragment] = iri.slice(base.length).split("#");
    return `${root}${path}.${document.documentElement.lang}.html${fragment ? `#${fragment}` : ""}`;
  };
  const cell = (term) => {
    const found = make("td");
    if (!term) return found;
    if (term.type === "uri" && /^https?:\/\//.test(term.value)) {
      const link = make("a", term.value.replace(/^.*[/#](?=.)/, ""));
      link.href = address(term.value);
      link.title = term.value;
      found.append(link);
    } else {
      found.textContent = term.value;
      if (term["xml:lang"]) found.lang = term["xml:lang"];
    }
    return found;
  };
  const table = (names, rows) => {
    const made = make("table"), head = make("thead"), body = make("tbody"), first = make("tr");
    made.append(make("caption", title.textContent));
    names.forEach((name) => {
      const heading = make("th", name.replace(/_/g, " "));
      heading.scope = "col";
      first.append(heading);
    });
    head.append(first);
    rows.forEach((row) => {
      const line = make("tr");
      names.forEach((name) => line.append(cell(row[name])));
      body.append(line);
    });
    made.append(head, body);
    return made;
  };
  const show = (found) => {
    if (typeof found.boolean === "boolean") {
      state.textContent = found.boolean ? form.dataset.yes : form.dataset.no;
      return;
    }
    const rows = found.results.bindings;
    state.textContent = rows.length === 1 ? form.dataset.row : form.dataset.rows.replace("{n}", rows.length);
    if (rows.length) place.append(table(found.head.vars, rows));
  };
  const refused = async (response) => {
    const said = await response.json().catch(() => ({}));
    state.textContent = [said.detail, said.remedy].filter(Boolean).join(" ") || form.dataset.failed;
  };

  form.addEventListener("submit", async (event) => {
    if (format && format.value !== "table") return;
    event.preventDefault();
    if (running) running.abort();
    running = new AbortController();
    const asked = new URLSearchParams(new FormData(form));
    asked.set("format", "json");
    answer.hidden = false;
    place.replaceChildren();
    state.textContent = form.dataset.asking;
    try {
      const response = await fetch(`${form.action}?${asked}`, {
        headers: { "Accept": "application/sparql-results+json", "Accept-Language": document.documentElement.lang },
        signal: running.signal, credentials: "omit",
      });
      const type = response.headers.get("Content-Type") || "";
      if (!response.ok) await refused(response);
      else if (/sparql-results\+json/.test(type)) show(await response.json());
      else form.submit();
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = form.dataset.failed;
      return;
    }
    title.focus();
  });
})();
