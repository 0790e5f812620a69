// The breaking lane: a second tap sends nothing, Enter in the headline goes on, the address is copied at one tap.
// Everything here is comfort: the page works without it, and the desk itself makes nothing twice.

for (const form of document.querySelectorAll("form[data-once]")) {
  let isSent = false
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault()
    isSent = true
    form.setAttribute("aria-busy", "true")
  })
  // Whoever comes back to this page may send again.
  window.addEventListener("pageshow", () => {
    isSent = false
    form.removeAttribute("aria-busy")
  })
}

for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    document.querySelector("#id_paragraph")?.focus()
  })
}

// Browsers give the clipboard to secure pages only.
const copy = async (input) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(input.value)
  input.select()
  if (!document.execCommand("copy")) throw new Error("The browser did not copy.")
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const row = button.parentElement
    const status = row.querySelector("[role=status]")
    try {
      await copy(document.getElementById(button.dataset.copy))
      status.textContent = row.dataset.copied
    } catch {
      status.textContent = row.dataset.failed
    }
  })
}
