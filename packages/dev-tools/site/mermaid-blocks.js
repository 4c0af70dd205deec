/* global ResizeObserver, URL, document, matchMedia, mermaid */
/** In each page of the site: draws its Mermaid blocks, by the copy of Mermaid that lies beside. Without scripts, and where it can't read one, they stay text. */
(() => {
  const library = new URL("mermaid.js", document.currentScript.src).href;
  const dark = () => {
    const theme = document.documentElement.dataset.theme;
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  };
  /**
   * Waits until the page is shown: TypeDoc hides its body until the navigation is there, half a second at most. Mermaid measures
   * texts in the body; in a hidden one all sizes are 0, and it draws nonsense or finds no point for a label.
   */
  const shown = () =>
    new Promise((done) => {
      const observer = new ResizeObserver(() => {
        if (document.body.getClientRects().length > 0) {
          observer.disconnect();
          done();
        }
      });
      observer.observe(document.body);
    });
  const draw = async () => {
    const blocks = [...document.querySelectorAll("pre > code.mermaid")];
    if (blocks.length === 0) {
      return;
    }
    await new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: library, onload: done, onerror: failed });
      document.head.append(script);
    });
    // at once: on the page's load event Mermaid would draw all by itself
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark() ? "dark" : "neutral" });
    await shown();
    for (const [index, code] of blocks.entries()) {
      try {
        const { svg } = await mermaid.render(`mermaid-${index}`, code.textContent);
        const figure = Object.assign(document.createElement("figure"), { className: "mermaid", innerHTML: svg });
        code.parentElement.replaceWith(figure);
      } catch (problem) {
        code.dataset.problem = problem.message;
      }
    }
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", draw);
  } else {
    void draw();
  }
})();
