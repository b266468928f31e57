// Passkeys: asks the browser for one and sends what it answers with the form around the button.
// <form data-passkey="sign-in|use|add"> holds a hidden field "credential", a button (type=button) and a refusal.
"use strict"

const options = async form => {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("passkey-options").textContent)
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } })
  if (!answer.ok) throw new Error(`passkey: ${answer.status}`)
  return answer.json()
}

const created = async form => {
  const { creation_options: asked } = await options(form)
  const alone = form.elements.passwordless ? form.elements.passwordless.checked : true
  const wanted = asked.publicKey.authenticatorSelection
  wanted.residentKey = alone ? "required" : "discouraged"
  wanted.requireResidentKey = alone
  if (alone) wanted.userVerification = "required"
  return webauthnJSON.create(asked)
}

const shown = async form => webauthnJSON.get((await options(form)).request_options)

const arm = form => {
  const refused = form.querySelector("[data-passkey-refused]")
  const button = form.querySelector("button[type=button]")
  const act = async () => {
    refused.hidden = true
    button.disabled = true
    try {
      const credential = await (form.dataset.passkey === "add" ? created(form) : shown(form))
      form.elements.credential.value = JSON.stringify(credential)
      form.submit()
    } catch {
      refused.hidden = false  // cancelled, too late, none here: one sentence says them all
      button.disabled = false
      button.focus()
    }
  }
  button.addEventListener("click", act)
  form.addEventListener("submit", event => { event.preventDefault(); act() })  // Enter in the name's field
  form.hidden = false
}

const arms = () => {
  const works = window.webauthnJSON && webauthnJSON.supported()
  for (const form of document.querySelectorAll("form[data-passkey]")) if (works) arm(form)
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = works
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arms)
else arms()
