// The page of a story at the desk: what is not saved yet, the keyboard, the lead photo, the editor's words.
// Everything here is comfort: without it the page saves, moves and publishes all the same.

import { choosePhoto, credit, element, photoBy, tagsAddress, thumbnail, word } from "./library.js"
import { offerFoundTags, suggestTags } from "./tags.js"

const form = document.querySelector("#article_form, .move-page form")

// Not saved yet

const state = () => new URLSearchParams(new FormData(form)).toString()

const watch = () => {
  const saved = state()
  let isLeaving = false
  const note = element("span", { className: "unsaved", textContent: word("unsaved"), hidden: true })
  note.setAttribute("role", "status")
  document.querySelector(".desk-bar-state")?.append(note)
  const buttons = [...document.querySelectorAll("button[data-move]")]
  const plainLabels = new Map(buttons.map((button) => [button, button.textContent]))

  const look = () => {
    const isChanged = state() !== saved
    if (note.hidden === !isChanged) return
    note.hidden = !isChanged
    for (const button of buttons) button.textContent = isChanged ? button.dataset.move : plainLabels.get(button)
  }
  form.addEventListener("input", look)
  form.addEventListener("change", look)
  form.addEventListener("submit", () => {
    isLeaving = true
  })
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && !note.hidden) event.preventDefault()
  })
}

const saveByKeyboard = () =>
  document.addEventListener("keydown", (event) => {
    const button = document.querySelector("[data-save]")
    if (button && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault()
      form.requestSubmit(button)
    }
  })

// A headline is one line: Enter goes on to the next field.

const keepToOneLine = (field) =>
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    document.querySelector("#id_standfirst")?.focus()
  })

// A photo in a field of its own

const showChoice = async (input, shown) => {
  let photo = null
  try {
    photo = input.value ? await photoBy("id", input.value) : null
  } catch {
    input.type = "text"
    return
  }
  const choose = element("button", { type: "button", textContent: word(photo ? "change" : "choosePhoto") })
  choose.addEventListener("click", async () => {
    const chosen = await choosePhoto()
    if (chosen) set(input, shown, chosen.id)
  })
  const buttons = element("div", { className: "photo-choice-buttons" }, [choose])
  if (photo) {
    const takeOut = element("button", { type: "button", textContent: word("remove") })
    takeOut.addEventListener("click", () => set(input, shown, ""))
    buttons.append(takeOut)
  }
  const words = photo ? [thumbnail(photo), element("div", { textContent: photo.caption }), credit(photo)] : [word("noPhoto")]
  shown.replaceChildren(...words, buttons)
}

const set = (input, shown, value) => {
  input.value = value
  input.dispatchEvent(new Event("input", { bubbles: true }))
  showChoice(input, shown)
}

const turnIntoChoice = (input) => {
  const shown = element("div", { className: "photo-choice" })
  input.type = "hidden"
  input.before(shown)
  showChoice(input, shown)
}

// The editor speaks the language of the desk

const nameTheButtons = (editor) => {
  editor.view.dom.setAttribute("aria-label", word("body"))
  editor.view.dom.spellcheck = true
  for (const button of editor.view.dom.parentElement.querySelectorAll("[data-name]")) {
    const name = word(button.dataset.name)
    button.title = name
    button.setAttribute("aria-label", name)
    if (button.matches(".prose-menubar__option")) button.firstElementChild.textContent = name
  }
}
const nameWhenMade = (editor) => {
  // The menu is made when the editor is created, which may lie before or after it is ready.
  nameTheButtons(editor)
  editor.on("create", () => nameTheButtons(editor))
}
document.addEventListener("prose-editor:ready", ({ detail }) => nameWhenMade(detail.editor))
for (const dom of document.querySelectorAll(".ProseMirror")) if (dom.editor) nameWhenMade(dom.editor)

for (const input of document.querySelectorAll("[data-photo-input]")) turnIntoChoice(input)
for (const input of document.querySelectorAll("[data-tags-input]")) {
  suggestTags(input, tagsAddress)
  offerFoundTags(input)
}
for (const field of document.querySelectorAll("[data-one-line]")) keepToOneLine(field)
if (form) {
  watch()
  saveByKeyboard()
}

// One thing is folded out at a time, and a click elsewhere folds it in.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.pick[open]")) {
    if (!open.contains(event.target)) open.open = false
  }
})
