"""Runs the modules that phones are sent, without a browser: QuickJS, with what it lacks of our browsers filled in.

engine.run("twins/state.js", "state", record, outbox)            → what the function gives, as plain JSON
engine.apply(["twins/filters.js"], "(m, n) => m['twins/filters.js'].tenths(n)", 25)
"""

import json
import posixpath
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import quickjs

from logbook.shell import joined
from tests.contract.modules import as_script
from tests.support.server import shipped

# What Chromium 111 and Safari 16 have and QuickJS of 2021 does not, as far as pure modules need it.
_MISSING = """
const console = { log() {}, warn() {}, error() {} };
const define = (on, name, value) => {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true });
};
const at = function (place) { return this[place < 0 ? this.length + place : place]; };
define(Object, "hasOwn", (on, name) => Object.prototype.hasOwnProperty.call(on, name));
define(Array.prototype, "at", at);
define(String.prototype, "at", at);
define(Array.prototype, "findLast", function (test) { return [...this].reverse().find(test); });
define(Array.prototype, "findLastIndex", function (test) {
  for (let place = this.length - 1; place >= 0; place -= 1) if (test(this[place], place, this)) return place;
  return -1;
});
define(Array.prototype, "toSorted", function (order) { return [...this].sort(order); });
define(Array.prototype, "toReversed", function () { return [...this].reverse(); });
define(globalThis, "structuredClone", (value) => JSON.parse(JSON.stringify(value)));
globalThis.Intl = {
  DateTimeFormat: class {
    constructor(locale, { timeZone }) {
      this.zone = timeZone;
      this.formatToParts(0);
    }
    formatToParts(moment) {
      const shown = JSON.parse(wallOf(this.zone, moment));
      if (!shown) throw new RangeError(`${this.zone} is no time zone`);
      return shown.map(([type, value]) => ({ type, value }));
    }
  },
};
const files = {};
const modules = {};
"""
_CALL = """
(source, given) => {
  const settled = {};
  const keep = (value) => { settled.text = JSON.stringify(value) ?? "null"; };
  const fail = (error) => { settled.error = error; };
  try {
    const value = (0, eval)(source)(modules, ...JSON.parse(given));
    if (value instanceof Promise) value.then(keep, fail); else keep(value);
  } catch (error) { fail(error); }
  globalThis.settled = settled;
}
"""
_ANSWER = """
() => {
  const { text, error } = globalThis.settled;
  const { name = "Error", message = String(error), stack = "" } = error ?? {};
  if (error) return JSON.stringify({ name, message, stack });
  return text === undefined ? "never" : `=${text}`;
}
"""


class JsError(Exception):
    """The module threw; `name` is the error's class in JavaScript (such as "TypeError")."""

    def __init__(self, name: str, message: str, stack: str = "") -> None:
        super().__init__(f"{name}: {message}\n{stack}".rstrip())
        self.name, self.message = name, message


class Js:
    """One JavaScript world: modules are made once, by their path under static/js."""

    def __init__(self) -> None:
        self._context = quickjs.Context()
        # Parsing deep JSON and recursive macros need more than QuickJS's cautious 256 KB.
        self._context.set_max_stack_size(8 * 1024 * 1024)
        self._context.add_callable("wallOf", _wall)
        self._context.eval(_MISSING)
        self._call = self._context.eval(_CALL)
        self._answer = self._context.eval(_ANSWER)
        self._opened: set[str] = set()
        self._loaded: set[str] = set()

    def run(self, module: str, function: str, *args: Any) -> Any:
        """Call an exported function with plain JSON; a promise is waited for. Raises JsError."""
        return self.apply([module], f"(m, ...given) => m[{module!r}][{function!r}](...given)", *args)

    def apply(self, modules: list[str], source: str, *args: Any) -> Any:
        """Call `source`, the text of a function of (loaded modules by path, …args). Raises JsError."""
        for module in modules:
            self.load(module)
        self._call(source, json.dumps(args, ensure_ascii=False))
        while self._context.execute_pending_job():
            pass
        answer = self._answer()
        if answer.startswith("="):
            return json.loads(answer[1:])
        raise (
            JsError("Never", "the promise did not settle")
            if answer == "never"
            else JsError(**json.loads(answer))
        )

    def load(self, module: str) -> None:
        """Make the module known: it is made, after all it imports, by the file that phones are sent."""
        if module in self._loaded:
            return
        path = posixpath.normpath(f"js/{module}")
        home = shipped.home(path)
        self._open(home)
        self._eval(
            f"modules[{json.dumps(module)}] = files[{json.dumps(home)}].{joined.name_of(path)}();", module
        )
        self._loaded.add(module)

    def _open(self, path: str) -> None:
        if path in self._opened:
            return
        script, needed = as_script(path)
        for other in needed:
            self._open(other)
        self._eval(script, path)
        self._opened.add(path)

    def _eval(self, script: str, place: str) -> None:
        try:
            self._context.eval(script)
        except quickjs.JSException as error:
            raise JsError("SyntaxError", f"{place}: {error}") from None


def _wall(tz: str, moment: float) -> str:
    """What a browser's formatter would show: JSON [[type, value]…], "null" for no zone. Like it, without 0 padding."""
    try:
        zone = ZoneInfo(tz)
    except (KeyError, ValueError, OSError):
        return "null"
    shown = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)).astimezone(zone)
    return json.dumps(
        [[name, str(getattr(shown, name))] for name in ("year", "month", "day", "hour", "minute", "second")]
    )


@cache
def world() -> Js:
    """The world the tests of one process share; the modules they load keep no state."""
    return Js()


def run(module: str, function: str, *args: Any) -> Any:
    """`world().run`: the function's value as plain JSON (undefined becomes None). Raises JsError."""
    return world().run(module, function, *args)


def apply(modules: list[str], source: str, *args: Any) -> Any:
    """`world().apply`. Raises JsError."""
    return world().apply(modules, source, *args)
