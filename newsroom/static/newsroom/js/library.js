// The photo library in the browser: what the desk's page was told, the photos it asked for, the dialog to choose one.

const config = JSON.parse(document.getElementById("desk-config")?.textContent ?? '{"words": {}}')

export const tagsAddress = config.tagsUrl

export const word = (name) => config.words[name] ?? name

const known = new Map()

export const element = (tag, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

const ask = async (parameters) => {
  const answer = await fetch(`${config.photosUrl}?${new URLSearchParams(parameters)}`, {
    headers: { Accept: "application/json" },
  })
  if (!answer.ok) throw new Error(String(answer.status))
  const { photos, more } = await answer.json()
  for (const photo of photos) {
    known.set(`ref:${photo.ref}`, photo)
    known.set(`id:${photo.id}`, photo)
  }
  return { photos, more }
}

/** A photo by `ref` or `id`; null when the library has it no more. */
export const photoBy = async (kind, value) => {
  const key = `${kind}:${value}`
  if (!known.has(key)) await ask([[kind, value]])
  return known.get(key) ?? null
}

export const credit = (photo) =>
  element("span", {
    className: photo.credit ? "credit" : "credit is-missing",
    textContent: photo.credit || word("noCredit"),
  })

export const thumbnail = (photo) =>
  photo.thumbnail
    ? element("img", { src: photo.thumbnail, alt: photo.alt, loading: "lazy" })
    : element("span", { className: "photo-waits", textContent: word("waits") })

const tile = (photo, choose) => {
  const button = element("button", { type: "button", className: "photo-tile" }, [
    thumbnail(photo),
    element("span", { className: "caption", textContent: photo.caption }),
    credit(photo),
  ])
  if (photo.has_expired) {
    button.append(element("span", { className: "credit is-missing", textContent: ` ${word("rightsEnded")}` }))
  }
  button.addEventListener("click", () => choose(photo))
  return button
}

/** Opens the library; resolves with the photo that was chosen, or null. */
export const choosePhoto = () =>
  new Promise((resolve) => {
    const grid = element("div", { className: "photo-grid" })
    const search = element("input", { type: "search", placeholder: word("searchPhotos") })
    search.setAttribute("aria-label", word("searchPhotos"))
    const close = element("button", { type: "button", className: "button", textContent: word("close") })
    const dialog = element("dialog", { className: "photo-picker" }, [
      element("div", { className: "photo-picker-head" }, [
        element("h2", { textContent: word("choosePhoto") }),
        search,
        close,
      ]),
      grid,
    ])
    let chosen = null
    let asked = 0
    let pause

    const choose = (photo) => {
      chosen = photo
      dialog.close()
    }
    const fill = async (before = "") => {
      const turn = ++asked
      let found
      try {
        found = await ask({ q: search.value, before })
      } catch {
        grid.replaceChildren(element("p", { textContent: word("failed") }))
        return
      }
      if (turn !== asked) return
      grid.querySelector(".photo-more")?.remove()
      const tiles = found.photos.map((photo) => tile(photo, choose))
      if (before) grid.append(...tiles)
      else grid.replaceChildren(...(tiles.length ? tiles : [element("p", { textContent: word("nothingFound") })]))
      if (found.more) {
        const more = element("button", { type: "button", className: "button photo-more", textContent: word("more") })
        more.addEventListener("click", () => fill(found.more))
        grid.append(more)
      }
    }

    search.addEventListener("input", () => {
      clearTimeout(pause)
      pause = setTimeout(fill, 200)
    })
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault()
    })
    close.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      clearTimeout(pause)
      asked++
      dialog.remove()
      resolve(chosen)
    })
    document.body.append(dialog)
    dialog.showModal()
    search.focus()
    fill()
  })
