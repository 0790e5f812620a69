// Quotation marks, dashes, ellipses and ties as the language sets them: on request, and in what is pasted.
// The rules are those of newsroom/lib/typography.py, in the same order; tests/samples/typography.json holds both to them.

const TIED = "\u00a0"
const WORD = "[\\p{L}\\p{N}_]"
const DOUBLE = '"“”„‟«»'
const MARKS = /["“”„‟«»'‘’‚‛]+/gu
const KEPT = new RegExp(`(?:https?://|www\\.)[^\\s<>${DOUBLE}‘’]+|[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)+`, "giu")

const ENGLISH = { outer: ["“", "”"], inner: ["‘", "’"], dash: "–", closesWith: "”»", isSlavic: false }
const SLAVIC = { outer: ["«", "»"], inner: ["„", "“"], dash: "—", closesWith: "”»“", isSlavic: true }
const STYLES = { en: ENGLISH, ru: SLAVIC, uk: SLAVIC }

const YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
const EVERYWHERE = [
  [/(?<!\.)\.{3}(?!\.)/gu, "…"],
  [/(?<!-)-{2,3}(?!-)/gu, "—"],
  [new RegExp(`(?<=(?<![0-9–-])${YEAR})-(?=${YEAR}(?![0-9–-]))`, "gu"), "–"],
]
const HYPHEN_BETWEEN_SPACES = /(?<=[^\s—–-])[ \u00a0]-[ \u00a0](?=[^\s—–-])/gu
const SLAVIC_DASHES = [
  [/^[–-][ \u00a0](?=[^\s—–-])/gu, `—${TIED}`],
  [/(?<=[ \u00a0])–(?=[ \u00a0])/gu, "—"],
]
const BESIDE_A_DASH = /(?<=\S) (?=[—–](?![^ \u00a0]))/gu
const SMALL_NUMBER = "(?:(?<=(?<!\\p{Nd})\\p{Nd})|(?<=(?<!\\p{Nd})\\p{Nd}{2})|(?<=(?<!\\p{Nd})\\p{Nd}{3}))"
const SHORT_WORDS = "а|в|во|да|до|за|и|из|к|ко|на|не|ни|но|о|об|от|по|с|со|у|з|зі|із|і|й|од|та"
const UNITS = "км|м|см|мм|кг|г|т|л|га|мин|ч|млн|млрд|трлн|тыс|руб|коп|грн|%|‰|°C|₽|€|₴|\\$"
const TIES = [
  /(?<=^[—–]) (?=\S)/gu,
  /(?<=\p{Nd}) (?=\p{Nd}{3}(?!\p{Nd}))/gu,
  /(?<=\S) (?=[—–] )/gu,
  new RegExp(`(?<=(?<!${WORD})(?:No|Mr|Dr)\\.) (?=\\S)`, "gu"),
  /(?<=[№§]) (?=\S)/gu,
  new RegExp(`(?<=(?<!${WORD})[A-ZА-ЯЁІЇЄҐ]\\.) (?=[A-ZА-ЯЁІЇЄҐ])`, "gu"),
  new RegExp(`${SMALL_NUMBER} (?=[а-яёіїєґ])`, "gu"),
  new RegExp(`(?<=\\S) (?=(?:бы|б|же|ж|ли)(?!${WORD}))`, "gu"),
  new RegExp(`(?<=(?<!${WORD})(?:${SHORT_WORDS})) (?=\\S)`, "giu"),
  new RegExp(`(?<=[0-9]) (?=(?:${UNITS})(?!${WORD}))`, "gu"),
]
const ELIDED = new RegExp(`^(?:[0-9]{2}s|em|til|tis|twas|cause|n)(?!${WORD})`, "iu")

// One line while it is being set: every letter knows its run and whether it may change.

const lettersOf = (runs) => {
  const letters = runs.flatMap(({ text, isFixed }, owner) => [...text].map((letter) => ({ letter, owner, isKept: Boolean(isFixed) })))
  const places = []
  letters.forEach(({ letter }, place) => {
    for (let unit = 0; unit < letter.length; unit++) places.push(place)
  })
  for (const found of textOf(letters).matchAll(KEPT)) {
    for (let at = found.index; at < found.index + found[0].length; at++) letters[places[at]].isKept = true
  }
  return letters
}
const textOf = (letters) => letters.map(({ letter }) => letter).join("")

// Letters outside the basic plane are two units for a regular expression: places are counted in units, then turned back.
const change = (letters, pattern, mark) => {
  const places = []
  letters.forEach(({ letter }, place) => {
    for (let unit = 0; unit < letter.length; unit++) places.push(place)
  })
  const changes = new Map()
  for (const found of textOf(letters).matchAll(pattern)) {
    const touched = [...found[0]].map((_letter, number) => places[found.index] + number)
    if (touched.some((place) => letters[place].isKept)) continue
    touched.forEach((place, number) => changes.set(place, [...mark][number] ?? ""))
  }
  return put(letters, changes)
}
const put = (letters, changes) =>
  letters.map((one, place) => (one.isKept || !changes.has(place) ? one : { ...one, letter: changes.get(place) })).filter(({ letter }) => letter)

// Quotations

const sideOf = (before, after) => {
  const mayOpen = !before || /\s/u.test(before) || "([{—–-".includes(before)
  const mayClose = !after || /\s/u.test(after) || ".,;:!?)]}%—–-".includes(after)
  if (mayOpen === mayClose) return mayOpen ? "alone" : "between words"
  return mayOpen ? "opens" : "closes"
}

const opens = (mark, side, style, isOpen) => {
  if (side === "opens" || side === "closes") return side === "opens"
  if (mark === '"') return side === "between words" && isOpen ? false : null
  return !style.closesWith.includes(mark)
}

const single = (text, place, isAlone, side, style) => {
  const around = [text[place - 1], text[place + 1]]
  if (side === "between words" && isAlone && around.every((letter) => letter && /[\p{L}\p{N}]/u.test(letter))) return "’"
  if (style !== ENGLISH || side === "alone") return "'"
  return side === "opens" && !ELIDED.test(text.slice(place + 1).join("")) ? "‘" : "’"
}

const setQuotations = (letters, style) => {
  const text = letters.map(({ letter }) => letter)
  const isMark = (place) => place < text.length && '"“”„‟«»\'‘’‚‛'.includes(text[place])
  const changes = new Map()
  let depth = 0
  for (let start = 0; start < text.length; start++) {
    if (!isMark(start)) continue
    let end = start
    while (isMark(end)) end++
    const side = sideOf(text[start - 1], text[end])
    for (let place = start; place < end; place++) {
      if (letters[place].isKept) continue
      if (text[place] === "'") changes.set(place, single(text, place, end - start === 1, side, style))
      else if (DOUBLE.includes(text[place])) {
        const isOpening = opens(text[place], side, style, depth > 0)
        if (isOpening === null || (!isOpening && depth === 0)) continue
        const pair = depth === (isOpening ? 0 : 1) ? style.outer : style.inner
        changes.set(place, pair[isOpening ? 0 : 1])
        depth += isOpening ? 1 : -1
      }
    }
    start = end - 1
  }
  return put(letters, changes)
}

/** The words of the runs of one line, set. `isFixed` runs are read and never changed. */
export const setRuns = (runs, language) => {
  const style = STYLES[language]
  if (!style) return runs.map(({ text }) => text)
  let letters = lettersOf(runs)
  const rules = [...EVERYWHERE, [HYPHEN_BETWEEN_SPACES, `${TIED}${style.dash} `], ...(style.isSlavic ? SLAVIC_DASHES : [])]
  for (const [pattern, mark] of rules) letters = change(letters, pattern, mark)
  letters = setQuotations(letters, style)
  for (const pattern of [BESIDE_A_DASH, ...(style.isSlavic ? TIES : [])]) letters = change(letters, pattern, TIED)
  return runs.map((_run, number) => textOf(letters.filter(({ owner }) => owner === number)))
}

/** A plain text, every line of it for itself. */
export const setText = (text, language) =>
  text
    .split("\n")
    .map((line) => setRuns([{ text: line }], language)[0])
    .join("\n")

// A part of a page that was pasted

const BLOCKS = "address, article, aside, blockquote, div, dd, dl, dt, figure, figcaption, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, table, tbody, td, th, tr, ul"
const VERBATIM = "code, kbd, pre, samp, script, style, textarea, var"

const linesOf = (root) => {
  const lines = [[]]
  const walk = (node) => {
    if (node.nodeType === 3) lines.at(-1).push({ node, text: node.data, isFixed: Boolean(node.parentElement.closest(VERBATIM)) })
    if (node.nodeType !== 1) return
    if (node.matches("br")) lines.at(-1).push({ text: "\n", isFixed: true })
    const isBlock = node.matches(BLOCKS)
    if (isBlock) lines.push([])
    node.childNodes.forEach(walk)
    if (isBlock) lines.push([])
  }
  root.childNodes.forEach(walk)
  return lines
}

/** HTML whose words are set; its tags and their attributes stay. */
export const setPasted = (html, language) => {
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const runs of linesOf(page.body)) {
    setRuns(runs, language).forEach((words, number) => {
      if (runs[number].node && words !== runs[number].text) runs[number].node.data = words
    })
  }
  return page.body.innerHTML
}

// The editor's own text

/** The runs of one paragraph of the editor, each with its place in the document. */
export const runsOf = (block, start) => {
  const runs = []
  block.forEach((node, offset) => {
    const isText = node.isText && !node.marks.some((mark) => mark.type.name === "code")
    const text = node.isText ? node.text : node.type.name === "hardBreak" ? "\n" : ""
    runs.push({ node, text, from: start + offset, isFixed: !isText })
  })
  return runs
}

/** Every paragraph with words, in order: the same lines as the desk counts them. */
export const linesIn = (doc) => {
  const lines = []
  doc.descendants((node, place) => {
    if (!node.isTextblock) return true
    const runs = runsOf(node, place + 1)
    if (runs.some(({ text }) => text.trim())) lines.push(runs)
    return false
  })
  return lines
}

/** Set the whole text of the editor in one step, which one "undo" takes back. */
export const setInEditor = (editor, language) => {
  const { tr, schema } = editor.state
  for (const runs of linesIn(editor.state.doc)) {
    setRuns(runs, language).forEach((words, number) => {
      const { node, from, text } = runs[number]
      if (words === text) return
      const [start, end] = [tr.mapping.map(from), tr.mapping.map(from + text.length)]
      if (words) tr.replaceWith(start, end, schema.text(words, node.marks))
      else tr.delete(start, end)
    })
  }
  if (tr.docChanged) editor.view.dispatch(tr)
  return tr.docChanged
}
