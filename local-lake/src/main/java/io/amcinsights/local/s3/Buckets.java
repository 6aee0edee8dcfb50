package io.amcinsights.local.s3;

import java.util.List;

/** The deployed buckets. */
public interface Buckets {

  /**
   * A bucket as its template describes it.
   *
   * @param events EventBridge notifications are on
   */
  record Spec(String name, String account, String region, boolean events) {}

  /** Creates or changes; what lies in the bucket stays. */
  void put(Spec spec);

  /** Has changes of a bucket told that exists already, whoever made it. */
  void announce(String bucket, String account, String region);

  List<Spec> all();
}
