// What the editor of a story can do beyond text: links, photos of the library, embeds, footnotes, clean pasting.

import { Link as PlainLink, Extension, Node, Plugin } from "django-prose-editor/editor"
import { askFor, checkLink, checkWebAddress, checkWords } from "./ask.js"
import { choosePhoto, credit, element, photoBy, thumbnail, word } from "./library.js"
import { cleanPaste } from "./paste.js"
import { setPasted, setText } from "./typography.js"

const attribute = (name) => ({
  default: "",
  parseHTML: (dom) => dom.getAttribute(name) ?? "",
  renderHTML: (attributes) => {
    const value = attributes[camel(name)]
    return value ? { [name]: value } : {}
  },
})
const camel = (name) => name.replace("data-", "")

const setAttribute = (editor, getPos, name, value) =>
  editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), name, value))

const remove = (editor, getPos, node) =>
  editor.view.dispatch(editor.state.tr.delete(getPos(), getPos() + node.nodeSize))

// The words of a photo that this story may replace: empty, they are the library's, shown as the placeholder.
const wordsBox = (name, label, photo, { node, editor, getPos }) => {
  const box = element("textarea", { rows: 1, value: node.attrs[name], placeholder: photo?.[name] || label, title: label })
  box.setAttribute("aria-label", label)
  box.addEventListener("input", () => setAttribute(editor, getPos, name, box.value.replace(/\s*\n\s*/g, " ")))
  return box
}

const boxes = (photo, view) => {
  const caption = wordsBox("caption", word("captionHere"), photo, view)
  if (photo?.is_decorative && !view.node.attrs.alt) return [caption]
  const alt = wordsBox("alt", word("altHere"), photo, view)
  const name = element("span", { textContent: word("alt"), ariaHidden: "true" })
  return [caption, element("div", { className: "photo-alt" }, [name, alt])]
}

const photoView = (view) => {
  const { node, editor, getPos } = view
  const dom = element("figure", { className: "photo-block", contentEditable: "false" })
  dom.dataset.photo = node.attrs.photo
  const takeOut = element("button", { type: "button", textContent: word("remove") })
  takeOut.addEventListener("click", () => remove(editor, getPos, node))
  const show = (photo) =>
    dom.replaceChildren(
      photo ? thumbnail(photo) : element("span", { className: "photo-waits", textContent: word("photoGone") }),
      ...boxes(photo, view),
      element("div", { className: "photo-block-row" }, [photo ? credit(photo) : "", takeOut]),
    )
  dom.append(element("span", { className: "photo-waits", textContent: "…" }))
  photoBy("ref", node.attrs.photo).then(show, () => dom.replaceChildren(word("failed")))
  return {
    dom,
    // Typing words is nobody's business but the box's; and words that changed need no new picture.
    stopEvent: (event) => event.target instanceof HTMLTextAreaElement || event.target === takeOut,
    ignoreMutation: () => true,
    update: (next) => next.type === node.type && next.attrs.photo === node.attrs.photo,
  }
}

export const Photo = Node.create({
  name: "photo",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    photo: attribute("data-photo"),
    caption: attribute("data-caption"),
    alt: attribute("data-alt"),
  }),
  parseHTML: () => [{ tag: "figure[data-photo]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView: () => photoView,
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "photo",
      groups: "link",
      button: buttons.material("image", word("photo")),
      command: async (editor) => {
        const photo = await choosePhoto()
        if (photo) editor.chain().focus().insertContent({ type: "photo", attrs: { photo: photo.ref } }).run()
      },
    })
  },
})

const askForEmbed = (value) =>
  askFor({
    title: word("embed"),
    label: word("embedAddress"),
    value,
    submit: word(value ? "apply" : "add"),
    check: checkWebAddress,
  })

const askForFootnote = (value) =>
  askFor({
    title: word("footnote"),
    label: word("footnoteText"),
    value,
    isLong: true,
    submit: word(value ? "apply" : "add"),
    check: checkWords,
  })

const askForLink = async (editor) => {
  const isThere = editor.isActive("link")
  const href = await askFor({
    title: word(isThere ? "editLink" : "link"),
    label: word("linkAddress"),
    value: editor.getAttributes("link").href ?? "",
    submit: word(isThere ? "apply" : "add"),
    check: checkLink,
  })
  if (!href) return
  const marking = editor.chain().focus()
  if (isThere) marking.extendMarkRange("link")
  marking.setMark("link", { href }).run()
  editor.commands.setTextSelection(editor.state.selection.to)
}

/** The library's link with a dialog of ours; what is typed after a link is not part of it. */
export const Link = PlainLink.extend({
  inclusive: false,
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false
          askForLink(editor)
          return true
        },
    }
  },
})

/** A mark in the text that opens its dialog again when it is clicked. */
const editable = (dom, name, ask) => ({ node, editor, getPos }) => {
  const shown = dom(node)
  shown.addEventListener("click", async () => {
    const answer = await ask(editor.state.doc.nodeAt(getPos()).attrs[name])
    if (answer) setAttribute(editor, getPos, name, answer)
  })
  return { dom: shown }
}

const insert = (name, ask) => async (editor) => {
  const answer = await ask("")
  if (answer) editor.chain().focus().insertContent({ type: name, attrs: { [name]: answer } }).run()
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ embed: attribute("data-embed") }),
  parseHTML: () => [{ tag: "div[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () =>
    editable(
      (node) => element("div", { className: "embed-block", contentEditable: "false", textContent: `▶ ${node.attrs.embed}` }),
      "embed",
      askForEmbed,
    ),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "embed",
      groups: "link",
      button: buttons.material("play_circle", word("embed")),
      command: insert("embed", askForEmbed),
    })
  },
})

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ footnote: attribute("data-footnote") }),
  parseHTML: () => [{ tag: "sup[data-footnote]" }],
  renderHTML: ({ HTMLAttributes }) => ["sup", HTMLAttributes],
  addNodeView: () =>
    editable(
      (node) => element("sup", { className: "footnote-mark", textContent: "*", title: node.attrs.footnote }),
      "footnote",
      askForFootnote,
    ),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "footnote",
      groups: "link",
      button: buttons.material("superscript", word("footnote")),
      command: insert("footnote", askForFootnote),
    })
  },
})

// Of the story that is written: its field, or, once readers have seen it, the box that knows it.
const language = () =>
  document.querySelector("select[name=language]")?.value || document.querySelector("[data-house-style]")?.dataset.language

export const PasteCleanup = Extension.create({
  name: "pasteCleanup",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        transformPastedHTML: (html) => setPasted(cleanPaste(html), language()),
        transformPastedText: (text) => setText(text, language()),
      },
    }),
  ],
})
