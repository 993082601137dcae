"use strict";
// What pages do beyond links and forms: keys, the panel of an article, copying. Everything here has a plain way, too.
(() => {
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  document.addEventListener("htmx:configRequest", (e) => { e.detail.headers["X-CSRF"] = csrf; });

  // Older browsers show no closed <details>: where there is room, filters stand open.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60.0625rem)").matches)
    document.querySelectorAll("details.fold").forEach((d) => { d.open = true; });

  // Addresses without the fields that were left empty.
  document.addEventListener("submit", (e) => {
    if (e.target.method !== "get") return;
    for (const field of e.target.elements) if (field.name && field.value === "") field.disabled = true;
    setTimeout(() => { for (const field of e.target.elements) field.disabled = false; });
  });

  // Back and forward show a page as the browser kept it: made anew when something was changed in the meantime.
  document.addEventListener("submit", (e) => { if (e.target.method === "post") sessionStorage.setItem("changed", "yes"); });
  addEventListener("pageshow", (e) => {
    const returned = e.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (returned && sessionStorage.getItem("changed")) location.reload();
  });

  // Lists by keys.
  const entries = () => [...document.querySelectorAll('[data-keys="list"] .entry, [data-keys="cards"] .card')];
  let at = -1;
  const go = (to) => {
    const all = entries();
    if (!all.length) return;
    at = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((one, i) => one.classList.toggle("here", i === at));
    const link = all[at].querySelector(".act a, .head a") ?? all[at].querySelector("a");
    link?.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
    if (at === all.length - 1) document.querySelector(".more a[hx-get]")?.scrollIntoView({ block: "nearest" });
  };
  const help = () => {
    const box = document.getElementById("keys");
    if (box) box.open ? box.close() : box.showModal();
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    if (e.key === "j") go(at + 1);
    else if (e.key === "k") go(at - 1);
    else if (e.key === "/") {
      const field = document.querySelector('main [data-keys="search"]') ?? document.querySelector('[data-keys="search"]');
      if (!field) return;
      e.preventDefault(); field.focus(); field.select();
    } else if (e.key === "?") help();
    else if (e.key === "Enter" && at >= 0 && !e.target.closest("a, button, summary")) {
      const open = entries()[at]?.dataset.open;
      if (open) location.href = open;
    }
  });
  document.querySelector("[data-close]")?.addEventListener("click", help);

  // On a narrow page the heads of the views scroll sideways.
  const heads = document.querySelector(".masthead nav"), now = heads?.querySelector("[aria-current]");
  if (now && heads.scrollWidth > heads.clientWidth) heads.scrollLeft = now.offsetLeft - (heads.clientWidth - now.offsetWidth) / 2;

  // Copying.
  const offerCopy = (root) => root.querySelectorAll("[data-citation]:not([data-ready])").forEach((text) => {
    text.dataset.ready = "";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy as citation";
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(text.textContent); button.textContent = "Copied"; }
      catch { getSelection().selectAllChildren(text); button.textContent = "Selected: copy it"; }
      setTimeout(() => { button.textContent = "Copy as citation"; }, 2500);
    });
    text.after(button);
  });
  offerCopy(document);

  // The article: a click on a mark, or on an entry, shows the entry beside the text.
  const reader = document.querySelector("[data-reader]");
  if (reader) {
    const detail = reader.querySelector("[data-detail]");
    const light = (id) => reader.querySelectorAll("[data-e]").forEach((m) => m.classList.toggle("lit", m.dataset.e.split(" ").includes(id)));
    const narrow = matchMedia("(max-width: 60rem)");
    let asked = "", opener = null;
    const shut = () => {
      detail.hidden = true;
      asked = "";
      light("");
      opener?.focus({ preventScroll: true });
    };
    // On a narrow page the entry lies over the end of the text: Esc puts it away.
    addEventListener("keydown", (e) => { if (e.key === "Escape" && narrow.matches && !detail.hidden) shut(); });
    const show = async (ids, fromText) => {
      const id = ids[0];
      asked = id;
      light(id);
      reader.querySelectorAll(".card").forEach((c) => c.classList.toggle("here", ids.includes(c.id)));
      const answer = await fetch("/why/" + encodeURIComponent(id), { headers: { "HX-Request": "true" } });
      if (!answer.ok || asked !== id) return;
      // The desk's own page, escaped there; scripts in it could not run either.
      detail.innerHTML = await answer.text();
      detail.hidden = false;
      if (ids.length > 1) {
        const also = document.createElement("p");
        also.className = "small from";
        also.append("Also here: ");
        ids.slice(1).forEach((other, i) => {
          const card = document.getElementById(other);
          const link = document.createElement("a");
          link.href = "#" + other;
          link.textContent = card ? card.querySelector(".kind").textContent + " " + card.querySelector("b").textContent : other;
          link.addEventListener("click", (e) => { e.preventDefault(); show([other], true); history.replaceState(null, "", "#" + other); });
          if (i) also.append(", ");
          also.append(link);
        });
        detail.prepend(also);
      }
      offerCopy(detail);
      const close = document.createElement("button");
      close.type = "button";
      close.className = "close";
      close.textContent = "Close";
      close.addEventListener("click", shut);
      detail.prepend(close);
      detail.scrollTo({ top: 0 });
      if (!narrow.matches) reader.querySelector(".panel-in").scrollTo({ top: 0 });
      const words = fromText ? opener : reader.querySelector(".body .lit, h1 .lit");
      const hidden = words && words.getBoundingClientRect().bottom > detail.getBoundingClientRect().top;
      if (narrow.matches ? !fromText || hidden : !fromText) words?.scrollIntoView({ block: narrow.matches ? "start" : "center" });
    };
    reader.addEventListener("click", (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey) return;
      const mark = e.target.closest("a[data-e]");
      const entry = e.target.closest("a[data-entry]");
      if (!mark && !entry) return;
      e.preventDefault();
      const ids = mark ? mark.dataset.e.split(" ") : [entry.dataset.entry];
      history.replaceState(null, "", "#" + ids[0]);
      opener = mark ?? entry;
      show(ids, Boolean(mark));
    });
    const start = decodeURIComponent(location.hash.slice(1));
    const arrive = () => { if (start && document.getElementById(start)?.classList.contains("card")) show([start], false); };
    addEventListener("hashchange", () => {
      const id = decodeURIComponent(location.hash.slice(1));
      if (id !== asked && document.getElementById(id)?.classList.contains("card")) show([id], false);
    });
    if (document.readyState === "complete") arrive(); else addEventListener("load", arrive);
    reader.querySelectorAll("[data-layer]").forEach((box) => box.addEventListener("change", () => {
      const on = [...reader.querySelectorAll("[data-layer]:checked")].map((b) => b.value).join(" ");
      const url = new URL(location.href);
      url.searchParams.set("layers", on);
      history.replaceState(null, "", url);
    }));
  }
})();
(() => {
  // Files dropped anywhere on the form go into its field.
  const form = document.querySelector("[data-drop]");
  if (!form) return;
  const field = form.querySelector('input[type="file"]');
  for (const kind of ["dragover", "dragenter"]) form.addEventListener(kind, (e) => { e.preventDefault(); form.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (e) => {
    if (!e.dataTransfer?.files.length) return;
    e.preventDefault();
    field.files = e.dataTransfer.files;
  });
})();
