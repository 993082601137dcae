"use strict";
// Charts from Vega-Lite specifications: evaluated by an interpreter (no eval), drawn as SVG, told again when the room changes.
(() => {
  const plots = [...document.querySelectorAll("[data-plot]")];
  if (!plots.length || !window.vega || !window.vegaLite) return;
  const NARROW = 560;
  const darkly = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.theme ?? (darkly.matches ? "dark" : "light")) === "dark";
  const nothing = { load: () => Promise.reject(new Error("nothing is fetched")), sanitize: () => Promise.reject(new Error("no links")) };

  // What a pointer is told, beside it and inside the window.
  const tip = document.createElement("div");
  tip.className = "plot-tip";
  tip.hidden = true;
  document.body.append(tip);
  const tell = (_, event, item, value) => {
    if (value == null || value === "") { tip.hidden = true; return; }
    const told = typeof value === "object" ? Object.entries(value) : [["", value]];
    const list = document.createElement("dl");
    for (const [name, words] of told) {
      if (words == null || words === "" || words === "null") continue;
      const dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = name; dd.textContent = String(words);
      list.append(dt, dd);
    }
    tip.replaceChildren(list);
    tip.hidden = false;
    const box = tip.getBoundingClientRect(), gap = 14;
    const right = event.clientX + gap + box.width < innerWidth;
    tip.style.left = `${Math.max(4, right ? event.clientX + gap : event.clientX - gap - box.width)}px`;
    tip.style.top = `${Math.max(4, Math.min(event.clientY + gap, innerHeight - box.height - 4))}px`;
  };

  const fetched = new Map();
  const spec = async (address, width) => {
    const asked = `${address}${address.includes("?") ? "&" : "?"}theme=${dark() ? "dark" : "light"}&width=${width < NARROW ? 360 : 1200}`;
    if (!fetched.has(asked)) {
      fetched.set(asked, fetch(asked, { headers: { accept: "application/json" } }).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status}`);
        return answer.json();
      }));
    }
    return structuredClone(await fetched.get(asked));
  };

  const draw = async (plot) => {
    const place = plot.querySelector(".plot-drawing");
    const width = Math.floor(plot.clientWidth);
    if (!width || plot.dataset.drawn === `${width} ${dark()}`) return;
    plot.dataset.drawn = `${width} ${dark()}`;
    try {
      const told = await spec(plot.dataset.plot, width);
      if (!hasData(told)) { plot.hidden = true; return; }
      told.width = width;
      told.autosize = { type: "fit-x", contains: "padding" };
      told.config.background = "transparent";
      if (plot.dataset.aspect) told.height = Math.round(Math.min(width / Number(plot.dataset.aspect), Math.max(innerHeight * 0.78, 300)));
      if (plot.dataset.aspect) told.autosize = { type: "pad", contains: "padding" };
      const parsed = vega.parse(vegaLite.compile(told, { logger: quiet }).spec, null, { ast: true });
      plot.view?.finalize();
      place.hidden = false;
      const view = new vega.View(parsed, {
        expr: vega.expressionInterpreter, renderer: "svg", container: place, hover: false, tooltip: tell, loader: nothing,
        logLevel: vega.Error,
      });
      view.addEventListener("click", (_, item) => {
        const { article, entry, actor, one, other, place } = item?.datum ?? {};
        const word = encodeURIComponent;
        if (article && entry) location.assign(`/article/${word(article)}#${word(entry)}`);
        else if (actor) location.assign(`/actor/${word(actor)}`);
        else if (one && other) location.assign(`/dyad?actor=${word(one)}&recipient=${word(other)}`);
        else if (place) location.assign(`/timeline?place=${word(place)}`);
      });
      await view.runAsync();
      plot.view = view;
      const drawing = place.querySelector("svg");
      drawing?.setAttribute("aria-hidden", "true");
      drawing?.setAttribute("focusable", "false");
    } catch (error) {
      place.hidden = false;
      place.classList.add("plot-failed");
      place.textContent = "The chart could not be drawn. The table has the same numbers.";
      console.error(error);
    }
  };
  const quiet = { level: () => quiet, error: console.error, warn: () => quiet, info: () => quiet, debug: () => quiet };
  const hasData = (told) => [told, ...(told.layer ?? [])].some((part) => part.data?.values?.length);

  let waiting;
  const again = () => { clearTimeout(waiting); waiting = setTimeout(() => plots.forEach(draw), 150); };
  new ResizeObserver(again).observe(document.querySelector("main") ?? document.body);
  darkly.addEventListener("change", again);
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  plots.forEach(draw);

  // Where the desk itself cannot draw pictures, the drawing on the page is saved.
  for (const button of document.querySelectorAll(".plot-save")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const view = button.closest("[data-plot]")?.view;
      if (!view) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([await view.toSVG()], { type: "image/svg+xml" }));
      link.download = "chart.svg";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
})();
