/* What pages gain when scripts run; everything also works without. No dependency. */
(function () {
  "use strict";
  var root = document.documentElement;
  var find = function (selector, from) { return (from || document).querySelector(selector); };
  var all = function (selector, from) { return Array.from((from || document).querySelectorAll(selector)); };

  /* Theme */
  function isDark() {
    var chosen = root.dataset.bsTheme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function toggleTheme() {
    root.dataset.bsTheme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.bsTheme); } catch (error) { /* kept for this page only */ }
  }

  /* Menu on a phone: the one menu moves into the dialog and back */
  function openMenu(opener) {
    var dialog = document.getElementById(opener.dataset.openDialog);
    var menu = document.getElementById("side-menu");
    dialog.append(menu);
    dialog.showModal();
    opener.setAttribute("aria-expanded", "true");
    dialog.addEventListener("close", function () {
      find(".side").append(menu);
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
    }, { once: true });
  }

  /* Bulk bar */
  var lastTicked = null;
  function boxes(form) { return all("input[name='selected']", form); }
  function updateBulk(form) {
    var bar = find("[data-bulk-bar]", form);
    if (!bar) return;
    var ticks = boxes(form);
    var count = ticks.filter(function (box) { return box.checked; }).length;
    bar.hidden = count === 0;
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
    if (shift && from >= 0) {
      ticks.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(function (other) { other.checked = box.checked; });
    }
    lastTicked = box;
    updateBulk(form);
  }

  /* Toasts leave by themselves, but never while somebody reads them */
  function watchToast(toast) {
    if (toast.dataset.watched) return;
    toast.dataset.watched = "yes";
    var timer, start = function () { timer = setTimeout(function () { toast.remove(); }, 12000); };
    var stop = function () { clearTimeout(timer); };
    toast.addEventListener("mouseenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
  }

  function prepare() {
    all("[data-bulk]").forEach(updateBulk);
    all(".toast-note").forEach(watchToast);
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-theme-toggle],[data-open-dialog],[data-close-dialog],[data-dismiss]," +
      "[data-untick],[data-print],[data-tick-all],input[name='selected']");
    all("details.menu[open]").forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
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
      boxes(form).forEach(function (box) { box.checked = target.checked; });
      updateBulk(form);
    } else if (form && target.matches("[data-untick]")) {
      boxes(form).forEach(function (box) { box.checked = false; });
      updateBulk(form);
      var first = boxes(form)[0];
      if (first) first.focus();
    } else if (form) tick(form, target, event.shiftKey);
  });

  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-autosubmit") && event.target.matches("select,input[type='checkbox'],input[type='date']")) {
      form.requestSubmit();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var menu = find("details.menu[open]");
      if (menu) { menu.open = false; find("summary", menu).focus(); }
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      var search = find("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
  });

  /* After a swap, the focus goes back to the same control, else to what changed (events of htmx 2 and 4) */
  var focused = "";
  function remember() { focused = document.activeElement ? document.activeElement.id : ""; }
  function restore(event) {
    prepare();
    if (document.activeElement && document.activeElement !== document.body) return;
    var same = focused && document.getElementById(focused);
    var zone = same || (event.detail && event.detail.target && document.getElementById(event.detail.target.id));
    if (zone) zone.focus({ preventScroll: !same });
  }
  ["htmx:beforeSwap", "htmx:before:swap"].forEach(function (name) { document.addEventListener(name, remember); });
  ["htmx:afterSettle", "htmx:after:swap"].forEach(function (name) { document.addEventListener(name, restore); });

  all("[data-focus-first]").forEach(function (zone) { zone.focus(); });
  window.addEventListener("pageshow", prepare);
  prepare();
})();
