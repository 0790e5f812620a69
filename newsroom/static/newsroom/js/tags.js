// The site's own tags: offered while somebody types the last word between commas, and found in the story's words.

import { element, word } from "./library.js"

const PAUSE = 150
const PAUSE_OF_WRITING = 1000

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
  const field = element("div", { className: "tags-field" })
  input.replaceWith(field)
  field.append(input, list)
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

// Found in the story's words. Taken, a tag goes into the field; it is on the story when the story is saved.

const READ = ["headline", "standfirst", "body", "language", "tags", "declined_tag", "csrfmiddlewaretoken"]
const about = (sentence, name) => word(sentence).replace("%(name)s", name)

const offerOf = (answer) => {
  if (!answer.ok || !answer.headers.get("Content-Type").startsWith("application/json")) throw new Error(String(answer.status))
  return answer.json()
}

const endOfField = (input, name) => {
  const before = input.value.trim().replace(/,$/, "")
  return `${before}${before ? ", " : ""}${quoted(name)}`
}

export const offerFoundTags = (input) => {
  const form = input.form
  const panel = form.querySelector("[data-tag-suggestions]")
  if (!panel) return
  const { suggestedUrl, declineUrl, bringBackUrl } = panel.dataset
  const list = element("ul")
  const heading = element("span", { textContent: word("suggested"), id: `${input.id}_suggested` })
  list.setAttribute("aria-labelledby", heading.id)
  const row = element("div", { className: "tag-suggestions-row" }, [heading, list])
  const declinedList = element("ul")
  const declined = element("details", {}, [element("summary"), declinedList])
  const said = element("p", { className: "visually-hidden" })
  said.setAttribute("role", "status")
  said.setAttribute("aria-live", "polite")
  const fault = element("p", { className: "tag-suggestions-fault", hidden: true })
  fault.setAttribute("role", "alert")
  panel.replaceChildren(row, declined, fault, said)
  let offer = JSON.parse(panel.dataset.offer)
  let pause
  let last = Promise.resolve()

  const button = (kind, sentence, tag, children, act) => {
    const made = element("button", { type: "button", className: kind, title: about(sentence, tag.name) }, children)
    made.setAttribute("aria-label", about(sentence, tag.name))
    made.dataset.tag = tag.id
    made.addEventListener("click", act)
    return made
  }
  const sign = (text) => {
    const made = element("span", { textContent: text })
    made.setAttribute("aria-hidden", "true")
    return made
  }
  const suggested = (tag) =>
    element("li", {}, [
      button("tag-take", "takeTag", tag, [tag.name, sign("+")], () => take(tag)),
      button("tag-decline", "declineTag", tag, [sign("×")], () => decline(tag)),
    ])
  const declinedItem = (tag) =>
    element("li", {}, [
      element("span", { textContent: tag.name }),
      ...(tag.note ? [element("span", { className: "quiet", textContent: tag.note })] : []),
      button("tag-bring-back", "bringTagBack", tag, [word("bringBack")], () => bringBack(tag)),
    ])
  const fill = () => {
    list.replaceChildren(...offer.suggested.map(suggested))
    row.hidden = !offer.suggested.length
    declinedList.replaceChildren(...offer.declined.map(declinedItem))
    declined.firstElementChild.textContent = `${word("declinedTags")} ${offer.declined.length}`
    declined.hidden = !offer.declined.length
  }
  /** Whoever is among the buttons stays there: at the same tag, else at the next, else in the field. */
  const show = () => {
    const held = panel.contains(document.activeElement) && document.activeElement.closest("button")
    const place = held ? [...panel.querySelectorAll(`.${held.className}`)].indexOf(held) : 0
    fill()
    if (!held) return
    const buttons = [...panel.querySelectorAll(`.${held.className}`)]
    const next = buttons.find((one) => one.dataset.tag === held.dataset.tag) ?? buttons[Math.min(place, buttons.length - 1)]
    ;(next ?? input).focus()
  }

  const read = () => {
    const all = new FormData(form)
    return new URLSearchParams(READ.flatMap((name) => all.getAll(name).map((value) => [name, value])))
  }
  let known = String(read())

  /** One question after the other, each with the words that stand in the form by then. */
  const ask = (address, tag) => {
    const answer = last.then(async () => {
      const words = read()
      known = String(words)
      if (tag) words.append("tag", tag.id)
      offer = await offerOf(await fetch(address, { method: "POST", body: words, headers: { Accept: "application/json" } }))
      fault.hidden = true
    })
    last = answer.catch(() => {})
    return answer
  }
  const change = async (address, tag, sentence) => {
    try {
      await ask(address, tag)
    } catch {
      fault.textContent = word("deskSilent")
      fault.hidden = false
      return false
    }
    show()
    said.textContent = about(sentence, tag.name)
    return true
  }

  const take = (tag) => {
    input.value = endOfField(input, tag.name)
    offer = { ...offer, suggested: offer.suggested.filter((one) => one.id !== tag.id) }
    show()
    said.textContent = about("tagTaken", tag.name)
    input.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const declineInTheForm = async (tag) => {
    const kept = element("input", { type: "hidden", name: "declined_tag", value: tag.id })
    form.append(kept)
    if (!(await change(suggestedUrl, tag, "tagDeclined"))) kept.remove()
  }
  const decline = (tag) => (declineUrl ? change(declineUrl, tag, "tagDeclined") : declineInTheForm(tag))
  const bringBack = (tag) => {
    if (!bringBackUrl) for (const kept of form.querySelectorAll(`[name=declined_tag][value="${tag.id}"]`)) kept.remove()
    return change(bringBackUrl || suggestedUrl, tag, "tagIsBack")
  }
  const lookAgain = async () => {
    if (String(read()) === known) return
    const before = new Set(offer.suggested.map((one) => one.id))
    try {
      await ask(suggestedUrl)
    } catch {
      // Nobody asked for anything: what was suggested stays.
      return
    }
    show()
    const fresh = offer.suggested.filter((one) => !before.has(one.id)).map((one) => one.name)
    if (fresh.length) said.textContent = `${word("suggested")} ${fresh.join(", ")}`
  }

  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, () => {
      clearTimeout(pause)
      pause = setTimeout(lookAgain, PAUSE_OF_WRITING)
    })
  }
  fill()
}
