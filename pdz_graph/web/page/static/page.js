// The query page where scripts run: the editor in place of the plain field, the answer in the page, a search.
// Without it every form works. It asks this host only, keeps nothing in the browser, and builds no markup from text.
"use strict";

(() => {
  const ask = document.getElementById("ask");
  const field = document.getElementById("query");
  const format = document.getElementById("format");
  const go = document.getElementById("go");
  const answer = document.getElementById("answer");
  const status = document.getElementById("status");
  const lang = document.documentElement.lang;
  const said = ask.dataset;
  const known = {}; // the namespaces of this service, by prefix
  const number = (value, digits = 0) => value.toLocaleString(lang, { maximumFractionDigits: digits });

  // ---- the questions that are ready

  const find = document.getElementById("find");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const search = () => {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const group of document.querySelectorAll(".group")) {
      let any = false;
      for (const question of group.querySelectorAll(".question")) {
        const text = plain(`${group.querySelector("h3").textContent} ${question.textContent}`);
        question.hidden = !words.every((word) => text.includes(word));
        if (!question.hidden) any = true;
        shown += question.hidden ? 0 : 1;
      }
      group.hidden = !any;
    }
    document.getElementById("none").hidden = shown > 0;
  };
  if (document.querySelector(".question")) find.closest(".find").hidden = false;
  find.addEventListener("input", search);

  const editor = window.Yasgui ? enhance(window.Yasgui) : null;

  const fill = (text) => {
    field.value = text;
    if (editor) editor.yasqe.setValue(text);
    tell(said.filled);
    ask.scrollIntoView({ block: "start" });
    (editor ? editor.yasqe : field).focus();
  };
  for (const link of document.querySelectorAll("a.edit")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      fill(link.dataset.query);
      history.replaceState(null, "", link.href);
    });
  }

  function tell(text, isBad = false) {
    answer.hidden = false;
    status.textContent = text;
    status.classList.toggle("bad", isBad);
  }

  // ---- the editor and the answers, both of YASGUI

  function enhance(Yasgui) {
    // The completers that ask others for terms are off: ours come later, from this host.
    Yasgui.Yasqe.defaults.autocompleters = [];
    const yasqe = new Yasgui.Yasqe(field.parentElement, {
      value: field.value,
      persistenceId: null,
      createShareableLink: null,
      consumeShareLink: null,
      showQueryButton: false,
      resizeable: true,
      editorHeight: "20rem",
      lineNumbers: true,
      prefixCcApi: null,
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-S": false },
      requestConfig: {
        endpoint: new URL(ask.getAttribute("action"), document.baseURI).href,
        method: "POST",
        acceptHeaderGraph: "text/turtle",
        acceptHeaderSelect: "application/sparql-results+json",
        headers: { "Accept-Language": lang },
      },
    });
    field.hidden = true;
    field.required = false;
    document.getElementById("keys").hidden = false;
    yasqe.getInputField().setAttribute("aria-labelledby", "query-label");
    yasqe.getInputField().setAttribute("aria-describedby", "keys");
    document.getElementById("query-label").addEventListener("click", () => yasqe.focus());

    const yasr = new Yasgui.Yasr(document.getElementById("result"), {
      persistenceId: null,
      prefixes: () => ({ ...known, ...yasqe.getPrefixesFromQuery() }),
      errorRenderers: [problem],
      plugins: { table: { enabled: true, dynamicConfig: { compact: true, isEllipsed: false } } },
    });
    yasr.on("drawn", () => {
      translate(yasr.rootEl);
      const top = answer.getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) answer.scrollIntoView({ block: "start" });
    });
    translate(yasr.rootEl);

    yasqe.on("query", () => busy(true));
    yasqe.on("queryAbort", () => {
      busy(false);
      tell(said.stopped);
    });
    yasqe.on("queryResponse", (_, response, took) => show(yasr, response, took));
    ask.addEventListener("submit", (event) => {
      field.value = yasqe.getValue();
      if (format.value !== "table") return;
      event.preventDefault();
      if (ask.classList.contains("busy")) yasqe.abortQuery();
      else yasqe.query().catch(() => {});
    });
    for (const form of document.querySelectorAll("form.named")) {
      form.addEventListener("submit", (event) => {
        if (form.elements.format.value !== "table") return;
        event.preventDefault();
        named(yasr, form);
      });
    }
    complete(Yasgui.Yasqe, yasqe);
    return { yasqe, yasr };
  }

  function busy(is) {
    ask.classList.toggle("busy", is);
    go.textContent = is ? said.stop : go.dataset.ask;
    if (is) tell(said.asking);
  }
  go.dataset.ask = go.textContent;

  function show(yasr, response, took) {
    busy(false);
    document.getElementById("result").hidden = false;
    if (response instanceof Error && response.name === "AbortError") return tell(said.stopped);
    if (response instanceof TypeError) response = new Error(said.lost);
    yasr.setResponse(response, took);
    if (response instanceof Error) return tell(said.failed, true);
    const seconds = said.seconds.replace("{n}", number(took / 1000, 2));
    const rows = yasr.results.getBindings();
    if (!rows) return tell(`${said.answered} ${seconds}.`);
    const cut = response.headers.get("Pdz-Truncated") ? ` ${said.cut}` : "";
    const count = rows.length === 1 ? said.row : said.rows.replace("{n}", number(rows.length));
    tell(rows.length ? `${count} ${seconds}.${cut}` : said.empty, cut !== "");
  }

  // A question of the catalogue with the values of its own form: the same address that works without scripts.
  async function named(yasr, form) {
    const address = new URL(form.getAttribute("action"), document.baseURI);
    const values = new URLSearchParams(new FormData(form));
    values.delete("format");
    address.search = values;
    busy(true);
    const start = Date.now();
    let response;
    try {
      const accept = "application/sparql-results+json, text/turtle;q=0.9";
      const got = await fetch(address, { headers: { Accept: accept, "Accept-Language": lang } });
      const content = await got.text();
      if (!got.ok) throw new Error(content || got.statusText);
      response = { ok: true, status: got.status, statusText: got.statusText, headers: got.headers, content };
    } catch (error) {
      response = error;
    }
    show(yasr, response, Date.now() - start);
    document.getElementById("answer-title").focus({ preventScroll: true });
  }

  // A problem document (RFC 9457) as people read it; whatever else is an error is shown as it came.
  async function problem(error) {
    const box = document.createElement("div");
    box.className = "problem";
    let told = { title: error.text };
    try {
      told = JSON.parse(error.text);
    } catch {
      // not a document: its text is all there is
    }
    for (const [key, tag] of [["title", "strong"], ["detail", "p"], ["remedy", "p"]]) {
      if (typeof told[key] !== "string") continue;
      const part = document.createElement(tag);
      part.textContent = told[key];
      box.append(part);
    }
    return box;
  }

  // ---- what YASGUI says in English

  function translate(root) {
    const words = JSON.parse(said.editor || "{}");
    const walker = document.createTreeWalker(root.querySelector(".yasr_header"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (words[node.data]) node.data = words[node.data];
    }
    for (const name of ["title", "placeholder", "aria-label"]) {
      for (const element of root.querySelectorAll(`[${name}]`)) {
        const word = words[element.getAttribute(name)];
        if (word) element.setAttribute(name, word);
      }
    }
  }

  // ---- the terms of the ontology complete a query: nobody else is asked

  async function complete(Yasqe, yasqe) {
    const terms = await fetch("terms.json").then((got) => (got.ok ? got.json() : null), () => null);
    if (!terms) return;
    Object.assign(known, terms.prefixes);
    const lists = {
      prefixes: Object.entries(terms.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`),
      class: terms.classes,
      property: terms.properties,
    };
    for (const [name, list] of Object.entries(lists)) {
      Yasqe.Autocompleters[name] = { ...Yasqe.Autocompleters[name], get: list, bulk: true, persistenceId: null };
    }
    for (const name of ["variables", "prefixes", "class", "property"]) yasqe.enableCompleter(name);
  }
})();
