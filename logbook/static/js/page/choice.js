// A question with a few answers, in a dialog of the browser's own.

/** Ask and resolve with the code of the answer; closing it is the last answer. answers: [[code, words]…] */
export function choose(question, answers) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "sheet" });
  const heading = Object.assign(document.createElement("h2"), { textContent: question, id: "question" });
  dialog.setAttribute("aria-labelledby", "question");
  const buttons = answers.map(([code, words], index) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    button.className = index ? "btn" : "btn primary";
    button.addEventListener("click", () => dialog.close(code));
    return button;
  });
  dialog.append(heading, ...buttons);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || answers.at(-1)[0]);
    });
  });
}
