// Files dropped anywhere on the zone join the file field; their names are shown before they are sent.
const form = document.getElementById("deposit");
const input = document.getElementById("files");
const chosen = document.getElementById("chosen");

function show() {
  chosen.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement("li");
    item.textContent = file.name;
    return item;
  }));
}

for (const type of ["dragenter", "dragover"]) {
  form.addEventListener(type, (event) => { event.preventDefault(); form.classList.add("is-over"); });
}
for (const type of ["dragleave", "drop"]) form.addEventListener(type, () => form.classList.remove("is-over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  const all = new DataTransfer();
  for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
  input.files = all.files;
  show();
  form.querySelector("button").focus();
});
input.addEventListener("change", show);
// A file dropped beside the zone must not replace the page.
for (const type of ["dragover", "drop"]) window.addEventListener(type, (event) => event.preventDefault());
