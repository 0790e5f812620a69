// The site's own tags, offered while somebody types the last word between commas.

import { element } from "./library.js"

const PAUSE = 150

const lastWord = (text) => text.slice(text.lastIndexOf(",") + 1).trim()
const beforeIt = (text) => text.slice(0, text.lastIndexOf(",") + 1)
const quoted = (name) => (name.includes(",") ? `"${name}"` : name)

const askAt = async (address, beginning) => {
  const answer = await fetch(`${address}?${new URLSearchParams({ q: beginning })}`, { headers: { Accept: "application/json" } })
  return answer.ok ? (await answer.json()).tags : []
}

export const suggestTags = (input, address) => {
  const list = element("ul", { className: "suggestions", id: `${input.id}_suggestions`, hidden: true })
  list.setAttribute("role", "listbox")
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-expanded", "false")
  input.autocomplete = "off"
  input.after(list)
  let pause
  let asked = 0

  const close = () => {
    asked++
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const take = (name) => {
    const before = beforeIt(input.value)
    input.value = `${before}${before ? " " : ""}${quoted(name)}, `
    input.dispatchEvent(new Event("change", { bubbles: true }))
    input.focus()
    close()
  }
  const option = (name, place) => {
    const made = element("li", { textContent: name, id: `${list.id}_${place}` })
    made.setAttribute("role", "option")
    made.addEventListener("mousedown", (event) => {
      event.preventDefault()
      take(name)
    })
    return made
  }
  const show = (names) => {
    list.replaceChildren(...names.map(option))
    list.hidden = !names.length
    input.setAttribute("aria-expanded", String(Boolean(names.length)))
    input.removeAttribute("aria-activedescendant")
  }
  const look = async () => {
    const turn = ++asked
    const word = lastWord(input.value)
    const names = word && input.selectionStart === input.value.length ? await askAt(address, word) : []
    if (turn === asked) show(names.filter((name) => name !== word))
  }
  const chosen = () => list.querySelector("[aria-selected=true]")
  const step = (by) => {
    const options = [...list.children]
    const at = options.indexOf(chosen())
    chosen()?.removeAttribute("aria-selected")
    const next = options[at < 0 ? (by > 0 ? 0 : options.length - 1) : (at + by + options.length) % options.length]
    next.setAttribute("aria-selected", "true")
    input.setAttribute("aria-activedescendant", next.id)
    next.scrollIntoView({ block: "nearest" })
  }

  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(look, PAUSE)
  })
  input.addEventListener("blur", close)
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return
    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Escape: close,
      Enter: chosen() && (() => take(chosen().textContent)),
      Tab: chosen() && (() => take(chosen().textContent)),
    }
    if (!keys[event.key]) return
    event.preventDefault()
    keys[event.key]()
  })
}
