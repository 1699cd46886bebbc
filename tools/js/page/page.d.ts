// What a page has beside every page: htmx, and what our markup promises of an element that is asked for.

interface Window {
  htmx?: any;
}

interface Navigator {
  readonly standalone?: boolean; // of Safari alone
}

// Whoever listens knows what can be aimed at, and what htmx tells beside.
type Aimed = Event & { readonly target: any; readonly detail: any; readonly submitter?: any };

// Pages read what the worker keeps; it alone is woken.
type ExtendableEvent = Event;

interface Document {
  addEventListener(type: string, listener: (event: Aimed) => void, options?: boolean | AddEventListenerOptions): void;
}

interface HTMLElement {
  addEventListener(type: string, listener: (event: any) => void, options?: boolean | AddEventListenerOptions): void;
}

// Every element that a page asks for by a selector is HTML's.
interface ParentNode {
  querySelector<E extends HTMLElement = HTMLElement>(selectors: string): E | null;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<E extends HTMLElement = HTMLElement>(selectors: string): E | null;
}
