package dev.annals.eventstore.snapshot;

class InMemorySnapshotStoreTest extends SnapshotStoreContract {

  @Override
  SnapshotStore openStore() {
    return new InMemorySnapshotStore();
  }
}
