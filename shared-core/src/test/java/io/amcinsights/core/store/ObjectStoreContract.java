package io.amcinsights.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.store.ObjectStore.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} does; each implementation extends this and adds nothing. */
public abstract class ObjectStoreContract {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final String HELLO_ETAG = "5d41402abc4b2a76b9719d911017c592";
  private static final byte[] OTHER = "other".getBytes(UTF_8);
  private static final String TEXT = "text/plain";

  @TempDir Path folder;

  protected abstract ObjectStore store();

  /** A bucket that exists and is empty. */
  protected abstract String bucket();

  /** How many objects a page of a listing holds at most. */
  protected abstract int page();

  protected abstract void delete(ObjectId id);

  private static ObjectId hello(ObjectStore store, String bucket) {
    ObjectId id = new ObjectId(bucket, "workflow=wf ü+%20/a:b.csv");
    store.write(id, HELLO, TEXT);
    return id;
  }

  @Test
  void readsWhatWasWrittenLast() {
    ObjectStore store = store();
    ObjectId id = hello(store, bucket());
    assertThat(store.read(id)).hasValueSatisfying(it -> assertThat(it).isEqualTo(HELLO));

    store.write(id, OTHER, TEXT);

    assertThat(store.read(id)).hasValueSatisfying(it -> assertThat(it).isEqualTo(OTHER));
  }

  @Test
  void readsNothingWhereNothingIs() {
    assertThat(store().read(new ObjectId(bucket(), "nothing"))).isEmpty();
  }

  @Test
  void downloadsWhatWasUploaded() throws IOException {
    ObjectStore store = store();
    ObjectId id = new ObjectId(bucket(), "data.parquet");
    Path source = Files.write(folder.resolve("source"), new byte[100_000]);

    store.upload(id, source, "application/octet-stream");
    store.download(id, folder.resolve("target"));

    assertThat(folder.resolve("target")).hasSameBinaryContentAs(source);
  }

  @Test
  void saysWhichOfItsOwnObjectsIsGone() {
    ObjectId id = new ObjectId(bucket(), "gone");

    assertThatThrownBy(() -> store().download(id, folder.resolve("target")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(id.uri());
  }

  @Test
  void downloadsExactlyThatContent() {
    ObjectStore store = store();
    ObjectId id = hello(store, bucket());
    Path target = folder.resolve("target");

    assertThat(store.download(id, null, HELLO_ETAG, target)).isTrue();
    assertThat(target).hasBinaryContent(HELLO);
  }

  @Test
  void downloadsNothingWhenTheContentIsAnother() {
    ObjectStore store = store();
    ObjectId id = hello(store, bucket());
    store.write(id, OTHER, TEXT);
    Path target = folder.resolve("target");

    assertThat(store.download(id, null, HELLO_ETAG, target)).isFalse();
    assertThat(target).doesNotExist();
  }

  @Test
  void downloadsNothingWhenTheObjectIsGone() {
    ObjectStore store = store();
    ObjectId id = hello(store, bucket());
    delete(id);
    Path target = folder.resolve("target");

    assertThat(store.download(id, null, HELLO_ETAG, target)).isFalse();
    assertThat(target).doesNotExist();
  }

  @Test
  void writesOnceAmongMany() throws Exception {
    ObjectStore store = store();
    ObjectId id = new ObjectId(bucket(), "manifest.json");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    int writers = 0;
    try {
      Callable<Boolean> write = () -> store.writeIfAbsent(id, HELLO, TEXT);
      for (Future<Boolean> wrote : threads.invokeAll(Collections.nCopies(8, write))) {
        writers += wrote.get() ? 1 : 0;
      }
    } finally {
      threads.shutdown();
    }

    assertThat(writers).isEqualTo(1);
    assertThat(store.writeIfAbsent(id, OTHER, TEXT)).isFalse();
    assertThat(store.read(id)).hasValueSatisfying(it -> assertThat(it).isEqualTo(HELLO));
  }

  @Test
  void listsUnderAPrefixInKeyOrder() {
    ObjectStore store = store();
    String bucket = bucket();
    for (String key : new String[] {"a/2", "a/1", "b/1", "ab"}) {
      store.write(new ObjectId(bucket, key), HELLO, TEXT);
    }

    var page = store.list(bucket, "a/", null);

    assertThat(page.next()).isNull();
    assertThat(page.objects())
        .extracting(it -> it.id().key(), Listed::bytes, Listed::etag)
        .containsExactly(tuple("a/1", 5L, HELLO_ETAG), tuple("a/2", 5L, HELLO_ETAG));
    assertThat(page.objects()).allSatisfy(it -> assertThat(it.modifiedAt()).isNotNull());
    assertThat(store.list(bucket, "c", null).objects()).isEmpty();
  }

  @Test
  void listsPageByPage() {
    ObjectStore store = store();
    String bucket = bucket();
    List<String> keys = IntStream.range(0, page() + 5).mapToObj("k%04d"::formatted).toList();
    keys.forEach(key -> store.write(new ObjectId(bucket, key), HELLO, TEXT));

    var first = store.list(bucket, "", null);
    var second = store.list(bucket, "", first.next());

    assertThat(first.objects()).hasSize(page());
    assertThat(second.next()).isNull();
    List<Listed> all = new ArrayList<>(first.objects());
    all.addAll(second.objects());
    assertThat(all).extracting(it -> it.id().key()).containsExactlyElementsOf(keys);
  }
}
