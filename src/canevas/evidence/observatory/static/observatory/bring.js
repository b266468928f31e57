// A file may be dropped anywhere on the form.
const zone = document.getElementById("bring");
const field = zone.querySelector("input[type=file]");
for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
}
zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("is-over");
  if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
});
