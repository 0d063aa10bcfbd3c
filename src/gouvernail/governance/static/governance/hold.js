/* Holding a meeting: follow it live, keep what is typed when the network drops, send it again. All works without. */
(() => {
  var root = document.querySelector("[data-live]");
  if (!root) return;
  var version = root.dataset.version;
  var notice = document.getElementById("live-notice");
  var prefix = "gouvernail:" + location.pathname + ":";

  function say(name) {
    notice.textContent = name ? notice.dataset[name] : "";
    notice.hidden = !name;
  }

  /* Drafts: one a field, kept in this browser until the server holds the same text */
  function keyOf(field) {
    return field.name && field.form && field.form.matches("[data-keep]") && !field.matches("[type=hidden],[type=radio]")
      ? prefix + field.name : "";
  }
  function each(zone, act) { zone.querySelectorAll("[data-keep] input, [data-keep] textarea, [data-keep] select").forEach(act); }
  function store(field) { try { localStorage.setItem(keyOf(field), field.value); } catch (error) { /* this page only */ } }
  function drop(field) { try { localStorage.removeItem(keyOf(field)); } catch (error) { /* nothing kept */ } }
  function restore(zone) {
    each(zone, (field) => {
      var key = keyOf(field), draft = null;
      try { draft = key && localStorage.getItem(key); } catch (error) { return; }
      if (draft === null || draft === "") return;
      if (draft.trim() === field.value.trim()) return field.dataset.unsaved ? undefined : drop(field);
      field.value = draft;
      field.dataset.dirty = "yes";
      var details = field.closest("details");
      if (details) details.open = true;
      say("restored");
    });
  }
  root.addEventListener("input", (event) => {
    if (!keyOf(event.target)) return;
    event.target.dataset.dirty = "yes";
    store(event.target);
  });

  /* Sending, one form after the other. What the network refuses stays in the queue, which outlives the page. */
  var queueKey = prefix + "queue", queue = readQueue(), busy = false;
  function readQueue() { try { return JSON.parse(localStorage.getItem(queueKey)) || []; } catch (error) { return []; } }
  function keepQueue() {
    try {
      if (queue.length) localStorage.setItem(queueKey, JSON.stringify(queue));
      else localStorage.removeItem(queueKey);
    } catch (error) { /* this page only */ }
  }
  function formOf(zone, one) { return Array.from(zone.querySelectorAll("form")).find((form) => form.action === one.action); }
  function dataOf(one) {
    var data = new URLSearchParams();
    one.fields.forEach(([name, value]) => data.append(name, value));
    return data;
  }
  function enqueue(form, data) {
    var one = { action: form.action, fields: Array.from(data.entries()).filter(([, value]) => typeof value === "string") };
    if (!form.matches("[data-each]")) queue = queue.filter((other, rank) => other.action !== one.action || (busy && rank === 0));
    queue.push(one);
    keepQueue();
    flush();
  }
  function flush() {
    if (busy || !queue.length) return;
    var one = queue[0], data = dataOf(one), was = formOf(root, one);
    busy = true;
    fetch(one.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" })
      .then((answer) => answer.text().then((text) => {
        busy = false;
        if (answer.status >= 500) return say("refused");
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live]");
        if (answer.redirected && !fresh && /\/login\//.test(answer.url)) return location.reload();
        queue.shift();
        keepQueue();
        if (!fresh) return location.reload();
        if (answer.ok) each(root, (field) => { if (field.form === was && isSent(field, data)) drop(field); });
        say("");
        renew(fresh, (other) => other.action === one.action, () => false);
        swap(fresh, was, data);
        var hash = new URL(answer.url).hash;
        var target = hash && document.getElementById(hash.slice(1));
        if (target && !queue.length) target.focus({ preventScroll: true });
        flush();
      }))
      .catch(() => { busy = false; say("offline"); });
  }
  /* What was pressed again meanwhile is sent against what the page shows now, not against what it showed before */
  function renew(zone, wanted, isKept) {
    queue.filter(wanted).forEach((one) => {
      var form = formOf(zone, one);
      if (form) one.fields = one.fields.map(([name, value]) => {
        var hidden = isKept(name) ? null : form.querySelector("input[type=hidden][name='" + name + "']");
        return [name, hidden ? hidden.value : value];
      });
    });
    keepQueue();
  }
  root.addEventListener("submit", (event) => {
    var form = event.target;
    if (!form.matches("[data-keep]")) return;
    event.preventDefault();
    var data = new FormData(form);
    if (event.submitter && event.submitter.name) data.set(event.submitter.name, event.submitter.value);
    enqueue(form, data);
  });
  window.addEventListener("online", flush);

  /* Live: parts are redrawn unless somebody types in them; what was just sent comes back in the answer */
  function isSent(field, data) { return !data.has(field.name) || data.get(field.name) === field.value; }
  function isHeld(part, sent, data) {
    if (sent && (part.contains(sent) || sent.contains(part))) {
      return Array.from(part.querySelectorAll("textarea,input:not([type=radio]):not([type=hidden])"))
        .some((field) => field.form === sent && !isSent(field, data));
    }
    return part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select") ||
      !!part.querySelector("[data-dirty]");
  }
  function swap(fresh, sent, data) {
    var held = false;
    fresh.querySelectorAll("[data-part]").forEach((part) => {
      var old = document.getElementById(part.id);
      if (!old || old.isEqualNode(part)) return;
      if (isHeld(old, sent, data)) { held = true; return; }
      old.replaceWith(document.importNode(part, true));
    });
    version = fresh.dataset.version;
    if (held) say("held");
    restore(root);
  }
  function look() {
    flush();
    if (document.hidden || busy || queue.length) return;
    fetch(root.dataset.live + "?version=" + encodeURIComponent(version), { credentials: "same-origin" })
      .then((answer) => answer.status === 200 && !answer.redirected ? answer.text() : "")
      .then((text) => {
        if (!text) return;
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live]");
        if (fresh) swap(fresh, null, null);
      })
      .catch(() => { /* the next look will tell */ });
  }
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
  restore(root);
  renew(root, () => true, (name) => name !== "csrfmiddlewaretoken");
  flush();
})();
