// What an eye with a ruler would find on a page: each check gives a list of sentences, empty where all is well.
(() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !one.closest(".sr, .skip, [inert]");
  const words = (one) => `${one.tagName.toLowerCase()} “${(one.getAttribute("aria-label") || one.textContent || one.name || one.className.baseVal || one.className || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const style = (one) => getComputedStyle(one);
  const most = (found) => found.slice(0, 5);

  // A radio or checkbox is tapped by its label.
  function target(one) {
    const label = one.closest("label") ?? (one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`));
    return ["radio", "checkbox"].includes(one.type) && label ? label : one;
  }

  function sideways() {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    if (scrollWidth <= clientWidth) return [];
    const last = all("body *").filter((one) => one.getBoundingClientRect().right > clientWidth + 1).at(-1);
    return [`scrolls ${scrollWidth - clientWidth} px sideways: ${last ? words(last) : "?"}`];
  }

  function clipped() {
    const cut = all("body *").filter((one) => !one.closest("svg, select, input, .scrollx") && ["hidden", "clip"].includes(style(one).overflowX) && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1);
    return most(cut).map((one) => `cut off: ${words(one)}`);
  }

  function spilling() {
    const over = all("button, .btn, .chip, .tabs a, .seg label, .pills label, h1, h2, h3, dt, dd, th, td, summary, legend").filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 2);
    return most(over).map((one) => `spills: ${words(one)} (${one.scrollWidth} in ${one.clientWidth} px)`);
  }

  // A word that has room for three letters is no word any more.
  function crushed() {
    const slivers = all("body *").filter((one) => {
      const text = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
      if (one.closest("svg, td, th") || text.length <= 5 || style(one).display === "inline" || one.clientWidth < 2) return false;
      return one.clientWidth < (text.length > 12 ? 4 : 2) * parseFloat(style(one).fontSize);
    });
    return most(slivers).map((one) => `crushed to ${one.clientWidth} px: ${words(one)}`);
  }

  // Words that lie on other words. What stays in place while a page moves lies over it by design, and so does a dialog.
  function overlapping() {
    const shown = (one) => one.checkVisibility({ contentVisibilityAuto: true }) && !one.closest("svg, select, textarea, .bar, .dock, .toasts, .deck, .canvas");
    const place = document.querySelector("dialog:modal") ?? document.body;
    const lines = all("body *").filter((one) => place.contains(one) && shown(one)).flatMap((one) => {
      const nodes = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
      return nodes.flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter((box) => box.width > 2).map((box) => [one, box]);
      });
    }).sort(([, a], [, b]) => a.top - b.top);
    const found = [];
    lines.forEach(([one, a], index) => {
      for (const [other, b] of lines.slice(index + 1)) {
        if (b.top > a.bottom - 3) break;
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        if (other !== one && width > 2 && Math.min(a.bottom, b.bottom) - b.top > 3) found.push(`${words(one)} lies on ${words(other)}`);
      }
    });
    return most(found);
  }

  // A word of which the end stands on the next line. Names of substances and addresses are longer than a column may be.
  function broken() {
    const found = [];
    for (const one of all("body *").filter((each) => !each.closest("svg, select, textarea") && each.getBoundingClientRect().width > 2 && each.checkVisibility({ contentVisibilityAuto: true }))) {
      for (const node of [...one.childNodes].filter((each) => each.nodeType === 3)) {
        for (const { 0: word, index } of node.data.matchAll(/(?<![^\s(“])[\p{L}’]{3,14}(?![^\s,.;:?)”])/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const boxes = [...range.getClientRects()];
          if (boxes.length && boxes.at(-1).top > boxes[0].top + 3) found.push(`breaks “${word}”: ${words(one)}`);
        }
      }
    }
    return most(found);
  }

  // 40 px is the house's own rule; links in a sentence are as large as its words.
  function small(least = 40) {
    const short = all(CONTROLS).filter((one) => !one.disabled && style(one).display !== "inline").map((one) => [one, target(one).getBoundingClientRect()])
      .filter(([one, box]) => box.width > 0 && Math.min(box.width, box.height) < least - 0.5);
    return most(short).map(([one, box]) => `target of ${Math.round(box.width)}×${Math.round(box.height)} px: ${words(one)}`);
  }

  // Of small targets (links in a sentence too) the circles of 24 px around their middles may not meet another target.
  function crowded() {
    const places = all(CONTROLS).filter((one) => !one.disabled).map((one) => [one, target(one)]).filter(([, box]) => box.getBoundingClientRect().width > 0);
    const found = [];
    for (const [one, box] of places) {
      const { left, top, width, height } = box.getBoundingClientRect();
      if (Math.min(width, height) >= 24 || (style(one).display === "inline" && one.closest("p, li, dd, td"))) continue;
      const [x, y] = [left + width / 2, top + height / 2];
      const near = places.find(([, other]) => {
        const b = other.getBoundingClientRect();
        const [dx, dy] = [Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom)];
        return other !== box && !other.contains(box) && !box.contains(other) && dx * dx + dy * dy < 144;
      });
      if (near) found.push(`small and too near ${words(near[0])}: ${words(one)}`);
    }
    return most(found);
  }

  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) if (style(at).backgroundColor !== "rgba(0, 0, 0, 0)") return style(at).backgroundColor;
    return "rgb(255, 255, 255)";
  };
  const look = (one) => [ground(one), style(one).borderTopColor, style(one).borderTopWidth, style(one).color].join();
  const isDrawn = (one) => (parseFloat(style(one).borderTopWidth) > 0 && style(one).borderTopStyle !== "none" && style(one).borderTopColor !== ground(one)) || (one.parentElement && ground(one) !== ground(one.parentElement));

  // Without our colours a button still has an edge or a ground of its own, readable words, and a choice made still shows.
  function faint() {
    const buttons = all(".btn:not(.plain, .note *, .toast *), .input").filter((one) => !isDrawn(one)).map((one) => `no edge in forced colours: ${words(one)}`);
    const blank = all("button, .btn, .chip, label").filter((one) => one.textContent.trim() && style(one).color === ground(one)).map((one) => `words in the colour of their ground: ${words(one)}`);
    const checked = all(":is(.seg .opts, .scale, .pills) label:has(:checked)").filter((one) => {
      const other = [...one.parentElement.children].find((each) => each.matches("label:not(:has(:checked))"));
      return other && look(one) === look(other);
    });
    return most([...buttons, ...blank, ...checked.map((one) => `a choice that does not show: ${words(one)}`)]);
  }

  const seconds = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (one.trim().endsWith("ms") ? 0.001 : 1)));
  function moving() {
    const found = [...document.querySelectorAll("*")].filter((one) => seconds(style(one).transitionDuration) > 0.001 || (style(one).animationName !== "none" && seconds(style(one).animationDuration) > 0.001));
    return most(found).map((one) => `moves although asked not to: ${words(one)}`);
  }

  function stops() {
    const groups = new Set();
    return all("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']").concat([...document.querySelectorAll(".skip")]).filter((one) => {
      if (one.disabled || one.tabIndex < 0) return false;
      // Behind a dialog nothing can be reached.
      if (document.querySelector("dialog:modal")?.contains(one) === false) return false;
      if (one.type !== "radio") return true;
      const group = `${one.form?.getAttribute("id")} ${one.name}`;
      return !groups.has(group) && groups.add(group);
    }).length;
  }

  // Where the focus is: which element, whether its ring shows, whether something lies over it.
  function stop() {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = target(one);
    const { left, top, width, height } = box.getBoundingClientRect();
    const inside = (value, end) => Math.min(end - 1, Math.max(0, value));
    const at = document.elementFromPoint(inside(left + Math.min(width, 40) / 2, innerWidth), inside(top + height / 2, innerHeight));
    const ring = [one, box].some((each) => style(each).outlineStyle !== "none" && parseFloat(style(each).outlineWidth) >= 2);
    return { key: [...document.querySelectorAll("*")].indexOf(one), words: words(one), ring, covered: !(at && (box.contains(at) || at.contains(box))) };
  }

  globalThis.rigs = { sideways, clipped, spilling, crushed, overlapping, broken, small, crowded, faint, moving, stops, stop };
})();
