// Checks that run in a page: what is too wide, which text cannot be read, what the keyboard must reach.
({
  overflow: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  outside: () => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !each.closest(".wide,.skip,.switch,svg,details:not([open])");
  }).map((each) => each.outerHTML.slice(0, 80)),
  visible: (each) => each.checkVisibility() && each.getClientRects().length > 0,
  stops: function () {
    const found = [...document.querySelectorAll("a[href],input:not([type=hidden]),button,select,textarea,summary,[tabindex='0']")];
    return found.filter(this.visible).filter((each) => each.type !== "radio" || each.checked);
  },
  colour: (text) => { const found = text.match(/[\d.]+/g).map(Number); return found.length === 3 ? [...found, 1] : found; },
  over: (above, below) => [0, 1, 2].map((at) => above[at] * above[3] + below[at] * (1 - above[3])).concat(1),
  back: function (each) {
    const layers = [];
    for (let node = each; node; node = node.parentElement) {
      layers.push(this.colour(getComputedStyle(node).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((below, above) => this.over(above, below), canvas);
  },
  light: (colour) => {
    const [r, g, b] = colour.map((each) => each / 255).map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;  // WCAG 2.2, relative luminance
  },
  ratio: function (one, other) {
    const [dark, bright] = [this.light(one), this.light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  },
  unreadable: function () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    let texts = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const each = node.parentElement, style = getComputedStyle(each);
      if (!node.data.trim() || !this.visible(each) || each.closest("title,style,script,.skip")) continue;
      texts += 1;
      const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
      const back = this.back(each), ink = this.over(this.colour(each.closest("svg") ? style.fill : style.color), back);
      const ratio = this.ratio(ink, back);
      if (ratio < (large ? 3 : 4.5)) found.push([ratio.toFixed(2), each.outerHTML.slice(0, 120)]);
    }
    const shapes = [...document.querySelectorAll("rect")].filter(this.visible);
    for (const each of shapes) {
      const back = this.back(each.closest("figure,td")), ratio = this.ratio(this.colour(getComputedStyle(each).fill), back);
      if (ratio < 3) found.push([ratio.toFixed(2), each.outerHTML]);
    }
    return {texts, found};
  },
  ends: (selector) => [...document.querySelectorAll(selector)].filter((each) => each.textContent.trim()).map((each) => {
    const range = document.createRange(), box = each.getBoundingClientRect(), style = getComputedStyle(each);
    range.selectNodeContents(each);
    const lines = [...range.getClientRects()].filter((one) => one.width > 1);
    const first = lines.filter((one) => Math.abs(one.top - lines[0].top) < 3);
    return {
      text: each.textContent.slice(0, 40), direction: style.direction,
      left: Math.min(...first.map((one) => one.left)) - box.left - parseFloat(style.paddingLeft),
      right: box.right - parseFloat(style.paddingRight) - Math.max(...first.map((one) => one.right)),
    };
  }),
  words: (selector) => {
    const node = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT).nextNode();
    const at = [...node.data.matchAll(/\S+/g)].slice(0, 4).map((found) => {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      return range.getBoundingClientRect().left;
    });
    return at;
  },
})
