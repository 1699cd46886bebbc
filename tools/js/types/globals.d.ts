// What a service worker has beside every worker.

interface SyncManager {
  register(tag: string): Promise<void>;
}

interface ServiceWorkerRegistration {
  readonly sync?: SyncManager;
}

interface DedicatedWorkerGlobalScopeEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
  sync: ExtendableEvent;
}

interface WorkerGlobalScope {
  readonly registration: ServiceWorkerRegistration;
}

// The compiler takes `self` for a worker of one page, which no page reaches with a port.
declare function addEventListener(type: "message", listener: (event: ExtendableMessageEvent) => void): void;
declare const clients: Clients;
declare function skipWaiting(): Promise<void>;
