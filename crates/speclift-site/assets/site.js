// What the pages do: the theme, the way to the same place in another language, and searches. All of it is an addition:
// without scripts the pages read the same.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "speclift-theme";
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    // A page from disk may have no storage.
    try { return window.localStorage.getItem(KEY); } catch (_) { return null; }
  }
  function keep(theme) {
    try { window.localStorage.setItem(KEY, theme); } catch (_) { /* it lasts as long as the page */ }
  }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }
  function show() {
    // The renderer of the reference knows this class.
    root.classList.toggle("dark-mode", isDark());
    var button = document.getElementById("theme");
    if (button) { button.setAttribute("aria-pressed", String(isDark())); }
  }
  var theme = kept();
  if (theme === "dark" || theme === "light") { root.dataset.theme = theme; }
  show();
  system.addEventListener("change", show);

  function search(box) {
    var list = document.getElementById(box.dataset.search);
    var input = box.querySelector("input");
    var output = box.querySelector("output");
    if (!list || !input) { return; }
    var items = Array.prototype.map.call(list.querySelectorAll("[data-item]"), function (node) {
      return { node: node, text: (node.textContent + " " + (node.dataset.words || "")).toLowerCase() };
    });
    function filter() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      items.forEach(function (item) {
        var fits = words.every(function (word) { return item.text.indexOf(word) >= 0; });
        item.node.hidden = !fits;
        if (fits) { count += 1; }
      });
      list.querySelectorAll("[data-group]").forEach(function (group) {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      });
      output.textContent = words.length === 0 ? "" : count === 0 ? output.dataset.none : count + " " + output.dataset.shown;
    }
    input.addEventListener("input", filter);
    box.hidden = false;
    if (input.value) { filter(); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      keep(root.dataset.theme);
      show();
    });
    show();
    document.querySelectorAll("a[data-language]").forEach(function (link) {
      link.addEventListener("click", function () { link.hash = window.location.hash; });
    });
    document.querySelectorAll("[data-search]").forEach(search);
  });
})();
