// Signing out asks first where work would stay behind; what asks is fetched when somebody wants to leave.
import { NO_SIGN_OUT } from "./connection.js";
import { toast } from "./toast.js";

/** Ask before a sign-out that would leave work behind. */
export function askBeforeLeaving() {
  // Before htmx sees it: leaving is a real visit to the server, whose next page must load anew.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target.getAttribute("action") !== "/sign-out") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      import("./leaving.js").then(
        ({ leave }) => leave(),
        () => toast(NO_SIGN_OUT, { stay: true }),
      );
    },
    { capture: true },
  );
}
