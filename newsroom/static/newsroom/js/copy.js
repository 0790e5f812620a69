// A field with a button that copies it. Without this the field is selected and copied by hand.

// Browsers give the clipboard to secure pages only.
const copy = async (input) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(input.value)
  input.select()
  if (!document.execCommand("copy")) throw new Error("The browser did not copy.")
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const row = button.closest("[data-copied]")
  button.hidden = false
  button.addEventListener("click", async () => {
    const status = row.querySelector("[role=status]")
    try {
      await copy(document.getElementById(button.dataset.copy))
      status.textContent = row.dataset.copied
    } catch {
      status.textContent = row.dataset.failed
    }
  })
}
