/* Blocking and tiny: sets the chosen theme before the first paint, and says that scripts run. */
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme;
  } catch (error) {
    /* storage refused by the browser: the system preference applies */
  }
})();
