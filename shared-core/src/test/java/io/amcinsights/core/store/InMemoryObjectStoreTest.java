package io.amcinsights.core.store;

import io.amcinsights.core.catalog.ObjectId;

class InMemoryObjectStoreTest extends ObjectStoreContract {

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected String bucket() {
    return "bucket";
  }

  @Override
  protected int page() {
    return 1_000;
  }

  @Override
  protected void delete(ObjectId id) {
    store.delete(id);
  }
}
