// Sharing a story: the device's own sheet where there is one, and the two buttons that copy.
// Without this the links of the row work all the same. Nothing is sent anywhere, nothing is counted.

const one = (selector, root = document) => root.querySelector(selector)
const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "")

// The text of the story as it can be sent where a link to it is dangerous: no address of any kind in it. A full stop
// inside a word makes an address where letters follow it, unless a capital does: there a space was forgotten.

const INSIDE = "[^\\s()<>\"“”«»]"
const END = "[^\\s()<>\"“”«».,;:!?]"
const LABEL = "[\\p{L}\\p{N}_-]"
const ADDRESS = new RegExp(
  [
    `[A-Za-z][A-Za-z0-9+.-]*://${INSIDE}*${END}`,
    `(?:mailto|tel|tg):${INSIDE}*${END}`,
    `(?:[\\p{L}\\p{N}._%+-]+@)?(?:${LABEL}+\\.)+(?!\\p{Lu}\\p{Ll})\\p{L}{2,}(?::\\d+)?(?:[/?#]${INSIDE}*${END}|/)?`,
    `(?:\\d{1,3}(?:\\.\\d{1,3}){3}|localhost)(?::\\d+)?(?:/${INSIDE}*${END}|/)?`,
  ].join("|"),
  "gu",
)

const withoutAddresses = (text) =>
  text
    .replace(ADDRESS, "")
    .replace(/\(\s*\)/g, "")
    .replace(/ {2,}/g, " ")
    .replace(/ +([.,;:!?])/g, "$1")
    .replace(/,+(?=[.,;:!?])/g, "")
    .trim()

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
    ...[...document.querySelectorAll(".story .corrections :is(h2, p, li)")].map(words),
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
