// House style beside a story's form: the list follows what is typed, a click writes into the form, nothing is saved by itself.

import { linesIn, setInEditor, setText } from "./typography.js"

const PAUSE = 1200
const READ = ["headline", "standfirst", "body", "language", "csrfmiddlewaretoken"]

const box = document.querySelector("[data-house-style]")
const form = document.querySelector("#article_form")
const found = box.querySelector("[data-found]")
const said = box.querySelector("[data-said]")
const summary = box.closest("details")?.querySelector("summary")

const editor = () => [...form.querySelectorAll(".ProseMirror")].find((dom) => dom.editor)?.editor
const language = () => form.elements.language?.value || box.dataset.language
const say = (sentence) => {
  said.textContent = sentence
}

// The list

const read = () => {
  const all = new FormData(form)
  return new URLSearchParams(READ.flatMap((name) => all.getAll(name).map((value) => [name, value])))
}
let known = String(read())
let pause

const show = () => {
  for (const jump of found.querySelectorAll("[data-jump]")) jump.hidden = false
  const count = found.querySelector("[data-count]")?.dataset.count
  if (summary) summary.textContent = count > 0 ? `${box.dataset.title}: ${count}` : box.dataset.title
}

const check = async () => {
  const words = read()
  if (String(words) === known) return
  known = String(words)
  let answer
  try {
    answer = await fetch(box.dataset.checkUrl, { method: "POST", body: words })
  } catch {
    answer = { ok: false }
  }
  // Something was typed while the desk looked: the next answer counts.
  if (String(read()) !== String(words)) return
  if (!answer.ok) {
    known = ""
    say(box.dataset.silent)
    return
  }
  found.innerHTML = await answer.text()
  show()
}

const checkSoon = () => {
  clearTimeout(pause)
  pause = setTimeout(check, PAUSE)
}

// Places: the desk counts letters, the browser counts units of sixteen bits.

const units = (text, letters) => [...text].slice(0, letters).join("").length

const inField = ({ part, line, start, words }) => {
  const field = form.elements[part]
  const lines = field.value.split("\n")
  const from = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + units(lines[line] ?? "", start)
  return field.value.slice(from, from + words.length) === words ? { field, from, to: from + words.length } : null
}

const inEditor = ({ line, start, words }) => {
  const runs = linesIn(editor().state.doc)[line]
  const text = runs?.map((run) => run.text).join("") ?? ""
  const from = units(text, start)
  if (!runs || text.slice(from, from + words.length) !== words) return null
  const touched = []
  let at = 0
  for (const run of runs) {
    const first = Math.max(from - at, 0)
    const last = Math.min(from + words.length - at, run.text.length)
    if (first < last) touched.push({ node: run.node, from: run.from + first, to: run.from + last })
    at += run.text.length
  }
  return { touched, from: touched[0].from, to: touched.at(-1).to }
}

const placeOf = (item) => {
  const { part, line, start, words } = item.dataset
  const wanted = { part, line: Number(line), start: Number(start), words }
  const place = part === "body" ? editor() && inEditor(wanted) : inField(wanted)
  if (!place) {
    say(box.dataset.changed)
    known = ""
    check()
  }
  return place
}

const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }))

const write = (item) => {
  const place = placeOf(item)
  if (!place) return
  const { instead } = item.dataset
  if (place.field) {
    place.field.setRangeText(instead, place.from, place.to, "end")
    changed(place.field)
  } else {
    const { tr, schema } = editor().state
    for (const { from, to } of place.touched.slice(1).reverse()) tr.delete(from, to)
    const { node, from, to } = place.touched[0]
    tr.replaceWith(from, to, schema.text(instead, node.marks))
    editor().view.dispatch(tr)
  }
  say(box.dataset.replaced)
  clearTimeout(pause)
  check()
}

const jump = (item) => {
  const place = placeOf(item)
  if (!place) return
  if (place.field) {
    place.field.focus()
    place.field.setSelectionRange(place.from, place.to)
    place.field.scrollIntoView({ block: "center" })
    return
  }
  editor().chain().focus().setTextSelection({ from: place.from, to: place.to }).run()
  const { node } = editor().view.domAtPos(place.from)
  const shown = node.nodeType === 1 ? node : node.parentElement
  shown.scrollIntoView({ block: "center" })
}

const setMarks = () => {
  let hasChanged = false
  for (const name of ["headline", "standfirst"]) {
    const field = form.elements[name]
    const words = setText(field.value, language())
    if (words === field.value) continue
    field.value = words
    hasChanged = true
    changed(field)
  }
  if (editor() && setInEditor(editor(), language())) hasChanged = true
  say(hasChanged ? box.dataset.set : box.dataset.wasSet)
  clearTimeout(pause)
  check()
}

box.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (!button) return
  if (button.matches("[data-typography]")) setMarks()
  else if (button.matches("[data-jump]")) jump(button.closest("li"))
  else if (button.name === "_replace") write(button.closest("li"))
  else return
  event.preventDefault()
})
for (const kind of ["input", "change"]) form.addEventListener(kind, checkSoon)
show()
