/* A slider and the field beside it say the same; without scripts, the field alone. No dependency. */
(() => {
  var number = (text) => Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));

  function read(field, range) {
    var value = field.matches("select") ? field.selectedIndex : number(field.value);
    if (field.value !== "" || field.matches("select")) range.value = value;
    tell(field, range);
  }
  function write(field, range) {
    if (field.matches("select")) field.selectedIndex = Number(range.value);
    else if (field.type === "number") field.value = range.value;
    else field.value = range.value.replace(".", ",");
    tell(field, range);
  }
  function tell(field, range) {
    var words = field.matches("select") ? field.options[field.selectedIndex].text : field.value;
    range.setAttribute("aria-valuetext", words);
  }

  document.querySelectorAll("[data-slider-for]").forEach((range) => {
    var field = document.getElementById(range.dataset.sliderFor);
    if (!field) return;
    range.addEventListener("input", () => write(field, range));
    field.addEventListener("input", () => read(field, range));
    read(field, range);
  });
})();
