// Sharing a story: the device's own sheet where there is one, and the two buttons that copy.
// Without this the links of the row work all the same. Nothing is sent anywhere, nothing is counted.

const one = (selector, root = document) => root.querySelector(selector)
const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "")

// The text of the story as it can be sent where a link to it is dangerous: no address of any kind in it.

const withoutAddresses = (text) => {
  const hosts = [location.hostname, new URL(one("[data-share]").dataset.address).hostname]
  const host = `(?:${hosts.join("|").replace(/www\./g, "").replace(/\./g, "\\.")})`
  const inside = "[^\\s()<>\"“”«»]*"
  const whole = `${inside}[^\\s()<>"“”«».,;:!?]`
  const address = `(?:https?://|www\\.)${whole}|${inside}${host}(?:${whole})?`
  return text
    .replace(new RegExp(address, "gi"), "")
    .replace(/\(\s*\)/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ +([.,;:!?])/g, "$1")
    .trim()
}

const BLOCKS = "p, h2, h3, h4, li, pre"

const paragraphs = () => {
  const body = one(".story .body").cloneNode(true)
  for (const other of body.querySelectorAll("figure, sup, iframe, .embed")) other.remove()
  return [...body.querySelectorAll(BLOCKS)]
    .filter((block) => !one(BLOCKS, block))
    .map((block) => (block.matches("li, li *") ? `• ${words(block)}` : words(block)))
}

const plainText = () => {
  const names = [...document.querySelectorAll(".story .byline-name")].map(words).join(", ")
  const paper = one("meta[property='og:site_name']").content
  return [
    words(one(".story h1")),
    words(one(".story .standfirst")),
    ...paragraphs(),
    names,
    `${paper}, ${words(one(".story-dates time"))}`,
  ]
    .map(withoutAddresses)
    .filter((paragraph) => paragraph && paragraph !== "•")
    .join("\n\n")
}

// Browsers give the clipboard to secure pages only; a mirror may be none.

const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement("textarea")
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand("copy")
  field.remove()
  if (!isCopied) throw new Error("The browser did not copy.")
}

for (const row of document.querySelectorAll("[data-share]")) {
  const { address, title, copied, failed } = row.dataset
  const links = one("details", row)
  for (const item of row.querySelectorAll("[data-needs-script]")) item.hidden = false

  if (navigator.share) {
    const sheet = one("[data-share-sheet]", row)
    sheet.hidden = one("[data-share-beside]", row).hidden = false
    one("[data-share-alone]", row).hidden = true
    sheet.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}))
  }

  for (const button of row.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const status = one("[role=status]", row)
      status.textContent = ""
      try {
        await copy(button.dataset.copy === "link" ? address : plainText())
        status.textContent = copied
        links.open = false
      } catch {
        status.textContent = failed
      }
    })
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && links.open) {
      links.open = false
      one("summary", links).focus()
    }
  })
  document.addEventListener("click", (event) => {
    if (!links.contains(event.target)) links.open = false
  })
}
