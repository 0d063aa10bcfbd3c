/* The deck in the meeting: one slide at a time by the keyboard. Nothing is asked of the network once it is loaded. */
(() => {
  var slides = Array.from(document.querySelectorAll(".present-slide"));
  var now = document.querySelector("[data-present-now]");
  var root = document.documentElement;
  var at = 0;
  var settling = 0;
  root.classList.add("is-presenting");

  function show(rank, quiet) {
    slides[at].classList.remove("is-shown");
    at = Math.max(0, Math.min(slides.length - 1, rank));
    slides[at].classList.add("is-shown");
    now.textContent = at + 1;
    // The slide is seen first: what costs a layout waits for the frame that shows it.
    clearTimeout(settling);
    requestAnimationFrame(() => { clearTimeout(settling); settling = setTimeout(settle, 0, quiet); });
  }
  function settle(quiet) {
    slides[at].scrollTop = 0;
    history.replaceState(null, "", "#" + slides[at].id);
    if (!quiet) slides[at].focus({ preventScroll: true });
  }
  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen();
  }
  function fromHash() {
    var rank = slides.findIndex((slide) => "#" + slide.id === location.hash);
    return rank < 0 ? 0 : rank;
  }
  var STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -1e6, End: 1e6 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var inside = event.target.closest("a,button,input,select,textarea,summary");
    if (event.key === " " && inside) return;
    if (event.key === "f" || event.key === "F") { event.preventDefault(); full(); }
    else if (STEPS[event.key]) {
      event.preventDefault();
      show(at + (event.key === " " && event.shiftKey ? -1 : STEPS[event.key]));
    }
  });
  document.addEventListener("click", (event) => {
    var button = event.target.closest("[data-present]");
    if (!button) return;
    if (button.dataset.present === "full") full();
    else show(at + Number(button.dataset.present), true);
  });
  window.addEventListener("hashchange", () => { show(fromHash()); });
  var from = null;
  document.addEventListener("touchstart", (event) => { from = event.changedTouches[0]; }, { passive: true });
  document.addEventListener("touchend", (event) => {
    var to = event.changedTouches[0], across = to.clientX - from.clientX;
    if (Math.abs(across) > 70 && Math.abs(across) > 2 * Math.abs(to.clientY - from.clientY)) show(at + (across < 0 ? 1 : -1), true);
  }, { passive: true });
  show(fromHash(), true);
})();
