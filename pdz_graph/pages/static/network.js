// Who appoints whom, as a picture that can be moved, enlarged and walked with the keys. Without it the drawing in columns stays.
"use strict";
(() => {
  const figure = document.getElementById("rete");
  const data = document.getElementById("rete-dati");
  const columns = document.getElementById("disegno-fermo");
  if (!figure || !data || typeof window.cytoscape !== "function") return;
  const graph = JSON.parse(data.textContent);
  const canvas = document.getElementById("rete-tela");
  const which = document.getElementById("rete-quale");
  const change = document.getElementById("rete-cambia");
  let picture = null;
  let chosen = -1;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Sizes are those on the screen when the whole picture is seen: one = how many units of the drawing a pixel is.
  const style = (one) => {
    const ink = colour("--ink"), accent = colour("--accent"), edge = colour("--edge"), card = colour("--card"), focus = colour("--focus");
    const box = { "shape": "round-rectangle", "width": 20 * one, "height": 16 * one };
    return [
      { selector: "node", style: {
        "label": "data(label)", "font-family": "Segoe UI, Helvetica Neue, Noto Sans, Arial, sans-serif", "font-size": 11.5 * one, "color": ink,
        "text-wrap": "wrap", "text-max-width": 128 * one, "text-valign": "bottom", "text-margin-y": 3 * one, "text-background-color": card,
        "text-background-opacity": 0.8, "text-background-padding": one, "width": 16 * one, "height": 16 * one, "background-color": card,
        "border-width": 2.5 * one, "border-color": accent } },
      { selector: "node[kind = 'organ']", style: { "width": 30 * one, "height": 30 * one, "background-color": accent, "font-size": 14 * one, "font-weight": 600 } },
      { selector: "node[kind = 'body']", style: box },
      { selector: "node[kind = 'kind']", style: { ...box, "border-style": "dashed" } },
      { selector: "node[kind = 'seat']", style: { "border-color": edge, "width": 11 * one, "height": 11 * one, "font-size": 10.5 * one } },
      { selector: "edge", style: {
        "width": 1.3 * one, "line-color": edge, "target-arrow-color": edge, "target-arrow-shape": "triangle", "arrow-scale": 0.8 * one, "curve-style": "bezier" } },
      { selector: "edge[kind = 'there']", style: { "line-style": "dashed" } },
      { selector: ".far", style: { "opacity": 0.2 } },
      { selector: ".chosen", style: { "border-color": focus, "border-width": 5 * one, "font-weight": 700, "z-index": 9 } },
    ];
  };

  // Seats stand around their organ, and around each seat whoever is tied to it alone: every start is the same, no chance.
  const places = () => {
    const at = {};
    const organs = graph.nodes.filter((node) => node.kind === "organ" && graph.edges.some((edge) => edge.kind === "in" && edge.target === node.id));
    const wide = 330 + 60 * organs.length;
    organs.forEach((organ, place) => {
      const turn = (2 * Math.PI * place) / Math.max(organs.length, 1) - Math.PI / 2;
      at[organ.id] = { x: 1.35 * wide * Math.cos(turn), y: wide * Math.sin(turn) };
      const seats = graph.edges.filter((edge) => edge.kind === "in" && edge.target === organ.id).map((edge) => edge.source);
      const far = 110 + 16 * seats.length;
      seats.forEach((seat, number) => {
        const way = turn + (2 * Math.PI * (number + 0.5)) / seats.length;
        at[seat] = { x: at[organ.id].x + 1.25 * far * Math.cos(way), y: at[organ.id].y + far * Math.sin(way) };
      });
    });
    graph.nodes.filter((node) => !(node.id in at)).forEach((node, place, all) => {
      const near = graph.edges.flatMap((edge) => edge.source === node.id ? [edge.target] : edge.target === node.id ? [edge.source] : []).filter((one) => one in at);
      const turn = (2 * Math.PI * place) / all.length;
      const middle = near.reduce((sum, one) => ({ x: sum.x + at[one].x / near.length, y: sum.y + at[one].y / near.length }), { x: 0, y: 0 });
      at[node.id] = { x: middle.x * 0.75 + 90 * Math.cos(turn), y: middle.y * 0.75 + 90 * Math.sin(turn) };
    });
    return at;
  };

  const open = (node) => { window.location.href = node.data("href"); };
  const light = (node) => {
    picture.elements().removeClass("far chosen");
    if (!node) { which.textContent = ""; return; }
    picture.elements().not(node.closedNeighborhood()).addClass("far");
    node.addClass("chosen");
    which.textContent = node.data("label");
  };
  const choose = (number) => {
    const nodes = picture.nodes();
    chosen = (number + nodes.length) % nodes.length;
    const node = nodes[chosen];
    light(node);
    picture.center(node);
  };
  const zoom = (by) => picture.zoom({ level: picture.zoom() * by, renderedPosition: { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 } });

  // The library would put in a style sheet of its own, which the page's policy forbids: by this id it finds it there.
  const dressed = () => {
    const sheet = document.querySelector('link[href$="network.css"]');
    if (sheet) sheet.id = "__________cytoscape_stylesheet";
  };

  // The picture is drawn out to the shape of the canvas, so that names meet less; then names get the size that is read.
  const fill = () => {
    const whole = picture.nodes().boundingBox({ includeLabels: false });
    const wide = (canvas.clientWidth / canvas.clientHeight) / (whole.w / whole.h);
    picture.nodes().positions((node) => ({ x: node.position("x") * wide, y: node.position("y") }));
    picture.fit(undefined, 60);
    picture.style(style(1 / picture.zoom()));
    picture.fit(undefined, 12);
  };

  const draw = () => {
    dressed();
    const at = places();
    picture = window.cytoscape({
      container: canvas,
      elements: {
        nodes: graph.nodes.map((node) => ({ data: node, position: at[node.id] })),
        edges: graph.edges.map((edge) => ({ data: edge })),
      },
      style: style(1),
      layout: { name: "cose", randomize: false, animate: false, fit: false, nodeRepulsion: () => 160000, idealEdgeLength: () => 60, nodeOverlap: 30, componentSpacing: 20, gravity: 1, numIter: 600 },
      minZoom: 0.1, maxZoom: 4, userZoomingEnabled: false, userPanningEnabled: false,
    });
    fill();
    picture.on("tap", "node", (event) => open(event.target));
    picture.on("mouseover", "node", (event) => { light(event.target); canvas.style.cursor = "pointer"; });
    picture.on("mouseout", "node", () => { light(null); canvas.style.cursor = ""; });
  };

  canvas.addEventListener("keydown", (event) => {
    const acts = {
      ArrowRight: () => choose(chosen + 1), ArrowDown: () => choose(chosen + 1),
      ArrowLeft: () => choose(chosen - 1), ArrowUp: () => choose(chosen - 1),
      Enter: () => { if (chosen >= 0) open(picture.nodes()[chosen]); },
      "+": () => zoom(1.25), "-": () => zoom(0.8), "0": () => picture.fit(undefined, 30),
    };
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  });
  // The page scrolls past the picture: it moves under finger or wheel only when it has been chosen.
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("focus", () => picture && picture.userZoomingEnabled(true).userPanningEnabled(true));
  canvas.addEventListener("blur", () => picture && picture.userZoomingEnabled(false).userPanningEnabled(false));
  document.getElementById("rete-piu").addEventListener("click", () => zoom(1.25));
  document.getElementById("rete-meno").addEventListener("click", () => zoom(0.8));
  document.getElementById("rete-tutta").addEventListener("click", () => picture.fit(undefined, 30));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (picture) picture.style(style(1 / picture.zoom())); });

  const show = (moving) => {
    figure.hidden = !moving;
    if (columns) columns.hidden = moving;
    change.textContent = moving ? figure.dataset.columns : figure.dataset.network;
    if (moving && !picture) draw();
  };
  change.addEventListener("click", () => show(figure.hidden));
  document.getElementById("rete-scelta").hidden = false;
  show(window.innerWidth > 700);
})();
