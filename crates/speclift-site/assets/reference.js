// The reference: Swagger UI on the document of `openapi.js`, and links to operations that are the same in each language.
(function () {
  "use strict";
  var contents = document.getElementById("contents");
  var links = {};
  contents.querySelectorAll("a[data-tag]").forEach(function (link) {
    links[link.getAttribute("href").slice("#operation/".length)] = link;
  });
  // On a phone, the list would push the reference out of sight.
  if (window.matchMedia("(max-width: 60rem)").matches) { contents.open = false; }

  // The renderer takes references that lead in a circle for addresses, and from disk it would go and fetch the page itself.
  // With a base that is an address of the web it knows them for its own.
  function Base() {
    return {
      afterLoad: function (system) {
        var resolve = system.fn.resolveSubtree;
        system.fn.resolveSubtree = function (value, path, options) {
          return resolve(value, path, Object.assign({}, options, { baseDoc: "https://document.invalid/openapi.json" }));
        };
      }
    };
  }

  var ui = window.SwaggerUIBundle({
    spec: window.speclift.document,
    dom_id: "#reference",
    deepLinking: false,
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    supportedSubmitMethods: [],
    plugins: [Base],
    onComplete: function () { open(); }
  });

  // The identifier that the document of this page gives an operation.
  function identifier(slug) { return slug.replace(/-/g, "_"); }

  function block(slug) {
    var blocks = document.querySelectorAll("#reference .opblock");
    for (var i = 0; i < blocks.length; i += 1) {
      var end = "-" + identifier(slug);
      if (blocks[i].id.slice(-end.length) === end && blocks[i].id.indexOf("operations-") === 0) { return blocks[i]; }
    }
    return null;
  }

  function mark(slug) {
    Object.keys(links).forEach(function (key) {
      if (key === slug) { links[key].setAttribute("aria-current", "true"); } else { links[key].removeAttribute("aria-current"); }
    });
  }

  // Opens the operation that the address names.
  function open() {
    var match = /^#operation\/([a-z0-9-]+)$/.exec(window.location.hash);
    var link = match && links[match[1]];
    if (!link) { return; }
    ui.layoutActions.show(["operations-tag", link.dataset.tag], true);
    ui.layoutActions.show(["operations", link.dataset.tag, identifier(match[1])], true);
    mark(match[1]);
    scroll(match[1], 20);
  }

  function scroll(slug, tries) {
    var found = block(slug);
    if (found) { found.scrollIntoView(); } else if (tries > 0) {
      window.setTimeout(function () { scroll(slug, tries - 1); }, 25);
    }
  }

  window.addEventListener("hashchange", open);
  // The address follows what is opened, so that it can be handed on.
  document.getElementById("reference").addEventListener("click", function (event) {
    var summary = event.target.closest(".opblock-summary");
    var opened = summary && summary.closest(".opblock");
    if (!opened) { return; }
    Object.keys(links).forEach(function (slug) {
      if (block(slug) === opened) {
        window.history.replaceState(null, "", "#operation/" + slug);
        mark(slug);
      }
    });
  });
})();
