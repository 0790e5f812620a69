// A small dialog that asks one question, in the words of the desk; and what may be typed where an address is asked.

import { element, word } from "./library.js"

/** Asks for one text. `check` gives back `{ value }` to be kept, or `{ fault }` in words. Resolves with the value or null. */
export const askFor = ({ title, label, value = "", isLong = false, submit, check }) =>
  new Promise((resolve) => {
    const box = isLong ? element("textarea", { rows: 3, value }) : element("input", { type: "text", value })
    box.id = "desk-dialog-answer"
    box.autocomplete = "off"
    const fault = element("p", { className: "desk-dialog-fault", hidden: true })
    fault.id = "desk-dialog-fault"
    fault.setAttribute("role", "alert")
    box.setAttribute("aria-describedby", fault.id)
    const cancel = element("button", { type: "button", className: "button", textContent: word("cancel") })
    const form = element("form", { method: "dialog", noValidate: true }, [
      element("h2", { id: "desk-dialog-title", textContent: title }),
      element("label", { htmlFor: box.id, textContent: label }),
      box,
      fault,
      element("div", { className: "desk-dialog-buttons" }, [
        element("button", { type: "submit", className: "button default", textContent: submit }),
        cancel,
      ]),
    ])
    const dialog = element("dialog", { className: "desk-dialog" }, [form])
    dialog.setAttribute("aria-labelledby", "desk-dialog-title")
    let answer = null

    form.addEventListener("submit", (event) => {
      const checked = check(box.value.trim())
      if (!checked.fault) {
        answer = checked.value
        return
      }
      event.preventDefault()
      fault.textContent = checked.fault
      fault.hidden = false
      box.setAttribute("aria-invalid", "true")
      box.focus()
    })
    cancel.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
    box.select()
  })

const E_MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/
const OTHER_SCHEME = /^[a-z][a-z\d+.-]*:(?!\d)/i

/** The whole address that was meant ("example.org/report" -> "https://example.org/report"); empty when it is none. */
const wholeAddress = (typed) => {
  if (!typed || /\s/.test(typed)) return ""
  if (E_MAIL.test(typed)) return `mailto:${typed}`
  if (/^(mailto:[^@]+@[^@]+|tel:[+\d][\d().-]*)$/i.test(typed)) return typed
  if (/^\/(?!\/)/.test(typed)) return new URL(typed, location.origin).href
  return webAddress(typed)
}

const webAddress = (typed) => {
  const isWhole = /^https?:\/\//i.test(typed)
  if (!isWhole && OTHER_SCHEME.test(typed)) return ""
  const address = isWhole ? typed : `https://${typed.replace(/^\/+/, "")}`
  return URL.canParse(address) && /[^.]\.[^.]/.test(new URL(address).hostname) ? address : ""
}

const checked = (value, fault) => (value ? { value } : { fault: word(fault) })

export const checkLink = (typed) => checked(wholeAddress(typed), "badLink")
export const checkWebAddress = (typed) => checked(/\s/.test(typed) ? "" : webAddress(typed), "badAddress")
export const checkWords = (typed) => checked(typed, "noWords")
