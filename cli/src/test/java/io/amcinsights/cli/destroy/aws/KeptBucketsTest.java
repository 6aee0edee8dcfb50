package io.amcinsights.cli.destroy.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.FakeTelling;
import io.amcinsights.cli.destroy.KeptData.State;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptBucketsTest {

  private static final Map<String, String> OURS =
      Map.of("lake:installation", "amclake", "lake:environment", "dev");

  private final VersionedBucket bucket = new VersionedBucket(OURS);
  private final KeptBuckets buckets = new KeptBuckets(bucket, LakeNames.DEFAULT);

  @Test
  void everyVersionAndEveryDeleteMarkerOfManyPagesGoes() {
    for (int i = 0; i < 2_500; i++) {
      bucket.version("key" + i % 700);
    }
    for (int i = 0; i < 30; i++) {
      bucket.deleteMarker("gone" + i);
    }

    remove();

    assertThat(bucket.isDeleted()).isTrue();
  }

  @Test
  void manyVersionsOfOneKeyAreNoEndlessPage() {
    for (int i = 0; i < 3_000; i++) {
      bucket.version("one");
    }

    remove();

    assertThat(bucket.isDeleted()).isTrue();
  }

  @Test
  void whatArrivesWhileItIsEmptiedGoesToo() {
    bucket.version("early");
    bucket.arrivesBeforeDeletion("late");

    remove();

    assertThat(bucket.isDeleted()).isTrue();
  }

  @Test
  void anObjectThatMayNotBeDeletedIsNamed() {
    bucket.version("held");
    bucket.holds("held");

    assertThatThrownBy(this::remove)
        .isInstanceOf(DestroyException.class)
        .hasMessageContaining("1 objects of b stay, the first is 'held' (AccessDenied");
  }

  @Test
  void onlyTagsTellWhoseABucketIs() {
    assertThat(buckets.look("b")).isEqualTo(State.OURS);
    assertThat(look(Map.of("lake:installation", "amclake", "lake:environment", "dev2")))
        .isEqualTo(State.FOREIGN);
    assertThat(look(Map.of())).isEqualTo(State.FOREIGN);
  }

  @Test
  void aDeletedBucketIsGone() {
    remove();

    assertThat(buckets.look("b")).isEqualTo(State.GONE);
  }

  private static State look(Map<String, String> tags) {
    return new KeptBuckets(new VersionedBucket(tags), LakeNames.DEFAULT).look("b");
  }

  private void remove() {
    buckets.remove("b", FakeTelling.to(new ArrayList<>()));
  }
}
