/* What pages gain when scripts run; all works without. No dependency. */
(() => {
  var root = document.documentElement;
  var on = (name, act) => document.addEventListener(name, act);
  var byId = (id) => document.getElementById(id);
  var find = (selector, from) => (from || document).querySelector(selector);
  var all = (selector, from) => Array.from((from || document).querySelectorAll(selector));

  /* Theme */
  function isDark() {
    var chosen = root.dataset.bsTheme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function toggleTheme() {
    root.dataset.bsTheme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.bsTheme); } catch (error) { /* this page only */ }
  }

  /* Menu on a phone: the one menu moves into the dialog and back */
  function openMenu(opener) {
    var dialog = byId(opener.dataset.openDialog);
    var menu = byId("side-menu");
    dialog.append(menu);
    dialog.showModal();
    opener.setAttribute("aria-expanded", "true");
    dialog.addEventListener("close", () => {
      find(".side").append(menu);
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    }, { once: true });
  }

  /* Bulk bar */
  var lastTicked = null;
  function tickAll(list, state) { list.forEach((box) => { box.checked = state; }); }
  function boxes(form) { return all("input[name='selected']", form); }
  function updateBulk(form) {
    var bar = find("[data-bulk-bar]", form);
    if (!bar) return;
    var ticks = boxes(form);
    var count = ticks.filter((box) => box.checked).length;
    bar.hidden = !count;
    var word = find("[data-bulk-count]", bar);
    word.textContent = count + " " + (count > 1 ? word.dataset.many : word.dataset.one);
    var head = find("[data-tick-all]", form);
    if (head) {
      head.checked = count > 0 && count === ticks.length;
      head.indeterminate = count > 0 && count < ticks.length;
    }
  }
  function tick(form, box, shift) {
    var ticks = boxes(form);
    var from = ticks.indexOf(lastTicked), to = ticks.indexOf(box);
    if (shift && from >= 0) tickAll(ticks.slice(Math.min(from, to), Math.max(from, to) + 1), box.checked);
    lastTicked = box;
    updateBulk(form);
  }

  /* Toasts leave by themselves, but never while somebody reads them */
  function watchToast(toast) {
    if (toast.dataset.watched) return;
    toast.dataset.watched = "yes";
    var timer, start = () => { timer = setTimeout(() => toast.remove(), 12000); };
    var stop = () => clearTimeout(timer);
    ["mouseenter", "focusin"].forEach((name) => toast.addEventListener(name, stop));
    ["mouseleave", "focusout"].forEach((name) => toast.addEventListener(name, start));
    start();
  }

  function prepare() {
    all("[data-bulk]").forEach(updateBulk);
    all(".toast-note").forEach(watchToast);
  }

  on("click", (event) => {
    var target = event.target.closest("[data-theme-toggle],[data-open-dialog],[data-close-dialog],[data-dismiss]," +
      "[data-untick],[data-print],[data-tick-all],input[name='selected']");
    all("details.menu[open]").forEach((menu) => { menu.open = menu.contains(event.target); });
    if (!target) {
      if (event.target.matches("dialog.menu-dialog")) event.target.close();
      return;
    }
    var form = target.closest("[data-bulk]");
    if (target.matches("[data-theme-toggle]")) toggleTheme();
    else if (target.matches("[data-open-dialog]")) { event.preventDefault(); openMenu(target); }
    else if (target.matches("[data-close-dialog]")) target.closest("dialog").close();
    else if (target.matches("[data-dismiss]")) target.closest(".notice,.toast-note").remove();
    else if (target.matches("[data-print]")) window.print();
    else if (form && target.matches("[data-tick-all]")) {
      tickAll(boxes(form), target.checked);
      updateBulk(form);
    } else if (form && target.matches("[data-untick]")) {
      tickAll(boxes(form), false);
      updateBulk(form);
      boxes(form)[0].focus();
    } else if (form) tick(form, target, event.shiftKey);
  });

  on("change", (event) => {
    var form = event.target.form;
    if (form && form.matches("[data-autosubmit]") && event.target.matches("select,[type='checkbox'],[type='date']")) form.requestSubmit();
  });

  on("keydown", (event) => {
    if (event.key === "Escape") {
      var menu = find("details.menu[open]");
      if (menu) { menu.open = false; find("summary", menu).focus(); }
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      var search = find("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
  });

  /* After a swap, the focus goes back to the same control, else to what changed */
  var focused = "";
  function remember(event) {
    var detail = event.detail || {}, asked = detail.pathInfo;
    focused = document.activeElement ? document.activeElement.id : "";
    if (!asked || detail.requestConfig.verb !== "get") return;
    var answered = new URL(detail.xhr.responseURL).pathname;
    /* an error, or the sign-in page instead of the list: show it whole */
    if (detail.isError || answered !== new URL(asked.requestPath, location).pathname) {
      event.preventDefault();
      location.assign(asked.finalRequestPath || asked.requestPath);
    }
  }
  function restore(event) {
    prepare();
    if (document.activeElement && document.activeElement !== document.body) return;
    var same = focused && byId(focused);
    var zone = same || (event.detail && event.detail.target && byId(event.detail.target.id));
    if (zone) zone.focus({ preventScroll: !same });
  }
  ["htmx:beforeSwap", "htmx:before:swap"].forEach((name) => on(name, remember));
  ["htmx:afterSettle", "htmx:after:swap"].forEach((name) => on(name, restore));

  all("[data-focus-first]").forEach((zone) => zone.focus());
  window.addEventListener("pageshow", prepare);
  prepare();
})();
