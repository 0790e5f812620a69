// Text pasted from Word, Google Docs and web pages, reduced to what a story can hold.

// A document made by DOMParser inherits the page's content policy: style="…" would be stopped and reported, and
// `element.style` would be empty. Under another name the declarations can still be read.
const HELD_STYLE = "data-pasted-style"

const declaration = (element, name) => {
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i").exec(element.getAttribute(HELD_STYLE) ?? "")
  return found ? found[1].trim().toLowerCase() : ""
}

const holdStyles = (html) =>
  html
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ` ${HELD_STYLE}=`).replace(/\son\w+\s*=/gi, " data-dropped="))

const unwrap = (element) => element.replaceWith(...element.childNodes)

const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

// Word writes a list as paragraphs with a bullet typed into each.
const wordList = (page, paragraph) => {
  const bullet = paragraph.querySelector(`[${HELD_STYLE}*="mso-list:Ignore" i], [${HELD_STYLE}*="mso-list: Ignore" i]`)
  const tag = /^\s*\w+[.)]/.test(bullet?.textContent ?? "") ? "OL" : "UL"
  bullet?.remove()
  const before = paragraph.previousElementSibling
  const list = before?.dataset.wordList && before.tagName === tag ? before : page.createElement(tag)
  if (list !== before) {
    list.dataset.wordList = "1"
    paragraph.before(list)
  }
  const item = page.createElement("li")
  item.append(...paragraph.childNodes)
  list.append(item)
  paragraph.remove()
}

const marksFromStyle = (page, span) => {
  const weight = declaration(span, "font-weight")
  const wrap = (tag) => {
    const mark = page.createElement(tag)
    mark.append(...span.childNodes)
    span.append(mark)
  }
  if (weight === "bold" || Number(weight) >= 600) wrap("strong")
  if (declaration(span, "font-style") === "italic") wrap("em")
  unwrap(span)
}

const straightLink = (link) => {
  const address = new URL(link.href)
  const target = address.hostname === "www.google.com" && address.pathname === "/url" ? address.searchParams.get("q") : null
  if (target) link.href = target
}

export const cleanPaste = (html) => {
  const page = new DOMParser().parseFromString(holdStyles(html), "text/html")
  const each = (selector, change) => page.body.querySelectorAll(selector).forEach(change)

  each("meta, link, title, o\\:p, img, svg, iframe, object", (one) => one.remove())
  // Google Docs wraps everything in a <b> that is not bold.
  each('b[id^="docs-internal-guid"]', unwrap)
  each(`b[${HELD_STYLE}]`, (bold) => declaration(bold, "font-weight") === "normal" && unwrap(bold))
  each("p[class^=MsoList]", (paragraph) => wordList(page, paragraph))
  each("span, font", (span) => marksFromStyle(page, span))
  each("h1", (heading) => rename(heading, "h2"))
  each("h4, h5, h6", (heading) => rename(heading, "h3"))
  each("a[href]", straightLink)
  each(`[${HELD_STYLE}]`, (one) => one.removeAttribute(HELD_STYLE))
  return page.body.innerHTML
}
