// The list of stories: choosing all of a page, and how many are chosen. Without it each box is ticked by hand.

const boxes = [...document.querySelectorAll("input[type=checkbox][name=story]")]
const all = document.querySelector("[data-choose-all]")
const count = document.querySelector("[data-chosen-count]")

const look = () => {
  const chosen = boxes.filter((box) => box.checked).length
  all.checked = chosen > 0 && chosen === boxes.length
  all.indeterminate = chosen > 0 && chosen < boxes.length
  count.value = chosen ? count.dataset.chosenCount.replace("COUNT", chosen) : ""
}

if (all && boxes.length) {
  all.parentElement.hidden = false
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked
    look()
  })
  for (const box of boxes) box.addEventListener("change", look)
  // A browser that goes back to the page brings its ticks along.
  window.addEventListener("pageshow", look)
  look()
}
