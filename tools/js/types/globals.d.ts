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

declare const clients: Clients;
declare function skipWaiting(): Promise<void>;
