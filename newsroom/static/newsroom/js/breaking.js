// The breaking lane: a second tap sends nothing, and Enter in the headline goes on to the text.
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
