/* What a page has more of with a script: light and dark at a touch, and the paper's small name while the large one
   is scrolled away. The first lines run before the page is painted, so that nobody sees the wrong theme flash. */
(function () {
  "use strict";

  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage is shut: the system decides.
    }
  }

  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function isDark() {
    return (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  }

  /** What the system would show anyway need not be kept: whoever switches back leaves no trace. */
  function choose(theme) {
    const isTheSystems = (theme === "dark") === system.matches;
    try {
      if (isTheSystems) localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // The choice holds for this page.
    }
    show(isTheSystems ? null : theme);
  }

  function startSwitch(button) {
    function tell() {
      button.setAttribute("aria-pressed", String(isDark()));
    }
    button.addEventListener("click", function () {
      choose(isDark() ? "light" : "dark");
      tell();
    });
    system.addEventListener("change", tell);
    button.hidden = false;
    tell();
  }

  function watchName(masthead, menu) {
    new IntersectionObserver(function (entries) {
      menu.classList.toggle("is-away", !entries[entries.length - 1].isIntersecting);
    }).observe(masthead);
  }

  /** On a phone the row of sections scrolls sideways: begin where the reader is. */
  function showCurrent(menu) {
    const row = menu.querySelector("ul");
    const current = row.querySelector("[aria-current]");
    if (!current) return;
    new IntersectionObserver(function (entries, observer) {
      observer.disconnect();
      const entry = entries[0]; // Measured with the page's own layout, not by forcing another.
      const beyond = entry.boundingClientRect.right - entry.rootBounds.right;
      if (beyond > 0) row.scrollLeft = beyond + 48;
    }, { root: row }).observe(current);
  }

  show(remembered());
  addEventListener("storage", function (event) {
    if (event.key === "theme") show(event.newValue);
  });
  document.addEventListener("DOMContentLoaded", function () {
    const button = document.querySelector(".theme");
    const masthead = document.querySelector(".masthead");
    const menu = document.querySelector(".menu");
    if (button) startSwitch(button);
    if (masthead && menu) watchName(masthead, menu);
    if (menu) showCurrent(menu);
  });
})();
